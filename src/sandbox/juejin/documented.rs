//! The API as a document of 2026-02-02 has it. Same book, other bodies: names in place of numbers, and
//! `article_id` in place of the draft's. A success has no `err_no`.

use serde_json::{Value, json};

use super::answer::{Done, Refusal, Reply};
use super::content::{Content, text};
use super::publish;
use super::routes::Asked;
use super::state::{Draft, State};
use super::vocabulary::{CATEGORIES, TAGS, search_tags};

/// Whether a body is the documented one: both versions share these paths.
pub fn is_documented(body: &Value) -> bool {
    let names = ["content", "category", "tags", "article_id"];
    names.iter().any(|name| body.get(name).is_some()) && body.get("mark_content").is_none()
}

/// Creates a draft of title, content, category, tags and cover.
pub fn create(state: &mut State, asked: &Asked) -> Reply {
    let content = put_over(Content::default(), &asked.body)?;
    let draft = Draft {
        id: state.next_id(),
        article_id: "0".to_owned(),
        user_id: asked.user_id()?.to_owned(),
        content,
        created: asked.now,
        changed: asked.now,
    };
    let answer = json!({"article_id": draft.id});
    state.drafts.push(draft);
    Ok(Done::bare(answer))
}

/// Changes what is sent and leaves the rest.
pub fn update(state: &mut State, asked: &Asked) -> Reply {
    let id = text(&asked.body, "article_id")?;
    let user_id = asked.user_id()?;
    let draft = state
        .drafts
        .iter_mut()
        .find(|d| d.id == id && d.user_id == user_id)
        .ok_or(Refusal::Forbidden)?;
    draft.content = put_over(draft.content.clone(), &asked.body)?;
    draft.changed = asked.now;
    Ok(Done::bare(json!({"article_id": id})))
}

/// Publishes by the number that `create` gave.
pub fn publish(state: &mut State, asked: &Asked) -> Reply {
    let id = text(&asked.body, "article_id")?;
    let measured = Asked {
        user: asked.user.clone(),
        body: json!({"draft_id": id}),
        now: asked.now,
    };
    publish::publish(state, &measured)?;
    let article = state
        .draft(&id, asked.user_id()?)
        .map(|d| d.article_id.clone());
    Ok(Done::bare(json!({"article_id": article})))
}

/// Lists the unpublished drafts.
pub fn drafts(state: &State, asked: &Asked) -> Reply {
    let user_id = asked.user_id()?;
    let rows = state.drafts.iter().rev();
    let rows: Vec<Value> = rows
        .filter(|d| d.user_id == user_id && d.article_id == "0")
        .map(|d| json!({"article_id": d.id, "title": d.content.title, "created_at": d.created.to_string()}))
        .collect();
    Ok(Done::bare(json!({"drafts": rows})))
}

/// Lists the categories.
pub fn categories(_: &State, _: &Asked) -> Reply {
    let rows: Vec<Value> = CATEGORIES
        .iter()
        .map(|c| json!({"id": c.id, "name": c.name}))
        .collect();
    Ok(Done::bare(json!({"categories": rows})))
}

/// Suggests tags by a keyword.
pub fn suggest(_: &State, asked: &Asked) -> Reply {
    let rows: Vec<Value> = search_tags(&text(&asked.body, "keyword")?)
        .iter()
        .map(|t| json!({"id": t.id, "name": t.name}))
        .collect();
    Ok(Done::bare(json!({"tags": rows})))
}

/// Writes the fields that a body names over a content; names must be the site's own.
fn put_over(mut content: Content, body: &Value) -> Result<Content, Refusal> {
    let given = |name: &str| body.get(name).is_some_and(|v| !v.is_null());
    if given("title") {
        content.title = text(body, "title")?;
    }
    if given("content") {
        content.mark_content = text(body, "content")?;
    }
    if given("cover_image") {
        content.cover_image = text(body, "cover_image")?;
    }
    if given("category") {
        let name = text(body, "category")?;
        let known = CATEGORIES.iter().find(|c| c.name == name);
        content.category_id = known.ok_or(Refusal::NoCategory)?.id.to_owned();
    }
    if given("tags") {
        let names = super::content::ids(body, "tags")?;
        if names.len() > 3 {
            return Err(Refusal::TooManyTags);
        }
        let id = |name: &String| {
            let known = TAGS.iter().find(|t| t.name == name);
            known.map(|t| t.id.to_owned()).ok_or(Refusal::Parameter)
        };
        content.tag_ids = names.iter().map(id).collect::<Result<_, _>>()?;
    }
    content.edit_type = 10;
    Ok(content)
}
