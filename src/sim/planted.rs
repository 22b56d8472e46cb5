//! Mistakes that a pipeline could have, planted into the fakes: the simulation must find each.

use serde_json::Value;

use super::memo::Memo;
use crate::article::Article;
use crate::plan::{
    Account, Answer, ClearCall, Dialect, Exchange, Known, Moment, Plan, PlanError, Platform,
    Reading, Request, Secrets, SignInWay, Slots, Upload, Verdict,
};
use crate::site::{PagesFile, SiteFileError};
use crate::text::Findings;

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Planted {
    /// The client sends a submit again when its answer is lost.
    SubmitRetried,
    /// The intent is written when the attempt is settled.
    IntentAfter,
    /// The receipt never reaches the ledger.
    ReceiptLost,
    /// Every order has an id of its own.
    OrderIdNotDerived,
    /// The look asks only the list, which lags behind.
    WrongLook,
    /// An update forgets which draft was published.
    UpdateAsNew,
    /// What is uploaded is forgotten.
    UploadForgotten,
    /// An update is believed for the title that the article always had.
    OldTitle,
}

/// Every mistake that chance finds soon; the last one is in so few schedules that it has a test of its own.
pub(super) const ALL: [Planted; 7] = [
    Planted::SubmitRetried,
    Planted::IntentAfter,
    Planted::ReceiptLost,
    Planted::OrderIdNotDerived,
    Planted::WrongLook,
    Planted::UpdateAsNew,
    Planted::UploadForgotten,
];

/// A dialect that an order borrows; with the mistake, the id of an order is random.
pub(super) struct Borrowed {
    pub(super) dialect: &'static dyn Dialect,
    /// Whether its calls travel in envelopes, which depend on nothing but the call and the key; the simulation has one key.
    pub(super) sealed: bool,
    pub(super) random_ids: bool,
}

/// A call as far as its envelope and what is read depend on it: its name in the site file, its address, its body.
type Call = (String, String, Option<Value>);

fn is((name, url, body): &Call, call: &ClearCall) -> bool {
    *name == call.name && *url == call.url && *body == call.body
}

thread_local! {
    static REQUESTS: Memo<Call, Request> = const { Memo::new() };
    static READINGS: Memo<(Call, u16, Vec<u8>), Reading> = const { Memo::new() };
}

impl Dialect for Borrowed {
    fn seal(&self, call: &ClearCall, moment: &Moment) -> Request {
        if self.random_ids && call.name == "publish" {
            let mut call = call.clone();
            if let Some(id) = call
                .body
                .as_mut()
                .and_then(|b| b.get_mut("customer_order_id"))
            {
                *id = format!(
                    "R{}",
                    u32::from_be_bytes([
                        moment.random[0],
                        moment.random[1],
                        moment.random[2],
                        moment.random[3],
                    ])
                )
                .into();
            }
            return self.dialect.seal(&call, moment);
        }
        if !self.sealed {
            return self.dialect.seal(call, moment);
        }
        REQUESTS.with(|known| {
            known.of(
                |known| is(known, call),
                || (call.name.clone(), call.url.clone(), call.body.clone()),
                || self.dialect.seal(call, moment),
            )
        })
    }

    fn open(&self, call: &ClearCall, answer: &Answer) -> Reading {
        if !self.sealed || self.random_ids {
            return self.dialect.open(call, answer);
        }
        READINGS.with(|known| {
            known.of(
                |(known, status, bytes)| {
                    *status == answer.status && *bytes == answer.body && is(known, call)
                },
                || {
                    let known = (call.name.clone(), call.url.clone(), call.body.clone());
                    (known, answer.status, answer.body.clone())
                },
                || self.dialect.open(call, answer),
            )
        })
    }

    fn upload(&self, upload: Upload<'_>) -> Option<Box<dyn Exchange>> {
        self.dialect.upload(upload)
    }

    fn uri_of(&self, url: &str) -> Option<String> {
        self.dialect.uri_of(url)
    }
}

/// A platform whose look is the wrong one, by a mistake.
pub(super) struct LooksWrong(pub(super) &'static dyn Platform, pub(super) Planted);

impl Platform for LooksWrong {
    fn name(&self) -> &'static str {
        self.0.name()
    }
    fn keys(&self) -> &'static [&'static str] {
        self.0.keys()
    }
    fn settings(&self) -> &'static [&'static str] {
        self.0.settings()
    }
    fn secrets(&self) -> &'static [&'static str] {
        self.0.secrets()
    }
    fn plan(&self, a: &Article, account: &Account, k: &Known) -> Result<Vec<Plan>, PlanError> {
        self.0.plan(a, account, k)
    }
    fn sign_in(&self, account: &Account, way: SignInWay) -> Result<Option<Plan>, PlanError> {
        self.0.sign_in(account, way)
    }
    fn pages(&self, account: &Account) -> Result<Option<PagesFile>, SiteFileError> {
        self.0.pages(account)
    }
    fn values(&self) -> &'static [&'static str] {
        self.0.values()
    }
    fn api_file(&self) -> &'static str {
        self.0.api_file()
    }
    fn dialect(&self, account: &Account, s: &Secrets) -> Result<Box<dyn Dialect>, Findings> {
        self.0.dialect(account, s)
    }
    fn can_update(&self) -> bool {
        self.0.can_update()
    }
    fn verdict(&self, plan: &Plan, slots: &Slots) -> Verdict {
        let (mut plan, mut slots) = (plan.clone(), slots.clone());
        if self.1 == Planted::OldTitle {
            let other = Value::from(vec!["another title"]);
            plan.given.insert("titles_before".to_owned(), other);
        } else {
            slots.set("draft_article_id", "0");
            slots.set("publish_article_id", "0");
        }
        self.0.verdict(&plan, &slots)
    }
}
