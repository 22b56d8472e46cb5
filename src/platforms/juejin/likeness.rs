//! When two texts are the same article: the site stores images elsewhere and may touch the ends of lines.

use sha2::{Digest, Sha256};

use crate::article::without_image_addresses;

/// Which rules made a mark. Marks of other rules say nothing about each other: another way of reading images would make
/// another mark of the same text. Whoever changes the rules below counts this on.
const VERSION: &str = "2";

/// Whether a mark was made by the rules of today, so that it can be held against a text; the ledger may have older ones.
pub(super) fn is_comparable(mark: &str) -> bool {
    mark.split_once(':')
        .is_some_and(|(version, _)| version == VERSION)
}

/// Whether two marks prove that their texts differ.
pub(super) fn differ(a: &str, b: &str) -> bool {
    is_comparable(a) && is_comparable(b) && a != b
}

/// A mark that is equal for texts which differ in nothing but the addresses of images, the kind of line ends and
/// the blanks at the end: the site re-hosts images by itself.
pub(super) fn mark(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // By reference, in HTML and with parentheses in it, too; a title beside the address goes below.
    let text = without_image_addresses(&text);
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.trim_end();
    while let Some(at) = rest.find("![") {
        let (before, image) = rest.split_at(at);
        kept.push_str(before);
        let line = image.find('\n').unwrap_or(image.len());
        let end = image[..line]
            .find("](")
            .and_then(|open| Some((open, open + image[open..line].find(')')?)));
        match end {
            Some((open, close)) => {
                kept.push_str(&image[..open]);
                rest = &image[close..];
            }
            None => {
                kept.push_str("![");
                rest = &image[2..];
            }
        }
    }
    kept.push_str(rest);
    format!("{VERSION}:{}", hex::encode(Sha256::digest(kept.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::{VERSION, differ, is_comparable, mark};

    /// The mark of one text that has all that the rules look at. When this fails the rules have changed: count
    /// [`VERSION`] on and renew it, or what older runs wrote down is held against marks of another kind.
    #[test]
    fn the_rules_are_those_of_the_version() {
        let text = "a  \r\nb ![c](d \"e\") ![f][g] <img src=\"h\"> ![i\n\n[g]: j\n\n";
        assert_eq!(
            mark(text),
            "2:7296d4942064ca16deb668e65283c26f93a408583b6d2bc5c7c730438a87a337"
        );
        assert_eq!(VERSION, "2");
    }

    #[test]
    fn marks_of_other_rules_prove_nothing() {
        let bare = mark("a").split_once(':').unwrap().1.to_owned();
        for other in [
            bare.clone(),
            format!("1:{bare}"),
            format!("3:{bare}"),
            String::new(),
        ] {
            assert!(!is_comparable(&other), "{other}");
            assert!(!differ(&other, &mark("b")), "{other}");
            assert!(!differ(&mark("b"), &other), "{other}");
        }
        assert!(differ(&mark("a"), &mark("b")));
        assert!(!differ(&mark("a"), &mark("a")));
    }

    #[test]
    fn an_image_that_moved_and_other_line_ends_change_nothing() {
        let here = "# A\n\n![图](a.png) 和 ![b](b.png \"t\")\n";
        let there =
            "# A\r\n\r\n![图](https://x.cn/1~a:q75.awebp?sign=1#?w=3) 和 ![b](https://x.cn/2)";
        assert_eq!(mark(here), mark(there));
    }

    #[test]
    fn an_image_by_reference_or_in_html_may_move_as_well() {
        let here =
            "![a][a] <img src=\"b.png\" width=\"6\"> ![c](img/c%20(1).png) ![][a]\n\n[a]: a.png\n";
        let there = "![a][a] <img src=\"https://x.cn/2\" width=\"6\"> ![c](https://x.cn/3) ![][a]\n\n[a]: https://x.cn/1\n";
        assert_eq!(mark(here), mark(there));
        assert_ne!(mark(here), mark(&there.replace("![c]", "![d]")));
        assert_ne!(mark("[a](b.md)"), mark("[a](c.md)"));
    }

    #[test]
    fn a_word_more_or_another_caption_is_another_text() {
        for other in ["a b", "a ![x](1)", "a ![", "a ![x]", "a\n![y](1)"] {
            assert_ne!(mark("a"), mark(other), "{other}");
        }
        assert_ne!(mark("![x](1)"), mark("![y](1)"));
        assert_ne!(mark("a ![x"), mark("a ![y"));
    }
}
