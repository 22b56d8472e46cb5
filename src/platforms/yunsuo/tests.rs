//! Tests of the platform as a whole: plans, findings, the wire, verdicts.

mod findings;
mod plans;
mod push;
mod wire;

use std::collections::BTreeMap;
use std::path::Path;

use super::Yunsuo;
use crate::article::{Article, Section};
use crate::plan::{
    Account, Act, Call, Known, Plan, PlanError, Platform, Secrets, Slots, Step, Verdict,
};
use crate::secret::Secret;

const SECRET: &str = "marker-api-key-0123456789";

const SETTINGS: &str =
    "user_code = \"user-1\"\npush_to = [\"d9153270-94a0-abcd-b645-00163e4c8b3c\"]";

fn hello() -> Article {
    let bytes = include_bytes!("../../../fixtures/articles/hello/article.md");
    Article::parse("hello/article.md", bytes, Path::new("/blog/hello")).unwrap()
}

/// An article with these lines of front matter.
fn article(front: &str, body: &str) -> Article {
    let text = format!("---\n{front}\n---\n{body}\n");
    Article::parse("a.md", text.as_bytes(), Path::new("/blog"))
        .unwrap_or_else(|f| panic!("{f:?}\n{text}"))
}

fn account(settings: &str) -> Account {
    Account {
        name: "ys".into(),
        platform: "yunsuo".into(),
        settings: Section::from_toml("fagao.toml", settings).unwrap(),
        budget: None,
        site_files: BTreeMap::new(),
    }
}

fn known() -> Known {
    Known {
        submit_deadline: 60,
        ..Known::default()
    }
}

fn secrets() -> Secrets {
    Secrets([("api_key".to_owned(), Secret::new(SECRET.to_owned()))].into())
}

/// The findings of an article, a line each; empty when there is a plan.
fn lines(article: &Article, account: &Account) -> String {
    match Yunsuo.plan(article, account, &known()) {
        Ok(_) => String::new(),
        Err(PlanError::Findings(findings)) => {
            let line = |f: &crate::text::Finding| format!("[{}] {f}", f.message.code());
            findings.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Err(e) => panic!("{e}"),
    }
}

fn plan(article: &Article) -> Plan {
    let mut plans = Yunsuo.plan(article, &account(SETTINGS), &known()).unwrap();
    assert_eq!(plans.len(), 1);
    plans.remove(0)
}

fn push(plan: &Plan) -> &Call {
    match &plan.milestones[0].routes[0].steps[..] {
        [Step::Submit(submit)] => match &submit.act {
            Act::Call(call) => call,
            Act::Click { .. } => panic!("a click"),
        },
        other => panic!("{other:?}"),
    }
}

fn body(article: &Article) -> serde_json::Value {
    let call = push(&plan(article)).fill(&Slots::default()).unwrap();
    call.body.unwrap()
}
