//! The ledger as a document: out, and in again.

use super::*;
use crate::ledger::{Archive, ArchiveError, Imported, Outcome};

async fn export(ledger: &SqliteLedger) -> Archive {
    ledger.export(false, 500).await.unwrap()
}

async fn take_in(ledger: &SqliteLedger, archive: &Archive) -> Imported {
    ledger.import(archive, false, false).await.unwrap()
}

/// Another machine's ledger.
struct Other(
    SqliteLedger,
    #[allow(dead_code, reason = "it lives as long")] tempfile::TempDir,
);

async fn other() -> Other {
    let dir = tempfile::tempdir().unwrap();
    Other(open(dir.path()).await, dir)
}

const ALL: [LedgerState; 9] = [
    LedgerState::Failed,
    LedgerState::Planned,
    LedgerState::Prepared,
    LedgerState::Submitting,
    LedgerState::Unknown,
    LedgerState::Submitted,
    LedgerState::InReview,
    LedgerState::Live,
    LedgerState::Rejected,
];

/// How far a state has come, as the table of docs/exactly-once.md has it.
fn rank(state: LedgerState) -> usize {
    match state {
        LedgerState::Submitting => 3,
        LedgerState::Unknown => 3,
        LedgerState::Rejected => 6,
        other => [
            LedgerState::Failed,
            LedgerState::Planned,
            LedgerState::Prepared,
            LedgerState::Unknown,
            LedgerState::Submitted,
            LedgerState::InReview,
            LedgerState::Live,
        ]
        .iter()
        .position(|s| *s == other)
        .unwrap(),
    }
}

#[tokio::test]
async fn a_ledger_goes_out_and_comes_in_again_as_it_was() {
    let here = other().await;
    for (n, state) in ALL.into_iter().enumerate() {
        drop(reach(&here.0, &format!("a{n}"), state).await);
    }
    here.0.begin_update(&plan("a7"), "r2", 200).await.unwrap();
    here.0.uploaded("juejin", "s1", "tos/1", 10).await.unwrap();
    let written = export(&here.0).await;
    let read = Archive::read(&serde_json::to_string_pretty(&written).unwrap()).unwrap();
    assert_eq!(read, written);
    assert_eq!(read.accounts(), ["juejin", "jz"]);
    let there = other().await;
    let done = take_in(&there.0, &read).await;
    assert_eq!((done.count(Outcome::Added), done.uploads), (9, 1));
    assert_eq!(export(&there.0).await, written);
    assert_eq!(there.0.soundness().await.unwrap().flaws, []);
    let spent = here.0.spent("jz", 0).await.unwrap();
    assert_eq!(there.0.spent("jz", 0).await.unwrap(), spent);
    // Once more changes nothing.
    let again = take_in(&there.0, &read).await;
    assert_eq!((again.count(Outcome::Kept), again.uploads), (9, 0));
    assert_eq!(export(&there.0).await, written);
    // What came in is gone on with like anything else.
    let how = Settlement::Done(receipt(State::Live));
    there.0.amend(&key("a3"), &how, 300).await.unwrap();
}

#[tokio::test]
async fn whichever_has_come_farther_is_believed_in_both_directions() {
    for mine in ALL {
        for theirs in ALL {
            let (here, there) = (other().await, other().await);
            drop(reach(&here.0, "a", mine).await);
            drop(reach(&there.0, "a", theirs).await);
            // Two runs, so two submits: the other one's was a second later.
            if there.0.spent("jz", 0).await.unwrap() > Money::default() || rank(theirs) == 0 {
                there.0.pragma("UPDATE attempts SET begun = 101").await;
                there
                    .0
                    .pragma("UPDATE entries SET submitted = 101 WHERE submitted IS NOT NULL")
                    .await;
            }
            take_in(&here.0, &export(&there.0).await).await;
            let left = read(&here.0, "a").await;
            let farther = if rank(theirs) > rank(mine) {
                theirs
            } else {
                mine
            };
            assert_eq!(rank(left.state), rank(farther), "{mine:?} and {theirs:?}");
            // Every submit of both is kept.
            let tried = |s: LedgerState| {
                u32::from(!matches!(s, LedgerState::Planned | LedgerState::Prepared))
            };
            assert_eq!(
                left.attempts,
                tried(mine) + tried(theirs),
                "{mine:?} and {theirs:?}"
            );
            assert_eq!(here.0.soundness().await.unwrap().flaws, []);
            if left.state.is_open() {
                // The submit that is asked about is the last one, so that it can be settled.
                here.0.amend(&key("a"), &not_done(), 400).await.unwrap();
                assert_eq!(read(&here.0, "a").await.state, LedgerState::Failed);
            }
        }
    }
}

#[tokio::test]
async fn an_old_export_does_not_make_unknown_again_what_was_settled_since() {
    for how in [not_done(), Settlement::Done(receipt(State::Submitted))] {
        let here = other().await;
        reach(&here.0, "a", LedgerState::Unknown).await;
        let old = export(&here.0).await;
        here.0.amend(&key("a"), &how, 300).await.unwrap();
        let settled = export(&here.0).await;
        assert_eq!(take_in(&here.0, &old).await.count(Outcome::Kept), 1);
        assert_eq!(export(&here.0).await, settled);
        // And where the old one is, the settled one is taken.
        let there = other().await;
        take_in(&there.0, &old).await;
        assert_eq!(
            take_in(&there.0, &settled).await.count(Outcome::Replaced),
            1
        );
        assert_eq!(export(&there.0).await, settled);
    }
}

#[tokio::test]
async fn an_update_under_way_counts_as_what_is_published() {
    let (here, there) = (other().await, other().await);
    reach(&here.0, "a", LedgerState::Live).await;
    take_in(&there.0, &export(&here.0).await).await;
    here.0.begin_update(&plan("a"), "r2", 200).await.unwrap();
    drop(intend(&here.0, &key("a")).await.unwrap());
    // The other one has looked since, and knows nothing of the update.
    let live = Settlement::Done(receipt(State::Live));
    there.0.amend(&key("a"), &live, 900).await.unwrap();
    take_in(&there.0, &export(&here.0).await).await;
    let left = read(&there.0, "a").await;
    assert!(left.state.is_open() && left.before.is_some(), "{left:?}");
}

#[tokio::test]
async fn a_browser_and_a_directory_of_this_machine_are_neither_told_nor_forgotten() {
    let (here, there) = (other().await, other().await);
    reach(&here.0, "a", LedgerState::Prepared).await;
    let ours = [("webdriver_session", "s-1"), ("article_root", "/blog")];
    for (name, value) in ours {
        let slot = slots(name, value);
        here.0.fill(&key("a"), &slot, false, 70).await.unwrap();
    }
    let told = serde_json::to_string(&export(&here.0).await).unwrap();
    assert!(ours.iter().all(|(name, _)| !told.contains(name)), "{told}");
    reach(&there.0, "a", LedgerState::Live).await;
    take_in(&here.0, &export(&there.0).await).await;
    let left = read(&here.0, "a").await;
    assert_eq!(left.state, LedgerState::Live);
    for (name, value) in ours {
        assert_eq!(left.slots.text(name).as_deref(), Some(value));
    }
}

#[tokio::test]
async fn what_is_not_whole_not_ours_or_not_understood_is_refused() {
    let here = other().await;
    reach(&here.0, "a", LedgerState::Live).await;
    let good = serde_json::to_string_pretty(&export(&here.0).await).unwrap();
    let refused = |text: &str| Archive::read(text).unwrap_err();
    for cut in [good.len() / 2, good.len() - 3] {
        assert!(matches!(refused(&good[..cut]), ArchiveError::Torn), "{cut}");
    }
    for (from, to) in [
        ("\"live\"", "\"failed\""),
        ("\"cost\": 1300", "\"cost\": 1"),
        ("\"written\": 500", "\"written\": 501"),
        ("\"sandbox\": false", "\"sandbox\": true"),
        ("\"uploads\": []", "\"uploads\": [], \"more\": 1"),
        ("\"sum\": \"", "\"sum\": \"0"),
    ] {
        let edited = good.replacen(from, to, 1);
        assert_ne!(edited, good, "{from}");
        assert!(matches!(refused(&edited), ArchiveError::Torn), "{from}");
    }
    for newer in [
        "\"schema\": 1",
        &format!("\"tables\": {}", crate::ledger::schema::NEWEST),
    ] {
        let number = newer.split(": ").next().unwrap();
        let edited = good.replacen(newer, &format!("{number}: 99"), 1);
        assert!(matches!(refused(&edited), ArchiveError::Newer), "{newer}");
    }
    for foreign in ["", "{}", "[]", "no JSON", "{\"kind\": \"another\"}"] {
        assert!(
            matches!(refused(foreign), ArchiveError::Foreign),
            "{foreign}"
        );
    }
}

#[tokio::test]
async fn a_sandboxes_export_is_for_a_sandbox_alone() {
    let (here, there) = (other().await, other().await);
    reach(&here.0, "a", LedgerState::Live).await;
    for sandbox in [true, false] {
        let archive = here.0.export(sandbox, 500).await.unwrap();
        let error = there.0.import(&archive, !sandbox, false).await.unwrap_err();
        assert!(
            matches!(error, ArchiveError::OtherWorld { sandbox: of } if of == sandbox),
            "{error}"
        );
        assert!(there.0.entry(&key("a")).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn an_import_that_fails_or_is_a_rehearsal_changes_nothing() {
    let (here, there) = (other().await, other().await);
    for article in ["a", "b", "c"] {
        reach(&here.0, article, LedgerState::Live).await;
    }
    reach(&there.0, "a", LedgerState::Prepared).await;
    let before = export(&there.0).await;
    let archive = export(&here.0).await;
    let rehearsed = there.0.import(&archive, false, true).await.unwrap();
    let counted = (
        rehearsed.count(Outcome::Added),
        rehearsed.count(Outcome::Replaced),
    );
    assert_eq!(counted, (2, 1));
    assert_eq!(export(&there.0).await, before);
    there
        .0
        .pragma(
            "CREATE TRIGGER torn BEFORE INSERT ON entries WHEN NEW.article = 'c'
             BEGIN SELECT RAISE(ABORT, 'the process ended here'); END",
        )
        .await;
    there.0.import(&archive, false, false).await.unwrap_err();
    assert_eq!(export(&there.0).await, before);
    there.0.pragma("DROP TRIGGER torn").await;
    take_in(&there.0, &archive).await;
    assert_eq!(export(&there.0).await, archive);
}

#[tokio::test]
async fn what_cannot_be_true_is_named() {
    let here = other().await;
    for (n, state) in ALL.into_iter().enumerate() {
        drop(reach(&here.0, &format!("a{n}"), state).await);
    }
    let sound = here.0.soundness().await.unwrap();
    assert_eq!((sound.entries, sound.open, sound.flaws), (9, 2, vec![]));
    for (spoilt, code) in [
        (
            "UPDATE entries SET receipt = NULL WHERE article = 'a7'",
            "no-evidence",
        ),
        (
            "UPDATE entries SET plan = '{}' WHERE article = 'a1'",
            "unreadable",
        ),
        (
            "UPDATE entries SET attempts = 2 WHERE article = 'a5'",
            "attempts",
        ),
        (
            "UPDATE entries SET state = 'unknown' WHERE article = 'a2'",
            "no-attempt",
        ),
    ] {
        here.0.pragma(spoilt).await;
        let found = here.0.soundness().await.unwrap().flaws;
        assert!(
            found.iter().any(|f| f.code() == code),
            "{spoilt}: {found:?}"
        );
    }
}
