//! Holds the modules to the table of who may name whom, by reading the `crate::` paths of `src/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module and the paths of the crate that it may name. `browser::page` and the like are the files of
/// the traits: those who may name only a trait may not name what is behind it.
const TABLE: &[(&str, &[&str])] = &[
    ("text", &["secret"]),
    ("secret", &[]),
    ("article", &["text", "secret"]),
    ("site", &["text", "secret"]),
    ("plan", &["article", "site", "secret", "text"]),
    ("platforms", &["article", "site", "plan", "secret", "text"]),
    ("record", &["plan", "secret"]),
    ("browser", &["site", "plan", "record", "secret"]),
    ("http", &["site", "plan", "record", "secret"]),
    ("session", &["secret"]),
    ("qr", &[]),
    ("ledger", &["plan", "record", "secret"]),
    (
        "pipeline",
        &[
            "article",
            "site",
            "plan",
            "record",
            "session",
            "qr",
            "secret",
            "text",
            "browser::Browser",
            "browser::Page",
            "browser::PageError",
            "browser::Fault",
            "browser::Done",
            "http::Wire",
            "http::SendError",
            "ledger::Ledger",
            "ledger::LedgerError",
            "ledger::LedgerState",
            "ledger::Attempt",
            "ledger::Entry",
            "ledger::Filter",
            "ledger::Settlement",
        ],
    ),
    (
        "receiver",
        &[
            "plan",
            "record",
            "secret",
            "ledger::Ledger",
            "ledger::LedgerError",
            "ledger::LedgerState",
            "ledger::Entry",
            "ledger::Filter",
            "ledger::Settlement",
            "ledger::Inbox",
            "ledger::Delivery",
            "ledger::Item",
            "ledger::Taken",
            // Decoding alone: what was sent, by which key, and which of ours it names.
            "platforms::yunsuo::push",
            "platforms::jzguai::callback",
        ],
    ),
    ("report", &["record", "plan", "text", "secret"]),
    ("notify", &["record", "plan", "text", "secret", "http"]),
    ("sandbox", &[]),
    // Tests of the pipeline against a model; nothing names it.
    (
        "sim",
        &[
            "article",
            "browser",
            "http",
            "ledger",
            "pipeline",
            "plan",
            "platforms",
            "record",
            "secret",
            "session",
            "site",
            "text",
        ],
    ),
    (
        "cli",
        &[
            "article",
            "browser",
            "http",
            "ledger",
            "notify",
            "pipeline",
            "plan",
            "platforms",
            "qr",
            "receiver",
            "record",
            "report",
            "sandbox",
            "secret",
            "session",
            "site",
            "text",
        ],
    ),
];

/// Crates that one module alone may name.
const CRATES: &[(&str, &[&str])] = &[
    ("fantoccini", &["browser"]),
    ("hyper_util", &["browser", "receiver"]),
    // fantoccini's own commands are made of reqwest's `Method` and `Url`.
    ("reqwest", &["http", "sandbox", "browser"]),
    ("sqlx", &["ledger"]),
    ("axum", &["sandbox", "receiver"]),
    ("rcgen", &["sandbox"]),
    ("rqrr", &["qr"]),
    // The simulated site's codes are made by the library, not by the code that reads them.
    ("qrcode", &["qr", "sandbox"]),
    ("argon2", &["session"]),
    ("notify::event", &["cli"]),
    ("chacha20poly1305", &["session"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("dialoguer", &["cli"]),
    ("open", &["cli"]),
    ("rustix", &["cli"]),
    ("similar", &["report"]),
    ("minijinja", &["report", "notify"]),
    ("lettre", &["notify"]),
    ("tracing_subscriber", &["cli"]),
    ("serde_saphyr", &["article"]),
    // The simulated site renders Markdown as a site does, by no code of ours.
    ("pulldown_cmark", &["article", "sandbox"]),
];

fn source_files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a readable source directory") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            source_files(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Every file of `src/` with its module's name.
fn files() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    source_files(&src, &mut paths);
    paths
        .into_iter()
        .filter(|p| !p.ends_with("lib.rs") && !p.ends_with("main.rs"))
        .map(|path| {
            let below = path.strip_prefix(&src).expect("below src");
            let first = below.components().next().expect("a component");
            let module = Path::new(first.as_os_str()).with_extension("");
            let text = fs::read_to_string(&path).expect("UTF-8 source");
            (module.to_string_lossy().into_owned(), path, text)
        })
        .collect()
}

/// The paths behind `crate::` in a text, with the names of a group spelled out: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn crate_paths(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .map(|l| l.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        // `$crate::` and `my_crate::` are other things.
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        spell_out(&code[at + "crate::".len()..], "", &mut found);
    }
    found
}

fn spell_out(rest: &str, prefix: &str, found: &mut BTreeSet<String>) {
    let rest = rest.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        let mut depth = 1;
        let mut start = 0;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                let item = group[start..i].trim();
                if !item.is_empty() {
                    spell_out(item, prefix, found);
                }
                start = i + 1;
            }
            if depth == 0 {
                return;
            }
        }
        return;
    }
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(rest.len());
    let name = &rest[..end];
    if name.is_empty() {
        return;
    }
    let path = if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}::{name}")
    };
    match rest[end..].trim_start().strip_prefix("::") {
        Some(more) => spell_out(more, &path, found),
        None => {
            found.insert(path);
        }
    }
}

fn within(path: &str, allowed: &str) -> bool {
    path == allowed
        || path
            .strip_prefix(allowed)
            .is_some_and(|r| r.starts_with("::"))
        // The module itself, where all that is wanted of it is named in the table one by one.
        || allowed.strip_prefix(path).is_some_and(|r| r.starts_with("::"))
}

#[test]
fn every_module_names_only_what_it_may() {
    let mut wrong = Vec::new();
    for (module, path, text) in files() {
        let (_, allowed) = TABLE
            .iter()
            .find(|(m, _)| *m == module)
            .unwrap_or_else(|| panic!("{module} is not in the table of tests/layering.rs"));
        for named in crate_paths(&text) {
            let own = within(&named, &module);
            if !own && !allowed.iter().any(|a| within(&named, a)) {
                wrong.push(format!("{}: crate::{named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "not in the table:\n{}", wrong.join("\n"));
}

#[test]
fn platforms_do_not_name_each_other() {
    let mut wrong = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms");
    for (module, path, text) in files() {
        let Ok(below) = path.strip_prefix(&src) else {
            continue;
        };
        assert_eq!(module, "platforms");
        let own = below.components().next().expect("a component");
        let own = Path::new(own.as_os_str()).with_extension("");
        for named in crate_paths(&text) {
            // What lies beside the platforms is theirs together; a directory is one of them.
            if let Some(other) = named.strip_prefix("platforms::")
                && src
                    .join(other.split("::").next().unwrap_or_default())
                    .is_dir()
                && !within(other, &own.to_string_lossy())
            {
                wrong.push(format!("{}: crate::{named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_crate_of_one_layer_stays_in_it() {
    let mut wrong = Vec::new();
    let is_test = |p: &Path| p.to_string_lossy().contains("tests");
    for (module, path, text) in files().into_iter().filter(|(_, p, _)| !is_test(p)) {
        for (name, homes) in CRATES {
            let named = text
                .lines()
                .map(|l| l.split("//").next().unwrap_or_default())
                .any(|l| l.contains(&format!("{name}::")));
            if named && !homes.contains(&module.as_str()) {
                wrong.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn groups_are_spelled_out() {
    let found = crate_paths("use crate::{a::{b, c::d}, e};\nlet x = crate::f::g();\n// crate::no");
    let want = ["a::b", "a::c::d", "e", "f::g"];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), want);
}
