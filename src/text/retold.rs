//! What parts below the messages say in English (evidence as the ledger keeps it, causes of failures), said in another
//! language where it is shown. What is kept and what scripts read stays as it is; what the table does not know, too.

use super::{Lang, zh};

/// Says such a text in a language.
pub fn retold(lang: Lang, text: &str) -> String {
    match lang {
        Lang::En => text.to_owned(),
        Lang::Zh => by(&[zh::retold::TABLE, zh::abouts::TABLE], text),
    }
}

/// Says each line of a text in a language; what a line is indented by stays.
pub fn retold_lines(lang: Lang, text: &str) -> String {
    let line = |line: &str| {
        let bare = line.trim_start_matches(' ');
        let indent = &line[..line.len() - bare.len()];
        let told = retold(lang, bare.trim_end_matches('\n'));
        let end = if line.ends_with('\n') { "\n" } else { "" };
        format!("{indent}{told}{end}")
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The sentences of the table in the languages' order, English first: what is told where is held together by a test.
pub type Table = &'static [(&'static str, &'static str)];

/// Says a text by the first table that knows it; what none knows stays as it is.
fn by(tables: &[Table], text: &str) -> String {
    known(tables, text).unwrap_or_else(|| text.to_owned())
}

/// A text that a table knows, or that is made of some.
fn known(tables: &[Table], text: &str) -> Option<String> {
    sentence(tables, text)
        .or_else(|| listed(tables, text))
        .or_else(|| named(tables, text))
}

/// Finds the sentence whose words are the text's, and puts what stands in its `{}` into the other one, itself retold.
fn sentence(tables: &[Table], text: &str) -> Option<String> {
    tables.iter().copied().flatten().find_map(|(known, told)| {
        let values = values(known, text)?;
        let mut parts = told.split("{}");
        let mut said = parts.next()?.to_owned();
        for (value, part) in values.iter().zip(parts) {
            said.push_str(&by(tables, value));
            said.push_str(part);
        }
        Some(said)
    })
}

/// Several things in a row, of which at least one is known.
fn listed(tables: &[Table], text: &str) -> Option<String> {
    if !text.contains("; ") {
        return None;
    }
    let parts: Vec<&str> = text.split("; ").collect();
    let told: Vec<Option<String>> = parts.iter().map(|p| known(tables, p)).collect();
    if told.iter().all(Option::is_none) {
        return None;
    }
    let said = told.into_iter().zip(parts);
    let said: Vec<String> = said
        .map(|(t, p)| t.unwrap_or_else(|| p.to_owned()))
        .collect();
    Some(said.join("；"))
}

/// A name, and what is known of it: an element with its sentence, a candidate with what became of it.
fn named(tables: &[Table], text: &str) -> Option<String> {
    [text.split_once(": "), text.rsplit_once(": ")]
        .into_iter()
        .flatten()
        .find_map(|(name, rest)| Some(format!("{name}：{}", sentence(tables, rest)?)))
}

/// What stands in the `{}` of a sentence; none where the text is another one.
fn values<'a>(known: &str, text: &'a str) -> Option<Vec<&'a str>> {
    // Most rows are another sentence by their first letter.
    if !known.starts_with('{') && known.as_bytes().first() != text.as_bytes().first() {
        return None;
    }
    let mut parts = known.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let at = match (part.is_empty(), parts.peek()) {
            (true, None) => rest.len(),
            // The last part is the end, wherever the same words stand before it.
            (false, None) => rest.strip_suffix(part)?.len(),
            _ => rest.find(part)?,
        };
        found.push(&rest[..at]);
        rest = &rest[at + part.len()..];
    }
    // What a sentence begins with is a name or a number: a row of sentences is not one sentence with a long name.
    let begins = known.starts_with("{}").then(|| found.first()).flatten();
    let several = begins.is_some_and(|v| v.contains(": ") || v.contains("; "));
    let whole = rest.is_empty() && found.iter().all(|v| !v.is_empty());
    (whole && !several).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_and_causes_are_said_in_chinese_with_their_values() {
        for (english, chinese) in [
            (
                "the push was answered with code 1 (ok)",
                "推送的应答是 1（ok）",
            ),
            (
                "could not reach a.example:80: connection refused",
                "连不上 a.example:80：connection refused",
            ),
            ("沙盒作者 (user 42)", "沙盒作者（用户 42）"),
            (
                "list_categories once more, 3 s",
                "再试一次 list_categories，3 秒后",
            ),
            (
                "save-status is not there: css .status-text: no match; css .box [title^=\"a: b\"]: 2 visible, one wanted",
                "save-status 不在页面上：css .status-text：没有匹配；css .box [title^=\"a: b\"]：看得见的有 2 个，应当只有一个",
            ),
            (
                "captcha: a captcha on the page: solve it in the window",
                "captcha：页面上有人机验证：请在窗口里完成",
            ),
            ("title: a; b", "title: a; b"),
            ("something else", "something else"),
            ("", ""),
        ] {
            assert_eq!(retold(Lang::Zh, english), chinese);
            assert_eq!(retold(Lang::En, english), english);
        }
    }

    #[test]
    fn both_sides_of_the_table_have_the_same_places() {
        for (known, told) in zh::retold::TABLE {
            let places = |t: &str| t.matches("{}").count();
            assert_eq!(places(known), places(told), "{known}");
        }
    }
}
