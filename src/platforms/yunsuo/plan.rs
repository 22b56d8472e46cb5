//! One push.

use serde_json::Value;

use super::fields::Fields;
use super::{NAME, PUSH, settings};
use crate::article::Article;
use crate::plan::{
    Account, Act, Effect, Heading, Key, Known, Milestone, MilestoneName, Note, Plan, PlanError,
    Receipt, Route, RouteVia, Slots, State, Step, Submit, Template, Verdict,
};
use crate::platforms::site_call;
use crate::text::{Findings, nearest};

/// The slot with the code of an accepted push.
const CODE: &str = "push_code";

/// Makes the plan of an article for an account.
///
/// Nothing can be looked at later: the platform takes no key of ours and has no query of what became of a push.
///
/// # Errors
/// All findings at once, with the account's name in each.
pub(super) fn plan(article: &Article, account: &Account, known: &Known) -> Result<Plan, PlanError> {
    let mut findings = Findings::new();
    let base = settings::base_url(account, &mut findings);
    let fields = match Fields::read(article, account, &known.hosting) {
        Ok(fields) if findings.is_empty() => fields,
        Ok(_) => return Err(for_account(findings, account)),
        Err(more) => {
            findings.extend(more);
            return Err(for_account(findings, account));
        }
    };
    let file = settings::api_file(account)?;
    let values = |name: &str| value(name, article, &fields);
    let push = site_call::build(&file, PUSH, Effect::Submit, base.as_deref(), &values)?;
    let push = site_call::without_nulls(push);
    let submit = Submit {
        cost: None,
        act: Act::Call(push),
        deadline: known.submit_deadline,
    };
    let milestone = |name, steps| Milestone {
        name,
        routes: vec![Route {
            via: RouteVia::Api,
            steps,
        }],
    };
    let mut milestones = vec![milestone(
        MilestoneName::Submitted,
        vec![Step::Submit(submit)],
    )];
    if !fields.hosted.is_empty() {
        let ready = milestone(MilestoneName::DraftReady, fields.hosted.clone());
        milestones.insert(0, ready);
    }
    Ok(Plan {
        key: Key {
            article: article.id.clone(),
            account: account.name.clone(),
            target: account.name.clone(),
            generation: known.generation,
        },
        platform: NAME.to_owned(),
        article: Heading {
            file: article.file.clone(),
            title: article.title.value.clone(),
            hash: article.content_hash(),
        },
        site_files: vec![file.id()],
        pinned: false,
        notes: [fields.notes.clone(), unknown(&fields, known)].concat(),
        given: [].into(),
        milestones,
        look: Vec::new(),
        expect: State::Submitted,
    })
}

/// The categories that the platform does not list, where its list is at hand. It takes them all the same.
fn unknown(fields: &Fields, known: &Known) -> Vec<Note> {
    if known.categories.is_empty() {
        return Vec::new();
    }
    let listed = |name: &&str| known.categories.iter().any(|c| c == name);
    let named = fields.categories.split(',').map(str::trim);
    let note = |name: &str| Note::UnknownCategory {
        name: name.to_owned(),
        nearest: nearest(name, known.categories.iter().map(String::as_str)).map(str::to_owned),
    };
    named.filter(|n| !listed(n)).map(note).collect()
}

fn for_account(mut findings: Findings, account: &Account) -> PlanError {
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    let named = findings.into_iter().map(|f| f.for_account(&account.name));
    PlanError::Findings(named.collect())
}

/// What a name of the site file stands for; null is left out.
fn value(name: &str, article: &Article, fields: &Fields) -> Option<Template> {
    let value = match name {
        // Their addresses may be slots.
        "cover" => return Some(fields.cover.clone()),
        "content_html" => return Some(given(&fields.html)),
        "images" => return Some(given(&fields.images)),
        "type" => Value::from(fields.kind.number()),
        "title" => Value::from(article.title.value.as_str()),
        "keywords" => Value::from(fields.keywords.as_str()),
        "description" => Value::from(fields.description.clone()),
        "categories" => Value::from(fields.categories.as_str()),
        "account_ids" => Value::from(fields.accounts.clone()),
        "video_url" => Value::from(fields.video_url.clone()),
        "audio_url" => Value::from(fields.audio_url.clone()),
        _ => return None,
    };
    Some(Template::Value(value))
}

fn given(value: &Option<Template>) -> Template {
    value.clone().unwrap_or(Template::Value(Value::Null))
}

/// Decides by the answer of the push, which is all the proof there is.
pub(super) fn verdict(slots: &Slots) -> Verdict {
    let Some(code) = slots.text(CODE) else {
        return Verdict::Unclear("the push has no answer that says it was taken".to_owned());
    };
    let says = slots.text("push_says").unwrap_or_default();
    let mut evidence = vec![format!("the push was answered with code {code} ({says})")];
    let time = slots.text("push_time");
    evidence.extend(time.map(|t| format!("the answer's time is {t}")));
    Verdict::Found(Receipt {
        state: State::Submitted,
        url: None,
        external_id: None,
        price: None,
        evidence,
    })
}
