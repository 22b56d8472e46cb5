//! One run: the real pipeline with everything outside of it fake.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::{GRACE, Sim};
use crate::browser::Browser;
use crate::http::Wire;
use crate::pipeline::{Ended, Halt, Person, Policy, Ports, SignIn, Trace, known, publish};
use crate::plan::{Key, Known, Money, Plan, Question};
use crate::record::Recorder;
use crate::secret::Secret;
use crate::session::Session;
use crate::sim::hosting::FakeHost;
use crate::sim::ledger::FakeLedger;
use crate::sim::page::FakeBrowser;
use crate::sim::placed::Placed;
use crate::sim::planted::Planted;
use crate::sim::schedule::{Dice, Story};
use crate::sim::table::{Table, order};
use crate::sim::wire::FakeWire;

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

impl Sim<'_> {
    /// One run; whether all is done or needs a person.
    pub(super) async fn run(&mut self, run: u32, clock: i64) -> Result<bool, String> {
        self.told.runs += 1;
        self.world.begin(run, clock);
        let table = self.orders(run).await;
        let files = self.files().await;
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
            let host = FakeHost {
                world: world.clone(),
                turn: Mutex::default(),
            };
            let ports = Ports {
                halt: &halt,
                ledger: &ledger,
                browser: Some(&browser as &dyn Browser),
                line: &line,
                web: None,
                images: Some(&host),
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
        files.hold(&self.world)?;
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
        self.version = self.story.version(run);
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
        let mut plans = placed.plans_by(self.version, known);
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
}
