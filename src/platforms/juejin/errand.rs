//! Lists and deletions: what a person asks for beside publishing.

use std::collections::BTreeMap;

use super::calls::Calls;
use crate::plan::{
    Account, Asked, Effect, Errand, Heading, Key, Milestone, MilestoneName, Plan, Route, RouteVia,
    State, Step,
};
use crate::site::{ApiFile, SiteFileError};

/// The lists and their calls.
const LISTS: [(&str, &str); 6] = [
    ("list", "list"),
    ("drafts", "drafts"),
    ("categories", "list_categories"),
    ("tags", "list_tags"),
    ("columns", "list_columns"),
    ("topics", "list_topics"),
];

/// Makes the plan of an errand. None for a list that does not exist.
pub(super) fn plan(
    api: &ApiFile,
    account: &Account,
    platform: &str,
    errand: &Errand,
) -> Result<Option<Asked>, SiteFileError> {
    let calls = Calls::new(api, None);
    let (last, show, what) = match errand {
        Errand::List(name, query, page) => {
            let Some((_, call)) = LISTS.iter().find(|(n, _)| n == name) else {
                return Ok(None);
            };
            let show = api.call(call)?.show.clone();
            (calls.asked(call, Effect::Read, query, *page)?, show, *name)
        }
        Errand::DeleteArticle(id) => {
            let call = calls.asked("article_delete", Effect::Submit, id, 1)?;
            (call, Vec::new(), "delete an article")
        }
        Errand::DeleteDraft(id) => {
            let call = calls.asked("draft_delete", Effect::Submit, id, 1)?;
            (call, Vec::new(), "delete a draft")
        }
    };
    let mut steps = vec![Step::Call(calls.call("user_get", Effect::Read)?)];
    if last.effect == Effect::Submit {
        steps.push(Step::Call(calls.call("csrf_token", Effect::Read)?));
    }
    steps.push(Step::Call(last));
    let plan = Plan {
        key: Key {
            article: what.to_owned(),
            account: account.name.clone(),
            target: account.name.clone(),
            generation: 0,
        },
        platform: platform.to_owned(),
        article: Heading {
            file: String::new(),
            title: what.to_owned(),
            hash: String::new(),
        },
        site_files: vec![api.id()],
        pinned: false,
        notes: Vec::new(),
        given: BTreeMap::new(),
        milestones: vec![Milestone {
            name: MilestoneName::SignedIn,
            routes: vec![Route {
                via: RouteVia::Api,
                steps,
            }],
        }],
        look: Vec::new(),
        expect: State::Unchanged,
    };
    Ok(Some(Asked { plan, show }))
}
