//! About notices, as values: why one was not delivered, what is wrong with its configuration, and its own words.

use super::Word;

/// About a notice.
#[derive(Clone, Debug, PartialEq)]
pub enum NotifyMessage {
    /// The receiver could not be reached.
    Unreachable {
        /// Its host.
        host: String,
        /// Why not.
        why: String,
    },
    /// The answer did not come, or not whole, or not in time.
    NoAnswer {
        /// The receiver's host.
        host: String,
        /// Why not.
        why: String,
    },
    /// The receiver is elsewhere, and nothing is sent after a redirect.
    Redirected(u16),
    /// An HTTP status that is no success.
    Status {
        /// The status.
        status: u16,
        /// How the body begins.
        says: String,
    },
    /// A robot refused in a body of its own.
    Refused {
        /// Its code.
        code: i64,
        /// Its words.
        says: String,
    },
    /// A success that no such robot would answer.
    OtherAnswer(String),
    /// The mail server did not take it.
    Mail(String),
    /// A secret or an address of a notice cannot be had.
    NoSecret {
        /// The notice's name.
        name: String,
        /// The key.
        key: String,
        /// Why not.
        why: String,
    },
    /// An address is of no use.
    Address {
        /// The key, with its table.
        key: String,
        /// What is wanted.
        wanted: AddressWanted,
    },
    /// A template does not work.
    Template {
        /// The key, with its table.
        key: String,
        /// The line within the template, from 1.
        line: usize,
        /// What is wrong there.
        why: String,
        /// The variables that there are.
        known: Vec<String>,
    },
    /// A kind that there is not.
    NoKind {
        /// As it was written.
        name: String,
        /// The kinds.
        known: Vec<String>,
    },
    /// A key that this kind has no use for.
    NotForKind {
        /// The key, with its table.
        key: String,
        /// The kind.
        kind: String,
    },
    /// An event that there is not.
    NoEvent {
        /// As it was written.
        name: String,
        /// The events.
        known: Vec<String>,
    },
    /// A notice that is not configured.
    NoNotice {
        /// As it was written.
        name: String,
        /// The nearest that is.
        nearest: Option<String>,
        /// Those that are.
        known: Vec<String>,
    },
    /// No notice is configured.
    Nobody,
}

/// What an address has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressWanted {
    /// `http` or `https`.
    Web,
    /// `https`: the address itself is a secret.
    Secure,
    /// `smtps` or `smtp`.
    Mail,
    /// A mailbox.
    Mailbox,
    /// On this machine: it is the sandbox.
    Loopback,
}

impl NotifyMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "notify.unreachable",
            Self::NoAnswer { .. } => "notify.no-answer",
            Self::Redirected(_) => "notify.redirected",
            Self::Status { .. } => "notify.status",
            Self::Refused { .. } => "notify.refused",
            Self::OtherAnswer(_) => "notify.other-answer",
            Self::Mail(_) => "notify.mail",
            Self::NoSecret { .. } => "notify.no-secret",
            Self::Address { .. } => "notify.address",
            Self::Template { .. } => "notify.template",
            Self::NoKind { .. } => "notify.no-kind",
            Self::NotForKind { .. } => "notify.not-for-kind",
            Self::NoEvent { .. } => "notify.no-event",
            Self::NoNotice { .. } => "notify.no-notice",
            Self::Nobody => "notify.nobody",
        }
    }
}

/// The words of a notice itself, where no template says it otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum NoticeText {
    /// The title when all is done.
    Done {
        /// How many targets.
        count: usize,
        /// Whether it was in the sandbox.
        sandbox: bool,
    },
    /// The title when something is not done.
    Failed {
        /// How many targets are not done; 0 when the run did not get to them.
        failed: usize,
        /// Of how many.
        of: usize,
        /// Whether it was in the sandbox.
        sandbox: bool,
    },
    /// The title when a person is needed.
    Person {
        /// The accounts that need one.
        accounts: Vec<String>,
        /// Whether it was in the sandbox.
        sandbox: bool,
    },
    /// How a target stands.
    Row {
        /// The article's title.
        title: String,
        /// The account.
        account: String,
        /// How it stands.
        state: Word,
        /// Its link.
        url: Option<String>,
    },
    /// What is the matter, and its code.
    Problem {
        /// What.
        message: String,
        /// The stable code.
        code: String,
    },
    /// What to do.
    Hint(String),
    /// What a run waits for a person for.
    Waits {
        /// The article's title.
        title: String,
        /// The account.
        account: String,
        /// What for.
        what: String,
    },
    /// The run did not get to its end.
    Broken,
    /// Which run it is, and the command that shows it.
    Run {
        /// The run.
        run: String,
        /// The command.
        command: String,
    },
    /// The title of a sample.
    Sample,
    /// A notice was delivered.
    Delivered {
        /// Its name.
        name: String,
        /// Its kind.
        kind: String,
    },
    /// A notice was not delivered, and why.
    NotDelivered {
        /// Its name.
        name: String,
        /// Its kind.
        kind: String,
        /// Why.
        why: String,
    },
    /// A notice that is configured.
    Configured {
        /// Its name.
        name: String,
        /// Its kind.
        kind: String,
        /// The events that it tells.
        on: String,
    },
}
