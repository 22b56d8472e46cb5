//! How wide a text is on a terminal, where a Chinese character takes two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text in at most so many columns; what is left out is an ellipsis.
pub fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut taken = 1;
    for c in text.chars() {
        taken += c.width().unwrap_or(0);
        if taken > columns {
            break;
        }
        short.push(c);
    }
    if columns > 0 {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_columns_and_not_at_characters() {
        assert_eq!(shorten("发布文章", 8), "发布文章");
        assert_eq!(shorten("发布文章", 7), "发布文…");
        assert_eq!(shorten("发布文章", 6), "发布…");
        assert_eq!(shorten("abc", 0), "");
    }
}
