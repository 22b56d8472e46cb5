//! Holds the tables of messages to their languages, by reading the string literals of the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The string literals of a Rust source without those of comments: each with its line, from 1.
fn literals(source: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        match chars[at] {
            '\n' => line += 1,
            '/' if chars.get(at + 1) == Some(&'/') => {
                while at < chars.len() && chars[at] != '\n' {
                    at += 1;
                }
                continue;
            }
            // A character, which may be a quote; a lifetime has no second apostrophe there.
            '\'' if chars.get(at + 1) == Some(&'\\') => {
                at += 2;
                while at < chars.len() && chars[at] != '\'' {
                    at += 1;
                }
            }
            '\'' if chars.get(at + 2) == Some(&'\'') => at += 2,
            'r' if raw_hashes(&chars[at..]).is_some() => {
                let hashes = raw_hashes(&chars[at..]).unwrap_or_default();
                let began = line;
                let close: String = format!("\"{}", "#".repeat(hashes));
                at += hashes + 2;
                let mut text = String::new();
                while at < chars.len() && !text.ends_with(&close) {
                    line += usize::from(chars[at] == '\n');
                    text.push(chars[at]);
                    at += 1;
                }
                found.push((began, text.trim_end_matches(&close).to_owned()));
                continue;
            }
            '"' => {
                let began = line;
                let mut text = String::new();
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    line += usize::from(chars[at] == '\n');
                    if chars[at] == '\\' {
                        at += 1;
                        line += usize::from(chars.get(at) == Some(&'\n'));
                    }
                    let escaped = at > 0 && chars[at - 1] == '\\';
                    text.extend(match (escaped, chars.get(at)) {
                        (true, Some('n')) => Some('\n'),
                        (_, other) => other.copied(),
                    });
                    at += 1;
                }
                found.push((began, text));
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// How many `#` open a raw string here, if one begins here.
fn raw_hashes(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().skip(1).take_while(|c| **c == '#').count();
    (rest.get(1 + hashes) == Some(&'"')).then_some(hashes)
}

fn sources(dir: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut dirs = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(dir)];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).expect("a readable source directory") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                dirs.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x4dbf | 0x4e00..=0x9fff)
}

/// Whether a text holds a word that a person would read: what stands in backticks, in braces or in double quotes is
/// a command, a value or a name.
fn has_words(text: &str) -> bool {
    // A command line as it is typed.
    if text.starts_with("fagao ") {
        return false;
    }
    let mut clear = String::new();
    let mut inside: Option<char> = None;
    for c in text.chars() {
        match (inside, c) {
            (None, '`' | '"') => inside = Some(c),
            (None, '{') => inside = Some('}'),
            (Some(end), c) if c == end => inside = None,
            (None, c) => clear.push(c),
            _ => {}
        }
    }
    let word = |w: &str| w.chars().filter(char::is_ascii_lowercase).count() > 2;
    clear.split(|c: char| !c.is_ascii_alphabetic()).any(word)
}

/// What is the same in both languages: names, keys and addresses.
const SAME: &[&str] = &[
    "cover",
    "accounts",
    "keywords",
    "categories",
    "images",
    "text",
    "{:.1} MiB",
];

#[test]
fn nothing_of_the_chinese_table_was_left_in_english() {
    let mut left = Vec::new();
    // The help's table is held to Chinese by a test of its own: half of its texts are names of arguments. Of what is said
    // again every other text is the English one.
    for path in sources("src/text/zh").into_iter().filter(|p| {
        !["help.rs", "retold.rs", "abouts.rs"]
            .iter()
            .any(|n| p.ends_with(n))
    }) {
        let source = fs::read_to_string(&path).expect("UTF-8 source");
        for (line, text) in literals(&source) {
            if has_words(&text) && !text.chars().any(is_han) && !SAME.contains(&text.as_str()) {
                left.push(format!("{}:{line}: {text:?}", path.display()));
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn nothing_of_the_english_table_is_in_chinese() {
    // Names of the platforms' own that English readers see on the site too.
    let names = [
        "图文",
        "视频",
        "图集",
        "音频",
        "科技",
        "互联网",
        "教育",
        "科普",
        "工具",
        "白名单",
    ];
    let mut left = Vec::new();
    for path in sources("src/text/en") {
        let source = fs::read_to_string(&path).expect("UTF-8 source");
        for (line, text) in literals(&source) {
            let mut rest = text.clone();
            for name in names {
                rest = rest.replace(name, "");
            }
            if rest.chars().any(is_han) {
                left.push(format!("{}:{line}: {text:?}", path.display()));
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn chinese_sentences_have_chinese_marks_and_a_space_beside_latin_words() {
    let mut odd = Vec::new();
    for path in sources("src/text/zh") {
        let source = fs::read_to_string(&path).expect("UTF-8 source");
        // Every other text of this table is a site file's own.
        let own = if path.ends_with("abouts.rs") { 2 } else { 1 };
        for (line, text) in literals(&source).into_iter().skip(own - 1).step_by(own) {
            // What stands in backticks is code.
            let text: Vec<&str> = text.split('`').step_by(2).collect();
            let chars: Vec<char> = text.join("``").chars().collect();
            for pair in chars.windows(2) {
                let glued = |a: char, b: char| {
                    is_han(a) && (b.is_ascii_alphanumeric() || b == '`')
                        || is_han(a) && matches!(b, ',' | ';' | '?' | '!')
                };
                if glued(pair[0], pair[1]) || glued(pair[1], pair[0]) {
                    odd.push(format!(
                        "{}:{line}: {text:?} at {}{}",
                        path.display(),
                        pair[0],
                        pair[1]
                    ));
                }
            }
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}

#[test]
fn literals_are_found_and_comments_are_not() {
    let source = "// \"no\"\nlet a = \"one \\\"q\\\"\"; let b = '\"'; let c = r#\"raw \"x\"\"#;\nfn f<'a>() { g(\"two\") }";
    let texts: Vec<String> = literals(source).into_iter().map(|(_, t)| t).collect();
    assert_eq!(texts, ["one \"q\"", "raw \"x\"", "two"]);
    assert!(has_words("a sentence"));
    assert!(!has_words("`fagao publish` {account} \"x-y-z\""));
}

/// The codes that the page of codes has a row for.
fn documented() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/codes.md")).expect("the page of codes");
    let row = |line: &str| {
        let (code, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
        assert!(rest.split('|').next()?.len() > 3, "no meaning: {line}");
        Some(code.to_owned())
    };
    page.lines().filter_map(row).collect()
}

/// The codes that the sources give: what the functions named `code` of the messages say, and what stands for a whole command.
fn given() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = vec!["submit.settled".to_owned()];
    for entry in fs::read_dir(root.join("text/message")).expect("the messages") {
        let source = fs::read_to_string(entry.expect("a file").path()).expect("a source");
        for body in source.split("fn code(&self) -> &'static str {").skip(1) {
            let body = body.split("\n    }\n").next().unwrap_or_default();
            let codes = literals(body).into_iter().map(|(_, code)| code);
            found.extend(codes);
        }
    }
    let exit = fs::read_to_string(root.join("cli/exit.rs")).expect("the failures");
    for part in exit.split("code: \"").skip(1) {
        found.extend(part.split('"').next().map(str::to_owned));
    }
    // Names of checks of `doctor`, which have no dot, are documented in json.md.
    found.retain(|c| c.contains('.') || ["findings", "usage", "internal"].contains(&c.as_str()));
    found
}

#[test]
fn every_code_is_documented_and_nothing_else() {
    let (mut documented, mut given) = (documented(), given());
    let rows = documented.len();
    documented.sort();
    documented.dedup();
    assert_eq!(rows, documented.len(), "a code has two rows");
    given.sort();
    given.dedup();
    assert!(given.len() > 150, "the sources were not read: {given:?}");
    let without: Vec<&String> = given.iter().filter(|c| !documented.contains(c)).collect();
    let gone: Vec<&String> = documented.iter().filter(|c| !given.contains(c)).collect();
    assert!(without.is_empty(), "docs/codes.md lacks {without:?}");
    assert!(
        gone.is_empty(),
        "docs/codes.md has what nothing says: {gone:?}"
    );
}

/// A sentence with `{}` for whatever a source puts there.
fn bare(literal: &str) -> String {
    let mut bare = String::new();
    let mut rest = literal;
    while let Some(at) = rest.find('{') {
        let Some(end) = rest[at..].find('}') else {
            break;
        };
        bare.push_str(&rest[..at]);
        bare.push_str("{}");
        rest = &rest[at + end + 1..];
    }
    bare.push_str(rest);
    bare.trim().to_owned()
}

/// Every literal of the sources below the messages, with `{}` for what differs.
fn said_below() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut dirs = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && path != root.join("text") && path != root.join("sandbox") {
                dirs.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let source = fs::read_to_string(&path).expect("a source");
                found.extend(literals(&source).into_iter().map(|(_, text)| bare(&text)));
            }
        }
    }
    found
}

/// The scripts that look at pages: what they say is put together of phrases.
fn in_pages() -> String {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/browser/in_page");
    let files = fs::read_dir(dir).expect("the scripts");
    let files = files.map(|f| f.expect("a script").path());
    let scripts = files.filter(|f| f.extension().is_some_and(|e| e == "js"));
    scripts
        .map(|f| fs::read_to_string(f).expect("a script"))
        .collect()
}

/// What the site files say of their elements, interrupts and calls.
fn abouts() -> BTreeSet<String> {
    fn within(value: &toml::Value, found: &mut BTreeSet<String>) {
        match value {
            toml::Value::Table(table) => {
                for (key, value) in table {
                    match (key.as_str(), value) {
                        ("about", toml::Value::String(about)) => drop(found.insert(about.clone())),
                        _ => within(value, found),
                    }
                }
            }
            toml::Value::Array(all) => all.iter().for_each(|v| within(v, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    let mut dirs = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("selectors")];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).expect("the site files") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                dirs.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                let text = fs::read_to_string(&path).expect("a site file");
                let file = text
                    .parse()
                    .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                within(&toml::Value::Table(file), &mut found);
            }
        }
    }
    found
}

#[test]
fn every_sentence_of_the_site_files_is_said_in_chinese_and_no_other_is_kept() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("src/text/zh/abouts.rs")).expect("the table");
    let table = literals(&table).into_iter().map(|(_, text)| text);
    let known: BTreeSet<String> = table.step_by(2).collect();
    let abouts = abouts();
    assert!(
        abouts.len() > 90,
        "the site files were not read: {abouts:?}"
    );
    let without: Vec<_> = abouts.difference(&known).collect();
    let gone: Vec<_> = known.difference(&abouts).collect();
    assert!(without.is_empty(), "not said in Chinese: {without:#?}");
    assert!(gone.is_empty(), "no site file says these: {gone:#?}");
}

#[test]
fn what_is_said_again_in_another_language_is_still_said_below() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("src/text/zh/retold.rs")).expect("the table");
    let table: Vec<String> = literals(&table).into_iter().map(|(_, text)| text).collect();
    let below = said_below();
    let in_pages = in_pages();
    let said = |sentence: &str| {
        let phrases = sentence.split("{}").flat_map(|p| p.split(", "));
        let mut phrases = phrases.map(str::trim).filter(|p| !p.is_empty());
        below.iter().any(|b| b.contains(sentence)) || phrases.all(|p| in_pages.contains(p))
    };
    let (known, told): (Vec<_>, Vec<_>) = table.chunks(2).map(|p| (&p[0], &p[1])).unzip();
    assert!(known.len() > 60 && known.len() == told.len());
    let gone: Vec<&&String> = known
        .iter()
        .filter(|k| {
            // Put together of a milestone, a route and what differs by the kind of a step.
            let parts = [
                " else by the {}",
                " by the {}",
                " it ({})",
                " {} ({})",
                " ({})",
                "; the nearest is {}",
                ", for {} yuan",
                " or {}",
                " and {}",
                " {}: {}",
                " (secret) from {}",
                " from {}",
                ", decided",
            ];
            let composed = parts
                .iter()
                .find_map(|p| k.split_once(p))
                .map(|(before, _)| before);
            !said(k)
                && !composed.is_some_and(|before| said(before.trim_start_matches("fetch {} and ")))
        })
        .collect();
    assert!(gone.is_empty(), "nothing says these any more: {gone:#?}");
}
