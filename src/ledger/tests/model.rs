use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;

use super::*;
use crate::ledger::{Filter, MemoryLedger};

/// What may be done to one of a few articles.
#[derive(Clone, Debug)]
enum Op {
    Begin,
    Fill(u8, bool),
    Intend(Option<i64>),
    Settle(u8),
    Amend(u8),
    Fail,
    Reopen,
}

/// What the ledger should know of an article.
#[derive(Clone, Default)]
struct Known {
    state: &'static str,
    prepared: bool,
    slots: BTreeMap<String, String>,
    costs: Vec<Option<i64>>,
}

fn ops() -> impl Strategy<Value = Vec<(u8, Op)>> {
    let op = prop_oneof![
        3 => Just(Op::Begin),
        2 => (0..3u8, any::<bool>()).prop_map(|(n, p)| Op::Fill(n, p)),
        3 => proptest::option::of(0..5000i64).prop_map(Op::Intend),
        3 => (0..5u8).prop_map(Op::Settle),
        2 => (0..5u8).prop_map(Op::Amend),
        1 => Just(Op::Fail),
        1 => Just(Op::Reopen),
    ];
    proptest::collection::vec((0..2u8, op), 1..30)
}

fn ends(n: u8) -> (Settlement, &'static str) {
    match n {
        0 => (Settlement::Done(receipt(State::Live)), "live"),
        1 => (Settlement::Done(receipt(State::InReview)), "in_review"),
        2 => (Settlement::Done(receipt(State::Rejected)), "rejected"),
        3 => (not_done(), "failed"),
        _ => (unknown(), "unknown"),
    }
}

impl Known {
    /// Does it here; false when it must be a conflict.
    fn follow(&mut self, op: &Op) -> bool {
        let before = matches!(self.state, "planned" | "prepared");
        let rest = if self.prepared { "prepared" } else { "planned" };
        match op {
            Op::Begin if before || matches!(self.state, "" | "failed") => self.state = rest,
            Op::Fill(n, prepared) if !matches!(self.state, "" | "failed" | "rejected") => {
                self.slots.insert(format!("s{n}"), self.state.to_owned());
                self.prepared |= prepared;
                if before && self.prepared {
                    self.state = "prepared";
                }
            }
            Op::Intend(cost) if before => {
                self.state = "submitting";
                self.costs.push(*cost);
            }
            Op::Settle(n) if self.state == "submitting" => self.end(*n),
            // What is published stays so: only a proof that it is there may follow.
            Op::Amend(n)
                if matches!(self.state, "submitting" | "unknown")
                    || (matches!(self.state, "live" | "in_review") && *n < 3) =>
            {
                self.end(*n);
            }
            Op::Fail if before => self.state = "failed",
            Op::Reopen => {}
            _ => return false,
        }
        true
    }

    fn end(&mut self, n: u8) {
        self.state = ends(n).1;
        if self.state == "failed" {
            *self.costs.last_mut().expect("an attempt") = None;
        }
    }
}

async fn apply(
    ledger: &dyn Ledger,
    article: &str,
    op: &Op,
    was: &str,
    number: u32,
    now: i64,
) -> Result<u32, LedgerError> {
    let k = key(article);
    match op {
        Op::Begin => ledger.begin(&plan(article), "r", now).await.map(|_| 0),
        Op::Fill(n, p) => {
            let filled = slots(&format!("s{n}"), was);
            ledger.fill(&k, &filled, *p, now).await.map(|()| 0)
        }
        Op::Intend(cost) => {
            let cost = cost.map(Money::fen);
            let made = ledger.intend(&k, RouteVia::Browser, cost, now + 60, now);
            made.await.map(|a| {
                assert_eq!(a.number(), number + 1);
                a.number()
            })
        }
        Op::Settle(n) => {
            let attempt = Attempt { key: k, number };
            ledger.settle(attempt, &ends(*n).0, now).await.map(|()| 0)
        }
        Op::Amend(n) => ledger.amend(&k, &ends(*n).0, now).await.map(|()| 0),
        Op::Fail => ledger.fail(&k, "c", "w", now).await.map(|()| 0),
        Op::Reopen => Ok(0),
    }
}

async fn play(ops: Vec<(u8, Op)>) {
    let dir = tempfile::tempdir().unwrap();
    let mut ledger = open(dir.path()).await;
    let memory = MemoryLedger::default();
    let mut known: HashMap<u8, Known> = HashMap::new();
    for (now, (who, op)) in ops.into_iter().enumerate() {
        let now = i64::try_from(now).unwrap();
        let article = format!("article-{who}");
        let k = key(&article);
        let model = known.entry(who).or_default();
        let was = model.state;
        let number = u32::try_from(model.costs.len()).unwrap();
        if let Op::Reopen = op {
            ledger = open(dir.path()).await;
        }
        let result = apply(&ledger, &article, &op, was, number, now).await;
        let in_memory = apply(&memory, &article, &op, was, number, now).await;
        assert_eq!(
            result.as_ref().map_err(ToString::to_string),
            in_memory.as_ref().map_err(ToString::to_string),
            "{op:?} of {was}"
        );
        assert_eq!(
            format!("{:?}", ledger.entries(&Filter::default()).await.unwrap()),
            format!("{:?}", memory.entries(&Filter::default()).await.unwrap()),
            "{op:?} of {was}"
        );
        if model.follow(&op) {
            result.unwrap_or_else(|e| panic!("{op:?} of {was}: {e}"));
        } else {
            assert!(
                matches!(result, Err(LedgerError::Conflict { .. })),
                "{op:?} of {was}"
            );
        }
        match ledger.entry(&k).await.unwrap() {
            None => assert_eq!(model.state, ""),
            Some(entry) => {
                assert_eq!(entry.state.word(), model.state, "{op:?} of {was}");
                assert_eq!(entry.attempts as usize, model.costs.len());
                let kept = entry
                    .slots
                    .iter()
                    .map(|(n, _)| (n.to_owned(), entry.slots.text(n).unwrap()));
                assert_eq!(kept.collect::<BTreeMap<_, _>>(), model.slots);
            }
        }
        let spent: i64 = known.values().flat_map(|m| &m.costs).flatten().sum();
        assert_eq!(ledger.spent("jz", 0).await.unwrap(), Money::fen(spent));
        assert_eq!(memory.spent("jz", 0).await.unwrap(), Money::fen(spent));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_in_whatever_order_the_ledger_agrees_with_a_plain_map(ops in ops()) {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(play(ops));
    }
}
