//! The pages with another name for every class: a site that was built anew, with the same elements and the same texts.
//!
//! Markup, styles and scripts are rewritten when they are served, the editor's bundle too, so that they still belong
//! together. Names are words without a meaning: nothing of the old name is in the new one.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Where a file has names of classes. The first group is what comes before, the second the names.
struct Places {
    lists: &'static [&'static str],
    selectors: &'static [&'static str],
}

const MARKUP: Places = Places {
    lists: &[r#"(\sclass=")([^"]*)"#],
    selectors: &[],
};

const STYLE: Places = Places {
    lists: &[],
    // What comes before a block, but not what is in it.
    selectors: &[r"()([^{}]*)\{"],
};

const SCRIPT: Places = Places {
    lists: &[
        r#"(\bmake\("\w+", ")([^"]+)"#,
        r#"(\bclassList\.\w+\(")([^"]+)"#,
    ],
    selectors: &[r#"(\bquerySelector(?:All)?\(")([^"]+)"#],
};

/// The bundle has its classes by two names of its own.
const BUNDLE: Places = Places {
    lists: &[
        r#"()(\b(?:CodeMirror|bytemd)-[A-Za-z-]*)"#,
        r#"(")(CodeMirror|bytemd)""#,
    ],
    selectors: &[],
};

/// Gives a file of the site's own as it is served; `seed` 0 changes nothing.
pub fn renamed(file: &str, text: String, seed: u64) -> String {
    let places = match file.rsplit_once('.') {
        _ if seed == 0 => return text,
        Some((_, "css")) => STYLE,
        Some((_, "js")) => SCRIPT,
        Some((_, "html")) => MARKUP,
        _ => return text,
    };
    rewritten(text, &places, seed)
}

/// Gives a file of the editor's as it is served.
pub fn renamed_bundle(file: &str, text: String, seed: u64) -> String {
    match file.rsplit_once('.') {
        _ if seed == 0 => text,
        Some((_, "css")) => rewritten(text, &STYLE, seed),
        Some((_, "js")) => rewritten(text, &BUNDLE, seed),
        _ => text,
    }
}

fn rewritten(text: String, places: &Places, seed: u64) -> String {
    let mut text = text;
    for pattern in places.lists {
        text = each(pattern, &text, |names| {
            let new = names.split_whitespace().map(|name| another(name, seed));
            new.collect::<Vec<_>>().join(" ")
        });
    }
    for pattern in places.selectors {
        text = each(pattern, &text, |selector| {
            static CLASS: LazyLock<Regex> =
                LazyLock::new(|| regex(r"\.(-?[A-Za-z_][A-Za-z0-9_-]*)"));
            let class = |c: &Captures<'_>| format!(".{}", another(&c[1], seed));
            CLASS.replace_all(selector, class).into_owned()
        });
    }
    text
}

/// The text with the second group of each match made anew.
fn each(pattern: &str, text: &str, new: impl Fn(&str) -> String) -> String {
    let kept = |c: &Captures<'_>| {
        let whole = &c[0];
        let names = &c[2];
        let after = &whole[c[1].len() + names.len()..];
        format!("{}{}{after}", &c[1], new(names))
    };
    let replaced: Cow<'_, str> = regex(pattern).replace_all(text, kept);
    replaced.into_owned()
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| unreachable!("{pattern}: {e}"))
}

/// The other name of a class: a word of five syllables that is made from it and the seed.
pub fn another(name: &str, seed: u64) -> String {
    const FIRST: &[u8] = b"bdfgklmnprstvz";
    const SECOND: &[u8] = b"aeiou";
    // FNV-1a
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325 ^ seed;
    for byte in name.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut pick = |letters: &[u8]| {
        let most = letters.len() as u64;
        let letter = usize::try_from(hash % most).map_or('x', |at| char::from(letters[at]));
        hash /= most;
        letter
    };
    (0..5).flat_map(|_| [pick(FIRST), pick(SECOND)]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::template::file;
    use super::*;

    #[test]
    fn no_name_is_left_in_markup_and_styles_and_scripts_fit_them() {
        let new = |name| renamed(name, file(name).unwrap().to_owned(), 7);
        let page = new("editor.html");
        for old in [
            "title-input",
            "publish-popup",
            "byte-select",
            "category-list",
        ] {
            assert!(!page.contains(old), "{old}");
        }
        let active = another("active", 7);
        let style = new("editor.css");
        assert!(style.contains(&format!(".{active}")) && !style.contains(".publish-popup"));
        assert!(new("editor.js").contains(&format!("classList.add(\"{active}\")")));
        let editor = another("CodeMirror", 7);
        assert!(new("editor.js").contains(&format!("querySelector(\".{editor}\")")));
        // Words are no classes.
        assert!(
            page.contains("确定并发布")
                && new("site.js").contains("\"published\"")
                    == file("site.js").unwrap().contains("\"published\"")
        );
    }

    #[test]
    fn a_block_and_the_editors_property_are_left_alone() {
        let css = renamed(
            "x.css",
            "a{width:.5em}.b .c,.d>e{background:url(x.svg)}".to_owned(),
            7,
        );
        let [b, c, d] = ["b", "c", "d"].map(|n| another(n, 7));
        assert_eq!(
            css,
            format!("a{{width:.5em}}.{b} .{c},.{d}>e{{background:url(x.svg)}}")
        );
        let js = "e=i(null,\"CodeMirror\");e.CodeMirror=t;e.className+=\" CodeMirror-wrap\"";
        let (whole, wrap) = (another("CodeMirror", 7), another("CodeMirror-wrap", 7));
        assert_eq!(
            renamed_bundle("x.js", js.to_owned(), 7),
            format!("e=i(null,\"{whole}\");e.CodeMirror=t;e.className+=\" {wrap}\"")
        );
    }

    #[test]
    fn another_number_gives_other_names_and_none_leaves_them() {
        assert_ne!(another("panel", 1), another("panel", 2));
        assert_eq!(another("panel", 1), another("panel", 1));
        let page = file("login.html").unwrap().to_owned();
        assert_eq!(renamed("login.html", page.clone(), 0), page);
    }
}
