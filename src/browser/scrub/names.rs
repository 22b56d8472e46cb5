//! Names: what a page calls people, found where pages are known to name them, and taken out everywhere.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use scraper::{Html, Selector};

/// What comes in the place of a name.
pub(super) const NOBODY: &str = "用户";

/// The longest text that is taken for a name, in characters.
const LONGEST: usize = 32;

/// Elements whose text, title, alternative text or content is a person's name.
const NAMED: &str = "[class*=username i], [class*=user-name i], [class*=user_name i], [class*=nickname i], \
    [class*=nick-name i], [class*=nick_name i], [class*=display-name i], [class*=displayname i], \
    [class*=screen-name i], [class*=author-name i], [class*=author_name i], [class*=authorname i], \
    [class*=real-name i], [class*=realname i], [class~=author i], [class*=user i] [class~=name i], [class*=author i] [class~=name i], [class*=profile i] [class~=name i], [class*=account i] [class~=name i], header [class~=name i], [id*=username i], [id*=nickname i], \
    [itemprop=author], [itemprop=author] [itemprop=name], [rel~=author], meta[name=author i], [data-user-name], [data-username], \
    [data-nickname], [data-name], [data-author], a[href*='/user/'], a[href*='/users/'], a[href*='/u/'], \
    a[href*='/people/'], a[href*='/author/'], a[href*='/member/'], a[href*='/profile/'], a[href*='/@']";

/// Elements whose alternative text or title speaks of a person.
pub(super) const PERSON: &str = "[class*=avatar i], [class*=userpic i], [class*=user-pic i], [class*=profile-pic i], \
    [class*=portrait i], [class*=headimg i], [class*=head-img i], [class*=user-img i], [class*=face i], [id*=avatar i], [src*=avatar i], [src*='/user' i], [alt*=头像], \
    [alt*=avatar i], [aria-label*=头像]";

/// Attributes in which a name may stand.
const ATTRIBUTES: [&str; 9] = [
    "title",
    "alt",
    "aria-label",
    "content",
    "data-user-name",
    "data-username",
    "data-nickname",
    "data-name",
    "data-author",
];

/// `"nick_name":"张三"` in a script, a stored state or an attribute.
static STATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)["']?(?:user_?name|nick_?name|screen_?name|display_?name|real_?name|author_?name|full_?name)\\?["']?\s*[:=]\s*\\?["']([^"'\\<>]{2,32})"#)
        .unwrap_or_else(|e| unreachable!("{e}"))
});

/// `张三的头像`, `avatar of Ann`.
static OF_A_PERSON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(.{2,32}?)(?:的头像|的主页|的个人主页|'s avatar|'s profile)$|^(?:avatar|picture|photo|profile) of (.{2,32})$")
        .unwrap_or_else(|e| unreachable!("{e}"))
});

/// The names in a document, and those known before; none that the site's own words have.
pub(super) fn of(
    html: &Html,
    source: &str,
    known: &[String],
    own: &BTreeSet<String>,
) -> Vec<String> {
    let mut found: BTreeSet<String> = known.iter().map(|k| k.trim().to_owned()).collect();
    if let Ok(named) = Selector::parse(NAMED) {
        for element in html.select(&named) {
            let text: String = element.text().collect();
            found.insert(folded(&text));
            for attribute in ATTRIBUTES {
                found.extend(element.value().attr(attribute).map(folded));
            }
        }
    }
    for element in html.select(&super::document::EVERYTHING) {
        for attribute in ["alt", "title", "aria-label"] {
            if let Some(words) = element.value().attr(attribute).map(folded)
                && let Some(name) = OF_A_PERSON.captures(&words)
            {
                let name = name.get(1).or_else(|| name.get(2));
                found.extend(name.map(|n| n.as_str().to_owned()));
            }
        }
    }
    for stated in STATED.captures_iter(source) {
        found.insert(folded(&stated[1]));
    }
    let mut names: Vec<String> = found
        .into_iter()
        .filter(|n| (2..=LONGEST).contains(&n.chars().count()))
        .filter(|n| n.chars().any(char::is_alphabetic) && n != NOBODY && !own.contains(n))
        .collect();
    // The longest first: one name may be a part of another.
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    names
}

/// White space trimmed and folded.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without any of the names. A name of Latin letters is taken as a whole word only.
pub(super) fn without(text: &str, names: &[String]) -> String {
    let mut text = text.to_owned();
    for name in names.iter().filter(|n| !n.is_empty()) {
        let latin = name.is_ascii();
        let mut new = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(name.as_str()) {
            let end = at + name.len();
            let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let amid =
                latin && (part(rest[..at].chars().next_back()) || part(rest[end..].chars().next()));
            new.push_str(&rest[..at]);
            new.push_str(if amid { name } else { NOBODY });
            rest = &rest[end..];
        }
        new.push_str(rest);
        text = new;
    }
    text
}
