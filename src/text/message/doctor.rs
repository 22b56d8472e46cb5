//! What `fagao doctor` looks at, what it finds, and what to do about it.

/// What a check looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The state directory and its ledger.
    State,
    /// The editor's assets.
    Assets,
    /// The configuration.
    Config,
    /// The sealing of sessions.
    Sessions,
    /// An account.
    Account {
        /// Its name.
        name: String,
        /// Its platform.
        platform: String,
    },
    /// Where local images go.
    Images,
    /// Somebody who is told of runs.
    Notice {
        /// Its name.
        name: String,
        /// Its kind.
        kind: String,
    },
    /// A version of a site's calls or pages.
    SiteFile(String),
    /// What waits for its time.
    Schedule,
    /// The driver and the browser.
    Browser,
}

impl Part {
    /// The stable name that scripts may match on.
    pub fn code(&self) -> &'static str {
        match self {
            Part::State => "state",
            Part::Assets => "assets",
            Part::Config => "config",
            Part::Sessions => "sessions",
            Part::Account { .. } => "account",
            Part::Images => "images",
            Part::Notice { .. } => "notice",
            Part::SiteFile(_) => "site-file",
            Part::Schedule => "schedule",
            Part::Browser => "browser",
        }
    }
}

/// What a check finds.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// No home directory.
    NoHome,
    /// The state directory is on a file system in memory.
    InMemory {
        /// The directory.
        dir: String,
        /// The file system.
        kind: String,
    },
    /// The state directory is in a container's own layer.
    InContainer(String),
    /// The state directory is where the system empties directories.
    Emptied {
        /// The directory.
        dir: String,
        /// What the system empties.
        below: String,
    },
    /// The state directory is on a machine of continuous integration.
    InCi(String),
    /// The sandbox's own accounts.
    SandboxAccounts,
    /// A file or directory is missing.
    NotIn(String),
    /// An account needs no more.
    Configured,
    /// The keys are at hand.
    Keys,
    /// A secret stands in the configuration itself.
    Bare(String),
    /// Others may read a file.
    OpenToOthers {
        /// The file.
        file: String,
        /// Its mode, in octal.
        mode: String,
    },
    /// The sandbox signs in by itself.
    SignsIn,
    /// Nobody is signed in.
    NotSignedIn,
    /// Somebody is signed in.
    SignedIn {
        /// Who, and until when.
        who: String,
        /// How the session is kept.
        kept: Kept,
    },
    /// A site file cannot be used.
    Unusable,
    /// It answers.
    Answers,
    /// It answers in another shape.
    OtherShape,
    /// It could not be tried.
    NotTried,
    /// No driver is known.
    NoDriver,
    /// A notice can be sent.
    NoticeReady(String),
    /// An address is without TLS.
    InClear,
    /// The sandbox has a host of its own.
    ImagesSandbox,
    /// Nothing says where images go.
    ImagesNowhere,
    /// A program that is not to be found.
    NoProgram(String),
    /// How many days ago a site file was measured.
    DaysOld(i32),
    /// Articles wait for their time.
    Scheduled {
        /// How many.
        waiting: usize,
        /// When the first of them is due.
        next: String,
        /// Whether somebody keeps the clock.
        kept: bool,
    },
}

/// How a session is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Sealed with the passphrase.
    Sealed,
    /// In clear, though there is a passphrase.
    NotYetSealed,
    /// In clear.
    Clear,
}

/// What to do about it.
#[derive(Clone, Debug, PartialEq)]
pub enum Advice {
    /// Set the state directory.
    SetState,
    /// Name a directory that lasts, or take the ledger along.
    KeepState,
    /// Free the disk.
    MendLedger,
    /// Make the state directory writable.
    MakeWritable,
    /// Set up the assets.
    Setup,
    /// Move a secret out of the configuration.
    MoveSecret(String),
    /// Narrow a file's mode.
    Chmod(String),
    /// Sign in.
    SignIn(String),
    /// Give the passphrase, or sign in.
    Passphrase(String),
    /// Sign out, then in.
    SignInAnew(String),
    /// Correct a site file.
    CorrectFile,
    /// Choose another version.
    OtherVersion,
    /// Mend the state directory first.
    StateFirst,
    /// Mend what stands above first.
    AboveFirst,
    /// Start the driver.
    StartDriver,
    /// Use an address with TLS.
    UseTls,
    /// Correct the command of images.
    ImagesCommand,
    /// Look whether the pages are still so.
    CheckPages,
    /// Keep the clock, by this command.
    KeepClock(&'static str),
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Good.
    Ok,
    /// Worth a look.
    Warning,
    /// In the way.
    Problem,
}
