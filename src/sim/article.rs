//! The article, its accounts and its plans, made once by the real platforms.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use super::harness::DEADLINE;
use super::model::PRICE;
use super::planted::{LooksWrong, Planted};
use super::schedule::To;
use crate::article::{Article, Section};
use crate::plan::{Account, Budget, Dialect, Known, Money, Plan, Platform, Secrets, Via};
use crate::platforms::{juejin::Juejin, jzguai::Jzguai, yunsuo::Yunsuo};
use crate::secret::Secret;
use crate::site::PagesFile;

/// The secret of the account at jzguai.
pub(super) const JZ_SECRET: &str = "a-model-of-a-secret";

/// The title of the article.
pub(super) const TITLE: &str = "恰好一次，无论什么出错";

const ARTICLE: &str = "---
title: 恰好一次，无论什么出错
id: once
description: 这是一篇只为模型而写的短文，它的摘要必须有五十个字以上，所以这里再多写几个字，好让它够长，足够长，真的足够长，再长一点。
fagao:
  juejin: { category: 后端, tags: [后端, 架构] }
  jz: { resource: [12786, 12787], model: 1 }
  ys:
    categories: [科技, 互联网, 教育, 科普, 工具]
    keywords: [Rust]
    cover: \"https://example.com/cover.png\"
---
正文。
";

/// The budget of the account at jzguai: both media once, and not one of them again.
pub(super) const BUDGET: Money = Money::fen(3000);

/// One account with its plans.
pub(super) struct Placed {
    pub(super) account: Account,
    pub(super) platform: &'static dyn Platform,
    pub(super) dialect: Box<dyn Dialect>,
    pub(super) plans: Vec<Plan>,
    pub(super) pages: Option<PagesFile>,
}

static JUEJIN_AUTO: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Auto));
static JUEJIN_API: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Api));
static JZ: LazyLock<Placed> = LazyLock::new(|| {
    assert!(PRICE + PRICE < BUDGET);
    placed(&Jzguai, "jz", "app_key = \"k\"", "app_secret", Via::Api)
});
static YS: LazyLock<Placed> = LazyLock::new(|| {
    let settings = "user_code = \"u\"\npush_to = [\"d9153270-94a0-abcd-b645-00163e4c8b3c\"]";
    placed(&Yunsuo, "ys", settings, "api_key", Via::Api)
});
static LOOKS_WRONG: LooksWrong = LooksWrong(&Juejin);

/// The accounts that an article goes to.
pub(super) fn placed_at(to: To) -> Vec<&'static Placed> {
    match to {
        To::JuejinAuto => vec![&JUEJIN_AUTO],
        To::JuejinApi => vec![&JUEJIN_API],
        To::Jz => vec![&JZ],
        To::Ys => vec![&YS],
        To::All => vec![&JUEJIN_AUTO, &JZ, &YS],
        To::AllByApi => vec![&JUEJIN_API, &JZ, &YS],
    }
}

impl Placed {
    /// Its platform, or with the mistake the one that looks wrong.
    pub(super) fn platform(&self, planted: Option<Planted>) -> &'static dyn Platform {
        match planted {
            Some(Planted::WrongLook) if self.account.name == "juejin" => &LOOKS_WRONG,
            _ => self.platform,
        }
    }
}

fn juejin(via: Via) -> Placed {
    // The schedules are about what fails, not about the pace.
    let at_once = "min_interval = \"0s\"\ndaily_cap = 0";
    let mut placed = placed(&Juejin, "juejin", at_once, "none", via);
    // Only the fake page reads it, and does not.
    placed.pages = (via == Via::Auto).then(|| PagesFile {
        site: "juejin".to_owned(),
        date: "2026-09-27".to_owned(),
        ..PagesFile::blank()
    });
    placed
}

fn placed(
    platform: &'static dyn Platform,
    name: &str,
    settings: &str,
    secret: &str,
    via: Via,
) -> Placed {
    let article = Article::parse("once.md", ARTICLE.as_bytes(), Path::new("/blog"))
        .expect("a readable article");
    let account = Account {
        name: name.to_owned(),
        platform: platform.name().to_owned(),
        settings: Section::from_toml("fagao.toml", settings).expect("settings"),
        budget: Some(Budget {
            per_order: Some(PRICE),
            per_run: None,
            per_day: Some(BUDGET),
        }),
        site_files: BTreeMap::new(),
        shelf: Default::default(),
    };
    let secrets = Secrets([(secret.to_owned(), Secret::new(JZ_SECRET.to_owned()))].into());
    let known = Known {
        via,
        project: "model".to_owned(),
        submit_deadline: DEADLINE,
        ..Known::default()
    };
    let plans = platform.plan(&article, &account, &known);
    let dialect = platform.dialect(&account, &secrets);
    Placed {
        plans: plans.unwrap_or_else(|e| panic!("{e:?}")),
        dialect: dialect.unwrap_or_else(|f| panic!("{f:?}")),
        platform,
        account,
        pages: None,
    }
}
