//! `content_api/v1/article/publish`, as captured from a browser on 2026-09-13.

use serde_json::{Value, json};

use super::answer::{Done, Refusal, Reply};
use super::content::{Content, ids, number, text};
use super::documented;
use super::review::Review;
use super::routes::Asked;
use super::state::{Article, Publish, State};
use super::vocabulary::{category, tag, theme};

/// The server's own bound of the summary: 112 passed, 172 did not; there is no lower one.
const LONGEST_BRIEF: usize = 112;

/// Publishes a draft: makes an article of it, or changes the one that it became, in place.
pub fn publish(state: &mut State, asked: &Asked) -> Reply {
    if documented::is_documented(&asked.body) && asked.body.get("draft_id").is_none() {
        return documented::publish(state, asked);
    }
    let draft_id = text(&asked.body, "draft_id")?;
    if draft_id.is_empty() {
        return Err(Refusal::Parameter);
    }
    let column_ids = ids(&asked.body, "column_ids")?;
    let theme_ids = ids(&asked.body, "theme_ids")?;
    number(&asked.body, "encrypted_word_count")?;
    number(&asked.body, "origin_word_count")?;
    let user = asked.user.as_ref().ok_or(Refusal::MustLogin)?;
    let draft = state
        .draft(&draft_id, &user.user_id)
        .ok_or(Refusal::Forbidden)?;
    let content = Content {
        column_ids,
        theme_ids,
        ..draft.content.clone()
    };
    let known = draft.article_id.clone();
    let category_name = check(&content)?;
    let in_place = known != "0";
    let article_id = match in_place {
        true => known,
        false => state.next_id(),
    };
    let names = |found: Vec<Option<String>>| found.into_iter().flatten().collect();
    let times = state.publishes.iter().filter(|p| p.draft_id == draft_id);
    let entry = Publish {
        at: asked.now,
        user_id: user.user_id.clone(),
        draft_id: draft_id.clone(),
        article_id: article_id.clone(),
        times: u32::try_from(times.count() + 1).unwrap_or(u32::MAX),
        in_place,
        category_name,
        tag_names: names(
            content
                .tag_ids
                .iter()
                .map(|id| tag(id).map(|t| t.name.to_owned()))
                .collect(),
        ),
        column_names: names(
            content
                .column_ids
                .iter()
                .map(|id| user.column(id))
                .collect(),
        ),
        theme_names: names(
            content
                .theme_ids
                .iter()
                .map(|id| theme(id).map(|t| t.name.to_owned()))
                .collect(),
        ),
        content: content.clone(),
    };
    state.publishes.push(entry);
    put(
        state,
        &draft_id,
        &article_id,
        &user.user_id,
        content,
        asked.now,
    );
    let answer = state.article(&article_id).ok_or(Refusal::Service)?;
    Ok(Done::new(published(answer)))
}

/// Checks what a publish demands; gives the category's name.
fn check(content: &Content) -> Result<String, Refusal> {
    if content.title.trim().is_empty() {
        return Err(Refusal::NoTitle);
    }
    if content.mark_content.trim().is_empty() {
        return Err(Refusal::NoBody);
    }
    let category = category(&content.category_id).ok_or(Refusal::NoCategory)?;
    if content.tag_ids.is_empty() {
        return Err(Refusal::NoTag);
    }
    let brief = content.brief_content.chars().count();
    let unknown = content.tag_ids.iter().any(|id| tag(id).is_none());
    let (columns, themes) = (content.column_ids.len(), content.theme_ids.len());
    match unknown || brief > LONGEST_BRIEF || columns > 3 || themes > 1 {
        true => Err(Refusal::Parameter),
        false => Ok(category.name.to_owned()),
    }
}

/// Writes what was published into the article and its draft.
fn put(
    state: &mut State,
    draft_id: &str,
    article_id: &str,
    user_id: &str,
    content: Content,
    now: i64,
) {
    for draft in state.drafts.iter_mut().filter(|d| d.id == draft_id) {
        draft.article_id = article_id.to_owned();
        draft.content.column_ids.clone_from(&content.column_ids);
        draft.content.theme_ids.clone_from(&content.theme_ids);
    }
    let settings = state.settings.clone();
    match state.articles.iter_mut().find(|a| a.id == article_id) {
        Some(article) => {
            article.content = content;
            article.changed = now;
            article.title_lag = settings.title_lag_reads;
            if article.review == Review::Rejected {
                (article.review, article.looks) = (Review::Reviewing, 0);
            }
        }
        None => state.articles.push(Article {
            id: article_id.to_owned(),
            draft_id: draft_id.to_owned(),
            user_id: user_id.to_owned(),
            listed_title: content.title.clone(),
            content,
            review: Review::Reviewing,
            looks: 0,
            title_lag: 0,
            created: now,
            changed: now,
        }),
    }
}

/// The answer to a publish: it says nothing of the category, the tags, the times or the review.
fn published(article: &Article) -> Value {
    let c = &article.content;
    json!({
        "article_id": article.id,
        "draft_id": article.draft_id,
        "user_id": article.user_id,
        "category_id": "0",
        "tag_ids": null,
        "visible_level": 0,
        "link_url": c.link_url,
        "cover_image": c.cover_image,
        "is_gfw": c.is_gfw,
        "title": c.title,
        "brief_content": c.brief_content,
        "is_english": c.is_english,
        "is_original": c.is_original,
        "ctime": "0",
        "mtime": "0",
        "rtime": "0",
        "status": 0,
        "verify_status": 0,
        "audit_status": 0,
    })
}
