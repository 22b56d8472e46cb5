//! The way out: the sandbox or the real sites, the browser, the one HTTP client.

use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::Failure;
use super::images::Guarded;
use super::people::{Answer, People};
use super::places;
use super::world::World;
use crate::browser::{Browser, Healing, Options, Profile, WebDriver};
use crate::http::{CookieWire, Fetcher, HttpOptions, HttpWire, NoClient, Wire};
use crate::pipeline::{Halt, ImageHost, Line, Policy, Ports, SignIn, Trace};
use crate::record::{Clock, Recorder};
use crate::sandbox::{self, Joined, PICTURES_HOST};
use crate::session::Session;
use crate::text::{Lang, RunMessage};

/// How long one request may take that is not a submit.
const CALL_DEADLINE: Duration = Duration::from_secs(30);

/// The least time between two calls of an upload (facts: Juejin's gate cuts connections that ask more often).
const UPLOAD_GAP: Duration = Duration::from_millis(2500);

/// Seconds beyond a submit's own deadline before a look that finds nothing counts.
const GRACE: u32 = 15;

/// The same in the sandbox, where nothing is slow but on purpose.
const SANDBOX_GRACE: u32 = 2;

/// For how many seconds the site's word on who is signed in counts before the submit.
const FRESH: i64 = 30;

/// How long a step waits for what it names in the sandbox, whose slowest answer takes a second.
const SANDBOX_WAIT: Duration = Duration::from_secs(8);

/// What requests say that they come from.
pub const USER_AGENT: &str = concat!("fagao/", env!("CARGO_PKG_VERSION"));

/// The way out of this machine, or into the sandbox.
pub struct Online {
    sandbox: Option<Joined>,
    /// The browser, where a driver is known.
    pub browser: Option<WebDriver>,
    wire: Arc<HttpWire>,
    web: Guarded,
    images: Option<Box<dyn ImageHost>>,
    clock: Clock,
    how: Browsing,
    lang: Lang,
    /// Says when a run should end.
    pub halt: Halt,
}

/// How a browser is had, and how long a person is waited for in it.
#[derive(Clone, Debug)]
pub struct Browsing {
    /// With a window.
    pub headed: bool,
    /// A Chrome that runs already.
    pub attach: Option<String>,
    /// A profile of Chrome's.
    pub profile: Option<PathBuf>,
    /// How long a person is waited for.
    pub patience: Duration,
    /// How much is kept of what happens.
    pub trace: Trace,
    /// When elements are looked for by what they look like.
    pub healing: Healing,
}

impl From<bool> for Browsing {
    /// With a window or without, and the usual patience.
    fn from(headed: bool) -> Self {
        Self {
            headed,
            attach: None,
            profile: None,
            patience: Duration::from_secs(600),
            trace: Trace::Off,
            // What looks at pages wants to know what the candidates find.
            healing: Healing::Never,
        }
    }
}

impl Browsing {
    /// Whether it is the user's own browser, which is signed in by itself.
    pub fn is_own(&self) -> bool {
        self.attach.is_some() || self.profile.is_some()
    }
}

impl Online {
    /// Opens it. The accounts are locked before, so that nobody joins a sandbox whose server ends with another run.
    ///
    /// # Errors
    /// What does not work, before anything is sent.
    pub async fn open(world: &World, how: impl Into<Browsing>) -> Result<Self, Failure> {
        let how = how.into();
        let sandbox = if world.sandbox {
            let joined = sandbox::join_or_serve(&world.state, &places::assets_dir()?).await;
            Some(joined.map_err(|e| RunMessage::State(format!("the sandbox cannot start: {e}")))?)
        } else {
            None
        };
        let url = places::env("FAGAO_WEBDRIVER_URL").or_else(|| world.config.webdriver.clone());
        let options = Options {
            // Without a screen the window is looked at by remote debugging, or by nobody.
            headless: !how.headed || places::env("FAGAO_HEADLESS").is_some(),
            attach: how.attach.clone(),
            profile: how.profile.clone(),
            as_root: places::is_root(),
            wait: if world.sandbox {
                SANDBOX_WAIT
            } else {
                Options::default().wait
            },
            healing: how.healing,
            ..Options::default()
        };
        let profile = sandbox.as_ref().map_or(Profile::Production, profile);
        let broken = |e: NoClient| Failure::Internal(e.to_string());
        let wire = Arc::new(HttpWire::new(http_options(sandbox.as_ref())).map_err(broken)?);
        Ok(Self {
            web: Guarded(fetcher(sandbox.as_ref()).map_err(broken)?),
            images: world.config.images.host(&world.config.root, wire.clone()),
            browser: url.map(|url| WebDriver::new(&url, profile, options)),
            sandbox,
            wire,
            clock: world.clock.clone(),
            lang: world.lang,
            how,
            halt: Halt::default(),
        })
    }

    /// The lines of accounts: the one HTTP client, with the cookies of one session each.
    pub fn line(&self) -> Box<Line> {
        let (wire, clock) = (self.wire.clone(), self.clock.clone());
        Box::new(move |session: &Session| -> Arc<dyn Wire> {
            let clock = clock.clone();
            Arc::new(CookieWire::new(
                wire.clone(),
                session.cookies.clone(),
                session.user_agent.clone(),
                Arc::new(move || clock() / 1000),
            ))
        })
    }

    /// The outside of a run.
    pub fn ports<'a>(
        &'a self,
        world: &'a World,
        line: &'a Line,
        person: &'a People,
        recorder: &'a Recorder,
    ) -> Ports<'a> {
        let sandbox = self.sandbox.is_some();
        // The user is at their own Chrome.
        let window = self.how.headed || self.how.attach.is_some();
        Ports {
            ledger: &world.ledger,
            browser: self.browser.as_ref().map(|b| b as &dyn Browser),
            line,
            web: Some(&self.web),
            images: self.images.as_deref(),
            sessions: &world.sessions,
            person,
            recorder,
            random: &places::random,
            lang: world.lang,
            halt: &self.halt,
            policy: Policy {
                // In the sandbox the bot is its own test user; elsewhere signing in is a command of its own.
                sign_in: match (sandbox, window) {
                    (_, true) if self.how.is_own() => SignIn::Window,
                    (_, false) if self.how.is_own() => SignIn::Refuse,
                    (true, _) => SignIn::Ask,
                    (false, true) => SignIn::Window,
                    (false, false) => SignIn::Refuse,
                },
                call_deadline: CALL_DEADLINE,
                upload_gap: if sandbox { Duration::ZERO } else { UPLOAD_GAP },
                grace: if sandbox { SANDBOX_GRACE } else { GRACE },
                window,
                own_browser: self.how.is_own(),
                patience: self.how.patience,
                fresh: if sandbox { 0 } else { FRESH },
                trace: self.how.trace,
            },
        }
    }

    /// The people who answer.
    pub fn people(&self, yes: bool) -> People {
        let answer = || match self.sandbox {
            Some(_) => Answer::Sandbox,
            None => Answer::Terminal,
        };
        People::new(self.lang, answer(), answer(), yes, self.how.patience)
    }

    /// Ends the browsers of a run that was stopped in the middle.
    pub async fn stop(&self) {
        if let Some(browser) = &self.browser {
            browser.end_all().await;
        }
    }

    /// Ends what was begun here.
    pub async fn close(self) {
        if let Some(joined) = self.sandbox {
            joined.stop().await;
        }
    }
}

/// The browser's profile for the sandbox: the simulated hosts are on this machine, and no other name is found.
fn profile(joined: &Joined) -> Profile {
    let port = joined.addr().port();
    let map = |host: &&str| format!("MAP {host}:443 127.0.0.1:{port}");
    let mut rules: Vec<String> = joined.hosts().iter().map(map).collect();
    rules.push("MAP * ~NOTFOUND".to_owned());
    Profile::Sandbox {
        resolver_rules: rules.join(","),
        spki: joined.spki_sha256_base64().to_owned(),
    }
}

/// The guarded fetcher; within the sandbox it finds the sandbox's host of pictures and nothing else.
fn fetcher(sandbox: Option<&Joined>) -> Result<Fetcher, NoClient> {
    let Some(joined) = sandbox else {
        return Fetcher::new(USER_AGENT);
    };
    let nowhere = |name: String| -> Pin<Box<dyn Future<Output = _> + Send>> {
        let why = format!("the sandbox has no host {name:?}");
        Box::pin(async { Err(io::Error::new(io::ErrorKind::NotFound, why)) })
    };
    let trusted = [(PICTURES_HOST.to_owned(), joined.addr())];
    Fetcher::with(
        USER_AGENT,
        Arc::new(nowhere),
        &trusted,
        Some(joined.ca_pem()),
    )
}

fn http_options(sandbox: Option<&Joined>) -> HttpOptions {
    let user_agent = USER_AGENT.to_owned();
    match sandbox {
        None => HttpOptions {
            user_agent,
            ..HttpOptions::default()
        },
        Some(joined) => HttpOptions {
            user_agent,
            resolve: joined
                .hosts()
                .iter()
                .map(|h| ((*h).to_owned(), joined.addr()))
                .collect(),
            extra_ca_pem: Some(joined.ca_pem().to_owned()),
            only_extra_ca: true,
            only_resolve: true,
            no_proxy: true,
        },
    }
}
