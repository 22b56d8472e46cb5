//! One schedule from its first run to its last, and what must hold after each.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;

use super::article::{Placed, budget, is_changed, placed_at};
use super::ledger::{Disk, FakeLedger};
use super::model::price;
use super::page::FakeBrowser;
use super::planted::Planted;
use super::schedule::{Dice, Schedule, Story};
use super::table::{Table, Tables, order};
use super::wire::FakeWire;
use super::world::World;
use crate::browser::Browser;
use crate::http::Wire;
use crate::ledger::{Entry, LedgerState, Settlement};
use crate::pipeline::{Ended, Halt, Person, Policy, Ports, SignIn, Trace, known, publish};
use crate::plan::{Key, Known, Money, Plan, Question, Receipt, State};
use crate::record::Recorder;
use crate::secret::Secret;
use crate::session::{Session, Store};
use crate::text::RunMessage;

/// The deadline of every submit, in seconds.
pub(super) const DEADLINE: u32 = 5;

/// The grace behind it, in seconds.
pub(super) const GRACE: u32 = 2;

/// How many runs without faults must suffice.
const ENOUGH: u32 = 4;

/// A rule that was broken.
#[derive(Debug)]
pub(super) struct Violation {
    pub(super) rule: String,
    pub(super) trace: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.rule)?;
        for line in &self.trace {
            writeln!(f, "    {line}")?;
        }
        Ok(())
    }
}

/// What a schedule came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    pub(super) runs: u32,
    pub(super) crashes: u32,
    pub(super) strikes: u32,
    pub(super) unknown: u32,
}

/// Somebody who agrees to every price and answers nothing.
struct Agrees;

#[async_trait]
impl Person for Agrees {
    async fn ask(&self, _: &str, _: Question, _: Option<&str>) -> Option<Secret> {
        None
    }

    async fn show(&self, _: &str, _: &str) {}

    async fn agrees(&self, _: &[(Key, Money)], _: Money) -> bool {
        true
    }
}

struct Sim<'a> {
    world: World,
    sessions: &'a Store,
    disk: Disk,
    placed: Vec<&'static Placed>,
    /// The orders where nothing is known yet.
    table: Rc<Table>,
    planted: Option<Planted>,
    random: Arc<AtomicU64>,
    told: Told,
    story: Story,
    window: bool,
    /// The generation that each account works on.
    newest: BTreeMap<&'static str, u32>,
    /// What was begun of the generations before it.
    earlier: Vec<Key>,
    /// Whether the text of the last run was the changed one.
    changed: bool,
    /// What the last run came to.
    stuck: String,
}

/// Plays a schedule.
///
/// # Errors
/// The first rule that was broken.
pub(super) async fn play(
    schedule: &Schedule,
    planted: Option<Planted>,
    tables: &Tables,
    disk: Disk,
    sessions: &Store,
) -> Result<Told, Violation> {
    let mut sim = Sim {
        world: World::new(schedule.clone(), planted),
        sessions,
        disk,
        placed: placed_at(schedule.to, schedule.story),
        table: tables.get(schedule.to, schedule.story, planted),
        planted,
        random: Arc::new(AtomicU64::new(schedule.seed)),
        told: Told::default(),
        story: schedule.story,
        window: schedule.window,
        newest: BTreeMap::new(),
        earlier: Vec::new(),
        changed: false,
        stuck: String::new(),
    };
    let result = sim.all(schedule).await;
    let trace = std::mem::take(&mut sim.world.lock().trace);
    sim.told.strikes = u32::try_from(trace.len()).expect("few");
    match result {
        Ok(()) => Ok(sim.told),
        Err(rule) => Err(Violation { rule, trace }),
    }
}

impl Sim<'_> {
    async fn all(&mut self, schedule: &Schedule) -> Result<(), String> {
        let mut run = 0;
        for gap in &schedule.gaps {
            tokio::time::sleep(Duration::from_secs(gap.seconds)).await;
            self.run(run, gap.clock).await?;
            run += 1;
        }
        for _ in 0..ENOUGH {
            if self.run(run, 0).await? {
                return self.settled(run + 1).await;
            }
            run += 1;
        }
        Err(format!(
            "no progress in {ENOUGH} runs without a fault: {}",
            self.stuck
        ))
    }

    /// One run; whether all is done or needs a person.
    async fn run(&mut self, run: u32, clock: i64) -> Result<bool, String> {
        self.told.runs += 1;
        self.world.begin(run, clock);
        let table = self.orders(run).await;
        let (stores, uploaded) = (
            self.world.model(|m| m.stores),
            self.story.is_pictured() && self.disk.has_uploads("juejin").await,
        );
        let ended = {
            let world = &self.world;
            let ticking = world.clone();
            let recorder = Recorder::unwritten(
                &format!("r{run}"),
                Arc::new(move || ticking.clock()),
                Box::new(|_| {}),
            );
            let ledger = FakeLedger {
                world: world.clone(),
                disk: self.disk.clone(),
            };
            let browser = FakeBrowser(world.clone());
            let wire: Arc<dyn Wire> = Arc::new(FakeWire(world.clone()));
            let line = move |_: &Session| wire.clone();
            let seed = self.random.clone();
            let random = move || {
                let mut bytes = [0; 32];
                let n = Dice::new(seed.fetch_add(1, Ordering::Relaxed)).next();
                bytes[..8].copy_from_slice(&n.to_be_bytes());
                bytes
            };
            let halt = Halt::default();
            let ports = Ports {
                halt: &halt,
                ledger: &ledger,
                browser: Some(&browser as &dyn Browser),
                line: &line,
                web: None,
                images: None,
                sessions: self.sessions,
                person: &Agrees,
                recorder: &recorder,
                random: &random,
                lang: crate::text::Lang::En,
                policy: Policy {
                    // Pictures and calls in clear are for people; no step depends on them.
                    trace: Trace::Off,
                    sign_in: SignIn::Refuse,
                    call_deadline: Duration::from_secs(3),
                    grace: GRACE,
                    upload_gap: Duration::ZERO,
                    own_browser: false,
                    window: self.window,
                    patience: Duration::from_secs(60),
                    // Who is signed in is asked at the start alone: the schedules are about the submit.
                    fresh: i64::MAX,
                },
            };
            let halting = async {
                world.told().await;
                halt.call();
                std::future::pending::<()>().await;
            };
            tokio::select! {
                biased;
                ended = publish(&*table, &ports) => Some(ended),
                () = world.dead() => None,
                () = halting => None,
            }
        };
        if uploaded && self.world.model(|m| m.stores) > stores {
            return Err("a picture that the ledger has was uploaded again".to_owned());
        }
        match ended {
            Some(ended) => {
                let done = self.claims(&ended, &table).await?;
                if !done {
                    let of = |e: &Ended| (e.key.to_string(), e.state, e.problem.clone());
                    self.stuck = format!("{:?}", ended.iter().map(of).collect::<Vec<_>>());
                }
                Ok(done)
            }
            None => {
                self.told.crashes += 1;
                self.disk.crash();
                self.always().await?;
                Ok(false)
            }
        }
    }

    /// The orders of a run, as `fagao publish` makes them; what is unknown and has changed is gone on with as it was
    /// begun, by `fagao resume`.
    async fn orders(&mut self, run: u32) -> Rc<Table> {
        if run == 0 || !self.story.has_second_part() {
            return self.table.clone();
        }
        self.changed = self.story.is_changed(run);
        let mut orders = Vec::new();
        for placed in self.placed.clone() {
            let plans = self.plans(placed, run).await.into_iter();
            orders.extend(plans.map(|plan| order(placed, plan, self.planted)));
        }
        Rc::new(self.table.later(orders))
    }

    async fn plans(&mut self, placed: &'static Placed, run: u32) -> Vec<Plan> {
        let entries = self.disk.entries(&placed.account.name).await;
        let again = self.story == Story::Again && run == 1;
        let mut known = known(entries.clone(), again);
        self.newest.insert(&placed.account.name, known.generation);
        let before = |key: &&Key| key.generation < known.generation;
        for key in entries.iter().map(|e| &e.key).filter(before) {
            if !self.earlier.contains(key) {
                self.earlier.push(key.clone());
            }
        }
        if self.planted == Some(Planted::UpdateAsNew) {
            known = Known {
                generation: known.generation,
                ..Known::default()
            };
        }
        let mut plans = placed.plans_by(self.changed, known);
        for plan in &mut plans {
            let open = entries.iter().find(|e| e.key == plan.key);
            if let Some(entry) = open.filter(|e| e.state.is_open())
                && entry.plan.article.hash != plan.article.hash
            {
                plan.clone_from(&entry.plan);
            }
        }
        plans
    }

    /// How often a key is really published, counting what is under way. A generation is begun when what was begun before
    /// it is there, so that what is more than one of each is of the newest.
    fn really(&self, key: &Key) -> u32 {
        let all = self.world.model(|m| m.published(&key.account, &key.target));
        let same = |k: &&Key| k.account == key.account && k.target == key.target;
        match self.earlier.contains(key) {
            true => all.min(1),
            false => {
                let earlier = self.earlier.iter().filter(same).count();
                all.saturating_sub(u32::try_from(earlier).expect("few"))
            }
        }
    }

    /// Whether an article's readers have the changed text, or are about to; none where there is no article.
    fn text_of(&self, entry: &Entry) -> Option<bool> {
        let draft = entry.slots.text("draft_id");
        let before = || entry.before.as_ref()?.slots.text("draft_id");
        let draft = draft.or_else(before)?;
        self.world
            .model(|m| m.text(&draft))
            .map(|text| is_changed(&text))
    }

    fn placed(&self, key: &Key) -> &'static Placed {
        let of = |p: &&&'static Placed| p.account.name == key.account;
        self.placed.iter().find(of).expect("its account")
    }

    fn keys(&self) -> Vec<Key> {
        let mut keys = self.earlier.clone();
        for placed in &self.placed {
            let newest = self.newest.get(placed.account.name.as_str());
            let of = |plan: &Plan| Key {
                generation: newest.copied().unwrap_or(0),
                ..plan.key.clone()
            };
            keys.extend(placed.plans.iter().map(of));
        }
        keys
    }

    /// What holds at every moment, whatever has happened; what the ledger has of each key.
    async fn always(&self) -> Result<Vec<Entry>, String> {
        let mut entries = Vec::new();
        for key in &self.keys() {
            let really = self.really(key);
            if really > 1 {
                return Err(format!("{key} is published {really} times"));
            }
            let Some(entry) = self.disk.entry(key).await else {
                if really > 0 {
                    return Err(format!(
                        "{key} is published and the ledger has nothing of it"
                    ));
                }
                continue;
            };
            let published = entry.state.is_published() || entry.state == LedgerState::Rejected;
            if published && really == 0 {
                return Err(format!(
                    "the ledger has {key} as {:?}, and it is not there",
                    entry.state
                ));
            }
            if published && entry.receipt.as_ref().is_none_or(|r| r.evidence.is_empty()) {
                return Err(format!(
                    "the ledger has {key} as {:?} without evidence",
                    entry.state
                ));
            }
            let updates = entry.before.is_some();
            if updates && really == 0 {
                return Err(format!("{key} is being updated, and it is not there"));
            }
            if really > 0 && !published && !updates && !entry.state.is_open() {
                return Err(format!(
                    "{key} is there, and the ledger has it as {:?}",
                    entry.state
                ));
            }
            if key.account == "juejin" && !entry.state.is_open() && (published || updates) {
                let kept = entry.before.as_ref().map_or(&*entry.plan, |b| &b.plan);
                let (kept, there) = (self.placed(key).has_changed(kept), self.text_of(&entry));
                if there != Some(kept) {
                    return Err(format!(
                        "{key}: the ledger has the changed text: {kept}; there: {there:?}"
                    ));
                }
            }
            entries.push(entry);
        }
        let (charged, incomplete) = self.world.model(|m| (m.charged(), m.incomplete));
        if incomplete > 0 {
            return Err("a draft was published without all its fields".to_owned());
        }
        let budget = budget(self.story);
        if charged > budget {
            return Err(format!("{charged} was charged, {budget} is the budget"));
        }
        let spent = self.disk.spent("jz").await;
        if spent < charged {
            return Err(format!(
                "{charged} was charged and the ledger counts {spent}"
            ));
        }
        Ok(entries)
    }

    /// Holds the results of a run against what is really there; whether all is done or needs a person.
    async fn claims(&self, ended: &[Ended], table: &Table) -> Result<bool, String> {
        let entries = self.always().await?;
        let (ledger_failed, told_to_end) = {
            let inner = self.world.lock();
            (inner.ledger_failed, inner.told)
        };
        let mut done = true;
        for e in ended {
            let told = format!("{} was told to be {}", e.key, e.state);
            let sent = table.hash(&e.key);
            let entry = entries.iter().find(|entry| entry.key == e.key);
            // What is claimed of an update is claimed of its text.
            let text = match entry {
                Some(entry) if e.key.account == "juejin" => self.text_of(entry),
                _ => None,
            };
            let of_sent = sent != self.placed(&e.key).plans[0].article.hash;
            let really = match text {
                Some(text) if text != of_sent => 0,
                _ => self.really(&e.key),
            };
            match e.state {
                State::Live
                | State::InReview
                | State::Submitted
                | State::Unchanged
                | State::Rejected => {
                    if really == 0 {
                        return Err(format!("{told}, and it is not there"));
                    }
                    if e.receipt.as_ref().is_none_or(|r| r.evidence.is_empty()) {
                        return Err(format!("{told} without evidence"));
                    }
                }
                State::Unknown => done &= e.key.account == "ys",
                State::Failed if self.story == Story::Tight && is_over_budget(e) => {
                    if really > 0 {
                        return Err(format!("{told}, and it is there: {:?}", e.problem));
                    }
                }
                _ => {
                    done = false;
                    if really > 0 && !ledger_failed {
                        return Err(format!("{told}, and it is there: {:?}", e.problem));
                    }
                }
            }
            // What was gone on with as it was begun is changed by the run after it.
            done &= e.key.account != "juejin" || of_sent == self.changed;
            if ledger_failed {
                // What could not be written is read as unknown by the next run.
                done = false;
                continue;
            }
            let state = entry.map(|e| e.state);
            // What an earlier run left open is not looked at any more when this one is told to end.
            if state == Some(LedgerState::Submitting) && !told_to_end {
                return Err(format!(
                    "{told}, and its intent is neither settled nor unknown"
                ));
            }
            let is_sent = |e: &Entry| e.plan.article.hash == sent && e.state.is_published();
            let published = entry.is_some_and(is_sent);
            let claimed = matches!(
                e.state,
                State::Live | State::InReview | State::Submitted | State::Unchanged
            );
            if claimed != published {
                return Err(format!("{told}, and the ledger has it as {state:?}"));
            }
        }
        Ok(done)
    }

    /// After the last run: each is there once, with its newest text, or a person settles it by what is really there and
    /// it is there then. What the budget is not enough for is not there.
    async fn settled(&mut self, run: u32) -> Result<(), String> {
        for key in &self.keys() {
            let Some(entry) = self.disk.entry(key).await else {
                return Err(format!("in the end the ledger has nothing of {key}"));
            };
            if !entry.state.is_open() {
                continue;
            }
            self.told.unknown += 1;
            let how = match self.really(key) {
                0 => Settlement::NotDone("person".to_owned(), "it is not there".to_owned()),
                _ => Settlement::Done(Receipt {
                    state: State::Live,
                    url: None,
                    external_id: None,
                    price: None,
                    evidence: vec!["a person saw it".to_owned()],
                }),
            };
            self.disk.amend(key, &how, self.world.clock() / 1000).await;
        }
        if self.told.unknown > 0 && !self.run(run, 0).await? {
            return Err("not all is done after a person settled what was unknown".to_owned());
        }
        let (charged, spent) = (
            self.world.model(|m| m.charged()),
            self.disk.spent("jz").await,
        );
        if charged != spent {
            return Err(format!(
                "in the end {charged} was charged and the ledger counts {spent}"
            ));
        }
        for key in &self.keys() {
            let really = self.really(key);
            let dear =
                self.story == Story::Tight && charged + price(&key.target) > budget(self.story);
            if really != 1 && !(really == 0 && dear) {
                return Err(format!("in the end {key} is published {really} times"));
            }
            if key.account == "juejin" {
                let entry = self.disk.entry(key).await.expect("an entry");
                if self.text_of(&entry) != Some(self.changed) {
                    return Err(format!("in the end {key} has an old text"));
                }
            }
        }
        Ok(())
    }
}

fn is_over_budget(ended: &Ended) -> bool {
    matches!(ended.problem, Some(RunMessage::OverBudget { .. }))
}
