//! What every test here needs: an article, an account, a plan.

mod dialect;
mod findings;
mod images;
mod plans;
mod site_files;
mod verdict;

use std::collections::BTreeMap;
use std::path::Path;

use super::Juejin;
use crate::article::{Article, Section};
use crate::plan::{Account, Known, Plan, PlanError, Platform, Slots, Via};

const HELLO: &str = include_str!("../../../../fixtures/articles/hello/article.md");

fn hello() -> Article {
    article("fixtures/articles/hello/article.md", HELLO)
}

fn article(file: &str, text: &str) -> Article {
    Article::parse(file, text.as_bytes(), Path::new("")).expect("the article is readable")
}

fn account(name: &str, settings: &str) -> Account {
    Account {
        name: name.to_owned(),
        platform: "juejin".to_owned(),
        settings: Section::from_toml("fagao.toml", settings).expect("the settings are readable"),
        budget: None,
        site_files: BTreeMap::new(),
        shelf: Default::default(),
    }
}

fn known(via: Via) -> Known {
    Known {
        via,
        submit_deadline: 60,
        ..Known::default()
    }
}

fn plan_of(article: &Article, known: &Known) -> Result<Plan, PlanError> {
    let mut plans = Juejin.plan(article, &account("juejin", ""), known)?;
    assert_eq!(plans.len(), 1, "an account is one target");
    Ok(plans.remove(0))
}

fn draft(id: &str) -> Slots {
    let mut slots = Slots::default();
    slots.set("draft_id", id);
    slots
}
