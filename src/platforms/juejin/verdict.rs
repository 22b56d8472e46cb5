//! What the draft's detail and the own list prove.

use super::likeness;
use crate::plan::{Plan, Receipt, Slots, State, Verdict};

/// The mark of the text that a plan publishes.
pub(super) const TEXT_MARK: &str = "text_mark";
/// The mark of the text that was published before.
pub(super) const TEXT_BEFORE: &str = "text_before";
/// Every title that was published under the key before.
pub(super) const TITLES_BEFORE: &str = "titles_before";
/// The slots that identify the pictures that were not in the text before.
pub(super) const PICTURES_NEW: &str = "pictures_new";
/// The number of the article that a plan changes.
pub(super) const UPDATE_OF: &str = "update_of";
/// The number of the article that a plan has published: how it stands is asked.
pub(super) const PUBLISHED_ID: &str = "published_id";

/// The number of an article that is to be taken in.
pub(super) const ADOPT: &str = "adopt";

/// Judges the slots of a look: at a first publish, at an update, or at what is published.
pub(super) fn of(plan: &Plan, slots: &Slots) -> Verdict {
    let given = |name| plan.given.get(name).and_then(|v| v.as_str());
    if let Some(article) = given(ADOPT) {
        return adopted(article, slots);
    }
    match (given(PUBLISHED_ID), given(UPDATE_OF)) {
        (Some(article), _) => again(article, slots),
        (None, Some(article)) => updated(plan, article, slots),
        (None, None) => first(plan, slots),
    }
}

/// The draft that was made ready.
pub(super) fn draft(slots: &Slots) -> Option<Receipt> {
    let id = id(slots, "draft_id")?;
    Some(Receipt {
        state: State::Draft,
        url: Some(format!("https://juejin.cn/editor/drafts/{id}")),
        external_id: Some(id.clone()),
        price: None,
        evidence: vec![format!("draft {id} has the fields of this run")],
    })
}

/// The own article that has the plan's title, where the plan asks for it.
pub(super) fn same_title(plan: &Plan, slots: &Slots) -> Option<Receipt> {
    if plan.given.contains_key(UPDATE_OF) || plan.key.generation > 0 {
        return None;
    }
    let article = id(slots, "same_title_id")?;
    Some(Receipt {
        state: State::Submitted,
        url: Some(post(&article)),
        external_id: Some(article),
        price: None,
        evidence: Vec::new(),
    })
}

/// How an article stands that was published: by the list's row, else by its own detail.
fn standing(article: &str, slots: &Slots) -> Option<(State, String)> {
    if id(slots, "article_id").as_deref() == Some(article) {
        let (state, status, word) = audit(slots);
        let line =
            format!("article/list_by_user has article {article}: audit_status {status}, {word}");
        return Some((state, line));
    }
    let status = slots.text("article_status")?;
    let state = match status.as_str() {
        "1" | "2" => State::Live,
        _ => State::InReview,
    };
    Some((
        state,
        format!("article/detail of article {article}: status {status}"),
    ))
}

/// Judges what is published: how it stands now, or that it is gone.
fn again(article: &str, slots: &Slots) -> Verdict {
    if let Some((state, line)) = standing(article, slots) {
        let evidence = [Some(line), reason(slots)];
        return found(
            state,
            article.to_owned(),
            evidence.into_iter().flatten().collect(),
        );
    }
    let gone = slots.knows("article_id") && slots.get("draft_gone").is_some_and(|v| *v == true);
    if gone {
        let evidence = vec![format!(
            "neither article/list_by_user nor article/detail nor article_draft/detail has article {article}"
        )];
        return found(State::Gone, article.to_owned(), evidence);
    }
    Verdict::Unclear(format!(
        "neither the own list nor the detail has article {article}, and its draft is there"
    ))
}

/// Judges an article that is to be taken in: it must be there, and its draft must be this account's.
fn adopted(article: &str, slots: &Slots) -> Verdict {
    if id(slots, "draft_article_id").as_deref() != Some(article) {
        return Verdict::Unclear(format!(
            "article {article} is not there, or is not this account's"
        ));
    }
    match standing(article, slots) {
        Some((state, line)) => {
            let evidence = [Some(line), reason(slots)];
            found(
                state,
                article.to_owned(),
                evidence.into_iter().flatten().collect(),
            )
        }
        None => Verdict::Unclear(format!("how article {article} stands is not shown")),
    }
}

/// Judges an update. The number was there before, so only the text proves it; titles lag.
fn updated(plan: &Plan, article: &str, slots: &Slots) -> Verdict {
    let wanted = plan.given.get(TEXT_MARK).and_then(|v| v.as_str());
    let before = plan.given.get(TEXT_BEFORE).and_then(|v| v.as_str());
    let answered = id(slots, "publish_article_id").is_some_and(|id| id == article);
    let (state, line) = standing(article, slots).unwrap_or_else(|| {
        let line = format!("article/publish answered for article {article}");
        (State::InReview, line)
    });
    let done = |why: &str| {
        let lines = [
            Some(line.clone()),
            Some(format!("article {article}: {why}")),
            reason(slots),
        ];
        found(
            state,
            article.to_owned(),
            lines.into_iter().flatten().collect(),
        )
    };
    let Some(text) = slots.text("article_text") else {
        return match answered {
            true => done("article/publish took the update"),
            false => Verdict::Unclear(format!("the text of article {article} could not be read")),
        };
    };
    // An entry that other rules of likeness have marked: whatever the text is, it proves neither one nor the other.
    if !wanted.is_some_and(likeness::is_comparable) {
        return match answered {
            true => done("article/publish took the update"),
            false => Verdict::Unclear(format!(
                "another version of fagao marked the text of article {article}, so it cannot be known again"
            )),
        };
    }
    if Some(likeness::mark(&text).as_str()) != wanted {
        // The site may keep showing the old text for a while.
        return match answered {
            true => Verdict::Unclear(format!("article {article} still has another text")),
            false => Verdict::Absent,
        };
    }
    if before
        .zip(wanted)
        .is_some_and(|(b, w)| likeness::differ(b, w))
    {
        return done("article/detail has the new text");
    }
    // The words are what they were: the title alone was changed, which may lag, or a picture.
    if shows_new_title(plan, slots) {
        return done("article/detail has the text, and the title is taken");
    }
    if shows_new_picture(plan, slots, &text) {
        return done("article/detail has the text, and a picture that is new in it");
    }
    if answered {
        return done("article/publish took the update");
    }
    if slots.get("submit_sign").is_some() {
        return done("the page said that it is published");
    }
    Verdict::Unclear(format!(
        "article {article} has the words that it had before; whether its title and its pictures were taken is not shown yet"
    ))
}

/// Whether the article has the plan's title, and had another one whenever it was published before: the title that it
/// always had shows nothing.
fn shows_new_title(plan: &Plan, slots: &Slots) -> bool {
    let title = plan.article.title.as_str();
    let before = plan.given.get(TITLES_BEFORE).and_then(|v| v.as_array());
    slots.text("article_title").as_deref() == Some(title)
        && before.is_some_and(|all| !all.is_empty() && all.iter().all(|t| t != title))
}

/// Whether the text has a picture that was not in it before; the site keeps what identifies a picture in its address.
fn shows_new_picture(plan: &Plan, slots: &Slots, text: &str) -> bool {
    let new = plan.given.get(PICTURES_NEW).and_then(|v| v.as_array());
    let uris = new.into_iter().flatten();
    let mut uris = uris.filter_map(|slot| slots.text(slot.as_str()?));
    uris.any(|uri| !uri.is_empty() && text.contains(&uri))
}

/// Judges the slots of a look at a first publish.
///
/// A page under `/post/` proves nothing (the site answers 200 for any number, measured 2026-09), so only
/// the list's row and the article's number in the draft count. The list lags behind.
fn first(plan: &Plan, slots: &Slots) -> Verdict {
    let Some(draft) = slots.text("draft_id").or_else(|| given_draft(plan)) else {
        // No draft was ever noted, so there was nothing to hand in.
        return Verdict::Absent;
    };
    if let Some(article) = id(slots, "article_id") {
        let (state, status, word) = audit(slots);
        let mut evidence = vec![format!(
            "article/list_by_user has draft {draft} as article {article}: audit_status {status}, {word}"
        )];
        evidence.extend(detail(slots, &draft));
        evidence.extend(reason(slots));
        return found(state, article, evidence);
    }
    if let Some(article) = id(slots, "draft_article_id") {
        let evidence = detail(slots, &draft)
            .into_iter()
            .chain(lagging(slots, &draft));
        return found(State::InReview, article, evidence.collect());
    }
    if let Some(article) = id(slots, "publish_article_id") {
        let evidence = [format!(
            "article/publish answered for draft {draft}: article {article}"
        )];
        let evidence = evidence.into_iter().chain(lagging(slots, &draft));
        return found(State::InReview, article, evidence.collect());
    }
    if !slots.knows("article_id") {
        return Verdict::Unclear(format!("the own list was not asked for draft {draft}"));
    }
    match slots.text("draft_article_id") {
        Some(_) => Verdict::Absent,
        None => Verdict::Unclear(format!(
            "the own list has no row of draft {draft}, and the draft does not say whether it is published"
        )),
    }
}

/// What the list's row says: the state, the number and the word.
fn audit(slots: &Slots) -> (State, String, &'static str) {
    let status = slots.text("audit_status");
    let (state, word) = match status.as_deref() {
        Some("1") => (State::InReview, "in review"),
        Some("2") => (State::Live, "live"),
        Some("3" | "-1") => (State::Rejected, "rejected"),
        // It is listed, so it was handed in; what is not known is not called live.
        _ => (State::InReview, "not documented"),
    };
    (state, status.unwrap_or_else(|| "missing".to_owned()), word)
}

/// Why it was rejected, where the site says so.
fn reason(slots: &Slots) -> Option<String> {
    let words = slots
        .text("audit_reason")
        .filter(|w| !w.trim().is_empty())?;
    Some(format!("the site's reason: {words}"))
}

fn post(article: &str) -> String {
    format!("https://juejin.cn/post/{article}")
}

/// An id that names something: Juejin writes "0" where there is nothing.
fn id(slots: &Slots, name: &str) -> Option<String> {
    slots.text(name).filter(|id| !id.is_empty() && id != "0")
}

fn given_draft(plan: &Plan) -> Option<String> {
    let draft = plan.given.get("draft_id")?;
    Some(
        draft
            .as_str()
            .map_or_else(|| draft.to_string(), str::to_owned),
    )
}

fn detail(slots: &Slots, draft: &str) -> Option<String> {
    let article = id(slots, "draft_article_id")?;
    Some(format!(
        "article_draft/detail of draft {draft}: article_id {article}"
    ))
}

fn lagging(slots: &Slots, draft: &str) -> Option<String> {
    slots
        .knows("article_id")
        .then(|| format!("article/list_by_user has no row of draft {draft} yet"))
}

fn found(state: State, article: String, evidence: Vec<String>) -> Verdict {
    Verdict::Found(Receipt {
        state,
        // What was rejected is shown to nobody.
        url: (state != State::Rejected).then(|| post(&article)),
        external_id: Some(article),
        price: None,
        evidence,
    })
}
