//! What the commands about site files tell: nothing is wrong, so it has no code.

use serde::{Deserialize, Serialize};

/// What became of one candidate of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sight {
    /// It finds the element.
    Found,
    /// It finds nothing.
    Nothing,
    /// What it finds is no such tag.
    OtherTag,
    /// What it finds is not visible.
    Hidden,
    /// It finds several where one is wanted.
    Several,
    /// It is no selector for this browser.
    Invalid,
    /// It cannot be judged here.
    Unjudged,
}

/// Why an element was not looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSeen {
    /// Its page is there only after something was published.
    AfterPublishing,
    /// Its page's address needs a value that is only there after something was written.
    NeedsDraft,
    /// Its state is there only after something that a check does not do.
    AfterWriting,
    /// Its page or state was not reached, and why.
    NotReached(String),
    /// No saved page is of that page and state.
    NotSaved,
}

/// A line of these commands, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub enum SiteLine {
    /// The heading of the site.
    HeadSite,
    /// Of the kind.
    HeadKind,
    /// Of the date.
    HeadDate,
    /// Of where a file is from.
    HeadFrom,
    /// Of who recorded it.
    HeadRecorded,
    /// Of what it holds.
    HeadHolds,
    /// Of whether it is used.
    HeadUsed,
    /// Of the element.
    HeadElement,
    /// Of its page and state.
    HeadWhere,
    /// Of the candidate that finds it.
    HeadFoundBy,
    /// Of the others.
    HeadAgree,
    /// Of whether publishing needs it.
    HeadNeeded,
    /// A file in the binary.
    Embedded,
    /// So many elements.
    Elements(usize),
    /// So many calls.
    Calls(usize),
    /// So many mistakes.
    Mistakes(usize),
    /// What a file says that another one leaves out.
    Extends(String),
    /// Who recorded it, on which browser, and whether it was the sandbox.
    Recorded {
        /// Who.
        by: String,
        /// The browser.
        browser: Option<String>,
        /// Whether the pages were the sandbox's.
        sandbox: bool,
    },
    /// It is used first.
    UsedFirst,
    /// It is used when the newer ones do not match.
    UsedNext,
    /// It is not used unless it is chosen.
    NotUsed,
    /// The same for some accounts alone.
    For {
        /// The accounts.
        accounts: Vec<String>,
        /// What is said of them.
        what: String,
    },
    /// What was checked, whose, and by what.
    Checking {
        /// The site file.
        file: String,
        /// The account, or the directory of saved pages.
        of: String,
        /// The browser.
        browser: String,
    },
    /// Found by a candidate, from 1, of so many; whether its value was not told.
    FoundBy {
        /// Which one, from 1.
        candidate: usize,
        /// Of how many.
        of: usize,
        /// Whether any value counts.
        any: bool,
    },
    /// How many of the other candidates find the same element.
    Agree {
        /// How many do.
        agree: usize,
        /// Of how many.
        of: usize,
        /// How many find another element.
        differ: usize,
    },
    /// No candidate finds anything.
    Missing,
    /// Every candidate that finds something finds too much.
    Ambiguous,
    /// It cannot be judged on a saved page.
    Unjudged,
    /// It was not looked for.
    NotLooked,
    /// Publishing needs it.
    Needed,
    /// Publishing does without it.
    NotNeeded,
    /// What became of a candidate.
    Candidate {
        /// Which one, from 1.
        number: usize,
        /// The candidate, as files have it.
        candidate: String,
        /// What became of it.
        sight: Sight,
        /// How many it finds.
        count: usize,
    },
    /// An element with its sentence and its place.
    Of {
        /// The element.
        element: String,
        /// Its sentence.
        about: String,
        /// Its page and state.
        place: String,
    },
    /// Why the elements of a place were not looked for.
    NotSeen {
        /// The page and state.
        place: String,
        /// Why.
        why: NotSeen,
    },
    /// The whole in one line.
    Summary {
        /// How many elements.
        elements: usize,
        /// How many were found.
        found: usize,
        /// How many are missing.
        missing: usize,
        /// How many are ambiguous.
        ambiguous: usize,
        /// How many cannot be judged.
        unjudged: usize,
        /// How many were not looked for.
        not_looked: usize,
        /// What publishing needs and lacks.
        lacks: Vec<String>,
    },
    /// That a saved page does not say what is visible.
    NoVisibility,
    /// Two files that differ in nothing.
    NoDifference {
        /// The one.
        a: String,
        /// The other.
        b: String,
    },
    /// Two files that are compared.
    Comparing {
        /// The old one.
        a: String,
        /// The new one.
        b: String,
    },
    /// How much differs.
    Differs {
        /// What only the new one has.
        added: usize,
        /// What only the old one has.
        removed: usize,
        /// What both have otherwise.
        changed: usize,
    },
}
