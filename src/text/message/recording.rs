//! What capturing, recording and importing tell of how they go.

/// A line of a capture, a recording or an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordingText {
    /// A state of a page that was not saved.
    NotCaptured {
        /// The page.
        page: String,
        /// The state.
        state: String,
        /// Why.
        why: String,
    },
    /// Why a page is not gone to: its address names what is not there yet.
    AddressLacks(String),
    /// What was saved, and where.
    Captured {
        /// How many pages.
        pages: usize,
        /// Where.
        dir: String,
    },
    /// Nobody sees the browser: its session, for who drives it.
    Session(String),
    /// An element, and what became of it.
    Element {
        /// Which, from 1.
        at: usize,
        /// Of how many.
        of: usize,
        /// Its name.
        name: String,
        /// What became of it.
        became: Became,
    },
    /// Nothing is written.
    NoFile,
    /// A file is written.
    Written {
        /// The file.
        file: String,
        /// How many elements were recorded.
        recorded: usize,
        /// How many were kept, because they are still found.
        kept: usize,
        /// How many are as they were.
        left: usize,
        /// The file that says how they were.
        from: String,
    },
    /// How it is used.
    Use {
        /// The name of the site file.
        site_file: String,
        /// The directory of site files that the configuration does not name yet.
        dir: String,
    },
    /// The new file is one that is used from now on.
    InUse {
        /// The name of the site file.
        site_file: String,
    },
    /// The new file is where no site file is looked for.
    Place {
        /// The name of the site file.
        site_file: String,
    },
    /// A selector of a recording of another tool that is left out.
    LeftOut {
        /// The element.
        element: String,
        /// The selector.
        selector: String,
        /// Why.
        why: Unusable,
    },
    /// A step of a recording of another tool that shows nothing of the site file.
    ShowsNothing {
        /// The step, from 1.
        step: usize,
        /// The site file.
        site_file: String,
        /// What the step does.
        words: String,
    },
    /// What an import cannot know.
    NobodyLooked,
    /// Which element a step shows.
    WhichElement {
        /// The step, from 1.
        step: usize,
        /// What the step does.
        words: String,
    },
    /// It shows none.
    NoElement,
}

/// What became of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It is found by this first.
    Recorded(String),
    /// It is as the file has it, because that still finds it.
    Kept,
    /// It is as the file has it.
    Skipped,
}

/// Why a selector of another tool is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// There is nothing in it.
    Empty,
    /// It goes through a shadow root.
    ShadowRoot,
    /// It looks into shadow roots, and another one says the same without.
    Pierce,
    /// It names nothing.
    NoName,
    /// It says no role, and none is known.
    NoRole,
    /// It says no place, and none is known.
    NoPlace,
    /// It is an XPath.
    Xpath,
    /// It is no CSS.
    NoCss,
}
