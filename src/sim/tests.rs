//! A hundred thousand schedules, and the mistakes that must not slip through.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde_json::json;
use sha2::{Digest, Sha512};

use super::harness::{Told, Violation, play};
use super::ledger::Disk;
use super::placed::placed_at;
use super::planted::{ALL, Planted};
use super::schedule::{Gap, Schedule, Story, Strike, To};
use super::table::Tables;
use crate::ledger::{Ledger, LedgerState, MemoryLedger, Settlement, SqliteLedger};
use crate::plan::{Receipt, RouteVia, State};
use crate::platforms::yunsuo::push::Envelope;
use crate::secret::Secret;
use crate::session::{Owner, Store};

/// How many schedules run on the ledger in memory.
const MANY: u64 = 100_000;

/// How many run on real files.
const ON_FILES: u64 = 2_000;

/// How many schedules may be needed to find a planted mistake.
const TO_FIND: u64 = 3_000;

/// What schedules are played on: a runtime whose time is simulated, and a signed-in account.
struct Ground {
    rt: tokio::runtime::Runtime,
    sessions: Store,
    tables: Tables,
    _dir: tempfile::TempDir,
}

impl Ground {
    fn new() -> Self {
        let rt = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime");
        let dir = tempfile::tempdir().expect("a directory");
        let sessions = Store::new(dir.path());
        let owner = Owner {
            user_id: "7".to_owned(),
            user_name: None,
            since: 1,
        };
        sessions.set_owner("juejin", &owner).expect("an owner");
        Self {
            rt,
            sessions,
            tables: Tables::default(),
            _dir: dir,
        }
    }

    fn play(
        &self,
        schedule: &Schedule,
        planted: Option<Planted>,
        disk: Disk,
    ) -> Result<Told, Violation> {
        self.rt
            .block_on(play(schedule, planted, &self.tables, disk, &self.sessions))
    }
}

fn in_memory(
    ground: &Ground,
    schedule: &Schedule,
    planted: Option<Planted>,
) -> Result<Told, Violation> {
    let ledger = match planted {
        Some(Planted::IntentAfter) => MemoryLedger::that_writes_intents_late(),
        _ => MemoryLedger::default(),
    };
    ground.play(schedule, planted, Disk::Memory(Arc::new(ledger)))
}

/// Drops what is not needed for a violation, one thing after the other.
fn shrink(
    ground: &Ground,
    mut schedule: Schedule,
    mut violation: Violation,
    planted: Option<Planted>,
) -> (Schedule, Violation) {
    loop {
        let smaller = schedule
            .smaller()
            .find_map(|s| in_memory(ground, &s, planted).err().map(|v| (s, v)));
        match smaller {
            Some((s, v)) => (schedule, violation) = (s, v),
            None => return (schedule, violation),
        }
    }
}

/// Plays schedules on two threads; the sums of what they came to.
fn play_all(
    seeds: u64,
    one: impl Fn(&Ground, &Schedule) -> Result<Told, Violation> + Sync,
) -> Told {
    let next = AtomicU64::new(0);
    let stop = AtomicBool::new(false);
    let work = || {
        let ground = Ground::new();
        let mut sum = Told::default();
        while !stop.load(Ordering::Relaxed) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds {
                break;
            }
            let schedule = Schedule::of(seed);
            match one(&ground, &schedule) {
                Ok(told) => {
                    sum.runs += told.runs;
                    sum.crashes += told.crashes;
                    sum.strikes += told.strikes;
                    sum.unknown += told.unknown;
                }
                Err(violation) => {
                    stop.store(true, Ordering::Relaxed);
                    let (schedule, violation) = shrink(&ground, schedule, violation, None);
                    panic!("FAGAO_SIM_SEED={seed} replays it\n{schedule}{violation}");
                }
            }
        }
        sum
    };
    std::thread::scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        let mut all = Told::default();
        for thread in threads {
            let told = thread
                .join()
                .unwrap_or_else(|e| std::panic::resume_unwind(e));
            all.runs += told.runs;
            all.crashes += told.crashes;
            all.strikes += told.strikes;
            all.unknown += told.unknown;
        }
        all
    })
}

/// A number from the environment.
#[allow(
    clippy::disallowed_methods,
    reason = "a person replays a seed, or plays for a night"
)]
fn wanted(name: &str) -> Option<u64> {
    let number = std::env::var(name).ok()?;
    Some(
        number
            .parse()
            .unwrap_or_else(|_| panic!("{name} is a number")),
    )
}

#[test]
fn whatever_fails_each_key_is_published_at_most_once_and_nothing_is_lost() {
    if let Some(seed) = wanted("FAGAO_SIM_SEED") {
        let schedule = Schedule::of(seed);
        let ground = Ground::new();
        if let Err(violation) = in_memory(&ground, &schedule, None) {
            let (schedule, violation) = shrink(&ground, schedule, violation, None);
            panic!("{schedule}{violation}");
        }
        return;
    }
    let many = wanted("FAGAO_SIM_SCHEDULES").unwrap_or(MANY);
    let told = play_all(many, |ground, schedule| in_memory(ground, schedule, None));
    // A simulation in which nothing goes wrong proves nothing.
    assert!(
        u64::from(told.strikes) > many && u64::from(told.crashes) > many / 5,
        "{told:?}"
    );
    assert!(u64::from(told.unknown) > many / 1000, "{told:?}");
}

#[test]
fn the_same_holds_on_real_files() {
    let files = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    // A file as the ledger makes it, made once: every schedule begins with a copy.
    let made = tempfile::tempdir().expect("a directory");
    files.block_on(async {
        let ledger = SqliteLedger::open_relaxed(made.path()).await;
        ledger.close().await;
    });
    let fresh = std::fs::read(made.path().join("ledger.db")).expect("a closed file");
    let told = play_all(ON_FILES, |ground, schedule| {
        let dir = tempfile::tempdir().expect("a directory");
        std::fs::write(dir.path().join("ledger.db"), &fresh).expect("a copy");
        let ledger = files.block_on(SqliteLedger::open_relaxed(dir.path()));
        let disk = Disk::Sqlite(Arc::new(ledger), files.handle().clone());
        ground.play(schedule, None, disk)
    });
    assert!(u64::from(told.crashes) > ON_FILES / 5, "{told:?}");
}

#[test]
fn a_clock_set_back_by_a_day_makes_no_look_wait_for_a_day() {
    let ground = Ground::new();
    let rt = &ground.rt;
    let calm = Gap {
        seconds: 0,
        clock: 0,
    };
    let back = Gap {
        seconds: 0,
        clock: -24 * 60 * 60,
    };
    let mut crashes = 0;
    // How 2 is a crash with the request under way, and a ledger that does not write.
    for at in 0..40 {
        let strike = Strike {
            run: 0,
            at,
            times: 1,
            how: 2,
        };
        let schedule = Schedule {
            seed: 0,
            to: To::JuejinApi,
            gaps: vec![calm, back],
            strikes: vec![strike],
            word: None,
            story: Story::Plain,
            window: false,
        };
        let began = rt.block_on(async { tokio::time::Instant::now() });
        let told = in_memory(&ground, &schedule, None).unwrap_or_else(|v| panic!("{schedule}{v}"));
        crashes += told.crashes;
        let passed = rt.block_on(async { began.elapsed() });
        assert!(passed.as_secs() < 120, "{passed:?}\n{schedule}");
    }
    assert!(crashes > 5, "{crashes}");
}

#[test]
fn a_captcha_at_the_click_is_solved_in_the_window_and_the_same_run_begins_anew() {
    let ground = Ground::new();
    let calm = Gap {
        seconds: 0,
        clock: 0,
    };
    for (story, run, submits) in [(Story::Plain, 0, 2), (Story::Changed, 1, 3)] {
        let key = &placed_at(To::JuejinAuto, story)[0].plans[0].key;
        let mut solved = [0, 0];
        for window in [true, false] {
            // How 8 is a captcha at the click, and something else elsewhere.
            for at in 0..60 {
                let strike = Strike {
                    run,
                    at,
                    times: 1,
                    how: 8,
                };
                let schedule = Schedule {
                    seed: 0,
                    to: To::JuejinAuto,
                    gaps: vec![calm; 2],
                    strikes: vec![strike],
                    word: None,
                    story,
                    window,
                };
                let ledger = Arc::new(MemoryLedger::default());
                let played = ground.play(&schedule, None, Disk::Memory(ledger.clone()));
                played.unwrap_or_else(|v| panic!("{schedule}{v}"));
                let entry = ground.rt.block_on(ledger.entry(key));
                let entry = entry.expect("a ledger").expect("an entry");
                let in_that_run = entry.run == format!("r{run}");
                if entry.attempts == submits && in_that_run {
                    solved[usize::from(window)] += 1;
                }
            }
        }
        assert_eq!(solved, [0, 1], "{story:?}");
    }
}

#[test]
fn an_update_that_changes_no_word_is_never_believed_for_the_title_that_was_always_there() {
    let ground = Ground::new();
    let calm = Gap {
        seconds: 0,
        clock: 0,
    };
    let mut lies = 0;
    for (story, to) in [
        (Story::Repictured, To::JuejinApi),
        (Story::Retitled, To::JuejinApi),
        (Story::Retitled, To::JuejinAuto),
    ] {
        // How 4 is a request that is lost on its way, and something else elsewhere.
        for at in 0..60 {
            let schedule = Schedule {
                seed: 0,
                to,
                gaps: vec![calm; 2],
                strikes: vec![Strike {
                    run: 1,
                    at,
                    times: 1,
                    how: 4,
                }],
                word: None,
                story,
                window: false,
            };
            let told = in_memory(&ground, &schedule, None);
            told.unwrap_or_else(|v| panic!("{schedule}{v}"));
            let lied = in_memory(&ground, &schedule, Some(Planted::OldTitle)).is_err();
            lies += u32::from(lied && story == Story::Repictured);
        }
    }
    assert!(lies > 0, "the mistake is not found");
}

#[test]
fn a_push_that_reaches_us_ends_an_unknown_one_and_nothing_is_sent_again() {
    let ground = Ground::new();
    let key = Secret::new("a-pool-key".to_owned());
    let ledger = Arc::new(MemoryLedger::default());
    let plan = &placed_at(To::Ys, Story::Plain)[0].plans[0];
    ground.rt.block_on(async {
        let unknown = Settlement::Unknown("lost".to_owned(), "the answer was lost".to_owned());
        ledger.begin(plan, "r0", 1).await.expect("a beginning");
        let attempt = ledger.intend(&plan.key, RouteVia::Api, None, 8, 1).await;
        let settled = ledger
            .settle(attempt.expect("an intent"), &unknown, 2)
            .await;
        settled.expect("an unknown outcome");
        let nonce = "n0nce";
        let text = format!("{}&data_type=article&nonce={nonce}", key.expose());
        let body = json!({
            "type": "article",
            "nonce": nonce,
            "signature": hex::encode(Sha512::digest(text)),
            "data": {"title": plan.article.title, "html": "<p>正文。</p>"},
        });
        let envelope = Envelope::read(body.to_string().as_bytes()).expect("a push");
        assert!(envelope.is_signed_by(&[key]));
        let pushed = envelope.open().expect("an item");
        assert!(pushed.came_of(plan), "{pushed:?}");
        let how = Settlement::Done(Receipt {
            state: State::Submitted,
            url: None,
            external_id: None,
            price: None,
            evidence: vec!["the platform pushed it to us".to_owned()],
        });
        ledger
            .amend(&plan.key, &how, 3)
            .await
            .expect("an open entry");
        let entry = ledger
            .entry(&plan.key)
            .await
            .expect("a ledger")
            .expect("an entry");
        assert_eq!(entry.state, LedgerState::Submitted);
    });
}

#[test]
fn every_planted_mistake_is_found_and_its_schedule_is_small() {
    let ground = Ground::new();
    for planted in ALL {
        let found = (0..TO_FIND).find_map(|seed| {
            let schedule = Schedule::of(seed);
            let violation = in_memory(&ground, &schedule, Some(planted)).err()?;
            Some(shrink(&ground, schedule, violation, Some(planted)))
        });
        let (schedule, violation) = found.unwrap_or_else(|| panic!("{planted:?} was not found"));
        assert!(
            schedule.strikes.len() <= 2,
            "{planted:?}:\n{schedule}{violation}"
        );
        // The same schedule without the mistake is fine: it is the mistake that was found.
        if let Err(violation) = in_memory(&ground, &schedule, None) {
            panic!("{planted:?}:\n{schedule}{violation}");
        }
    }
}
