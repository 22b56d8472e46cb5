//! What the draft's detail and the own list prove.

use crate::plan::{Plan, Receipt, Slots, State, Verdict};

/// Judges the slots of a look.
///
/// A page under `/post/` proves nothing (the site answers 200 for any number, measured 2026-09), so only
/// the list's row and the article's number in the draft count. The list lags behind.
pub(super) fn of(plan: &Plan, slots: &Slots) -> Verdict {
    let Some(draft) = slots.text("draft_id").or_else(|| given_draft(plan)) else {
        // No draft was ever noted, so there was nothing to hand in.
        return Verdict::Absent;
    };
    if let Some(article) = id(slots, "article_id") {
        let status = slots.text("audit_status");
        let (state, word) = match status.as_deref() {
            Some("1") => (State::InReview, "in review"),
            Some("2") => (State::Live, "live"),
            Some("3" | "-1") => (State::Rejected, "rejected"),
            // It is listed, so it was handed in; what is not known is not called live.
            _ => (State::InReview, "not documented"),
        };
        let status = status.unwrap_or_else(|| "missing".to_owned());
        let mut evidence = vec![format!(
            "article/list_by_user has draft {draft} as article {article}: audit_status {status}, {word}"
        )];
        evidence.extend(detail(slots, &draft));
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
        url: (state != State::Rejected).then(|| format!("https://juejin.cn/post/{article}")),
        external_id: Some(article),
        price: None,
        evidence,
    })
}
