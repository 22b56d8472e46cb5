//! `content_api/v1/article_draft/…`, as public tools measured it up to 2026-09.

use serde_json::{Value, json};

use super::answer::{Done, Refusal, Reply};
use super::content::{Content, number, text};
use super::directory::tag_brief;
use super::documented;
use super::routes::Asked;
use super::state::{Draft, State};
use super::vocabulary::{category, tag, theme};

/// Creates a draft; every field is optional.
pub fn create(state: &mut State, asked: &Asked) -> Reply {
    if documented::is_documented(&asked.body) {
        return documented::create(state, asked);
    }
    let mut content = Content::read(&asked.body)?;
    content.mark_unreachable(&state.settings.unreachable_images);
    let draft = Draft {
        id: state.next_id(),
        article_id: "0".to_owned(),
        user_id: asked.user_id()?.to_owned(),
        content,
        created: asked.now,
        changed: asked.now,
    };
    let answer = json_of(&draft, &draft.user_id, draft.created, draft.changed);
    state.drafts.push(draft);
    Ok(Done::new(answer))
}

/// Replaces a draft's content as a whole. The key is `id`; the answer names no user and no time.
pub fn update(state: &mut State, asked: &Asked) -> Reply {
    if documented::is_documented(&asked.body) && asked.body.get("id").is_none() {
        return documented::update(state, asked);
    }
    let id = text(&asked.body, "id")?;
    if id.is_empty() || asked.body.get("draft_id").is_some() {
        return Err(Refusal::Parameter);
    }
    let mut content = Content::read(&asked.body)?;
    content.mark_unreachable(&state.settings.unreachable_images);
    let user_id = asked.user_id()?;
    let draft = state
        .drafts
        .iter_mut()
        .find(|d| d.id == id && d.user_id == user_id)
        .ok_or(Refusal::Forbidden)?;
    draft.content = content;
    draft.changed = asked.now;
    // What a zero time looks like there: year 1.
    let year_one = -62_135_596_800;
    let mut answer = json_of(draft, "0", year_one, year_one);
    answer["tag_ids"] = json!(draft.content.tag_numbers());
    Ok(Done::new(answer))
}

/// Gives one draft in full.
pub fn detail(state: &State, asked: &Asked) -> Reply {
    let id = text(&asked.body, "draft_id")?;
    if id.is_empty() {
        return Err(Refusal::Parameter);
    }
    let user = asked.user.as_ref().ok_or(Refusal::MustLogin)?;
    let draft = state.draft(&id, &user.user_id).ok_or(Refusal::Forbidden)?;
    let mut inner = json_of(draft, &draft.user_id, draft.created, draft.changed);
    inner["tag_ids"] = json!(draft.content.tag_numbers());
    let column = |id: &String| json!({"column_id": id, "column": {"column_id": id}, "column_version": {"title": user.column(id)}});
    let topic = |id: &String| json!({"theme_id": id, "theme": {"theme_id": id, "name": theme(id).map(|t| t.name)}});
    Ok(Done::new(json!({
        "draft_id": draft.id,
        "article_draft": inner,
        "columns": draft.content.column_ids.iter().map(column).collect::<Vec<_>>(),
        "theme_list": draft.content.theme_ids.iter().map(topic).collect::<Vec<_>>(),
        "category": category(&draft.content.category_id)
            .map(|c| json!({"category_id": c.id, "category_name": c.name, "category_url": c.url})),
        "tags": draft.content.tag_ids.iter().filter_map(|id| tag(id)).map(tag_brief).collect::<Vec<_>>(),
    })))
}

/// Lists the unpublished drafts, the newest first, without their text.
pub fn list(state: &State, asked: &Asked) -> Reply {
    let user_id = asked.user_id()?;
    let keyword = text(&asked.body, "keyword")?;
    let mut found: Vec<&Draft> = state
        .drafts
        .iter()
        .filter(|d| d.user_id == user_id && d.article_id == "0")
        .filter(|d| d.content.title.contains(&keyword))
        .collect();
    found.sort_by_key(|d| std::cmp::Reverse((d.changed, d.id.clone())));
    let count = found.len();
    let rows = page(&asked.body, found)?.into_iter().map(|draft| {
        let mut row = json_of(draft, &draft.user_id, draft.created, draft.changed);
        row["mark_content"] = json!("");
        row["html_content"] = json!("");
        row
    });
    Ok(Done::new(Value::Array(rows.collect())).with("count", count))
}

/// Deletes a draft.
pub fn delete(state: &mut State, asked: &Asked) -> Reply {
    let id = text(&asked.body, "draft_id")?;
    let user_id = asked.user_id()?;
    let before = state.drafts.len();
    state.drafts.retain(|d| d.id != id || d.user_id != user_id);
    match state.drafts.len() < before {
        true => Ok(Done::new(Value::Null)),
        false => Err(Refusal::Service),
    }
}

/// Cuts one page out of a list: `page_no` from 1 with `page_size`, or `offset`.
pub fn page<T>(body: &Value, rows: Vec<T>) -> Result<Vec<T>, Refusal> {
    let size = match number(body, "page_size")? {
        n if n > 0 => usize::try_from(n.min(100)).unwrap_or(100),
        _ => 10,
    };
    let skip = match number(body, "offset")? {
        n if n > 0 => usize::try_from(n).unwrap_or(usize::MAX),
        _ => {
            let no = usize::try_from(number(body, "page_no")?).unwrap_or(0);
            no.saturating_sub(1).saturating_mul(size)
        }
    };
    Ok(rows.into_iter().skip(skip).take(size).collect())
}

fn json_of(draft: &Draft, user_id: &str, created: i64, changed: i64) -> Value {
    let c = &draft.content;
    json!({
        "id": draft.id,
        "article_id": draft.article_id,
        "user_id": user_id,
        "category_id": c.category_id,
        "tag_ids": c.tag_ids,
        "link_url": c.link_url,
        "cover_image": c.cover_image,
        "is_gfw": c.is_gfw,
        "title": c.title,
        "brief_content": c.brief_content,
        "is_english": c.is_english,
        "is_original": c.is_original,
        "edit_type": c.edit_type,
        "html_content": c.html_content,
        "mark_content": c.mark_content,
        "ctime": created.to_string(),
        "mtime": changed.to_string(),
        "status": 0,
        "original_type": 0,
        "theme_ids": c.theme_ids,
        "pics": c.pics,
    })
}
