//! What is told while a run goes on, as values. It has no codes: nothing is wrong.

/// A milestone on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The platform knows us.
    SignedIn,
    /// A draft or an order's number exists.
    DraftReady,
    /// All fields are as wanted.
    FieldsSet,
    /// It was handed in.
    Submitted,
    /// The platform shows it.
    Confirmed,
}

/// A way to a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Through a browser.
    Browser,
    /// Through the platform's API.
    Api,
}

/// What one account does.
#[derive(Clone, Debug, PartialEq)]
pub enum ProgressMessage {
    /// It stands in line.
    Begun,
    /// A milestone is on its way.
    Reaching {
        /// Which.
        stage: Stage,
        /// By which way.
        way: Way,
    },
    /// Another way goes on.
    GoingOn {
        /// Which.
        way: Way,
        /// Why.
        why: String,
    },
    /// Of several site files this one is used.
    Uses {
        /// The file.
        site_file: String,
        /// The newer ones, with what they do not find.
        passed: Vec<(String, Vec<String>)>,
        /// What it does not find itself.
        lacks: Vec<String>,
    },
    /// What an order costs, in yuan.
    Costs(String),
    /// What is left on the account, in yuan.
    Left(String),
    /// The submit leaves.
    HandingIn,
    /// It is looked at what became of the submit.
    Looking,
    /// Files are on their way.
    Images {
        /// So many are there.
        done: usize,
        /// Of so many.
        of: usize,
    },
    /// The account's turn is waited for.
    WaitsForTurn,
    /// The site's review is waited for.
    WaitsForReview,
    /// Something else is waited for, in words.
    WaitsFor(String),
    /// How it ended, by the word of the results, and where it is.
    Ended {
        /// The word.
        state: super::Word,
        /// The link.
        url: Option<String>,
    },
    /// Pages of a catalogue.
    Pages {
        /// So many media are known.
        done: u32,
        /// Of so many.
        of: u32,
    },
}
