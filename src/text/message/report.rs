//! The words of a run's report, as values.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// A word or a sentence of the report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ReportWord {
            $($(#[$doc])* $name,)*
        }

        impl ReportWord {
            /// All of them.
            pub const ALL: &'static [ReportWord] = &[$(ReportWord::$name,)*];

            /// The name by which a template asks for it.
            pub fn key(self) -> &'static str {
                match self {
                    $(ReportWord::$name => $key,)*
                }
            }
        }
    };
}

words! {
    /// The document's name.
    Report = "report",
    /// The run.
    Run = "run",
    /// In the sandbox.
    Sandbox = "sandbox",
    /// Everything went well.
    AllWell = "all_well",
    /// Everything went well, on another way than the first.
    WellByDetour = "well_by_detour",
    /// Something failed.
    SomeFailed = "some_failed",
    /// A person is needed.
    PersonNeeded = "person_needed",
    /// An outcome is not known.
    SomeUnknown = "some_unknown",
    /// The run was cut off.
    CutOff = "cut_off",
    /// Nothing happened.
    Nothing = "nothing",
    /// Lines that were not understood.
    UnknownLines = "unknown_lines",
    /// The column of accounts.
    Account = "account",
    /// The column of articles.
    Article = "article",
    /// The column of states.
    State = "state",
    /// The column of links.
    Link = "link",
    /// The column of prices.
    Price = "price",
    /// The column of durations.
    Duration = "duration",
    /// The money.
    Yuan = "yuan",
    /// A heading: what went wrong.
    WhatHappened = "what_happened",
    /// A heading: where.
    Where = "where",
    /// A heading: what to do.
    WhatToDo = "what_to_do",
    /// A heading: the candidates.
    Tried = "tried",
    /// A heading: the console.
    Console = "console",
    /// A heading: the page at that moment.
    ThePage = "the_page",
    /// A heading: the steps.
    Steps = "steps",
    /// A heading: the film.
    Pictures = "pictures",
    /// A heading: the text.
    Texts = "texts",
    /// The text as it was sent.
    TextSent = "text_sent",
    /// The text as the site has it.
    TextSeen = "text_seen",
    /// Both are the same.
    TextsSame = "texts_same",
    /// They differ.
    TextsDiffer = "texts_differ",
    /// The site's was not read.
    TextNotSeen = "text_not_seen",
    /// What shows it.
    Proof = "proof",
    /// The platform's number.
    ExternalId = "external_id",
    /// By which route.
    Route = "route",
    /// The browser.
    ByBrowser = "by_browser",
    /// The API.
    ByApi = "by_api",
    /// Before the first milestone.
    Preparing = "preparing",
    /// The milestone of signing in.
    SignedIn = "signed_in",
    /// The milestone of the draft.
    DraftReady = "draft_ready",
    /// The milestone of the fields.
    FieldsSet = "fields_set",
    /// The milestone of the submit.
    Submitted = "submitted",
    /// The milestone of the proof.
    Confirmed = "confirmed",
    /// Not reached.
    NotReached = "not_reached",
    /// A candidate that matched.
    Candidate = "candidate",
    /// Time spent waiting.
    Waited = "waited",
    /// Something in the way was dismissed.
    Dismissed = "dismissed",
    /// The way was changed.
    FellBack = "fell_back",
    /// An element was found by what it looks like.
    Healed = "healed",
    /// A wait for something.
    WaitsFor = "waits_for",
    /// A look.
    Looked = "looked",
    /// The price.
    Costs = "costs",
    /// The money left.
    Left = "left",
    /// The submit leaves.
    Submitting = "submitting",
    /// A request.
    Request = "request",
    /// An answer.
    Answer = "answer",
    /// A body was cut.
    MoreBytes = "more_bytes",
    /// A failure of a step.
    Failed = "failed",
    /// Details.
    Details = "details",
    /// Enlarge a picture.
    Enlarge = "enlarge",
    /// Close it.
    Close = "close",
    /// The next picture.
    Next = "next",
    /// The one before.
    Previous = "previous",
    /// Before the name of somebody who was told of the run.
    Told = "told",
    /// A notice was not delivered.
    NotTold = "not_told",
    /// The pictures were dropped.
    PicturesDropped = "pictures_dropped",
    /// There was no picture.
    NoPicture = "no_picture",
    /// There was no room.
    PicturesLeftOut = "pictures_left_out",
    /// Go on.
    GoOn = "go_on",
    /// The step: go to.
    DoesGoTo = "does_go_to",
    /// The step: open.
    DoesOpen = "does_open",
    /// The step: press.
    DoesPress = "does_press",
    /// The step: fill.
    DoesFill = "does_fill",
    /// The step: set the editor.
    DoesSetEditor = "does_set_editor",
    /// The step: choose one.
    DoesChooseOne = "does_choose_one",
    /// The step: choose exactly.
    DoesChooseExactly = "does_choose_exactly",
    /// The step: upload.
    DoesUpload = "does_upload",
    /// The step: attach.
    DoesAttach = "does_attach",
    /// The step: expect.
    DoesExpect = "does_expect",
    /// The step: call.
    DoesCall = "does_call",
    /// The step: ask.
    DoesAsk = "does_ask",
    /// The step: code.
    DoesCode = "does_code",
    /// The step: watch.
    DoesWatch = "does_watch",
    /// The step: submit.
    DoesSubmit = "does_submit",
    /// Another step.
    DoesOther = "does_other",
    /// A state.
    StateLive = "state_live",
    /// A state.
    StateInReview = "state_in_review",
    /// A state.
    StateSubmitted = "state_submitted",
    /// A state.
    StateDraft = "state_draft",
    /// A state.
    StateUnchanged = "state_unchanged",
    /// A state.
    StateWaiting = "state_waiting",
    /// A state.
    StateRejected = "state_rejected",
    /// A state.
    StateGone = "state_gone",
    /// A state.
    StateFailed = "state_failed",
    /// A state.
    StateUnknown = "state_unknown",
    /// No state yet.
    StateNone = "state_none",
    /// The lines that are the same.
    SameLines = "same_lines",
    /// The accessible name of a link.
    OpensSite = "opens_site",
    /// Made by.
    MadeBy = "made_by",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, report_word};

    #[test]
    fn every_word_is_said_in_every_language_under_a_key_of_its_own() {
        let mut keys: Vec<&str> = ReportWord::ALL.iter().map(|w| w.key()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), ReportWord::ALL.len());
        for word in ReportWord::ALL {
            for lang in Lang::ALL {
                assert!(!report_word(lang, *word).trim().is_empty(), "{word:?}");
            }
        }
    }
}
