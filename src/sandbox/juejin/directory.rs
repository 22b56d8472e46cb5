//! `tag_api` and `recommend_api`: categories, tags, topics. As public tools measured them up to 2026-09.

use serde_json::{Value, json};

use super::answer::{Done, Refusal, Reply};
use super::content::{number, text};
use super::routes::Asked;
use super::state::State;
use super::vocabulary::{CATEGORIES, Category, TAGS, THEMES, Tag, search_tags};

/// Gives the categories with their hot tags.
pub fn category_list(_: &State, _: &Asked) -> Reply {
    let row = |(i, c): (usize, &Category)| {
        let hot = TAGS.iter().filter(|t| c.hot_tags.contains(&t.name));
        json!({
            "category_id": c.id,
            "category": {
                "category_id": c.id, "category_name": c.name, "category_url": c.url,
                "rank": i + 1, "icon": "", "back_ground": "",
            },
            "hot_tags": hot.map(tag_brief).collect::<Vec<_>>(),
        })
    };
    let rows: Vec<Value> = CATEGORIES.iter().enumerate().map(row).collect();
    Ok(Done::new(rows.into()))
}

/// Gives the categories in short.
pub fn category_briefs(_: &State, _: &Asked) -> Reply {
    let row = |(i, c): (usize, &Category)| {
        json!({
            "category_id": c.id, "category_name": c.name, "category_url": c.url, "rank": i + 1,
            "back_ground": "", "icon": "", "ctime": 1_457_483_880, "mtime": 1_432_503_193,
            "show_type": 3, "item_type": 2, "promote_tag_cap": 4, "promote_priority": 0,
        })
    };
    let rows: Vec<Value> = CATEGORIES.iter().enumerate().map(row).collect();
    Ok(Done::new(rows.into()))
}

/// Searches tags by `key_word`, or gives all of them, page by page.
pub fn tag_list(_: &State, asked: &Asked) -> Reply {
    paged(asked, |t| {
        json!({
            "tag_id": t.id,
            "tag": {
                "id": t.id.parse::<u64>().unwrap_or(0) % 1_000_000, "tag_id": t.id, "tag_name": t.name,
                "color": "#60ADFF", "icon": "", "back_ground": "", "show_navi": 0,
                "ctime": 1_435_971_430, "mtime": 1_435_971_430, "id_type": 9, "tag_alias": t.alias,
                "post_article_count": 1000, "concern_user_count": 1000,
            },
            "user_interact": {
                "id": 0, "omitempty": 2, "user_id": 0, "is_digg": false, "is_follow": false,
                "is_collect": false, "collect_set_count": 0,
            },
        })
    })
}

/// Searches tags on the other route, whose rows are flatter.
pub fn tag_search(_: &State, asked: &Asked) -> Reply {
    paged(asked, tag_brief)
}

/// Gives the topics.
pub fn themes(_: &State, _: &Asked) -> Reply {
    let rows: Vec<Value> = THEMES
        .iter()
        .map(|t| json!({"theme_id": t.id, "theme": {"theme_id": t.id, "name": t.name}}))
        .collect();
    let count = rows.len();
    Ok(Done::new(rows.into())
        .with("cursor", count.to_string())
        .with("count", count)
        .with("has_more", false))
}

/// A tag in short.
pub fn tag_brief(tag: &Tag) -> Value {
    json!({"tag_id": tag.id, "tag_name": tag.name, "tag_alias": tag.alias, "color": "#60ADFF", "icon": ""})
}

fn paged(asked: &Asked, row: fn(&Tag) -> Value) -> Reply {
    let found = search_tags(&text(&asked.body, "key_word")?);
    let cursor = text(&asked.body, "cursor")?;
    let from = match cursor.as_str() {
        "" => 0,
        digits => digits.parse().map_err(|_| Refusal::Parameter)?,
    };
    let limit = match number(&asked.body, "limit")? {
        n if n > 0 => usize::try_from(n.min(100)).unwrap_or(100),
        _ => 10,
    };
    let count = found.len();
    let rows: Vec<Value> = found.into_iter().skip(from).take(limit).map(row).collect();
    let next = from + rows.len();
    Ok(Done::new(rows.into())
        .with("cursor", next.to_string())
        .with("count", count)
        .with("has_more", next < count))
}
