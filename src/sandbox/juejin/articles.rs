//! `content_api/v1/article/…`: the two lists, detail, delete. As public tools measured them up to 2026-09.

use serde_json::{Value, json};

use super::answer::{Done, Refusal, Reply};
use super::content::text;
use super::directory::tag_brief;
use super::drafts::page;
use super::review::Review;
use super::routes::Asked;
use super::settings::Settings;
use super::state::{Article, State};
use super::vocabulary::{category, tag};

/// Lists the caller's articles. `audit_status` must be null or left out, else nothing is found.
pub fn own_list(state: &mut State, asked: &Asked) -> Reply {
    let user_id = asked.user_id()?.to_owned();
    let keyword = text(&asked.body, "keyword")?;
    let filtered = asked.body.get("audit_status").is_some_and(|v| !v.is_null());
    let settings = state.settings.clone();
    let mut found: Vec<&mut Article> = state
        .articles
        .iter_mut()
        .filter(|a| a.user_id == user_id && !filtered)
        .collect();
    found.sort_by_key(|a| std::cmp::Reverse((a.created, a.id.clone())));
    let mut rows = Vec::new();
    for article in found {
        article.look(&settings);
        article.list_read();
        if article.listed_title.contains(&keyword) {
            rows.push(row(article, &settings));
        }
    }
    let count = rows.len();
    Ok(Done::new(page(&asked.body, rows)?.into()).with("count", count))
}

/// Lists what of a user is live.
pub fn public_list(state: &mut State, asked: &Asked) -> Reply {
    let user_id = text(&asked.body, "user_id")?;
    let from = text(&asked.body, "cursor")?.parse().unwrap_or(0_usize);
    let settings = state.settings.clone();
    let mut found: Vec<&mut Article> = state
        .articles
        .iter_mut()
        .filter(|a| a.review == Review::Live && (user_id.is_empty() || a.user_id == user_id))
        .collect();
    found.sort_by_key(|a| std::cmp::Reverse((a.created, a.id.clone())));
    let count = found.len();
    let rows: Vec<Value> = found
        .into_iter()
        .skip(from)
        .take(10)
        .map(|article| {
            article.list_read();
            row(article, &settings)
        })
        .collect();
    let next = from + rows.len();
    Ok(Done::new(rows.into())
        .with("cursor", next.to_string())
        .with("count", count)
        .with("has_more", next < count))
}

/// Gives one article in full: to anyone when live, else to its author; a look at its review.
pub fn detail(state: &mut State, asked: &Asked) -> Reply {
    let id = text(&asked.body, "article_id")?;
    let settings = state.settings.clone();
    let author = state
        .article(&id)
        .and_then(|a| state.user(&a.user_id))
        .cloned();
    let article = state
        .articles
        .iter_mut()
        .find(|a| a.id == id)
        .ok_or(Refusal::Parameter)?;
    let own = asked
        .user
        .as_ref()
        .is_some_and(|u| u.user_id == article.user_id);
    if own {
        article.look(&settings);
    }
    if !own && article.review != Review::Live {
        return Err(Refusal::Parameter);
    }
    let mut whole = row(article, &settings);
    whole["article_info"]["title"] = json!(article.content.title);
    whole["article_info"]["mark_content"] = json!(article.content.mark_content);
    whole["author_user_info"] = json!({
        "user_id": article.user_id,
        "user_name": author.map(|a| a.name),
    });
    Ok(Done::new(whole))
}

/// Deletes one of the caller's articles, and the draft that it was made of.
pub fn delete(state: &mut State, asked: &Asked) -> Reply {
    let id = text(&asked.body, "article_id")?;
    let user_id = asked.user_id()?;
    let own = |a: &Article| a.id == id && a.user_id == user_id;
    if !state.articles.iter().any(own) {
        return Err(Refusal::Service);
    }
    state.articles.retain(|a| !own(a));
    state.drafts.retain(|d| d.article_id != id);
    Ok(Done::new(Value::Null))
}

/// One row of a list.
fn row(article: &Article, settings: &Settings) -> Value {
    let c = &article.content;
    json!({
        "article_id": article.id,
        "article_info": {
            "article_id": article.id,
            "user_id": article.user_id,
            "category_id": c.category_id,
            "tag_ids": c.tag_numbers(),
            "title": article.listed_title,
            "brief_content": c.brief_content,
            "cover_image": c.cover_image,
            "view_count": 0,
            "digg_count": 0,
            "comment_count": 0,
            "collect_count": 0,
            "status": article.review.status(),
            "audit_status": article.review.audit_status(settings),
            "verify_status": i64::from(article.review == Review::Live),
            "ctime": article.created.to_string(),
            "mtime": article.changed.to_string(),
            "rtime": article.created.to_string(),
            "draft_id": article.draft_id,
            "audit_reason": match article.review {
                Review::Rejected => settings.rejected_reason.as_str(),
                _ => "",
            },
        },
        "category": category(&c.category_id)
            .map(|c| json!({"category_id": c.id, "category_name": c.name, "category_url": c.url})),
        "tags": c.tag_ids.iter().filter_map(|id| tag(id)).map(tag_brief).collect::<Vec<_>>(),
    })
}
