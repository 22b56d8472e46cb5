//! The article, its accounts and its plans, made once by the real platforms.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use super::harness::DEADLINE;
use super::model::{PRICE, price};
use super::planted::{LooksWrong, Planted};
use super::schedule::{Story, To};
use crate::article::{Article, Section};
use crate::plan::{Account, Budget, Dialect, Known, Money, Plan, Platform, Secrets, Via};
use crate::platforms::{juejin::Juejin, jzguai::Jzguai, yunsuo::Yunsuo};
use crate::secret::Secret;
use crate::site::PagesFile;

/// The secret of the account at jzguai.
pub(super) const JZ_SECRET: &str = "a-model-of-a-secret";

/// The picture of the text, as it is written.
pub(super) const PICTURE: &str = "img/flat.webp";

/// What the changed text says.
const CHANGED: &str = "第二版。";

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

/// One that is enough for either of the media and not for both.
const TIGHT: Money = Money::fen(2000);

/// One that is enough for both of them twice, to the fen.
const TWICE: Money = Money::fen(4500);

/// The budget of a story.
pub(super) fn budget(story: Story) -> Money {
    match story {
        Story::Tight => TIGHT,
        Story::Again => TWICE,
        _ => BUDGET,
    }
}

/// One account with its plans.
pub(super) struct Placed {
    pub(super) account: Account,
    pub(super) platform: &'static dyn Platform,
    pub(super) dialect: Box<dyn Dialect>,
    /// The plans of the first text, where nothing is known.
    pub(super) plans: Vec<Plan>,
    pub(super) pages: Option<PagesFile>,
    /// The text as it was first, and changed.
    articles: [Article; 2],
    via: Via,
}

static JUEJIN_AUTO: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Auto, ARTICLE));
static JUEJIN_API: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Api, ARTICLE));
static PICTURED_AUTO: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Auto, &pictured()));
static PICTURED_API: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Api, &pictured()));
static JZ: LazyLock<Placed> = LazyLock::new(|| jzguai(BUDGET));
static JZ_TIGHT: LazyLock<Placed> = LazyLock::new(|| jzguai(TIGHT));
static JZ_TWICE: LazyLock<Placed> = LazyLock::new(|| jzguai(TWICE));
static YS: LazyLock<Placed> = LazyLock::new(|| {
    let settings = "user_code = \"u\"\npush_to = [\"d9153270-94a0-abcd-b645-00163e4c8b3c\"]";
    placed(&Yunsuo, "ys", settings, "api_key", Via::Api, ARTICLE)
});
static LOOKS_WRONG: LooksWrong = LooksWrong(&Juejin);

/// The accounts that an article goes to.
pub(super) fn placed_at(to: To, story: Story) -> Vec<&'static Placed> {
    let auto: &Placed = match story.is_pictured() {
        true => &PICTURED_AUTO,
        false => &JUEJIN_AUTO,
    };
    let api: &Placed = match story.is_pictured() {
        true => &PICTURED_API,
        false => &JUEJIN_API,
    };
    let jz: &Placed = match story {
        Story::Tight => &JZ_TIGHT,
        Story::Again => &JZ_TWICE,
        _ => &JZ,
    };
    match to {
        To::JuejinAuto => vec![auto],
        To::JuejinApi => vec![api],
        To::Jz => vec![jz],
        To::Ys => vec![&YS],
        To::All => vec![auto, jz, &YS],
        To::AllByApi => vec![api, jz, &YS],
    }
}

/// Whether a text is the changed one.
pub(super) fn is_changed(text: &str) -> bool {
    text.contains(CHANGED)
}

impl Placed {
    /// Its platform, or with the mistake the one that looks wrong.
    pub(super) fn platform(&self, planted: Option<Planted>) -> &'static dyn Platform {
        match planted {
            Some(Planted::WrongLook) if self.account.name == "juejin" => &LOOKS_WRONG,
            _ => self.platform,
        }
    }

    /// The directory of its article and of what that one names.
    pub(super) fn root(&self) -> std::path::PathBuf {
        self.articles[0].root.clone()
    }

    /// Whether a plan is of the changed text.
    pub(super) fn has_changed(&self, plan: &Plan) -> bool {
        plan.article.hash != self.plans[0].article.hash
    }

    /// The plans of one of the texts, by what the ledger knows.
    pub(super) fn plans_by(&self, changed: bool, known: Known) -> Vec<Plan> {
        let known = Known {
            via: self.via,
            project: "model".to_owned(),
            submit_deadline: DEADLINE,
            ..known
        };
        let article = &self.articles[usize::from(changed)];
        let plans = self.platform.plan(article, &self.account, &known);
        plans.unwrap_or_else(|e| panic!("{e:?}"))
    }
}

fn pictured() -> String {
    format!("{ARTICLE}\n![图]({PICTURE})\n")
}

fn jzguai(budget: Money) -> Placed {
    let mut placed = placed(
        &Jzguai,
        "jz",
        "app_key = \"k\"",
        "app_secret",
        Via::Api,
        ARTICLE,
    );
    let prices = placed.plans.iter().map(|p| price(&p.key.target));
    assert!(prices.clone().all(|p| p <= budget), "either is affordable");
    let both: Money = prices.sum();
    assert_eq!(both > budget, budget == TIGHT);
    assert_eq!(both + both == budget, budget == TWICE);
    placed.account.budget = Some(Budget {
        per_order: Some(PRICE),
        per_run: None,
        per_day: Some(budget),
    });
    placed
}

fn juejin(via: Via, text: &str) -> Placed {
    // The schedules are about what fails, not about the pace.
    let at_once = "min_interval = \"0s\"\ndaily_cap = 0";
    let mut placed = placed(&Juejin, "juejin", at_once, "none", via, text);
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
    text: &str,
) -> Placed {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles/images");
    let read = |text: &str| {
        let article = Article::parse("once.md", text.as_bytes(), &dir);
        let mut article = article.unwrap_or_else(|f| panic!("{f:?}"));
        if text.contains(PICTURE) {
            article.look_at(PICTURE);
        }
        article
    };
    let articles = [read(text), read(&format!("{text}\n{CHANGED}\n"))];
    let account = Account {
        name: name.to_owned(),
        platform: platform.name().to_owned(),
        settings: Section::from_toml("fagao.toml", settings).expect("settings"),
        budget: None,
        site_files: BTreeMap::new(),
        shelf: Default::default(),
    };
    let secrets = Secrets([(secret.to_owned(), Secret::new(JZ_SECRET.to_owned()))].into());
    let dialect = platform.dialect(&account, &secrets);
    let mut placed = Placed {
        plans: Vec::new(),
        dialect: dialect.unwrap_or_else(|f| panic!("{f:?}")),
        platform,
        account,
        pages: None,
        articles,
        via,
    };
    placed.plans = placed.plans_by(false, Known::default());
    placed
}
