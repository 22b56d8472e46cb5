//! What the commands about money, media and the sandbox tell, and what a command line is refused for.

use super::ScheduleMessage;

/// A command line that makes no sense.
#[derive(Clone, Debug, PartialEq)]
pub enum UsageText {
    /// A time, or what does not go with it.
    Time(ScheduleMessage),
    /// A run that has no record.
    NoSuchRun(String),
    /// A medium that is not kept.
    NoSuchMedium(i64),
    /// No run has a record.
    NoRuns,
    /// An account of another platform.
    OtherPlatform {
        /// The account.
        account: String,
        /// Its platform.
        platform: String,
        /// The platform that is wanted.
        wanted: String,
    },
    /// Several accounts fit.
    WhichAccount(Vec<String>),
    /// Several accounts would be worked with in the user's own browser, which is signed in as one user.
    OneUser(Vec<String>),
    /// No account of Juejin.
    NoJuejin,
    /// A site file that is not there.
    NoSiteFile {
        /// Its name.
        name: String,
        /// Those that are.
        known: Vec<String>,
    },
    /// A site file that is not there, nor is a file of that path.
    NoSuchSiteFile {
        /// Its name.
        name: String,
        /// Those that are.
        known: Vec<String>,
    },
    /// Two words that mean no pair of files of one site and kind, or several.
    WhichSiteFiles {
        /// The first word.
        a: String,
        /// The second.
        b: String,
        /// What they may mean.
        known: Vec<String>,
    },
    /// Nobody agreed to delete something.
    NotAgreed(String),
    /// Nothing of a run is unknown.
    NothingUnknown {
        /// The run.
        run: String,
        /// The account.
        account: String,
    },
    /// An article that yields no plan.
    NothingToAdopt,
    /// It is in the ledger already.
    AdoptedAlready(String),
    /// No address of an article.
    NotAdoptable {
        /// The address.
        url: String,
        /// The account.
        account: String,
        /// Its platform.
        platform: String,
    },
    /// A language that there is none of.
    NoLanguage(String),
    /// Days the wrong way round.
    DaysSwapped {
        /// The first.
        from: String,
        /// The last.
        to: String,
    },
    /// No day.
    NoDay {
        /// The option.
        option: String,
        /// What was written.
        text: String,
    },
    /// No kind of media.
    NoKind {
        /// What was written.
        text: String,
        /// The kinds.
        known: Vec<String>,
    },
    /// No attribute.
    NoAttribute(String),
    /// No such site.
    NoSite {
        /// What was written.
        site: String,
        /// The sites.
        known: Vec<String>,
    },
    /// A site that is used by calls alone.
    NoPages(String),
    /// A site of which no account is configured.
    NoAccountOf(String),
    /// A directory that should be empty.
    NotEmpty(String),
    /// A file that is there already.
    Exists(String),
    /// A place that a file cannot be written to, and why.
    NotWritable {
        /// The place.
        path: String,
        /// Why.
        why: String,
    },
    /// A site file has no such element.
    NoElement {
        /// What was written.
        element: String,
        /// The site file.
        site_file: String,
        /// Its elements.
        known: Vec<String>,
    },
}

/// A line of the commands about money, media and the sandbox.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// It is deleted.
    Deleted,
    /// A list is empty.
    Nothing,
    /// It is done.
    Done,
    /// Another process has the sandbox up.
    SandboxElsewhere(String),
    /// The sandbox is up.
    SandboxUp {
        /// Where.
        at: String,
        /// Its directory.
        dir: String,
    },
    /// The fetching was stopped.
    MediaStopped,
    /// Pages are kept when the catalogue is closed.
    MediaPages {
        /// How many.
        pages: u32,
        /// Of which kind.
        kind: String,
    },
    /// How much is kept.
    MediaKept {
        /// Media.
        media: u64,
        /// Kinds.
        kinds: usize,
    },
    /// No medium fits.
    NothingFits,
    /// A medium with its state.
    MediumGone(String),
    /// It takes orders.
    TakesOrders,
    /// It takes none, and the vendor's number of why.
    TakesNone(Option<i64>),
    /// When it was seen.
    Seen(String),
    /// Nothing has been ordered.
    NothingOrdered,
    /// So many orders are open.
    OrdersOpen {
        /// How many.
        count: usize,
        /// Until they are asked about again.
        seconds: f32,
    },
    /// An account of the pool will not publish.
    PoolTrouble {
        /// Its name, platform and id.
        account: String,
        /// The platform's words.
        trouble: String,
    },
    /// A project's configuration is agreed to.
    Trusted,
    /// It is not any more.
    Distrusted,
    /// There is nothing to agree to.
    NothingToTrust,
    /// What is left of the money.
    Left,
    /// What was ever paid in.
    PaidIn,
    /// What was ever spent.
    Spent,
    /// What was spent in some days.
    SpentIn {
        /// The first.
        from: String,
        /// The last.
        to: String,
    },
    /// What was paid in in some days.
    PaidInIn {
        /// The first.
        from: String,
        /// The last.
        to: String,
    },
}

/// The heading of a table's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// An article.
    Article,
    /// An account.
    Account,
    /// A medium.
    Medium,
    /// A name.
    Name,
    /// How it stands.
    State,
    /// A price.
    Yuan,
    /// When it was ordered.
    Placed,
    /// When it is to be published.
    Due,
    /// Where it is.
    Link,
    /// Why.
    Reason,
    /// A number.
    Id,
    /// A kind.
    Kind,
    /// A region.
    Region,
    /// A channel.
    Channel,
    /// Which links are allowed.
    Links,
    /// Since when.
    Since,
    /// The original price.
    Original,
    /// The proxy's price.
    Proxy,
    /// A platform.
    Platform,
    /// Whether it is signed in.
    SignedIn,
    /// Whether it publishes.
    Publishes,
    /// When it was last used.
    LastUsed,
}
