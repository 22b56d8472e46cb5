//! A summary from the article's own text, where the author gives none.

use super::limits::{self, SUMMARY};
use crate::text::JuejinMessage;

/// Cuts a summary from the text: the longest beginning that the field takes.
///
/// # Errors
/// The text is shorter than a summary must be.
pub(super) fn from_prose(prose: &str) -> Result<String, JuejinMessage> {
    let summary = cut(prose.trim(), *SUMMARY.end());
    match limits::summary(summary) {
        Ok(()) => Ok(summary.to_owned()),
        Err(_) => Err(JuejinMessage::TextTooShort {
            length: limits::units(prose.trim()),
            least: *SUMMARY.start(),
        }),
    }
}

/// Cuts at so many UTF-16 units, between signs as people see them.
fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    let fits = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    let Some((mut end, _)) = fits else {
        return text;
    };
    // An emoji of several characters is kept whole or left out.
    while text[end..].starts_with(joins) || text[..end].ends_with('\u{200D}') {
        match text[..end].char_indices().next_back() {
            Some((before, _)) => end = before,
            None => break,
        }
    }
    text[..end].trim_end()
}

/// Tells whether a character belongs to the one before it.
fn joins(c: char) -> bool {
    matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{0300}'..='\u{036F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_hundred_units() {
        assert_eq!(from_prose(&"字".repeat(101)), Ok("字".repeat(100)));
    }

    #[test]
    fn an_emoji_is_not_cut_in_two() {
        let family = "👨\u{200D}👩\u{200D}👧";
        let text = format!("{}{family}和以后", "字".repeat(97));
        assert_eq!(from_prose(&text), Ok("字".repeat(97)));
        let text = format!("{}{family}和以后", "字".repeat(90));
        assert_eq!(
            from_prose(&text),
            Ok(format!("{}{family}和以", "字".repeat(90)))
        );
    }

    #[test]
    fn a_short_text_makes_no_summary() {
        assert_eq!(
            from_prose(&"字".repeat(49)),
            Err(JuejinMessage::TextTooShort {
                length: 49,
                least: 50
            })
        );
        assert_eq!(from_prose(&"字".repeat(50)), Ok("字".repeat(50)));
    }
}
