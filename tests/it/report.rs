//! The report of a run, looked at in a real Chromium: on a desk and on a phone, in light and in dark.

use std::path::{Path, PathBuf};

use base64::Engine;
use serde_json::{Value, json};

use crate::home::{HELLO, Home};
use crate::web::ask;

const BROKEN_CATEGORY: &str = "[[fault]]\nelement = \"category\"\ndo = \"break\"\n";

/// What is wrong with how a page is laid out: what is wider than the window, boxes of text that lie over each other, text
/// that is cut off, and Chinese without a font of its own.
const LAYOUT: &str = r#"
const wrong = [];
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) wrong.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
// On a phone the heading of the table is for readers of screens alone.
const unseen = e => e.closest('thead') && getComputedStyle(e.closest('thead')).position === 'absolute';
const shown = e => !unseen(e) && !e.closest('.big:not(:target) > nav') && e.getClientRects().length > 0;
const leaves = [...document.querySelectorAll('h1,h2,h3,dt,dd,li > .what,li > .time,td,th,figcaption,summary,.facts,pre')].filter(shown);
const boxes = leaves.map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width > 1 && r.height > 1 && !e.closest('.film'));
for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
  const [a, p] = boxes[i], [b, q] = boxes[j];
  if (a.contains(b) || b.contains(a)) continue;
  const w = Math.min(p.right, q.right) - Math.max(p.left, q.left), h = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
  if (w > 1 && h > 1) wrong.push(`${a.tagName} ${a.textContent.slice(0, 30)} lies over ${b.tagName} ${b.textContent.slice(0, 30)}`);
}
for (const [e, r] of boxes) if (!e.closest('.film, pre') && (r.left < -1 || r.right > root.clientWidth + 1)) wrong.push(`${e.tagName} ${e.textContent.slice(0, 30)} leaves the window`);
for (const img of document.images) if (!img.complete || img.naturalWidth === 0) wrong.push(`a picture does not load: ${img.alt}`);
if (innerWidth > 600) for (const a of document.querySelectorAll('.sum td:first-child a')) if (a.getClientRects().length > 1) wrong.push(`${a.textContent} is broken in two`);
const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const drawn = text => { c.canvas.width = 40; c.canvas.height = 40; c.font = '32px ' + getComputedStyle(document.body).fontFamily; c.fillText(text, 2, 32); return c.getImageData(0, 0, 40, 40).data.join(); };
if (drawn('稿') === drawn('\u{10FFFE}') || drawn('稿') === drawn('发')) wrong.push('Chinese is drawn as boxes');
return wrong;
"#;

/// A browser with a page open.
struct Viewer {
    session: String,
}

impl Viewer {
    fn open(width: u32, dark: bool) -> Self {
        let driver = std::env::var("FAGAO_WEBDRIVER_URL").expect("a driver");
        let mut args = vec![
            "--headless=new".to_owned(),
            "--disable-background-networking".to_owned(),
            format!("--window-size={width},1000"),
        ];
        if std::env::var("USER").map_or(true, |u| u == "root") {
            args.push("--no-sandbox".to_owned());
        }
        let wanted =
            json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": args}}}});
        let url = format!("{}/session", driver.trim_end_matches('/'));
        let answer = ask("POST", &url, Some(&wanted));
        let id = answer["value"]["sessionId"].as_str();
        let id = id.unwrap_or_else(|| panic!("no session: {answer}"));
        let viewer = Self {
            session: format!("{url}/{id}"),
        };
        // A window is never as narrow as a phone; the page can be.
        let scheme = if dark { "dark" } else { "light" };
        viewer.cdp(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 500}),
        );
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        viewer.cdp("Emulation.setEmulatedMedia", &json!({"features": features}));
        viewer
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = ask("POST", &format!("{}{path}", self.session), Some(body));
        assert!(answer["value"].get("error").is_none(), "{path}: {answer}");
        answer["value"].clone()
    }

    fn cdp(&self, name: &str, params: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": name, "params": params}))
    }

    /// Keeps a picture of the whole page, for people to look at.
    fn picture(&self, file: &Path) {
        let whole = json!({"format": "png", "captureBeyondViewport": true});
        let taken = self.cdp("Page.captureScreenshot", &whole);
        let taken = taken["data"].as_str().expect("a picture");
        let taken = base64::engine::general_purpose::STANDARD.decode(taken);
        let taken = taken.expect("a picture in base64");
        assert!(taken.starts_with(b"\x89PNG") && taken.len() > 10_000);
        std::fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
        std::fs::write(file, taken).expect("a file");
    }

    fn go(&self, file: &Path) {
        let file = file.canonicalize().expect("a report");
        self.post(
            "/url",
            &json!({"url": format!("file://{}", file.display())}),
        );
    }

    /// What axe-core finds that keeps people from reading the page: the serious and the critical.
    fn barriers(&self, axe: &str) -> Value {
        self.run(axe);
        let script = "const done = arguments[arguments.length - 1]; axe.run(document).then(r => done(r.violations\
                      .filter(v => ['serious', 'critical'].includes(v.impact))\
                      .map(v => [v.id, v.help, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))])), e => done(String(e)))";
        self.post("/execute/async", &json!({"script": script, "args": []}))
    }

    fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        ask("DELETE", &self.session, None);
    }
}

/// The page of the newest run.
fn report(home: &Home, lang: &str) -> PathBuf {
    let ran = home.run(&["report", "--sandbox", "--lang", lang]).expect(0);
    PathBuf::from(ran.stdout.trim())
}

/// Looks at a page in both widths and both colours, and leaves a picture of each in `target/tmp/report`.
fn looks_right(name: &str, file: &Path) {
    let size = std::fs::metadata(file).expect("a report").len();
    assert!(size < 5_000_000, "{size} bytes");
    let text = std::fs::read_to_string(file).expect("a report");
    assert!(
        !text.contains("src=\"http") && !text.contains("<script"),
        "{}",
        file.display()
    );
    let mut papers = Vec::new();
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache
        .unwrap_or_else(|| PathBuf::from(std::env::var("HOME").expect("a home")).join(".cache"));
    let axe = cache.join("fagao/axe-core-4.14.1/axe.min.js");
    let axe = std::fs::read_to_string(&axe).unwrap_or_else(|e| {
        panic!(
            "{}: {e}; `./webdriver.sh --setup` fetches it",
            axe.display()
        )
    });
    for (width, dark) in [(1280, false), (1280, true), (390, false), (390, true)] {
        let viewer = Viewer::open(width, dark);
        viewer.go(file);
        let colours = if dark { "dark" } else { "light" };
        let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
        viewer.picture(&pictures.join(format!("{name}-{width}-{colours}.png")));
        viewer.run("document.querySelectorAll('details').forEach(d => d.open = true)");
        let wrong = viewer.run(LAYOUT);
        assert_eq!(
            wrong,
            json!([]),
            "{} at {width}, dark: {dark}",
            file.display()
        );
        let barriers = viewer.barriers(&axe);
        assert_eq!(
            barriers,
            json!([]),
            "{} at {width}, dark: {dark}",
            file.display()
        );
        papers.push(viewer.run("return getComputedStyle(document.body).backgroundColor"));
    }
    assert_eq!((&papers[0], &papers[1]), (&papers[2], &papers[3]));
    assert_ne!(papers[0], papers[1], "dark is as light");
}

#[test]
fn the_report_of_a_success_reads_well_and_shows_every_step() {
    let home = Home::new();
    home.publish(HELLO, "juejin,jz,ys", &["--trace", "on"])
        .expect(0);
    let file = report(&home, "zh");
    looks_right("success", &file);
    let viewer = Viewer::open(1280, false);
    viewer.go(&file);
    assert_eq!(viewer.run("return document.documentElement.lang"), "zh-CN");
    let count =
        |css: &str| viewer.run(&format!("return document.querySelectorAll({css:?}).length"));
    assert_eq!(count(".sum tbody tr"), 3);
    assert_eq!(count("section.problem"), 0);
    assert!(count(".film figure").as_u64() > Some(5));
    assert!(
        count(".film .shot i").as_u64() > Some(2),
        "elements are outlined"
    );
    // A picture is enlarged without a script.
    let large = "const f = document.querySelector('.film figure'); location.hash = f.id; return f.getBoundingClientRect().width";
    assert!(viewer.run(large).as_f64() > Some(1000.0));
}

#[test]
fn pictures_of_a_run_that_went_well_are_not_kept_unless_they_were_asked_for() {
    let home = Home::new();
    home.publish(HELLO, "juejin", &[]).expect(0);
    let pictures = |f: &PathBuf| f.extension().is_some_and(|e| e == "jpg");
    assert_eq!(home.files().iter().filter(|f| pictures(f)).count(), 0);
    let text = std::fs::read_to_string(report(&home, "en")).expect("a report");
    assert!(text.contains("the pictures of the steps were not kept"));
}

#[test]
fn the_report_of_a_detour_says_which_way_it_went_and_why() {
    let home = Home::new();
    home.faults(BROKEN_CATEGORY);
    home.publish(HELLO, "juejin", &[]).expect(0);
    let file = report(&home, "en");
    looks_right("detour", &file);
    let text = std::fs::read_to_string(&file).expect("a report");
    assert!(text.contains("part of it by a detour") && text.contains("Went on by another route"));
}

#[test]
fn the_report_of_a_failure_shows_what_where_and_what_to_do_at_once() {
    let home = Home::new();
    home.faults(BROKEN_CATEGORY);
    home.publish(HELLO, "juejin", &["--via", "browser"])
        .expect(4);
    let runs = home.sandbox().join("runs");
    let run = std::fs::read_dir(runs)
        .expect("runs")
        .next()
        .expect("a run");
    let file = run.expect("a run").path().join("report.html");
    // The run has written it by itself.
    looks_right("failure", &file);
    let viewer = Viewer::open(1280, false);
    viewer.go(&file);
    let first = "const s = document.querySelector('section.problem'); const r = s.getBoundingClientRect(); \
                 return [r.top < innerHeight / 2, s.innerText, s.querySelectorAll('img').length]";
    let first = viewer.run(first);
    assert_eq!((&first[0], &first[2]), (&json!(true), &json!(1)), "{first}");
    let words = first[1].as_str().unwrap_or_default();
    for word in [
        "category",
        "juejin/pages/",
        "What to do now",
        "--via api",
        "no match",
    ] {
        assert!(words.contains(word), "{word} in {words}");
    }
    let junit = home
        .run(&["report", "--sandbox", "--format", "junit"])
        .expect(0)
        .stdout;
    assert!(
        junit.contains("failures=\"1\"") && junit.contains("type=\"page.element-missing\""),
        "{junit}"
    );
    let json = home
        .run(&["report", "--sandbox", "--format", "json"])
        .expect(0)
        .stdout;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["schema"], &json["exit"]), (&json!(1), &json!(4)));
    assert_eq!(json["accounts"][0]["error"]["code"], "page.element-missing");
}
