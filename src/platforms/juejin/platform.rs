//! The platform: articles in, plans out.

use std::collections::BTreeMap;

use super::api_route::ApiRoute;
use super::browser_route::BrowserRoute;
use super::calls::Calls;
use super::dialect::JuejinDialect;
use super::fields::{Fields, KEYS};
use super::{sign_in, uuid, verdict};
use crate::article::Article;
use crate::plan::{
    Account, Dialect, Effect, Heading, Key, Known, Milestone, MilestoneName, Plan, PlanError,
    Platform, Route, RouteVia, Secrets, Slots, State, Step, Verdict, Via,
};
use crate::secret::Cookie;
use crate::site::{ApiFile, Library, PagesFile, SiteFileError};
use crate::text::{Finding, Findings, JuejinMessage};

/// The site files taken unless the account chooses others.
const PAGES: &str = "juejin/pages/2026-09-27";
const API: &str = "juejin/api/2026-09-13";

/// Juejin, 稀土掘金.
#[derive(Clone, Copy, Debug, Default)]
pub struct Juejin;

impl Juejin {
    fn api(account: &Account) -> Result<ApiFile, SiteFileError> {
        Library.api(account.site_files.get("api").map_or(API, String::as_str))
    }

    fn pages_file(account: &Account) -> Result<PagesFile, SiteFileError> {
        Library.pages(
            account
                .site_files
                .get("pages")
                .map_or(PAGES, String::as_str),
        )
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
        let fields = Fields::read(article, account, self.name())?;
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
        let look = [
            calls.call("own_articles", Effect::Read)?,
            calls.call("draft_detail", Effect::Read)?,
        ];
        let user_get = calls.call("user_get", Effect::Read)?;
        // What the article names must be there before anything is written.
        let look_ups = calls.look_ups(&fields)?;
        let milestone = |name, route: &dyn Fn(RouteVia) -> Result<Route, SiteFileError>| {
            let routes: Result<_, SiteFileError> = ways.iter().map(|via| route(*via)).collect();
            routes.map(|routes| Milestone { name, routes })
        };
        let milestones = vec![
            milestone(MilestoneName::SignedIn, &|via| {
                let look_ups = look_ups.iter().cloned();
                let calls = std::iter::once(user_get.clone()).chain(look_ups);
                Ok(Route {
                    via,
                    steps: calls.map(Step::Call).collect(),
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
        let plan = Plan {
            given: given(known, &target),
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
            milestones,
            look: look.to_vec(),
            expect: State::InReview,
            notes: fields.notes,
        };
        Ok(vec![plan])
    }

    fn sign_in(&self, account: &Account) -> Result<Option<Plan>, PlanError> {
        let pages = Self::pages_file(account)?;
        Ok(Some(sign_in::plan(self.name(), &account.name, &pages)?))
    }

    fn pages(&self, account: &Account) -> Result<Option<PagesFile>, SiteFileError> {
        Self::pages_file(account).map(Some)
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

    fn verdict(&self, plan: &Plan, slots: &Slots) -> Verdict {
        verdict::of(plan, slots)
    }
}

/// The draft of an earlier attempt. Its category and tags are looked up again: the article may have changed.
fn given(known: &Known, target: &str) -> BTreeMap<String, serde_json::Value> {
    let slots = known.slots.get(target);
    let draft = slots.and_then(|s| s.get("draft_id")).cloned();
    draft
        .map(|id| ("draft_id".to_owned(), id))
        .into_iter()
        .collect()
}
