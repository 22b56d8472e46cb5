//! What can happen to a run, as values.

/// About one target of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum RunMessage {
    /// No candidate of an element matched: the page has changed.
    ElementMissing {
        /// The element's name.
        element: String,
        /// What it is.
        about: String,
        /// The site file.
        site_file: String,
        /// `candidate: result`, one each.
        tried: Vec<String>,
        /// How long it was waited for, in seconds.
        waited: u64,
        /// The page's URL.
        url: String,
    },
    /// A page did not do what it should.
    PageStuck {
        /// What was wanted.
        wanted: String,
        /// What was found.
        found: String,
        /// The page's URL.
        url: String,
    },
    /// What was written could not be read back.
    NotReadBack {
        /// The element's name.
        element: String,
        /// What differs.
        difference: String,
    },
    /// The browser or its driver does not work.
    Browser(String),
    /// There is no driver to open a browser with.
    NoDriver,
    /// The account is signed out, and there is no driver to sign in by.
    NoDriverToSignIn {
        /// The account's name.
        account: String,
    },
    /// The account must sign in.
    SignIn {
        /// The account's name.
        account: String,
    },
    /// The site asks for a person.
    PersonNeeded {
        /// The account's name.
        account: String,
        /// What the site shows.
        what: String,
    },
    /// Nobody answered a question about an account.
    NoAnswer {
        /// The account's name.
        account: String,
        /// What was asked.
        what: String,
    },
    /// Somebody else is signed in than the account belongs to.
    OtherUser {
        /// The account's name.
        account: String,
        /// Whose it is.
        owner: String,
        /// Who is signed in.
        found: String,
    },
    /// A session file is another account's, or does not open.
    Session(String),
    /// The site did not let the account in.
    SignInRefused {
        /// The account's name.
        account: String,
        /// The site's words.
        says: String,
        /// How many codes were tried.
        tries: u32,
    },
    /// Nobody did what a person was waited for.
    NobodyCame {
        /// The account's name.
        account: String,
        /// How long was waited, in seconds.
        waited: u64,
    },
    /// The browser or profile that was named is not signed in.
    NotSignedInThere {
        /// The account's name.
        account: String,
    },
    /// The version of the platform's API that is in use has no calls to sign in by.
    NoSignInCalls {
        /// The account's name.
        account: String,
    },
    /// A file of cookies is of no use.
    Import {
        /// The file.
        file: String,
        /// Why.
        why: String,
    },
    /// There is no session to be written out.
    NoSession {
        /// The account's name.
        account: String,
    },
    /// The other side could not be reached; nothing was sent.
    Unreachable(String),
    /// An answer was lost before the submit.
    AnswerLost(String),
    /// An answer said nothing that can be relied on.
    Unclear {
        /// The call's name.
        call: String,
        /// What came instead.
        what: String,
    },
    /// The platform refused.
    Refused {
        /// The call's name.
        call: String,
        /// The platform's code.
        code: String,
        /// The platform's words.
        says: String,
    },
    /// A step wants a value that nothing has filled.
    MissingValue(String),
    /// The same, from an account that did not get so far.
    WaitsFor {
        /// The account that it waits for.
        account: String,
    },
    /// The ledger cannot be read or written.
    Ledger(String),
    /// The outcome of a submit is not known.
    OutcomeUnknown {
        /// The account's name.
        account: String,
        /// The run's id.
        run: String,
        /// Why it is not known.
        why: String,
    },
    /// The platform has no look: only a person can tell.
    NoLook {
        /// The account's name.
        account: String,
        /// The run's id.
        run: String,
    },
    /// How something published stands now could not be seen.
    NotRefreshed {
        /// The account's name.
        account: String,
        /// Why not.
        why: String,
    },
    /// The platform refused it after it was taken.
    Rejected {
        /// The platform's words, where it gave any.
        why: String,
    },
    /// An order costs more than the budget allows.
    OverBudget {
        /// What it costs.
        price: String,
        /// What the budget allows.
        limit: String,
        /// `per_order`, `per_run`, `per_day`.
        which: &'static str,
    },
    /// Money would be spent and there is no budget.
    NoBudget {
        /// The account's name.
        account: String,
        /// What it costs.
        price: String,
    },
    /// Less money is left on the account than its orders cost.
    TooLittleMoney {
        /// The account's name.
        account: String,
        /// What the orders of the run cost together.
        price: String,
        /// What is left.
        left: String,
    },
    /// A price is not the one that was agreed to.
    PriceChanged {
        /// What was to be ordered.
        target: String,
        /// What was agreed to.
        was: String,
        /// What it costs now.
        now: String,
    },
    /// Money would be spent and nobody agreed.
    NotAgreed {
        /// What it costs.
        price: String,
    },
    /// The run was stopped by the person.
    Stopped,
    /// Another process works with the account.
    Busy {
        /// The account's name.
        account: String,
        /// Who has it.
        holder: String,
    },
    /// The session file or another file of the state directory does not work.
    State(String),
    /// A file that is to be uploaded is not as it was.
    UploadFile {
        /// Its path.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file cannot be put on the user's image host.
    ImageHost {
        /// Its path.
        path: String,
        /// Why not.
        why: String,
    },
    /// A picture of the web cannot be brought to the platform.
    Rehost {
        /// Its address.
        url: String,
        /// Why not.
        why: String,
    },
    /// The platform wants fewer requests.
    TooFast {
        /// The call's name.
        call: String,
        /// The platform's words.
        says: String,
        /// How long to wait, in seconds, where it says so.
        wait: Option<u64>,
    },
    /// The platform knows no such call.
    NoRoute {
        /// The call's name.
        call: String,
        /// The platform's words.
        says: String,
    },
    /// What was published is no longer on the site.
    Gone {
        /// Where it was.
        url: Option<String>,
    },
    /// An article of that title is there already, and the ledger does not know it.
    SameTitle {
        /// The account's name.
        account: String,
        /// The article's file.
        file: String,
        /// Where it is.
        url: String,
    },
    /// The account has to wait before it may publish again.
    Paced {
        /// The account's name.
        account: String,
        /// When it may, in seconds since 1970.
        retry_at: i64,
        /// The daily cap, when that is what is reached.
        cap: Option<u32>,
    },
    /// A medium is not open for orders.
    Closed {
        /// Which one.
        what: String,
    },
}

impl RunMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ElementMissing { .. } => "page.element-missing",
            Self::PageStuck { .. } => "page.stuck",
            Self::NotReadBack { .. } => "page.not-read-back",
            Self::Browser(_) => "browser.failed",
            Self::NoDriver | Self::NoDriverToSignIn { .. } => "browser.no-driver",
            Self::SignIn { .. } => "account.sign-in",
            Self::PersonNeeded { .. } => "account.person-needed",
            Self::NoAnswer { .. } => "account.no-answer",
            Self::OtherUser { .. } => "account.other-user",
            Self::Session(_) => "account.session",
            Self::SignInRefused { .. } => "account.sign-in-refused",
            Self::NobodyCame { .. } => "account.nobody-came",
            Self::NotSignedInThere { .. } => "account.not-signed-in-there",
            Self::Import { .. } => "account.import",
            Self::NoSession { .. } => "account.no-session",
            Self::Unreachable(_) => "call.unreachable",
            Self::AnswerLost(_) => "call.answer-lost",
            Self::Unclear { .. } => "call.unclear",
            Self::Refused { .. } => "call.refused",
            Self::MissingValue(_) => "plan.missing-value",
            Self::WaitsFor { .. } => "plan.waits-for",
            Self::Ledger(_) => "ledger.failed",
            Self::OutcomeUnknown { .. } => "submit.unknown",
            Self::NoLook { .. } => "submit.no-look",
            Self::NotRefreshed { .. } => "status.not-refreshed",
            Self::Rejected { .. } => "platform.rejected",
            Self::OverBudget { .. } => "money.over-budget",
            Self::NoBudget { .. } => "money.no-budget",
            Self::TooLittleMoney { .. } => "money.too-little",
            Self::PriceChanged { .. } => "money.price-changed",
            Self::NotAgreed { .. } => "money.not-agreed",
            Self::Stopped => "run.stopped",
            Self::Busy { .. } => "account.busy",
            Self::State(_) => "state.failed",
            Self::UploadFile { .. } => "file.not-uploaded",
            Self::NoSignInCalls { .. } => "account.no-sign-in-calls",
            Self::ImageHost { .. } => "image.not-hosted",
            Self::Rehost { .. } => "image.not-fetched",
            Self::Closed { .. } => "platform.closed",
            Self::TooFast { .. } => "call.too-fast",
            Self::NoRoute { .. } => "call.no-route",
            Self::Gone { .. } => "platform.gone",
            Self::SameTitle { .. } => "juejin.same-title",
            Self::Paced { .. } => "account.pace",
        }
    }
}

/// About an article that the ledger knows already; found before anything is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum LedgerMessage {
    /// The same key was published with other content.
    Changed {
        /// The account's name.
        account: String,
        /// Where it was published.
        url: Option<String>,
    },
    /// What was sent with other content may or may not have arrived.
    ChangedWhileOpen {
        /// The account's name.
        account: String,
    },
    /// The same id is used by another file that still exists.
    SameId {
        /// The id.
        id: String,
        /// The other file.
        file: String,
    },
    /// The same text was published under another id.
    SameText {
        /// The other id.
        id: String,
        /// The other file.
        file: String,
        /// Where it was published.
        url: Option<String>,
    },
}

impl LedgerMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Changed { .. } => "ledger.changed",
            Self::ChangedWhileOpen { .. } => "ledger.changed-while-unknown",
            Self::SameId { .. } => "ledger.same-id",
            Self::SameText { .. } => "ledger.same-text",
        }
    }
}
