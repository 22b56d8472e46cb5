//! Tests of the platform as a whole: plans, findings, the wire, verdicts.

mod documents;
mod findings;
mod plans;
mod verdicts;
mod wire;

use std::collections::BTreeMap;
use std::path::Path;

use super::Jzguai;
use crate::article::{Article, Section};
use crate::plan::{
    Account, Act, Call, ClearCall, Dialect, Known, Plan, PlanError, Platform, Secrets, Slots, Step,
};
use crate::secret::Secret;

const SECRET: &str = "marker-app-secret-0123456789";

fn hello() -> Article {
    let bytes = include_bytes!("../../../fixtures/articles/hello/article.md");
    Article::parse("hello/article.md", bytes, Path::new("/blog/hello")).unwrap()
}

/// An article whose section `jz` has these lines, indented by two.
fn article(section: &str, body: &str) -> Article {
    let text = format!("---\ntitle: 标题\nid: a\nfagao:\n  jz:\n{section}\n---\n{body}\n");
    Article::parse("a.md", text.as_bytes(), Path::new("/blog"))
        .unwrap_or_else(|f| panic!("{f:?}\n{text}"))
}

fn account(name: &str, settings: &str) -> Account {
    Account {
        name: name.into(),
        platform: "jzguai".into(),
        settings: Section::from_toml("fagao.toml", settings).unwrap(),
        budget: None,
        site_files: BTreeMap::new(),
        shelf: Default::default(),
    }
}

fn jz() -> Account {
    account("jz", "app_key = \"the-app-key\"")
}

fn known() -> Known {
    Known {
        project: "my-blog".into(),
        earlier: vec!["juejin".into()],
        submit_deadline: 60,
        ..Known::default()
    }
}

fn secrets() -> Secrets {
    Secrets([("app_secret".to_owned(), Secret::new(SECRET.to_owned()))].into())
}

fn dialect() -> Box<dyn Dialect> {
    Jzguai.dialect(&jz(), &secrets()).unwrap()
}

/// The findings of an article, a line each; empty when there is a plan.
fn lines(article: &Article, account: &Account, known: &Known) -> String {
    match Jzguai.plan(article, account, known) {
        Ok(_) => String::new(),
        Err(PlanError::Findings(findings)) => {
            let line = |f: &crate::text::Finding| format!("[{}] {f}", f.message.code());
            findings.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Err(e) => panic!("{e}"),
    }
}

fn plan_of(section: &str) -> Plan {
    let mut plans = Jzguai
        .plan(&article(section, "正文"), &jz(), &known())
        .unwrap();
    assert_eq!(plans.len(), 1);
    plans.remove(0)
}

fn calls(plan: &Plan) -> Vec<Call> {
    let steps = plan.milestones.iter().flat_map(|m| &m.routes[0].steps);
    let call = |step: &Step| match step {
        Step::Call(call) => Some(call.clone()),
        Step::Submit(submit) => match &submit.act {
            Act::Call(call) => Some(call.clone()),
            Act::Click { .. } => None,
        },
        _ => None,
    };
    steps.filter_map(call).collect()
}

/// A call of a plan with what the plan gives filled in.
fn clear(plan: &Plan, name: &str) -> ClearCall {
    let calls = calls(plan);
    let call = calls.iter().find(|c| c.name == name).unwrap();
    let mut slots = Slots::from_stored(plan.given.clone());
    slots.set(crate::plan::TODAY, "2023-12-15");
    call.fill(&slots).unwrap()
}
