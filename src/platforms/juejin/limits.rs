//! What Juejin takes: one table, and the checks against it.

use std::ops::RangeInclusive;

use crate::text::{JuejinMessage, nearest};

/// The longest title, in UTF-16 units as its field counts them (`maxlength=80`, measured 2026-09; it cuts silently).
pub(super) const TITLE: usize = 80;

/// How many tags (the site's code 4031, and 至少添加一个标签; measured 2026-09).
pub(super) const TAGS: RangeInclusive<usize> = 1..=3;

/// How many columns (the box's placeholder, measured 2026-09).
pub(super) const COLUMNS: usize = 3;

/// How many topics (the box's placeholder, measured 2026-09).
pub(super) const TOPICS: usize = 1;

/// The largest image, in bytes (public tools cap it at 10 MB).
pub(super) const IMAGE: u64 = 10_000_000;

/// The summary's length in UTF-16 units (the page wants 50, its field ends at 100; measured 2026-09).
pub(super) const SUMMARY: RangeInclusive<usize> = 50..=100;

/// The categories (a flat list of eight, measured 2026-09-27).
pub(super) const CATEGORIES: [&str; 8] = [
    "后端",
    "前端",
    "Android",
    "iOS",
    "人工智能",
    "开发工具",
    "代码人生",
    "阅读",
];

/// Tells whether an address is of the site's own image hosts: what is there already is not brought there again.
pub(super) fn is_own_image(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default();
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.ends_with(".byteimg.com") || host.ends_with(".juejin.cn")
}

/// Measures a text as the site's fields do: an emoji counts for two or more.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Checks a title.
pub(super) fn title(title: &str) -> Result<(), JuejinMessage> {
    let length = units(title);
    if length > TITLE {
        let limit = TITLE;
        return Err(JuejinMessage::TitleTooLong { length, limit });
    }
    Ok(())
}

/// Finds a category by its name, in any case of letters.
pub(super) fn category(name: &str) -> Result<&'static str, JuejinMessage> {
    CATEGORIES
        .into_iter()
        .find(|c| c.eq_ignore_ascii_case(name.trim()))
        .ok_or_else(|| JuejinMessage::UnknownCategory {
            name: name.to_owned(),
            nearest: nearest(name, CATEGORIES.into_iter()).map(str::to_owned),
            known: CATEGORIES.map(str::to_owned).to_vec(),
        })
}

/// Checks how many tags there are.
pub(super) fn tags(count: usize) -> Result<(), JuejinMessage> {
    let most = *TAGS.end();
    match count {
        0 => Err(JuejinMessage::NoTags { most }),
        n if n > most => Err(JuejinMessage::TooManyTags { count, most }),
        _ => Ok(()),
    }
}

/// Checks how many columns there are.
pub(super) fn columns(count: usize) -> Result<(), JuejinMessage> {
    match count > COLUMNS {
        true => Err(JuejinMessage::TooManyColumns {
            count,
            most: COLUMNS,
        }),
        false => Ok(()),
    }
}

/// Checks a summary that the author wrote.
pub(super) fn summary(summary: &str) -> Result<(), JuejinMessage> {
    let length = units(summary);
    let (least, most) = (*SUMMARY.start(), *SUMMARY.end());
    if length < least {
        return Err(JuejinMessage::SummaryTooShort {
            length,
            least,
            most,
        });
    }
    if length > most {
        return Err(JuejinMessage::SummaryTooLong {
            length,
            least,
            most,
        });
    }
    Ok(())
}
