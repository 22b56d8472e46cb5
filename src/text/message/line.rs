//! Short texts that are no messages: nothing is wrong, so they have no code.

/// A word of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Readable by everyone.
    Live,
    /// Taken, and reviewed first.
    InReview,
    /// Taken, no link yet.
    Submitted,
    /// A draft on the site.
    Draft,
    /// Published before.
    Unchanged,
    /// For a person, the pace or another account.
    Waiting,
    /// Refused after it was taken.
    Rejected,
    /// There no more.
    Gone,
    /// Not published.
    Failed,
    /// Perhaps published.
    Unknown,
    /// Through a browser.
    Browser,
    /// Through the platform's API.
    Api,
}

/// A line, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// How many findings there are.
    Findings(usize),
    /// How many articles were checked and found good.
    Checked(usize),
    /// An order by its number.
    Order(String),
    /// A price.
    Yuan(String),
    /// By which route, and why that one.
    By {
        /// The route.
        way: Word,
        /// Why.
        why: Option<String>,
    },
    /// A run that did not get to its end.
    NotEnded(String),
    /// How it is gone on with.
    GoOn,
    /// How what is unknown of a run and an account is settled.
    LookOrSettle {
        /// The run.
        run: String,
        /// The account.
        account: String,
    },
    /// Where the evidence of a run is.
    Evidence {
        /// The run.
        run: String,
        /// The directory.
        dir: String,
    },
    /// Where the report of a run is.
    Report {
        /// The file.
        file: String,
        /// The command that opens it.
        command: String,
    },
    /// How many runs the sandbox has.
    RunsOfSandbox(usize),
    /// An element of a site's pages was found by what it looks like.
    Healed {
        /// The account.
        account: String,
        /// The element's name.
        element: String,
        /// What was found.
        found: String,
        /// The site file whose candidates no longer find it.
        site_file: String,
    },
    /// Where the changes to a site file are, and how they are made to last.
    Patch {
        /// The file.
        file: String,
        /// The command that makes a new site file.
        command: String,
    },
    /// An element that a candidate finds: which one, from 1.
    FoundByCandidate(usize),
    /// An element that was found by what it looks like.
    FoundByLooks {
        /// What was found.
        found: String,
        /// How like it is, 1 at most.
        score: String,
        /// What agrees.
        signals: String,
    },
    /// An element that was not found, and what became of its candidates.
    NotFound(String),
    /// A new site file.
    SiteFileWritten(String),
    /// How many records of runs were deleted.
    Pruned(usize),
    /// A fault of ours or of the machine.
    Internal,
    /// A thing and what there is of it.
    Pair {
        /// The thing.
        what: String,
        /// What there is.
        found: String,
    },
    /// The hash of the plans of a dry run.
    PlanHash(String),
    /// A signal came while something is under way.
    Stopping,
    /// It was the sandbox.
    Sandbox,
    /// The sandbox was emptied.
    SandboxEmpty,
    /// Nothing has been published yet.
    NothingPublished,
    /// There is nothing for `resume`.
    NothingUnfinished,
    /// What a person said is in the ledger.
    Settled(String),
    /// Another process has the account.
    AccountWaits(String),
    /// A session was removed.
    NoSession {
        /// Whose.
        account: String,
        /// Whether the owner was forgotten too.
        forgotten: bool,
    },
    /// A session was written out.
    SessionIn {
        /// Whose.
        account: String,
        /// Where to.
        file: String,
    },
    /// What the site says of an answer.
    SiteSays {
        /// The account.
        account: String,
        /// Its words.
        says: String,
    },
    /// A QR code follows.
    Scan(String),
    /// A QR code cannot be drawn.
    NoQr {
        /// The account.
        account: String,
        /// Why.
        why: String,
    },
    /// What an order costs.
    Costs {
        /// Its key.
        key: String,
        /// Its price.
        price: String,
    },
    /// A warning about an account.
    Warning {
        /// The account.
        account: String,
        /// What.
        what: String,
    },
    /// Something worth knowing.
    Note(String),
    /// Who is signed in and until when.
    Session {
        /// Who, where the session names it.
        who: Option<String>,
        /// The last day, where the site names it.
        date: Option<String>,
        /// Whole hours left; none when it is past.
        hours: Option<i64>,
    },
    /// An account is signed in now.
    SignedIn {
        /// The account.
        account: String,
        /// Who, and until when.
        who: String,
        /// Where the session is kept.
        file: String,
        /// Whether it is sealed.
        sealed: bool,
    },
    /// A session's end is near, or past.
    SessionEnds {
        /// The day.
        date: String,
        /// Whole hours left; none when it is past.
        hours: Option<i64>,
    },
}

/// A question on the terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum Prompt {
    /// To type a sum.
    Spend(String),
    /// To delete an article for good.
    DeleteArticle {
        /// Its number.
        id: String,
        /// Whose.
        account: String,
    },
    /// To delete a draft for good.
    DeleteDraft {
        /// Its number.
        id: String,
        /// Whose.
        account: String,
    },
    /// The phone number of an account.
    Phone(String),
    /// The code sent to the phone of an account.
    SmsCode(String),
    /// Which platforms.
    Platforms(String),
    /// Where the articles are.
    Articles,
    /// A setting that the platform's console shows.
    Setting(&'static str),
    /// A secret, not shown; an empty line takes it from the environment.
    Secret {
        /// The key.
        key: &'static str,
        /// The environment variable.
        env: String,
    },
    /// How much one order may cost.
    Budget,
    /// The accounts of the pool.
    PushTo,
    /// Whether a project's configuration may say what it says.
    Trust,
}

/// A word of the command line's help.
#[derive(Clone, Debug, PartialEq)]
pub enum HelpWord {
    /// Above the usage.
    Usage,
    /// Above the commands.
    Commands,
    /// Above the arguments.
    Arguments,
    /// Above the options.
    Options,
    /// Above the examples.
    Examples,
    /// Beside `--help`.
    Help,
    /// Beside `--version`.
    Version,
    /// The values that an argument may have.
    Values(Vec<String>),
    /// The value that an argument has by itself.
    Default(String),
    /// The environment variable that gives it.
    Env(String),
}
