//! What a command works with on this machine: configuration, ledger, sessions, locks, records.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::Common;
use super::config::Config;
use super::notify::Notices;
use super::{Failure, places, progress, secrets};
use crate::ledger::{AccountLock, SqliteLedger};
use crate::plan::Platform;
use crate::platforms::{juejin::Juejin, jzguai::Jzguai, yunsuo::Yunsuo};
use crate::record::{Clock, Recorder};
use crate::session::Store;
use crate::text::{Lang, Line, RunMessage};

/// The platforms. A new one is a module and a line here.
pub static PLATFORMS: &[&dyn Platform] = &[&Juejin, &Jzguai, &Yunsuo];

/// How long an account is waited for that another process has.
const WAIT_FOR_ACCOUNT: Duration = Duration::from_secs(60);

/// What a command works with.
pub struct World {
    /// The configuration.
    pub config: Config,
    /// The state directory, the sandbox's own within it.
    pub state: PathBuf,
    /// Whether it is the sandbox's.
    pub sandbox: bool,
    /// The ledger.
    pub ledger: SqliteLedger,
    /// The sessions.
    pub sessions: Store,
    /// The clock.
    pub clock: Clock,
    /// The language that people are spoken to in.
    pub lang: Lang,
    /// The notices of its runs.
    pub notices: Notices,
}

impl World {
    /// Opens the world of the place that the command is run in.
    ///
    /// # Errors
    /// What is wrong with its configuration, or does not work.
    pub async fn here(common: &Common, lang: Lang) -> Result<Self, Failure> {
        let (file, sandbox) = (common.config.as_deref(), common.sandbox);
        let config = places::config(file, sandbox, Path::new("."))?;
        Self::open(config, sandbox, lang).await
    }

    /// Opens a world.
    ///
    /// # Errors
    /// What does not work, before anything is sent.
    pub async fn open(config: Config, sandbox: bool, lang: Lang) -> Result<Self, Failure> {
        let state = places::state_dir(sandbox)?;
        let passphrase = secrets::passphrase(&config)?;
        let ledger = SqliteLedger::open(&state)
            .await
            .map_err(|e| RunMessage::Ledger(e.to_string()))?;
        Ok(Self {
            config,
            sessions: Store::new(&state.join("sessions")).with_passphrase(passphrase),
            state,
            sandbox,
            ledger,
            clock: places::clock(),
            lang,
            notices: Notices::default(),
        })
    }

    /// Begins a run's record.
    ///
    /// # Errors
    /// The run's directory cannot be written.
    pub fn begin(&self, run: &str) -> Result<Recorder, Failure> {
        let runs = self.state.join("runs");
        let (listener, begun) = Notices::listen(&self.config, progress::listener(self.lang));
        let recorder = Recorder::begin(&runs, run, self.clock.clone(), listener)
            .map_err(|e| RunMessage::State(format!("{}: {e}", runs.display())))?;
        if let Ok(Some(passphrase)) = secrets::passphrase(&self.config) {
            recorder.hide(&passphrase);
        }
        if let Some(begun) = begun {
            let (config, lang, sandbox) = (&self.config, self.lang, self.sandbox);
            self.notices.begin(begun, &recorder, config, lang, sandbox);
        }
        Ok(recorder)
    }

    /// Takes accounts for this process alone, waiting a while for those that another one has.
    ///
    /// # Errors
    /// The first account that stays taken.
    pub async fn lock(
        &self,
        accounts: impl Iterator<Item = &str>,
        run: &str,
    ) -> Result<Vec<AccountLock>, Failure> {
        take(&self.state, accounts, run, self.lang).await
    }

    /// Ends what was begun here, once its notices are through.
    pub async fn close(self) {
        self.notices.finish().await;
        self.ledger.close().await;
    }
}

/// Takes accounts of a state directory for this process alone, waiting a while for those that another one has.
///
/// # Errors
/// The first account that stays taken.
pub async fn take(
    state: &Path,
    accounts: impl Iterator<Item = &str>,
    run: &str,
    lang: Lang,
) -> Result<Vec<AccountLock>, Failure> {
    let mut names: Vec<&str> = accounts.collect();
    // Always in one order, so that two processes cannot each hold what the other waits for.
    names.sort_unstable();
    names.dedup();
    let mut locks = Vec::new();
    for name in names {
        let lock = match AccountLock::take(state, name, run) {
            Ok(lock) => Ok(lock),
            Err(held) => {
                let line = Line::AccountWaits(held.to_string()).say(lang);
                super::output::err(&format!("{line}\n"));
                AccountLock::wait(state, name, run, WAIT_FOR_ACCOUNT).await
            }
        };
        locks.push(lock.map_err(|e| RunMessage::Busy {
            account: name.to_owned(),
            holder: e.to_string(),
        })?);
    }
    Ok(locks)
}
