//! The accounts that the article goes to, with their plans, made once by the real platforms.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::article::{ARTICLE, Version, pictured, versions};
use super::harness::DEADLINE;
use super::model::{PRICE, price};
use super::planted::{LooksWrong, Planted};
use super::schedule::{Story, To};
use crate::article::{Article, Section};
use crate::plan::{Account, Budget, Dialect, Hosting, Known, Money, Plan, Platform, Secrets, Via};
use crate::platforms::{juejin::Juejin, jzguai::Jzguai, yunsuo::Yunsuo};
use crate::secret::Secret;
use crate::site::PagesFile;

/// The secret of the account at jzguai.
pub(super) const JZ_SECRET: &str = "a-model-of-a-secret";

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
    /// The article in its versions, as it was first before all.
    articles: Vec<(Version, Article)>,
    /// The hash of each version.
    hashes: Vec<(Version, String)>,
    via: Via,
}

static JUEJIN_AUTO: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Auto, ARTICLE));
static JUEJIN_API: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Api, ARTICLE));
static PICTURED_AUTO: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Auto, &pictured()));
static PICTURED_API: LazyLock<Placed> = LazyLock::new(|| juejin(Via::Api, &pictured()));
static JZ: LazyLock<Placed> = LazyLock::new(|| jzguai(BUDGET, ARTICLE));
static JZ_TIGHT: LazyLock<Placed> = LazyLock::new(|| jzguai(TIGHT, ARTICLE));
static JZ_TWICE: LazyLock<Placed> = LazyLock::new(|| jzguai(TWICE, ARTICLE));
static JZ_HOSTED: LazyLock<Placed> = LazyLock::new(|| jzguai(BUDGET, &pictured()));
static YS_HOSTED: LazyLock<Placed> = LazyLock::new(|| yunsuo(&pictured()));
static YS: LazyLock<Placed> = LazyLock::new(|| yunsuo(ARTICLE));
static LOOKS_WRONG: LooksWrong = LooksWrong(&Juejin, Planted::WrongLook);
static BELIEVES_TITLES: LooksWrong = LooksWrong(&Juejin, Planted::OldTitle);

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
        Story::Hosted => &JZ_HOSTED,
        _ => &JZ,
    };
    let ys: &Placed = match story {
        Story::Hosted => &YS_HOSTED,
        _ => &YS,
    };
    match to {
        To::JuejinAuto => vec![auto],
        To::JuejinApi => vec![api],
        To::Jz => vec![jz],
        To::Ys => vec![ys],
        To::All => vec![auto, jz, ys],
        To::AllByApi => vec![api, jz, ys],
    }
}

impl Placed {
    /// Its platform, or with the mistake the one that looks wrong.
    pub(super) fn platform(&self, planted: Option<Planted>) -> &'static dyn Platform {
        match planted {
            Some(Planted::WrongLook) if self.account.name == "juejin" => &LOOKS_WRONG,
            Some(Planted::OldTitle) if self.account.name == "juejin" => &BELIEVES_TITLES,
            _ => self.platform,
        }
    }

    /// The directory of its article and of what that one names.
    pub(super) fn root(&self) -> std::path::PathBuf {
        self.articles[0].1.root.clone()
    }

    /// The version that a hash of a plan is of.
    pub(super) fn version(&self, hash: &str) -> Version {
        let of = |(_, hash_of): &&(Version, String)| hash_of == hash;
        self.hashes.iter().find(of).expect("a version").0
    }

    /// The SHA-256 of the picture of a version, where it has one.
    pub(super) fn picture(&self, version: Version) -> Option<&str> {
        let mut files = self.article(version).files.values();
        Some(files.next()?.as_ref().expect("a picture").sha256.as_str())
    }

    fn article(&self, version: Version) -> &Article {
        let found = self.articles.iter().find(|(v, _)| *v == version);
        &found.expect("a version").1
    }

    /// The plans of one of the versions, by what the ledger knows.
    pub(super) fn plans_by(&self, version: Version, known: Known) -> Vec<Plan> {
        let known = Known {
            via: self.via,
            project: "model".to_owned(),
            submit_deadline: DEADLINE,
            hosting: Hosting::Upload,
            ..known
        };
        let article = self.article(version);
        let plans = self.platform.plan(article, &self.account, &known);
        plans.unwrap_or_else(|e| panic!("{e:?}"))
    }
}

fn yunsuo(text: &str) -> Placed {
    let settings = "user_code = \"u\"\npush_to = [\"d9153270-94a0-abcd-b645-00163e4c8b3c\"]";
    placed(&Yunsuo, "ys", settings, "api_key", Via::Api, text)
}

fn jzguai(budget: Money, text: &str) -> Placed {
    let mut placed = placed(
        &Jzguai,
        "jz",
        "app_key = \"k\"",
        "app_secret",
        Via::Api,
        text,
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
    let articles = versions(text);
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
        hashes: articles
            .iter()
            .map(|(version, article)| (*version, article.content_hash()))
            .collect(),
        articles,
        via,
    };
    placed.plans = placed.plans_by(Version::First, Known::default());
    placed
}
