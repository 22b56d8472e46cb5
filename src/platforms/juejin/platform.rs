//! The platform: articles in, plans out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::api_route::ApiRoute;
use super::browser_route::BrowserRoute;
use super::calls::Calls;
use super::dialect::JuejinDialect;
use super::fields::{Fields, KEYS};
use super::verdict::{
    ADOPT, PICTURES_NEW, PUBLISHED_ID, TEXT_BEFORE, TEXT_MARK, TITLES_BEFORE, UPDATE_OF,
};
use super::{errand, guard, likeness, orphan, pace, sign_in, uuid, verdict};
use crate::article::Article;
use crate::plan::{
    Account, Asked, Call, Dialect, Effect, Errand, Heading, Key, Known, Milestone, MilestoneName,
    Pace, Plan, PlanError, Platform, Receipt, Route, RouteVia, Secrets, SignInWay, Slots, State,
    Step, Template, Verdict, Via,
};
use crate::secret::Cookie;
use crate::site::{ApiFile, PagesFile, SiteFileError, SiteFileKind};
use crate::text::{Finding, Findings, JuejinMessage};

/// The API's version that is taken unless the account chooses another: a newer one is chosen, never fallen into.
const API: &str = "juejin/api/2026-09-13";

/// What every article's way through the pages uses.
const NEEDED: &[&str] = &[
    "title",
    "editor",
    "save-status",
    "publish-button",
    "panel",
    "category",
    "category-chosen",
    "tag-box",
    "tag-input",
    "tag-option",
    "tag-chip",
    "summary",
    "confirm",
];

/// What the calls of a site file may name.
const VALUES: &[&str] = &[
    "aid",
    "article_id",
    "body",
    "category",
    "category_id",
    "code",
    "column",
    "column_ids",
    "cover",
    "csrf",
    "draft_id",
    "id",
    "image_session",
    "image_uri",
    "null",
    "page",
    "phone",
    "pics",
    "query",
    "summary",
    "tag",
    "tag_ids",
    "tag_names",
    "theme_ids",
    "title",
    "topic",
    "user_id",
    "uuid",
];

/// Juejin, 稀土掘金.
#[derive(Clone, Copy, Debug, Default)]
pub struct Juejin;

impl Juejin {
    fn api(account: &Account) -> Result<Arc<ApiFile>, SiteFileError> {
        let chosen = account.site_file(SiteFileKind::Api);
        account.shelf.api(chosen.unwrap_or(API))
    }

    /// The file of the pages that is chosen, else the newest: at run time the newest that matches takes its place.
    fn pages_file(account: &Account) -> Result<PagesFile, SiteFileError> {
        let versions = Juejin.site_files(account, SiteFileKind::Pages);
        let newest = versions.first().map_or("juejin/pages", String::as_str);
        account.shelf.pages(newest)
    }
}

impl Platform for Juejin {
    fn name(&self) -> &'static str {
        "juejin"
    }

    fn keys(&self) -> &'static [&'static str] {
        &KEYS
    }

    fn settings(&self) -> &'static [&'static str] {
        &["min_interval", "daily_cap"]
    }

    fn secrets(&self) -> &'static [&'static str] {
        // A session is signed in to and kept; it is no key of the configuration.
        &[]
    }

    fn plan(
        &self,
        article: &Article,
        account: &Account,
        known: &Known,
    ) -> Result<Vec<Plan>, PlanError> {
        let fields = Fields::read(article, account, self.name(), &known.links)?;
        let api = Self::api(account)?;
        let pages = Self::pages_file(account)?;
        let calls = Calls::new(&api, Some(&fields));
        let target = account.name.clone();

        let ways = match known.via {
            Via::Auto => &[RouteVia::Browser, RouteVia::Api][..],
            Via::Browser => &[RouteVia::Browser],
            Via::Api => &[RouteVia::Api],
        };
        let mut site_files = vec![api.id()];
        if ways.contains(&RouteVia::Browser) {
            site_files.insert(0, pages.id());
        }

        let by_pages = BrowserRoute {
            pages: &pages,
            calls: &calls,
            fields: &fields,
            known,
        };
        let by_calls = ApiRoute { calls: &calls };
        let mut look = vec![
            calls.call("own_articles", Effect::Read)?,
            calls.call("draft_detail", Effect::Read)?,
        ];
        // What the article names must be there before anything is written.
        let look_ups = calls.look_ups(&fields)?;
        let given = given(known, &target, &fields);
        let updates = given.get(UPDATE_OF).and_then(serde_json::Value::as_str);
        if let Some(article) = updates {
            look.push(calls.about("article_detail", article)?);
        }
        if let Some(findings) = no_draft_to_update(known, account, &given) {
            return Err(findings.into());
        }
        pace::of(account)?;
        let mut signed_in = vec![Step::Call(calls.call("user_get", Effect::Read)?)];
        signed_in.extend(look_ups.into_iter().map(Step::Call));
        // A title that is there already is asked about once, before the first one of its key.
        if known.published.is_empty() && known.generation == 0 {
            signed_in.push(Step::Call(calls.call("same_title", Effect::Read)?));
        }
        let milestone = |name, route: &dyn Fn(RouteVia) -> Result<Route, SiteFileError>| {
            let routes: Result<_, SiteFileError> = ways.iter().map(|via| route(*via)).collect();
            routes.map(|routes| Milestone { name, routes })
        };
        let mut milestones = vec![
            milestone(MilestoneName::SignedIn, &|via| {
                Ok(Route {
                    via,
                    steps: signed_in.clone(),
                })
            })?,
            milestone(MilestoneName::DraftReady, &|via| match via {
                RouteVia::Browser => by_pages.draft_ready(),
                RouteVia::Api => by_calls.draft_ready(&fields),
            })?,
            milestone(MilestoneName::FieldsSet, &|via| match via {
                RouteVia::Browser => by_pages.fields_set(),
                RouteVia::Api => by_calls.fields_set(&fields),
            })?,
            milestone(MilestoneName::Submitted, &|via| match via {
                RouteVia::Browser => by_pages.submitted(known.submit_deadline),
                RouteVia::Api => by_calls.submitted(known.submit_deadline),
            })?,
            // Whichever way it went, the site's own list is the proof.
            Milestone {
                name: MilestoneName::Confirmed,
                routes: vec![Route {
                    via: RouteVia::Api,
                    steps: look.iter().cloned().map(Step::Call).collect(),
                }],
            },
        ];
        if known.draft {
            milestones.retain(|m| m.name < MilestoneName::Submitted);
        }
        let plan = Plan {
            given,
            key: Key {
                article: article.id.clone(),
                account: account.name.clone(),
                target,
                generation: known.generation,
            },
            platform: self.name().to_owned(),
            article: Heading {
                file: article.file.clone(),
                title: article.title.value.clone(),
                hash: article.content_hash(),
            },
            site_files,
            pinned: account.site_file(SiteFileKind::Pages).is_some(),
            milestones,
            look,
            expect: if known.draft {
                State::Draft
            } else {
                State::InReview
            },
            notes: fields.notes,
        };
        Ok(vec![plan])
    }

    fn sign_in(&self, account: &Account, way: SignInWay) -> Result<Option<Plan>, PlanError> {
        if way == SignInWay::SmsByCalls {
            let api = Self::api(account)?;
            return Ok(sign_in::plan_by_calls(self.name(), &account.name, &api)?);
        }
        let pages = Self::pages_file(account)?;
        Ok(Some(sign_in::plan(
            self.name(),
            &account.name,
            &pages,
            way,
        )?))
    }

    fn who(&self, account: &Account) -> Result<Option<Call>, PlanError> {
        let api = Self::api(account)?;
        Ok(Some(Calls::new(&api, None).call("user_get", Effect::Read)?))
    }

    fn site(&self) -> Option<&'static str> {
        Some("juejin.cn")
    }

    fn session_expires(&self, cookies: &[Cookie]) -> Option<i64> {
        guard::expires(cookies)
    }

    fn pages(&self, account: &Account) -> Result<Option<PagesFile>, SiteFileError> {
        Self::pages_file(account).map(Some)
    }

    fn values(&self) -> &'static [&'static str] {
        VALUES
    }

    fn api_file(&self) -> &'static str {
        API
    }

    fn needed_elements(&self) -> &'static [&'static str] {
        NEEDED
    }

    fn submit_elements(&self) -> &'static [&'static str] {
        &["confirm"]
    }

    fn session_slots(&self, cookies: &[Cookie]) -> Slots {
        uuid::slots(cookies)
    }

    fn dialect(&self, account: &Account, _: &Secrets) -> Result<Box<dyn Dialect>, Findings> {
        match Self::api(account) {
            Ok(api) => Ok(Box::new(JuejinDialect::new(api))),
            Err(error) => {
                let what = error.to_string();
                let finding = Finding::of(JuejinMessage::SiteFile { what });
                Err(vec![finding.for_account(&account.name)])
            }
        }
    }

    fn can_update(&self) -> bool {
        true
    }

    fn left_behind(&self, account: &Account) -> Result<Option<Call>, PlanError> {
        let api = Self::api(account)?;
        Ok(orphan::call(&api)?)
    }

    fn adopted_orphan(
        &self,
        account: &Account,
        plan: &Plan,
        slots: &Slots,
        since: i64,
    ) -> Option<Slots> {
        let api = Self::api(account).ok()?;
        orphan::find(&api, plan, slots, since)
    }

    fn can_draft(&self) -> bool {
        true
    }

    fn draft(&self, slots: &Slots) -> Option<Receipt> {
        verdict::draft(slots)
    }

    fn pace(&self, account: &Account) -> Result<Option<Pace>, Findings> {
        pace::of(account).map(Some)
    }

    fn look_again(
        &self,
        plan: &mut Plan,
        account: &Account,
        receipt: &Receipt,
    ) -> Result<bool, PlanError> {
        let Some(article) = &receipt.external_id else {
            return Ok(false);
        };
        let api = Self::api(account)?;
        let calls = Calls::new(&api, None);
        plan.look = vec![
            calls.call("own_articles", Effect::Read)?,
            calls.call("draft_detail", Effect::Read)?,
            calls.about("article_detail", article)?,
        ];
        // The author may have changed it on the site since: how it stands is the question, not what it says.
        plan.given.remove(UPDATE_OF);
        plan.given
            .insert(PUBLISHED_ID.to_owned(), article.clone().into());
        Ok(true)
    }

    fn adopt(&self, plan: &mut Plan, account: &Account, url: &str) -> Result<bool, PlanError> {
        let Some(article) = article_of(url) else {
            return Ok(false);
        };
        let api = Self::api(account)?;
        let calls = Calls::new(&api, None);
        plan.look = vec![
            calls.about("article_detail", article)?,
            calls.about("own_articles", article)?,
            calls.about("draft_detail", article)?,
        ];
        plan.given
            .insert(ADOPT.to_owned(), serde_json::Value::from(article));
        Ok(true)
    }

    fn adopted(&self, plan: &Plan, slots: &Slots) -> (Plan, Slots) {
        let mut plan = plan.clone();
        let article = plan.given.remove(ADOPT);
        let mark = likeness::mark(&slots.text("article_text").unwrap_or_default());
        let same = plan.given.get(TEXT_MARK).and_then(|v| v.as_str()) == Some(mark.as_str())
            && slots.text("article_title").as_deref() == Some(plan.article.title.as_str());
        if !same {
            // Another content than the file's: the next publish changes it in place.
            let article = article.unwrap_or_default();
            plan.article.hash = format!("as found at article {}", article.as_str().unwrap_or("?"));
            if let Some(title) = slots.text("article_title") {
                plan.article.title = title;
            }
        }
        let mut kept = Slots::default();
        if let Some(draft) = slots.text("article_draft_id") {
            kept.set("draft_id", draft);
        }
        kept.set(TEXT_MARK, mark);
        (plan, kept)
    }

    fn errand(&self, account: &Account, errand: &Errand) -> Result<Option<Asked>, PlanError> {
        Ok(errand::plan(
            &*Self::api(account)?,
            account,
            self.name(),
            errand,
        )?)
    }

    fn same_title(&self, plan: &Plan, slots: &Slots) -> Option<Receipt> {
        verdict::same_title(plan, slots)
    }

    fn text<'p>(&self, plan: &'p Plan) -> Option<&'p Template> {
        let field = |name| plan.field("draft_update", &[name]);
        let typed = || {
            plan.steps().find_map(|step| match step {
                Step::SetEditor { text, .. } => Some(text),
                _ => None,
            })
        };
        // The two versions of the API have two names for it.
        field("mark_content").or(field("content")).or_else(typed)
    }

    fn verdict(&self, plan: &Plan, slots: &Slots) -> Verdict {
        verdict::of(plan, slots)
    }
}

/// The number of the article at an address of the site.
fn article_of(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://juejin.cn/")?;
    let rest = rest
        .strip_prefix("post/")
        .or_else(|| rest.strip_prefix("spost/"))?;
    let id = rest.split(['?', '#', '/']).next()?;
    let digits = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
    digits.then_some(id)
}

/// What is given from the start. The draft of an earlier attempt, whose category and tags are looked up again, as the
/// article may have changed; a mark of the text, by which a later look knows it again; and for an update, what it changes.
fn given(known: &Known, target: &str, fields: &Fields) -> BTreeMap<String, serde_json::Value> {
    let mark = likeness::mark(&fields.written);
    let mut given = BTreeMap::from([(TEXT_MARK.to_owned(), mark.into())]);
    let slots = known.slots.get(target);
    let kept = |name: &str| slots.and_then(|s| s.get(name)).cloned();
    if let Some(draft) = kept("draft_id") {
        given.insert("draft_id".to_owned(), draft);
    }
    let article = known.published.get(target);
    if let Some(article) = article.and_then(|r| r.external_id.clone()) {
        given.insert(UPDATE_OF.to_owned(), article.into());
        if let Some(before) = kept(TEXT_MARK) {
            given.insert(TEXT_BEFORE.to_owned(), before);
        }
        // A title may lag by more than one change of it, so that each that was ever published may still be shown.
        let mut titles = match kept(TITLES_BEFORE) {
            Some(serde_json::Value::Array(titles)) => titles,
            _ => Vec::new(),
        };
        if let Some(title) = known.titles.get(target)
            && !titles.iter().any(|t| t == title)
        {
            titles.push(title.as_str().into());
        }
        given.insert(TITLES_BEFORE.to_owned(), titles.into());
        let uris = fields.files.iter().map(|f| format!("{}_uri", f.slot()));
        let new: Vec<String> = uris.filter(|uri| kept(uri).is_none()).collect();
        if !new.is_empty() {
            given.insert(PICTURES_NEW.to_owned(), new.into());
        }
    }
    given
}

/// What is published can be changed through its own draft alone.
fn no_draft_to_update(
    known: &Known,
    account: &Account,
    given: &BTreeMap<String, serde_json::Value>,
) -> Option<Findings> {
    let lacks = given.contains_key(UPDATE_OF) && !given.contains_key("draft_id");
    let unknown = known.published.contains_key(&account.name) && !given.contains_key(UPDATE_OF);
    (lacks || unknown).then(|| {
        let url = known
            .published
            .get(&account.name)
            .and_then(|r| r.url.clone());
        let finding = Finding::of(JuejinMessage::NoDraft { url });
        vec![finding.for_account(&account.name)]
    })
}
