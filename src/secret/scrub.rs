//! What is taken out before anything is kept, known or not: values of queries, signed addresses, phone numbers, fields
//! whose name says that they are secret.

use serde_json::Value;

pub use super::phone::without_phone_numbers;

/// Words of names whose values are secret, in small letters: headers, parameters, JSON keys.
const SECRET_WORDS: [&str; 18] = [
    "token",
    "secret",
    "passw",
    "pwd",
    "session",
    "sessid",
    "cookie",
    "csrf",
    "phone",
    "mobile",
    "authoriz",
    "credential",
    "apikey",
    "appkey",
    "accesskey",
    "signature",
    "captcha",
    "smscode",
];

/// Names that are secret as a whole only: within other names they mean something else.
const SECRET_NAMES: [&str; 5] = ["sign", "sig", "otp", "uuid", "expires"];

/// Whether a name says that its value is secret: `X-Amz-Signature`, `app_key`, `sessionid`.
pub fn is_secret_name(name: &str) -> bool {
    let bare: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let last = name.rsplit(['-', '_', '.']).next().unwrap_or(name);
    SECRET_WORDS.iter().any(|word| bare.contains(word))
        || SECRET_NAMES.contains(&last.to_ascii_lowercase().as_str())
}

/// The value with `***` in place of what stands under a secret name, at any depth; what is empty there stays.
pub fn without_secret_fields(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_secret_fields).collect(),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| {
                let hidden = is_secret_name(name)
                    && matches!(value, Value::String(s) if !s.is_empty())
                    || is_secret_name(name) && value.is_number();
                let value = match hidden {
                    true => Value::from("***"),
                    false => without_secret_fields(value),
                };
                (name.clone(), value)
            };
            Value::Object(fields.iter().map(field).collect())
        }
        other => other.clone(),
    }
}

/// The text with the query values of every signed address in it replaced by `…`: what is signed opens to whoever has it.
/// Other addresses stay as they are.
pub fn without_signatures(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let ends = |c: char| {
            c.is_whitespace() || c.is_control() || "\"'<>()[]{}|\\`，。；）】》」".contains(c)
        };
        let end = rest[at..].find(ends).map_or(rest.len(), |n| at + n);
        let (before, url) = rest[..end].split_at(at);
        shown.push_str(before);
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let names = query
            .split(['&', '#'])
            .map(|pair| pair.split('=').next().unwrap_or(pair));
        match names.into_iter().any(is_secret_name) {
            true => shown.push_str(&without_query_values(url)),
            false => shown.push_str(url),
        }
        rest = &rest[end..];
    }
    shown.push_str(rest);
    shown
}

/// The URL with every value of its query and fragment replaced by `…`.
pub fn without_query_values(url: &str) -> String {
    let (bare, rest) = match url.find(['?', '#']) {
        Some(at) => url.split_at(at),
        None => return url.to_owned(),
    };
    let mut shown = bare.to_owned();
    let mut value = false;
    for c in rest.chars() {
        match c {
            '?' | '&' | '#' => value = false,
            '=' if !value => {
                value = true;
                shown.push_str("=…");
                continue;
            }
            _ => {}
        }
        if !value {
            shown.push(c);
        }
    }
    shown
}

/// At most so many bytes of a text, cut between characters.
pub fn bounded(mut text: String, most: usize) -> String {
    if text.len() > most {
        let mut at = most;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.truncate(at);
        text.push_str("\n<!-- cut here -->\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_keeps_its_names_alone() {
        assert_eq!(
            without_query_values("https://a/b?token=x=1&v=2#f=3"),
            "https://a/b?token=…&v=…#f=…"
        );
        assert_eq!(without_query_values("https://a/b?flag"), "https://a/b?flag");
        assert_eq!(without_query_values("https://a/b"), "https://a/b");
    }

    #[test]
    fn what_stands_under_a_secret_name_is_hidden_at_any_depth() {
        let value = serde_json::json!({"data": [{"SessionToken": "abc", "title": "标题", "mobile": 13800138000_u64}],
            "code": 1, "app_key": "k", "token": "", "design": "x"});
        assert_eq!(
            without_secret_fields(&value),
            serde_json::json!({"data": [{"SessionToken": "***", "title": "标题", "mobile": "***"}],
                "code": 1, "app_key": "***", "token": "", "design": "x"})
        );
    }

    #[test]
    fn signed_addresses_lose_their_values_and_others_stay() {
        let text = "![a](https://p.example/x~tplv.png?rk3s=1&x-expires=9&x-signature=Zz%3D) see https://e.com/?q=1，再见";
        assert_eq!(
            without_signatures(text),
            "![a](https://p.example/x~tplv.png?rk3s=…&x-expires=…&x-signature=…) see https://e.com/?q=1，再见"
        );
    }

    #[test]
    fn a_bounded_text_is_cut_between_characters() {
        assert!(bounded("发稿".into(), 4).starts_with("发\n<!--"));
        assert_eq!(bounded("发稿".into(), 6), "发稿");
    }
}
