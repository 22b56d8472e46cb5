//! What a browser is asked to be: a pure function of the profile and the options.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::heal::Healing;

/// Where the browser may go and whom it trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The real sites: the system's trust store and resolver, without exception.
    #[default]
    Production,
    /// The sites simulated on this machine; nothing else can be reached. Chromium only.
    Sandbox {
        /// Chromium's `--host-resolver-rules`, such as `MAP juejin.cn:443 127.0.0.1:4433,MAP * ~NOTFOUND`.
        resolver_rules: String,
        /// The SHA-256 of the public key (SubjectPublicKeyInfo, DER) of the one extra certificate that is trusted, in
        /// base64: the sandbox's CA when the server sends its whole chain, else the server's own.
        spki: String,
    },
}

/// How the browser is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Without a window.
    pub headless: bool,
    /// As root, where Chromium's own sandbox does not start.
    pub as_root: bool,
    /// How long a step waits for what it names.
    pub wait: Duration,
    /// The W3C browser name; `chrome` is Chromium too.
    pub browser: String,
    /// A Chromium that runs already, as `host:port` of its remote debugging: it gets one tab more and is left as it was.
    pub attach: Option<String>,
    /// A directory with a profile of Chromium's, instead of an empty one.
    pub profile: Option<PathBuf>,
    /// When an element that no candidate finds is looked for by its fingerprint.
    pub healing: Healing,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            headless: true,
            as_root: false,
            wait: Duration::from_secs(20),
            browser: "chrome".to_owned(),
            attach: None,
            profile: None,
            healing: Healing::default(),
        }
    }
}

/// How long a page may take until its document is parsed.
pub(super) const PAGE_LOAD: Duration = Duration::from_secs(30);

/// The script timeout: an in-page wait always answers before it, unless the page is stuck.
pub(super) fn script_timeout(options: &Options) -> Duration {
    options.wait + Duration::from_secs(5)
}

/// What Chromium does in the background that a publishing run has no use for; none of it touches what a site sees.
const QUIET: [&str; 8] = [
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-gpu",
    "--disable-quic",
];

/// The capabilities of a new session.
///
/// Alerts are dismissed and told by the next command's error, so that they are seen as interrupts and nothing is ever
/// confirmed by accident. The page load strategy is `eager`: a command after a navigation meets the new document.
pub fn capabilities(profile: &Profile, options: &Options) -> Map<String, Value> {
    let mut capabilities = json!({
        "browserName": options.browser,
        "pageLoadStrategy": "eager",
        "unhandledPromptBehavior": "dismiss and notify",
        "timeouts": {
            "implicit": 0,
            "pageLoad": millis(PAGE_LOAD),
            "script": millis(script_timeout(options)),
        },
    });
    if options.browser == "firefox" {
        let args: &[&str] = if options.headless {
            &["-headless"]
        } else {
            &[]
        };
        capabilities["moz:firefoxOptions"] = json!({ "args": args });
    } else if let Some(address) = &options.attach {
        // Its arguments are those that it was started with.
        capabilities["goog:chromeOptions"] = json!({ "debuggerAddress": address });
    } else {
        capabilities["goog:chromeOptions"] = json!({ "args": arguments(profile, options) });
        if options.profile.is_some() {
            // With the driver's own store of keys the profile's cookies could not be read.
            capabilities["goog:chromeOptions"]["excludeSwitches"] =
                json!(["password-store", "use-mock-keychain"]);
        }
    }
    match capabilities {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn arguments(profile: &Profile, options: &Options) -> Vec<String> {
    // Split view of the editor wants at least 800 px.
    let mut args = vec!["--window-size=1280,900".to_owned()];
    args.extend(QUIET.map(str::to_owned));
    if options.headless {
        args.push("--headless=new".to_owned());
    }
    if options.as_root {
        args.push("--no-sandbox".to_owned());
    }
    if let Some(dir) = &options.profile {
        args.push(format!("--user-data-dir={}", dir.display()));
    }
    if let Profile::Sandbox {
        resolver_rules,
        spki,
    } = profile
    {
        args.push("--no-proxy-server".to_owned());
        args.push(format!("--host-resolver-rules={resolver_rules}"));
        args.push(format!("--ignore-certificate-errors-spki-list={spki}"));
    }
    args
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(profile: &Profile, options: &Options) -> String {
        serde_json::to_string(&capabilities(profile, options)).unwrap()
    }

    #[test]
    fn the_production_profile_trusts_and_resolves_like_any_browser() {
        let shown = text(&Profile::Production, &Options::default());
        for exception in [
            "acceptInsecureCerts",
            "ignore-",
            "resolver",
            "proxy",
            "no-sandbox",
            "allow-",
            "disable-web-security",
            "automation",
        ] {
            assert!(!shown.contains(exception), "{exception} in {shown}");
        }
        assert!(shown.contains("--headless=new"));
    }

    #[test]
    fn the_sandbox_profile_reaches_nothing_but_what_the_rules_name() {
        let profile = Profile::Sandbox {
            resolver_rules: "MAP juejin.cn:443 127.0.0.1:4433,MAP * ~NOTFOUND".into(),
            spki: "AAAA=".into(),
        };
        let shown = text(&profile, &Options::default());
        assert!(
            shown
                .contains("--host-resolver-rules=MAP juejin.cn:443 127.0.0.1:4433,MAP * ~NOTFOUND")
        );
        assert!(shown.contains("--ignore-certificate-errors-spki-list=AAAA="));
        assert!(shown.contains("--no-proxy-server"));
        assert!(!shown.contains("acceptInsecureCerts"));
    }

    #[test]
    fn a_browser_that_runs_already_is_given_no_arguments() {
        let attached = Options {
            attach: Some("127.0.0.1:9222".into()),
            ..Options::default()
        };
        let c = capabilities(&Profile::Production, &attached);
        let wanted = json!({ "debuggerAddress": "127.0.0.1:9222" });
        assert_eq!(c["goog:chromeOptions"], wanted);
    }

    #[test]
    fn chromiums_own_sandbox_is_off_for_root_alone() {
        let root = Options {
            as_root: true,
            ..Options::default()
        };
        assert!(text(&Profile::Production, &root).contains("--no-sandbox"));
        assert!(!text(&Profile::Production, &Options::default()).contains("--no-sandbox"));
    }

    #[test]
    fn the_script_timeout_is_longer_than_any_in_page_wait() {
        let options = Options::default();
        let c = capabilities(&Profile::Production, &options);
        assert!(c["timeouts"]["script"].as_u64() > Some(millis(options.wait)));
    }

    #[test]
    fn firefox_gets_no_options_of_chromium() {
        let firefox = Options {
            browser: "firefox".into(),
            ..Options::default()
        };
        let shown = text(&Profile::Production, &firefox);
        assert!(shown.contains("-headless") && !shown.contains("goog:"));
    }
}
