//! What may be typed. WebDriver takes some characters for keys, and a field takes so many UTF-16 units and no more.

use serde_json::{Value, json};

pub(super) const BACKSPACE: &str = "\u{E003}";
pub(super) const ESCAPE: &str = "\u{E00C}";

/// How many UTF-16 units a text has: what `maxlength` counts.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Why a text cannot be typed, without the text. `lines`: whether the field takes more than one line.
pub(super) fn not_typeable(text: &str, lines: bool) -> Option<String> {
    if let Some(c) = text.chars().find(|c| ('\u{E000}'..='\u{E05D}').contains(c)) {
        let code = u32::from(c);
        return Some(format!(
            "the text has U+{code:04X}, which WebDriver takes for a key"
        ));
    }
    if text.contains('\t') {
        return Some("the text has a tab, which would leave the field".to_owned());
    }
    (!lines && text.contains(['\n', '\r']))
        .then(|| "the text has a line break, and the field takes one line".to_owned())
}

/// The W3C actions of a click at a point of the window, then keys, each in a tick of its own.
pub(super) fn click_and_type(point: (f64, f64), text: &str) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "a place in a window")]
    let (x, y) = (point.0.round() as i64, point.1.round() as i64);
    let pointer = json!([
        { "type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport" },
        { "type": "pointerDown", "button": 0 },
        { "type": "pointerUp", "button": 0 },
    ]);
    // The keys wait until the click is over.
    let mut keys = vec![json!({ "type": "pause", "duration": 0 }); 3];
    for c in text.chars() {
        keys.push(json!({ "type": "keyDown", "value": c }));
        keys.push(json!({ "type": "keyUp", "value": c }));
    }
    json!({ "actions": [
        { "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": pointer },
        { "type": "key", "id": "keyboard", "actions": keys },
    ] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maxlength_counts_an_emoji_twice() {
        assert_eq!(units("发稿😀"), 4);
    }

    #[test]
    fn a_character_that_webdriver_takes_for_a_key_is_never_typed() {
        let why = not_typeable("a\u{E007}b", true).unwrap();
        assert!(why.contains("U+E007"), "{why}");
        assert_eq!(not_typeable("普通 text 😀", false), None);
    }

    #[test]
    fn a_line_break_is_for_fields_of_more_than_one_line() {
        assert!(not_typeable("a\nb", false).is_some());
        assert!(not_typeable("a\nb", true).is_none());
    }

    #[test]
    fn keys_follow_the_click() {
        let actions = click_and_type((10.4, 20.6), "后");
        assert_eq!(actions["actions"][0]["actions"][0]["x"], 10);
        assert_eq!(actions["actions"][0]["actions"][0]["y"], 21);
        let keys = actions["actions"][1]["actions"].as_array().unwrap();
        assert_eq!(keys.len(), 5);
        assert_eq!(keys[2]["type"], "pause");
        assert_eq!(keys[3]["value"], "后");
    }
}
