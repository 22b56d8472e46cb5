//! What a command works with: directories, configuration, ledger, browser, lines, people.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::config::{Config, Configured, FILE, Origin, SecretSource};
use super::people::{Answer, People};
use super::{Failure, progress};
use crate::browser::{Options, Profile, WebDriver};
use crate::http::{CookieWire, HttpOptions, HttpWire, Wire};
use crate::ledger::{AccountLock, SqliteLedger};
use crate::pipeline::{Policy, Ports, SignIn};
use crate::plan::{Platform, Secrets};
use crate::platforms::{juejin::Juejin, jzguai::Jzguai, yunsuo::Yunsuo};
use crate::record::{Clock, Recorder};
use crate::sandbox::{self, Joined};
use crate::secret::Secret;
use crate::session::{Session, Store};
use crate::text::{ConfigMessage, Finding, Findings, RunMessage};

/// The platforms. A new one is a module and a line here.
pub static PLATFORMS: &[&dyn Platform] = &[&Juejin, &Jzguai, &Yunsuo];

/// The version of the editor that the sandbox serves.
const EDITOR: &str = "bytemd-1.22.0";

/// The sandbox's own configuration.
const SANDBOX_CONFIG: &str = include_str!("sandbox.toml");

/// How long one request may take that is not a submit.
const CALL_DEADLINE: Duration = Duration::from_secs(30);

/// Seconds beyond a submit's own deadline before a look that finds nothing counts.
const GRACE: u32 = 15;

/// The same in the sandbox, where nothing is slow but on purpose.
const SANDBOX_GRACE: u32 = 2;

/// How long a step waits for what it names in the sandbox, whose slowest answer takes a second.
const SANDBOX_WAIT: Duration = Duration::from_secs(8);

/// What a command works with.
pub struct World {
    /// The configuration.
    pub config: Config,
    /// The state directory, the sandbox's own within it.
    pub state: PathBuf,
    /// The ledger.
    pub ledger: SqliteLedger,
    /// The sessions.
    pub sessions: Store,
    /// The sandbox, when it is one.
    pub sandbox: Option<Joined>,
    /// The browser, where a driver is known.
    pub browser: Option<WebDriver>,
    wire: Arc<HttpWire>,
    /// The clock.
    pub clock: Clock,
}

/// What is wanted of a world.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// The simulated platforms.
    pub sandbox: bool,
    /// A browser with a window.
    pub headed: bool,
}

impl World {
    /// Opens a world.
    ///
    /// # Errors
    /// What does not work, before anything is sent.
    pub async fn open(config: Config, wanted: Wanted) -> Result<Self, Failure> {
        let state = state_dir(wanted.sandbox)?;
        let ledger = SqliteLedger::open(&state)
            .await
            .map_err(|e| RunMessage::Ledger(e.to_string()))?;
        let joined = if wanted.sandbox {
            let joined = sandbox::join_or_serve(&state, &assets_dir()?).await;
            Some(joined.map_err(|e| RunMessage::State(format!("the sandbox cannot start: {e}")))?)
        } else {
            None
        };
        let url = env("FAGAO_WEBDRIVER_URL").or_else(|| config.webdriver.clone());
        let profile = joined.as_ref().map_or(Profile::Production, |j| {
            let port = j.addr().port();
            let map = |host: &&str| format!("MAP {host}:443 127.0.0.1:{port}");
            let mut rules: Vec<String> = j.hosts().iter().map(map).collect();
            rules.push("MAP * ~NOTFOUND".to_owned());
            Profile::Sandbox {
                resolver_rules: rules.join(","),
                spki: j.spki_sha256_base64().to_owned(),
            }
        });
        let options = Options {
            headless: !wanted.headed,
            as_root: is_root(),
            wait: if wanted.sandbox { SANDBOX_WAIT } else { Options::default().wait },
            ..Options::default()
        };
        let browser = url.map(|url| WebDriver::new(&url, profile, options));
        let wire = Arc::new(
            HttpWire::new(http_options(joined.as_ref()))
                .map_err(|e| Failure::Internal(e.to_string()))?,
        );
        Ok(Self {
            config,
            sessions: Store::new(&state.join("sessions")),
            state,
            ledger,
            sandbox: joined,
            browser,
            wire,
            clock: clock(),
        })
    }

    /// Begins a run's record.
    ///
    /// # Errors
    /// The run's directory cannot be written.
    pub fn begin(&self, run: &str) -> Result<Recorder, Failure> {
        let runs = self.state.join("runs");
        Recorder::begin(&runs, run, self.clock.clone(), Box::new(progress::show))
            .map_err(|e| RunMessage::State(format!("{}: {e}", runs.display())).into())
    }

    /// The lines of accounts: the one HTTP client, with the cookies of one session each.
    pub fn line(&self) -> impl Fn(&Session) -> Arc<dyn Wire> + Send + Sync + use<> {
        let (wire, clock) = (self.wire.clone(), self.clock.clone());
        move |session: &Session| {
            let clock = clock.clone();
            Arc::new(CookieWire::new(
                wire.clone() as Arc<dyn Wire>,
                session.cookies.clone(),
                session.user_agent.clone(),
                Arc::new(move || clock() / 1000),
            ))
        }
    }

    /// The outside of a run.
    pub fn ports<'a>(
        &'a self,
        line: &'a crate::pipeline::Line,
        person: &'a People,
        recorder: &'a Recorder,
    ) -> Ports<'a> {
        let sandbox = self.sandbox.is_some();
        Ports {
            ledger: &self.ledger,
            browser: self
                .browser
                .as_ref()
                .map(|b| b as &dyn crate::browser::Browser),
            line,
            sessions: &self.sessions,
            person,
            recorder,
            random: &random,
            policy: Policy {
                // In the sandbox the bot is its own test user; elsewhere signing in is a command of its own.
                sign_in: if sandbox { SignIn::Ask } else { SignIn::Refuse },
                call_deadline: CALL_DEADLINE,
                grace: if sandbox { SANDBOX_GRACE } else { GRACE },
            },
        }
    }

    /// Takes the accounts for this process alone.
    ///
    /// # Errors
    /// The first account that another process has.
    pub fn lock<'n>(
        &self,
        accounts: impl Iterator<Item = &'n str>,
        run: &str,
    ) -> Result<Vec<AccountLock>, Failure> {
        let mut names: Vec<&str> = accounts.collect();
        // Always in one order, so that two processes cannot each hold what the other waits for.
        names.sort_unstable();
        names.dedup();
        let take = |name: &&str| {
            AccountLock::take(&self.state, name, run).map_err(|e| {
                RunMessage::Busy {
                    account: (*name).to_owned(),
                    holder: e.to_string(),
                }
                .into()
            })
        };
        names.iter().map(take).collect()
    }

    /// The people who answer.
    pub fn people(&self, yes: bool) -> People {
        let answer = || match self.sandbox {
            Some(_) => Answer::Sandbox,
            None => Answer::Terminal,
        };
        People {
            phone: answer(),
            code: answer(),
            yes,
        }
    }

    /// Ends what this world began.
    pub async fn close(self) {
        self.ledger.close().await;
        if let Some(joined) = self.sandbox {
            joined.stop().await;
        }
    }
}

/// Gets an account's secrets.
///
/// # Errors
/// A finding for each that cannot be had.
pub fn secrets(configured: &Configured, config: &Config) -> Result<Secrets, Findings> {
    let mut found = BTreeMap::new();
    let mut findings = Findings::new();
    for (key, source) in &configured.secrets {
        let value = match source {
            SecretSource::Bare(value) => Ok(value.clone()),
            SecretSource::Env(name) => {
                env(name).ok_or_else(|| format!("the environment has no {name}"))
            }
            SecretSource::File(file) => {
                let file = config.root.join(file);
                std::fs::read_to_string(&file)
                    .map(|text| text.trim_end_matches(['\r', '\n']).to_owned())
                    .map_err(|e| format!("{}: {e}", file.display()))
            }
        };
        match value {
            Ok(value) => {
                found.insert(key.clone(), Secret::new(value));
            }
            Err(why) => findings.push(Finding::of(ConfigMessage::NoSecret {
                account: configured.account.name.clone(),
                key: key.clone(),
                why,
            })),
        }
    }
    if findings.is_empty() {
        Ok(Secrets(found))
    } else {
        Err(findings)
    }
}

/// Finds and reads the configuration for a place.
///
/// # Errors
/// What is wrong with it, or where none was found.
pub fn config(named: Option<&Path>, sandbox: bool, from: &Path) -> Result<Config, Failure> {
    if sandbox {
        let mut config = read(Path::new(FILE), SANDBOX_CONFIG, Origin::Sandbox)?;
        config.root = project_root(from).unwrap_or_else(|| from.to_owned());
        config.file = None;
        return Ok(config);
    }
    if let Some(file) = named {
        return load(file, Origin::User);
    }
    if let Some(root) = project_root(from) {
        return load(&root.join(FILE), Origin::Project);
    }
    let user = config_dir().map(|d| d.join("fagao").join(FILE));
    match user {
        Some(file) if file.exists() => {
            let mut config = load(&file, Origin::User)?;
            // The user's own accounts serve any project; ids stay relative to the article's place.
            config.root = from.to_owned();
            Ok(config)
        }
        user => Err(vec![Finding::of(ConfigMessage::None {
            looked: [
                Some(format!("upwards from {}", from.display())),
                user.map(|f| f.display().to_string()),
            ]
            .into_iter()
            .flatten()
            .collect(),
        })]
        .into()),
    }
}

fn load(file: &Path, origin: Origin) -> Result<Config, Failure> {
    let text = std::fs::read_to_string(file).map_err(|e| {
        vec![Finding::of(ConfigMessage::Unreadable(format!(
            "{}: {e}",
            file.display()
        )))]
    })?;
    read(file, &text, origin)
}

fn read(file: &Path, text: &str, origin: Origin) -> Result<Config, Failure> {
    Ok(Config::read(file, text, origin, PLATFORMS)?)
}

/// The directory upwards from a place that holds a `fagao.toml`.
fn project_root(from: &Path) -> Option<PathBuf> {
    let from = std::path::absolute(from).ok()?;
    from.ancestors()
        .find(|d| d.join(FILE).is_file())
        .map(Path::to_owned)
}

/// The state directory; the sandbox has its own within it.
pub fn state_dir(sandbox: bool) -> Result<PathBuf, Failure> {
    let dir = env("FAGAO_STATE_DIR")
        .map(PathBuf::from)
        .or_else(|| env("XDG_STATE_HOME").map(|d| PathBuf::from(d).join("fagao")))
        .or_else(|| home().map(|h| h.join(".local/state/fagao")))
        .ok_or_else(|| {
            RunMessage::State("there is no home directory; set FAGAO_STATE_DIR".to_owned())
        })?;
    Ok(if sandbox { dir.join("sandbox") } else { dir })
}

/// Where `webdriver.sh` keeps the editor's assets.
pub fn assets_dir() -> Result<PathBuf, Failure> {
    let cache = env("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| home().map(|h| h.join(".cache")))
        .ok_or_else(|| {
            RunMessage::State("there is no home directory; set XDG_CACHE_HOME".to_owned())
        })?;
    Ok(cache.join("fagao").join(EDITOR))
}

fn config_dir() -> Option<PathBuf> {
    env("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| home().map(|h| h.join(".config")))
}

fn home() -> Option<PathBuf> {
    env("HOME").map(PathBuf::from)
}

/// An environment variable that is not empty.
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

fn http_options(sandbox: Option<&Joined>) -> HttpOptions {
    let user_agent = concat!("fagao/", env!("CARGO_PKG_VERSION")).to_owned();
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

/// The only real clock, in milliseconds since 1970.
pub fn clock() -> Clock {
    Arc::new(|| jiff::Timestamp::now().as_millisecond())
}

/// Fresh randomness of the system.
pub fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives randomness, or nothing can be sealed");
    bytes
}

/// A run's id: when it began, and four random characters.
pub fn run_id() -> String {
    let now = jiff::Zoned::now();
    format!(
        "{}-{}",
        now.strftime("%Y%m%d-%H%M%S"),
        hex::encode(&random()[..2])
    )
}

/// Whether this process is root's: Chromium then needs `--no-sandbox`.
fn is_root() -> bool {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
    }
    #[cfg(not(target_os = "linux"))]
    {
        env("USER").as_deref() == Some("root")
    }
}
