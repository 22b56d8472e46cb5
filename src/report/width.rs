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

/// A text in lines of at most so many columns. It is folded at blanks and beside Chinese characters; a link, a word and
/// what stands in backticks stay whole, and take a longer line where they must.
pub fn fold(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(&line) + width(piece.trim_end()) > columns {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(if line.is_empty() {
            piece.trim_start()
        } else {
            piece
        });
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// What no line may begin with.
const CLOSING: &str = "，。；：、？！）」』》…,.;:?!)]";

/// What no line may end with.
const OPENING: &str = "（「『《([";

/// The pieces of a text that stay whole, with the blanks behind them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut begun, mut code) = (0, false);
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        code ^= c == '`';
        let Some(&(at, next)) = chars.peek() else {
            break;
        };
        let wide = |c: char| c.width() == Some(2);
        let beside = (wide(c) || wide(next)) && !CLOSING.contains(next) && !OPENING.contains(c);
        if !code && next != ' ' && (c == ' ' || beside) {
            pieces.push(&text[begun..at]);
            begun = at;
        }
    }
    pieces.push(&text[begun..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_folded_where_it_may_be() {
        assert_eq!(fold("one two three", 8), ["one two", "three"]);
        assert_eq!(fold("请看证据，再运行", 8), ["请看证", "据，再运", "行"]);
        assert_eq!(fold("请看 `a b c` 吧", 6), ["请看", "`a b c`", "吧"]);
        assert_eq!(
            fold("在 https://example.com/long 上等了", 10),
            ["在", "https://example.com/long", "上等了"]
        );
        assert_eq!(fold("", 8), [""]);
    }

    #[test]
    fn a_text_is_cut_at_columns_and_not_at_characters() {
        assert_eq!(shorten("发布文章", 8), "发布文章");
        assert_eq!(shorten("发布文章", 7), "发布文…");
        assert_eq!(shorten("发布文章", 6), "发布…");
        assert_eq!(shorten("abc", 0), "");
    }
}
