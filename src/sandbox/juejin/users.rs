//! Who is asking: `user_api`, and what belongs to an account.

use serde_json::{Value, json};

use super::answer::{Done, Refusal, Reply};
use super::content::text;
use super::review::Review;
use super::routes::Asked;
use super::state::{Account, State};

impl Asked {
    /// Names the caller.
    pub fn user_id(&self) -> Result<&str, Refusal> {
        let user = self.user.as_ref().ok_or(Refusal::MustLogin)?;
        Ok(&user.user_id)
    }
}

impl Account {
    /// Names one of the account's own columns.
    pub fn column(&self, id: &str) -> Option<String> {
        let own = self.columns.iter().find(|c| c.id == id)?;
        Some(own.title.clone())
    }
}

/// Says who is signed in.
pub fn get(state: &State, asked: &Asked) -> Reply {
    Ok(Done::new(who(state, asked)?))
}

/// Says it in a pack.
pub fn info_pack(state: &State, asked: &Asked) -> Reply {
    Ok(Done::new(json!({"user_basic": who(state, asked)?})))
}

/// Lists the caller's columns.
pub fn columns(_: &State, asked: &Asked) -> Reply {
    let keyword = text(&asked.body, "keyword")?;
    let user = asked.user.as_ref().ok_or(Refusal::MustLogin)?;
    let rows: Vec<Value> = user
        .columns
        .iter()
        .filter(|c| c.title.contains(&keyword))
        .map(|c| {
            json!({
                "column_id": c.id,
                "column": {"column_id": c.id, "article_cnt": 0},
                "column_version": {"column_id": c.id, "title": c.title},
            })
        })
        .collect();
    let count = rows.len();
    Ok(Done::new(rows.into())
        .with("cursor", count.to_string())
        .with("count", count)
        .with("has_more", false))
}

fn who(state: &State, asked: &Asked) -> Result<Value, Refusal> {
    let user = asked.user.as_ref().ok_or(Refusal::MustLogin)?;
    let live = |a: &&super::state::Article| a.user_id == user.user_id && a.review == Review::Live;
    let masked = match (user.phone.get(..3), user.phone.get(7..)) {
        (Some(head), Some(tail)) => format!("{head}****{tail}"),
        _ => String::new(),
    };
    Ok(json!({
        "user_id": user.user_id,
        "user_name": user.name,
        "avatar_large": "https://juejin.cn/static/avatar.svg",
        "level": 3,
        "description": "",
        "follower_count": 0,
        "post_article_count": state.articles.iter().filter(live).count(),
        "got_view_count": 0,
        "phone": masked,
        "phone_verified": i64::from(!user.must_bind_phone),
    }))
}
