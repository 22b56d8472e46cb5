//! Site files that are wrong: each mistake is told at its place with what to do, in both languages; and the JSON Schema
//! that editors use says the same of their shape.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use fagao::site::{Library, SiteFileKind, json_schema};
use serde_json::Value;

const PAGES: &str =
    "schema = 1\nsite = \"juejin\"\nkind = \"pages\"\ndate = \"DATE\"\nextends = \"2026-09-27\"\n";
const API: &str =
    "schema = 1\nsite = \"juejin\"\nkind = \"api\"\ndate = \"DATE\"\nextends = \"2026-09-13\"\n";
const TITLE: &str = "\n[elements.title]\nabout = \"the title\"\npage = \"editor\"\n";
const CALL: &str = "\n[calls.user_get]\nabout = \"who it is\"\nmethod = \"GET\"\npath = \"/user_api/v1/user/get\"\n";

/// A call with a mistake of every kind.
const API_ALL: &str = "\n[calls.user_get]\nabout = \"who it is\"\nmethod = \"GTE\"\npath = 7\nheaders = { a = 1, b = \"$titel\" }\n\
    body = { list = [{ id = \"$draft\" }] }\nexample = { data = { rate = 1.5, rows = [{ id = \"1\" }] } }\nrows = \"/data/row\"\n\
    show = [[\"id\", \"/id\"], [\"name\", \"name\"]]\n[calls.user_get.read]\nuser_id = { pointer = \"/data/rows/0/uid\" }\n\
    rate = { pointer = \"/data/rate\" }\nodd = { pick = \"/data/rows\", pointer = \"/id\", secret = 1 }\n";

/// A bad file: its kind and date, what is wrong with it in words, its text, and whether its shape is what is wrong.
type Bad = (&'static str, &'static str, String, bool);

fn bad_files() -> Vec<Bad> {
    let pages = |more: &str| format!("{PAGES}{TITLE}{more}");
    let api = |more: &str| format!("{API}{CALL}{more}");
    let css = "candidates = [{ css = \"input\" }]\n";
    vec![
        ("pages/2027-01-01", "wrong type", pages("candidates = [{ css = 3 }]\n"), true),
        ("pages/2027-01-02", "duplicate name", pages(&format!("{css}{TITLE}{css}")), false),
        ("pages/2027-01-03", "bad selector", pages("candidates = [{ css = \".a .b..c\" }]\n"), false),
        (
            "pages/2027-01-04",
            "unknown value",
            pages("candidates = [{ text = \"$valu\", within = \"button\" }]\n"),
            false,
        ),
        ("pages/2027-01-05", "unknown key", pages(&format!("{css}expct = {{ tag = \"input\" }}\n")), true),
        ("pages/2027-01-06", "wrong schema", pages(css).replace("schema = 1", "schema = 2"), true),
        ("pages/2027-01-07", "extends nothing", pages(css).replace("2026-09-27", "2020-01-01"), false),
        ("pages/2027-01-08", "no TOML", pages("candidates = [{ css = \"input\" }\nexpect = 1\n"), false),
        (
            "pages/2027-01-09",
            "names that there are none of",
            pages(css).replace("page = \"editor\"", "page = \"editer\"\nstate = \"panels\""),
            false,
        ),
        (
            "pages/2027-01-10",
            "an interrupt twice, and a reaction that there is none of",
            format!(
                "{PAGES}\n[[interrupts]]\nname = \"a\"\nabout = \"x\"\nwhen = {{ title = \"t\" }}\nthen = \"dismis\"\n\
                 \n[[interrupts]]\nname = \"a\"\nabout = \"x\"\nwhen = {{ title = \"t\" }}\nthen = \"fail\"\n"
            ),
            true,
        ),
        (
            "pages/2027-01-11",
            "all of it at once: twice, wrong types, an unknown key, a selector, a value, names",
            format!(
                "{}{TITLE}candidates = [{{ css = 3 }}, {{ css = \".a..b\" }}, {{ text = \"$valu\", within = \"p[\" }}]\n{TITLE}{css}\
                 \n[elements.confirm]\nabout = 1\npage = \"edit\"\nsample = [\"x\"]\ncandidates = [{{ placeholder = \"$vaule\" }}]\nexpct = {{}}\n\
                 \n[pages.more]\nurl = \"https://juejin.cn/${{draft}}\"\nmatches = [\"https://juejin.cn/{{x:letters}}\", 4]\n\
                 [pages.more.states.open]\nabout = \"x\"\nfrom = \"opend\"\npress = \"titel\"\n",
                PAGES.replace("extends = \"2026-09-27\"", "extends = \"2026-09-27\"\nrecorded = true")
            ),
            false,
        ),
        (
            "pages/2027-01-12",
            "wrong over a file that is not there: what cannot be told is not told",
            pages("candidates = [{ css = \"..a\" }]\nsample = 1\n").replace("2026-09-27", "2020-01-01"),
            true,
        ),
        (
            "api/2027-02-10",
            "all of it at once: twice, a wrong type, no pointer, a pointer that leads nowhere, a value",
            format!(
                "{}{API_ALL}{API_ALL}",
                API.replace("date", "bsae = \"https://x\"\ndate")
            ),
            false,
        ),
        ("api/2027-02-01", "wrong type", api("query = 3\n"), true),
        ("api/2027-02-02", "duplicate name", api(CALL), false),
        (
            "api/2027-02-03",
            "a pointer that leads nowhere",
            api(
                "example = { err_no = 0, data = { user = { id = \"1\" } } }\nread = { user_id = { pointer = \"/data/user/uid\" } }\n",
            ),
            false,
        ),
        (
            "api/2027-02-04",
            "no pointer",
            api("read = { user_id = { pointer = \"data/user_id\" } }\n"),
            false,
        ),
        (
            "api/2027-02-05",
            "unknown value",
            api("body = { title = \"$titel\", list = [{ id = \"$draft\" }] }\n"),
            false,
        ),
        ("api/2027-02-06", "unknown key", api("bdoy = {}\n"), true),
        ("api/2027-02-07", "wrong schema", api("").replace("schema = 1", "schema = 9"), true),
        ("api/2027-02-08", "extends nothing", api("").replace("2026-09-13", "2020-01-01"), false),
        ("api/2027-02-09", "no TOML", api("query = {\n"), false),
    ]
    .into_iter()
    .map(|(name, what, text, shape)| {
        let date = name.rsplit('/').next().unwrap_or_default();
        (name, what, text.replace("DATE", date), shape)
    })
    .collect()
}

/// A directory with these files and a configuration that names it.
fn home(files: &[Bad]) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a directory");
    for (name, _, text, _) in files {
        let file = home.path().join(format!("mine/juejin/{name}.toml"));
        std::fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
        std::fs::write(file, text).expect("a site file");
    }
    std::fs::write(home.path().join("fagao.toml"), "selectors = \"mine\"\n")
        .expect("a configuration");
    home
}

fn run(home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fagao"))
        .args(args)
        .args(["--sandbox", "--config", "fagao.toml"])
        .current_dir(home)
        .env("FAGAO_STATE_DIR", home.join("state"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env_remove("FAGAO_CONFIG")
        .env_remove("FAGAO_LANG")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs")
}

/// What is said of each file by itself.
fn told(lang: &str) -> String {
    let mut told = String::new();
    for bad in bad_files() {
        let home = home(std::slice::from_ref(&bad));
        let output = run(home.path(), &["selectors", "list", "--lang", lang]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{}: {said}", bad.0);
        // Every finding has its file, line and column, and what to do.
        let place = format!("mine/juejin/{}.toml:", bad.0);
        let found: Vec<&str> = said.lines().filter(|l| l.starts_with(&place)).collect();
        assert!(!found.is_empty(), "{}: {said}", bad.0);
        for line in found {
            let rest = line.strip_prefix(&place).unwrap_or_default();
            let mut numbers = rest.splitn(3, ':');
            let line_and_column = [numbers.next(), numbers.next()];
            assert!(
                line_and_column
                    .iter()
                    .all(|n| n.is_some_and(|n| n.parse::<usize>().is_ok())),
                "{line}"
            );
        }
        told.push_str(&format!("## {} ({})\n{said}\n", bad.0, bad.1));
    }
    told
}

#[test]
fn every_mistake_is_told_with_its_place_and_what_to_do() {
    insta::assert_snapshot!(told("en"));
}

#[test]
fn every_mistake_is_told_in_chinese() {
    insta::assert_snapshot!(told("zh"));
}

#[test]
fn a_file_of_a_site_that_there_is_not_is_told() {
    let bad = bad_files().remove(0);
    let home = home(&[]);
    let dir = home.path().join("mine/juejn/pages");
    std::fs::create_dir_all(&dir).expect("a directory");
    std::fs::write(dir.join("2027-01-01.toml"), bad.2).expect("a site file");
    let output = run(home.path(), &["selectors", "list"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.starts_with("mine/juejn/pages/2027-01-01.toml:1:1: ")
            && said.contains("juejin/pages/"),
        "{said}"
    );
}

#[test]
fn a_run_by_a_wrong_file_ends_before_anything_is_sent() {
    for bad in bad_files() {
        let home = home(std::slice::from_ref(&bad));
        let summary = "摘要".repeat(30);
        let article = format!(
            "---\ntitle: 一篇文章\nfagao:\n  juejin: {{ category: 后端, tags: [Rust], summary: {summary} }}\n---\n正文。\n"
        );
        std::fs::write(home.path().join("a.md"), article).expect("an article");
        let date = bad.0.rsplit('/').next().unwrap_or_default();
        let output = run(
            home.path(),
            &[
                "publish",
                "a.md",
                "--to",
                "juejin",
                "--dry-run",
                "--json",
                "--site-file",
                date,
            ],
        );
        let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
            panic!(
                "{}: {e}: {}",
                bad.0,
                String::from_utf8_lossy(&output.stderr)
            )
        });
        assert_eq!(output.status.code(), Some(3), "{}: {said}", bad.0);
        let findings = said["findings"].as_array().expect("findings");
        let of_file = |f: &&Value| {
            f["file"]
                .as_str()
                .is_some_and(|file| file.ends_with(&format!("{}.toml", bad.0)))
                && f["line"].is_u64()
        };
        // What a call that this article does not need says wrong is told by `selectors list` alone.
        if bad.1 != "unknown value" || bad.0.starts_with("pages") {
            assert!(findings.iter().any(|f| of_file(&f)), "{}: {said:#}", bad.0);
        }
    }
}

#[test]
fn the_schema_for_editors_accepts_what_is_read_and_refuses_what_is_not() {
    let schema = |kind| jsonschema::validator_for(&json_schema(kind)).expect("a schema");
    let (pages, api) = (schema(SiteFileKind::Pages), schema(SiteFileKind::Api));
    let of = |name: &str| {
        if name.contains("pages/") {
            &pages
        } else {
            &api
        }
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("selectors");
    for name in Library.names() {
        let text = std::fs::read_to_string(root.join(format!("{name}.toml"))).expect("a site file");
        let value: Value = toml::from_str(&text).expect("TOML");
        let wrong: Vec<String> = of(name)
            .iter_errors(&value)
            .map(|e| e.to_string())
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
    for (name, what, text, shape) in bad_files() {
        // What is no TOML, or has a name twice, has no value to be held to a schema.
        let Ok(value) = toml::from_str::<Value>(&text) else {
            assert!(!shape, "{name}");
            continue;
        };
        assert_eq!(!of(name).is_valid(&value), shape, "{name} ({what})");
    }
}
