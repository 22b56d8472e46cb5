//! The line to the driver: every WebDriver command goes through [`Link::send`], and is counted there.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use fantoccini::error::{CmdError, NewSessionError};
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
// fantoccini's own types of these; it does not give them out by itself.
use reqwest::{Method, Url};
use serde_json::{Value, json};

/// How long a driver may take over what a command is allowed to take, before it counts as hung.
const PATIENCE: Duration = Duration::from_secs(20);

/// The key under which WebDriver wraps an element's id.
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Why a command was not answered with a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trouble {
    /// The driver's own well-formed error.
    Refused {
        /// The W3C error code, such as `stale element reference`.
        code: String,
        /// Its words, one line.
        says: String,
        /// The text of the alert that was open.
        alert: Option<String>,
    },
    /// The driver is gone, does not answer, or answers nonsense.
    Lost(String),
}

impl Trouble {
    /// Whether the error proves that a click did not happen.
    pub(super) fn proves_no_click(&self) -> bool {
        const NO_CLICK: [&str; 5] = [
            "element click intercepted",
            "element not interactable",
            "stale element reference",
            "no such element",
            "move target out of bounds",
        ];
        matches!(self, Trouble::Refused { code, .. } if NO_CLICK.contains(&code.as_str()))
    }

    /// Whether the page went away under a script. Chromium's driver says `script timeout` at once when it does.
    pub(super) fn may_be_a_navigation(&self) -> bool {
        const NAVIGATION: [&str; 5] = [
            "script timeout",
            "timeout",
            "javascript error",
            "stale element reference",
            "no such execution context",
        ];
        match self {
            Trouble::Refused { code, says, .. } => {
                NAVIGATION.contains(&code.as_str())
                    || (code == "unknown error" && says.contains("navigat"))
            }
            Trouble::Lost(_) => false,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Refused { code, says, .. } if says.is_empty() || says == code => {
                f.write_str(code)
            }
            Trouble::Refused { code, says, .. } => write!(f, "{code}: {says}"),
            Trouble::Lost(why) => f.write_str(why),
        }
    }
}

/// A session of a driver.
pub(super) struct Link {
    client: Client,
    url: String,
    session: Option<String>,
    commands: usize,
    own_tab: Option<String>,
    /// Whether the driver speaks Chromium's own protocol too.
    pub(super) chromium: bool,
    /// The browser and its version, such as `chrome 156.0.8012.3`.
    pub(super) browser: String,
    /// The driver and its version, such as `chromedriver 156.0.8012.3`.
    pub(super) driver: Option<String>,
}

/// One command; its body may hold secrets, so it is never shown.
struct Command {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(
        &self,
        base: &Url,
        session: Option<&str>,
    ) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}{}", session.unwrap_or(""), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (
            self.method.clone(),
            self.body.as_ref().map(Value::to_string),
        )
    }
}

/// The base URL as `Url::join` wants it: `http://h/wd/hub` is joined as `http://h/session` without its last slash.
pub(super) fn base(url: &str) -> String {
    format!("{}/", url.trim().trim_end_matches('/'))
}

impl Link {
    /// Starts a session.
    pub(super) async fn start(url: &str, wanted: &Capabilities) -> Result<Self, Trouble> {
        let base = base(url);
        let connecting = async {
            // The plain connector, as the other one fails on a machine without a CA store even for http.
            if base.starts_with("https:") {
                let mut builder = ClientBuilder::rustls().map_err(NewSessionError::Lost)?;
                builder.capabilities(wanted.clone()).connect(&base).await
            } else {
                let mut builder = ClientBuilder::new(HttpConnector::new());
                builder.capabilities(wanted.clone()).connect(&base).await
            }
        };
        let client = tokio::time::timeout(Duration::from_secs(60), connecting)
            .await
            .map_err(|_| Trouble::Lost(format!("the WebDriver at {url} does not answer")))?
            .map_err(|e| {
                Trouble::Lost(format!(
                    "the WebDriver at {url} opened no browser: {}",
                    chain(&e)
                ))
            })?;
        let capabilities = client.capabilities();
        let chromium = capabilities.is_some_and(|c| c.contains_key("goog:chromeOptions"));
        let said = |key: &str| {
            let value = capabilities
                .and_then(|c| c.get(key))
                .and_then(Value::as_str);
            value.unwrap_or("unknown").to_owned()
        };
        let browser = format!("{} {}", said("browserName"), said("browserVersion"));
        let driver = capabilities.and_then(driver_of);
        let session = client.session_id().await.ok().flatten();
        Ok(Self {
            client,
            url: url.to_owned(),
            session,
            commands: 1,
            own_tab: None,
            chromium,
            browser,
            driver,
        })
    }

    /// The session's id.
    pub(super) fn session(&self) -> Option<String> {
        self.session.clone()
    }

    /// How many commands were sent.
    pub(super) fn commands(&self) -> usize {
        self.commands
    }

    /// Sends one command; `path` is below the session, such as `/url`, and `may_take` is what it may take by itself.
    pub(super) async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Option<Value>,
        may_take: Duration,
    ) -> Result<Value, Trouble> {
        self.commands += 1;
        let command = Command {
            method,
            path: path.to_owned(),
            body,
        };
        let what = format!("{command:?}");
        tracing::trace!(command = what, "WebDriver");
        // fantoccini has no timeout at all, and a call given up here still runs: after this the session is of no use.
        match tokio::time::timeout(may_take + PATIENCE, self.client.issue_cmd(command)).await {
            Ok(answer) => answer.map_err(|e| self.trouble(&e)),
            Err(_) => Err(Trouble::Lost(format!(
                "the WebDriver at {} did not answer {what} within {} s",
                self.url,
                (may_take + PATIENCE).as_secs()
            ))),
        }
    }

    /// Sends a POST.
    pub(super) async fn post(
        &mut self,
        path: &str,
        body: Value,
        may_take: Duration,
    ) -> Result<Value, Trouble> {
        self.send(Method::POST, path, Some(body), may_take).await
    }

    /// Sends a GET.
    pub(super) async fn get(&mut self, path: &str) -> Result<Value, Trouble> {
        self.send(Method::GET, path, None, Duration::ZERO).await
    }

    /// Runs a command of Chromium's own protocol.
    pub(super) async fn cdp(&mut self, name: &str, params: Value) -> Result<Value, Trouble> {
        let body = json!({ "cmd": name, "params": params });
        self.post("/goog/cdp/execute", body, Duration::ZERO).await
    }

    /// Runs a short script that does not wait.
    pub(super) async fn run(&mut self, script: &str, args: Value) -> Result<Value, Trouble> {
        let body = json!({ "script": script, "args": args });
        self.post("/execute/sync", body, Duration::ZERO).await
    }

    fn trouble(&self, error: &CmdError) -> Trouble {
        match error {
            CmdError::Standard(e) => Trouble::Refused {
                code: e.error(),
                says: first_line(&e.message),
                alert: e
                    .data
                    .as_ref()
                    .and_then(|d| d["text"].as_str())
                    .map(str::to_owned)
                    .or_else(|| error.is_unexpected_alert_open().then(String::new)),
            },
            other => Trouble::Lost(format!(
                "the WebDriver at {} is lost: {}",
                self.url,
                chain(other)
            )),
        }
    }

    /// Opens a tab of its own in a browser that was there before, and goes to it.
    pub(super) async fn take_own_tab(&mut self) -> Result<(), Trouble> {
        let body = json!({ "type": "tab" });
        let opened = self.post("/window/new", body, Duration::ZERO).await?;
        let body = json!({ "handle": opened["handle"] });
        self.post("/window", body, Duration::ZERO).await?;
        self.own_tab = opened["handle"].as_str().map(str::to_owned);
        Ok(())
    }

    /// Closes its own tab, and no other.
    pub(super) async fn close_own_tab(&mut self) -> Result<(), Trouble> {
        let Some(handle) = self.own_tab.take() else {
            return Ok(());
        };
        let body = json!({ "handle": handle });
        self.post("/window", body, Duration::ZERO).await?;
        self.send(Method::DELETE, "/window", None, Duration::ZERO)
            .await
            .map(drop)
    }

    /// Ends the session; what goes wrong is said.
    pub(super) async fn end(self) -> Result<(), Trouble> {
        match tokio::time::timeout(PATIENCE, self.client.close()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(e)) => Err(Trouble::Lost(chain(&e))),
            Err(_) => Err(Trouble::Lost(format!(
                "the WebDriver at {} did not end its session",
                self.url
            ))),
        }
    }
}

/// The driver's name and version, as each says it in its own way.
fn driver_of(capabilities: &Capabilities) -> Option<String> {
    let said = |pointer: &[&str]| {
        let first = capabilities.get(pointer[0])?;
        let value = pointer[1..].iter().try_fold(first, |v, key| v.get(*key))?;
        // After the version Chromium's says from which commit it is.
        value.as_str()?.split(' ').next().map(str::to_owned)
    };
    let chrome = said(&["chrome", "chromedriverVersion"]).map(|v| format!("chromedriver {v}"));
    chrome.or_else(|| said(&["moz:geckodriverVersion"]).map(|v| format!("geckodriver {v}")))
}

/// Ends the browser of a dead run by its session's id. A session that is not there any more has ended.
///
/// # Errors
/// What the driver says, in one line with its URL. A driver behind https is not supported here.
pub async fn end_session(url: &str, session: &str) -> Result<(), String> {
    let ending = async {
        let client =
            Client::with_existing_session(&base(url), session, HttpConnector::new()).await?;
        // Else the client would send a second DELETE when it is dropped.
        client
            .persist()
            .await
            .map_err(NewSessionError::UnexpectedError)?;
        let delete = |path: &str| Command {
            method: Method::DELETE,
            path: path.to_owned(),
            body: None,
        };
        // In a browser of the user's the tab would stay, and go on saving; one that was started for the run ends anyway.
        let _ = client.issue_cmd(delete("/window")).await;
        match client.issue_cmd(delete("")).await {
            Err(e) if !e.is_invalid_session_id() => Err(NewSessionError::UnexpectedError(e)),
            _ => Ok(()),
        }
    };
    match tokio::time::timeout(PATIENCE, ending).await {
        Ok(ended) => ended.map_err(|e| format!("the WebDriver at {url}: {}", chain(&e))),
        Err(_) => Err(format!("the WebDriver at {url} does not answer")),
    }
}

/// An element as an argument of a script.
pub(super) fn element(id: &str) -> Value {
    json!({ ELEMENT_KEY: id })
}

/// The id of an element in an answer.
pub(super) fn element_id(value: &Value) -> Option<String> {
    value.get(ELEMENT_KEY)?.as_str().map(str::to_owned)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

/// An error with its causes, each once: the outermost alone never says `connection refused`.
#[expect(
    deprecated,
    reason = "fantoccini's errors know their causes by the old method alone"
)]
fn chain(error: &dyn Error) -> String {
    let mut words = first_line(&error.to_string());
    let mut cause = error.cause();
    while let Some(e) = cause {
        let next = first_line(&e.to_string());
        if !words.contains(&next) {
            words = format!("{words}: {next}");
        }
        cause = e.cause();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_keeps_its_path_with_and_without_a_slash() {
        for url in ["http://h:1/wd/hub", "http://h:1/wd/hub/"] {
            let url: Url = base(url).parse().unwrap();
            let command = Command {
                method: Method::GET,
                path: "/url".into(),
                body: None,
            };
            let endpoint = command.endpoint(&url, Some("abc")).unwrap();
            assert_eq!(endpoint.as_str(), "http://h:1/wd/hub/session/abc/url");
        }
    }

    #[test]
    fn a_command_shows_neither_its_body_nor_its_secrets() {
        let command = Command {
            method: Method::POST,
            path: "/element/1/value".into(),
            body: Some(json!({ "text": "13800138000" })),
        };
        assert_eq!(format!("{command:?}"), "POST /element/1/value");
    }

    fn refused(code: &str) -> Trouble {
        Trouble::Refused {
            code: code.into(),
            says: String::new(),
            alert: None,
        }
    }

    #[test]
    fn only_errors_that_come_before_the_click_prove_that_there_was_none() {
        assert!(refused("element click intercepted").proves_no_click());
        assert!(refused("stale element reference").proves_no_click());
        assert!(!refused("timeout").proves_no_click());
        assert!(!refused("unexpected alert open").proves_no_click());
        assert!(!Trouble::Lost("gone".into()).proves_no_click());
    }
}
