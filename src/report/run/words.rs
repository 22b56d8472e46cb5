//! The words of a report, and the colours of its states.

use crate::plan::{MilestoneName, RouteVia, State};
use crate::record::Does;
use crate::text::ReportWord;

/// A time span as people read it: `120 ms`, `3.4 s`, `2 min 5 s`.
pub fn duration(ms: i64) -> String {
    match ms {
        i64::MIN..1_000 => format!("{ms} ms"),
        1_000..60_000 => format!("{}.{} s", ms / 1000, ms % 1000 / 100),
        _ => format!("{} min {} s", ms / 60_000, ms % 60_000 / 1000),
    }
}

/// The word of a route.
pub fn by(via: RouteVia) -> ReportWord {
    match via {
        RouteVia::Browser => ReportWord::ByBrowser,
        RouteVia::Api => ReportWord::ByApi,
    }
}

/// The word of a milestone.
pub fn milestone(name: MilestoneName) -> ReportWord {
    match name {
        MilestoneName::SignedIn => ReportWord::SignedIn,
        MilestoneName::DraftReady => ReportWord::DraftReady,
        MilestoneName::FieldsSet => ReportWord::FieldsSet,
        MilestoneName::Submitted => ReportWord::Submitted,
        MilestoneName::Confirmed => ReportWord::Confirmed,
    }
}

/// The word of a state, and its class.
pub fn state(state: Option<State>) -> (ReportWord, &'static str) {
    match state {
        Some(State::Live) => (ReportWord::StateLive, "good"),
        Some(State::InReview) => (ReportWord::StateInReview, "good"),
        Some(State::Submitted) => (ReportWord::StateSubmitted, "good"),
        Some(State::Draft) => (ReportWord::StateDraft, "calm"),
        Some(State::Unchanged) => (ReportWord::StateUnchanged, "calm"),
        Some(State::Waiting) => (ReportWord::StateWaiting, "unsure"),
        Some(State::Rejected) => (ReportWord::StateRejected, "bad"),
        Some(State::Gone) => (ReportWord::StateGone, "bad"),
        Some(State::Failed) => (ReportWord::StateFailed, "bad"),
        Some(State::Unknown) => (ReportWord::StateUnknown, "unsure"),
        None => (ReportWord::StateNone, "unsure"),
    }
}

/// The word of what a step does.
pub fn does(does: Does) -> ReportWord {
    match does {
        Does::GoTo => ReportWord::DoesGoTo,
        Does::Open => ReportWord::DoesOpen,
        Does::Press => ReportWord::DoesPress,
        Does::Fill => ReportWord::DoesFill,
        Does::SetEditor => ReportWord::DoesSetEditor,
        Does::ChooseOne => ReportWord::DoesChooseOne,
        Does::ChooseExactly => ReportWord::DoesChooseExactly,
        Does::Upload => ReportWord::DoesUpload,
        Does::Attach => ReportWord::DoesAttach,
        Does::Expect => ReportWord::DoesExpect,
        Does::Call => ReportWord::DoesCall,
        Does::Ask => ReportWord::DoesAsk,
        Does::Code => ReportWord::DoesCode,
        Does::Watch => ReportWord::DoesWatch,
        Does::Submit => ReportWord::DoesSubmit,
        Does::Other => ReportWord::DoesOther,
    }
}
