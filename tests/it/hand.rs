//! The hand of somebody who records: a pointer and a keyboard in the browser that a recording has open.
//!
//! It has a session of its own in that browser, so that it acts while the recorder waits for it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::web::ask;

/// How long something on the page is waited for.
const PATIENCE: Duration = Duration::from_secs(40);

/// What stands for an element of a WebDriver answer.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A hand in a browser.
pub struct Hand {
    base: String,
}

/// What the overlay shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub name: String,
    pub picked: bool,
    pub keep: bool,
    pub picking: bool,
    pub kind: String,
}

impl Hand {
    /// A hand in the browser of another session.
    pub fn beside(session: &str) -> Self {
        let driver = std::env::var("FAGAO_WEBDRIVER_URL").expect("a driver");
        let driver = driver.trim_end_matches('/').to_owned();
        let list = ask("GET", &format!("{driver}/sessions"), None);
        let rows = list["value"].as_array().expect("sessions").clone();
        let row = rows.iter().find(|r| r["id"] == session);
        let address =
            row.expect("the session")["capabilities"]["goog:chromeOptions"]["debuggerAddress"]
                .clone();
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": { "debuggerAddress": address },
        } } });
        let opened = ask("POST", &format!("{driver}/session"), Some(&wanted));
        let id = opened["value"]["sessionId"].as_str();
        let id = id.unwrap_or_else(|| panic!("no session: {opened}"));
        Self {
            base: format!("{driver}/session/{id}"),
        }
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = ask("POST", &format!("{}{path}", self.base), Some(body));
        answer["value"].clone()
    }

    /// Runs a script in the page and gives what it returns.
    pub fn js(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// What an expression is in the page.
    fn value(&self, expression: &str) -> Value {
        self.js(&format!("return {expression}"))
    }

    /// Waits until an expression holds.
    pub fn until(&self, expression: &str) {
        let end = Instant::now() + PATIENCE;
        while self.js(&format!(
            "try {{ return Boolean({expression}) }} catch {{ return false }}"
        )) != json!(true)
        {
            assert!(
                Instant::now() < end,
                "never: {expression}; {:?}",
                self.shown()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What the overlay shows now.
    pub fn shown(&self) -> Option<Shown> {
        let got = self.js("const s = (window.__fagaoRecorder || {}).show; \
             return s ? [s.name, Boolean(s.proposal), s.keep, s.picking, s.kind] : null");
        let row = got.as_array().filter(|row| row.len() == 5)?;
        Some(Shown {
            name: row[0].as_str()?.to_owned(),
            picked: row[1] == true,
            keep: row[2] == true,
            picking: row[3] == true,
            kind: row[4].as_str()?.to_owned(),
        })
    }

    /// Waits until the overlay shows something.
    pub fn sees(&self, what: &str, holds: impl Fn(&Shown) -> bool) -> Shown {
        let end = Instant::now() + PATIENCE;
        loop {
            let shown = self.shown();
            if let Some(shown) = shown.clone().filter(|s| holds(s)) {
                return shown;
            }
            assert!(Instant::now() < end, "{what} is not shown: {shown:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until an element is asked for.
    pub fn is_asked_for(&self, name: &str) -> Shown {
        self.sees(name, |s| s.name == name && !s.picked)
    }

    fn pointer(&self, moves: &Value) {
        let actions = json!({ "actions": [{ "type": "pointer", "id": "mouse",
            "parameters": { "pointerType": "mouse" }, "actions": moves }] });
        let done = self.post("/actions", &actions);
        assert!(done.is_null(), "{done}");
    }

    fn click_at(&self, x: i64, y: i64) {
        self.pointer(&json!([
            { "type": "pointerMove", "duration": 0, "x": x, "y": y },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ]));
    }

    /// Moves the pointer over an element.
    pub fn over(&self, element: &str) {
        let (x, y) = self.middle(element);
        self.pointer(&json!([{ "type": "pointerMove", "duration": 0, "x": x, "y": y }]));
    }

    /// Clicks the middle of an element.
    pub fn click(&self, element: &str) {
        let (x, y) = self.middle(element);
        self.click_at(x, y);
    }

    /// The middle of an element that is brought into sight; the card goes out of the way.
    fn middle(&self, element: &str) -> (i64, i64) {
        let look = format!(
            "const el = {element}; \
             const box = () => el.getBoundingClientRect(); \
             if (box().top < 0 || box().bottom > innerHeight) el.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             const r = box(), x = Math.round(r.left + r.width / 2), y = Math.round(r.top + r.height / 2); \
             const host = (window.__fagaoRecorder || {{}}).host; \
             const top = host && host.isConnected && host.shadowRoot.elementFromPoint(x, y); \
             return [x, y, Boolean(top && top.closest && top.closest('.card'))]"
        );
        let got = self.js(&look);
        let row = got.as_array().filter(|r| r.len() == 3);
        let row = row.unwrap_or_else(|| panic!("no place of {element}: {got}"));
        if row[2] == true {
            self.act("move");
        }
        let number = |v: &Value| v.as_i64().unwrap_or_default();
        (number(&row[0]), number(&row[1]))
    }

    /// Presses a button of the card.
    pub fn act(&self, name: &str) {
        let button =
            format!("window.__fagaoRecorder.host.shadowRoot.querySelector('[data-act={name}]')");
        self.until(&format!("{button} && !{button}.hasAttribute('disabled')"));
        let got = self.js(&format!(
            "const r = {button}.getBoundingClientRect(); \
             return [Math.round(r.left + r.width / 2), Math.round(r.top + r.height / 2)]"
        ));
        let at = |n: usize| got[n].as_i64().unwrap_or_else(|| panic!("{name}: {got}"));
        self.click_at(at(0), at(1));
    }

    /// Presses keys with Alt held down.
    pub fn alt(&self, key: &str) {
        let alt = "\u{E00A}";
        let press = |key: &str| json!({ "type": "keyDown", "value": key });
        let leave = |key: &str| json!({ "type": "keyUp", "value": key });
        let actions = json!({ "actions": [{ "type": "key", "id": "keys",
            "actions": [press(alt), press(key), leave(key), leave(alt)] }] });
        let done = self.post("/actions", &actions);
        assert!(done.is_null(), "{done}");
    }

    /// The WebDriver path of an element.
    fn handle(&self, element: &str) -> String {
        let got = self.value(element);
        let id = got[REFERENCE].as_str();
        format!(
            "/element/{}",
            id.unwrap_or_else(|| panic!("{element}: {got}"))
        )
    }

    /// Types into a field, or gives a file to one that takes files.
    pub fn type_into(&self, element: &str, text: &str) {
        let path = format!("{}/value", self.handle(element));
        let done = self.post(&path, &json!({ "text": text }));
        assert!(done.is_null(), "{element}: {done}");
    }

    /// Lets clicks through to the page, does something there, and picks again.
    pub fn on_the_page(&self, doing: impl FnOnce(&Self)) {
        self.act("browse");
        self.sees("browsing", |s| !s.picking);
        doing(self);
        self.act("browse");
        self.sees("picking", |s| s.picking);
    }

    /// Points at something and clicks until exactly `element` is picked: what is around it is taken where it is wider.
    pub fn pick(&self, name: &str, at: &str, element: &str) {
        self.is_asked_for(name);
        self.until(&format!("{at}.getBoundingClientRect().width > 0"));
        self.click(at);
        self.widen(name, element);
    }

    /// Takes what is around the picked element until it is this one.
    pub fn widen(&self, name: &str, element: &str) {
        let end = Instant::now() + PATIENCE;
        let is_it = format!("window.__fagaoRecorder.picked === {element}");
        self.sees(name, |s| s.name == name && s.picked);
        while self.value(&is_it) != json!(true) {
            let picked = "window.__fagaoRecorder.picked";
            let inside = self.value(&format!(
                "Boolean({picked}) && {element}.contains({picked})"
            ));
            let told = self.value(&format!("({picked} || {{}}).outerHTML"));
            assert!(
                inside == json!(true) && Instant::now() < end,
                "{name}: {element} is not around {told}"
            );
            // The card grows and shrinks with what it tells: a press that comes too early misses its button.
            self.is_still();
            self.act("wider");
        }
        self.is_still();
    }

    /// Waits until the card tells of what is framed.
    fn is_still(&self) {
        self.until(
            "(() => { const root = window.__fagaoRecorder.host.shadowRoot; \
             const words = root.querySelector('.chip').textContent; \
             return [...root.querySelectorAll('.note')].some((n) => n.textContent.includes(words)) })()",
        );
    }

    /// Points at an element, picks it and takes it.
    pub fn show(&self, name: &str, element: &str) {
        self.pick(name, element, element);
        self.act("use");
    }
}

impl Drop for Hand {
    /// Lets go; the browser stays the recorder's.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            ask("DELETE", &self.base, None);
        }
    }
}
