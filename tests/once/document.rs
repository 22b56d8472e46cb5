//! `fagao ledger export`, `import` and `check`: from machine to machine, and what is refused.

use serde_json::Value;

use crate::common::Place;
use crate::place::{Ran, alter, publish, run, shown};

/// A machine on which an article is published on Juejin and unknown at Yunsuo; the export of its ledger.
fn machine() -> (Place, String, String) {
    let place = Place::new();
    let file = place.article("kept", "正文。");
    publish(&place, &file, "juejin").expect(0);
    place.faults(
        "[[fault]]\nsite = \"yunsuo\"\ncall = \"/v1/distribution/push\"\ndo = \"lose-answer\"\n",
    );
    publish(&place, &file, "ys").expect(5);
    place.faults("");
    let ran = run(&place, &["ledger", "export", "out.json"]).expect(0);
    assert!(ran.stderr.contains("out.json: 2 entries"), "{}", ran.stderr);
    let text = std::fs::read_to_string(place.dir.path().join("out.json")).expect("an export");
    (place, file, text)
}

/// Another machine, with the same articles.
fn another(file: &str, export: &str) -> Place {
    let place = Place::new();
    place.article(file.trim_end_matches(".md"), "正文。");
    place.write("in.json", export);
    place
}

fn import(place: &Place, more: &[&str]) -> Ran {
    let args: Vec<&str> = ["ledger", "import", "in.json", "--json"]
        .into_iter()
        .chain(more.iter().copied())
        .collect();
    run(place, &args)
}

fn counted(ran: &Ran) -> (u64, u64, u64) {
    let document = ran.json();
    let count = |name: &str| document[name].as_u64().expect("a count");
    (count("added"), count("replaced"), count("kept"))
}

#[test]
fn what_was_published_on_one_machine_is_not_published_again_on_another() {
    let (here, file, text) = machine();
    let there = another(&file, &text);
    let rehearsed = import(&there, &["--dry-run"]).expect(0);
    assert_eq!(counted(&rehearsed), (2, 0, 0));
    let empty = run(&there, &["status", "--json"]).expect(0).json();
    assert_eq!(empty["results"].as_array().map(Vec::len), Some(0));
    assert_eq!(counted(&import(&there, &[]).expect(0)), (2, 0, 0));
    let checked = run(&there, &["ledger", "check", "--json"]).expect(0).json();
    assert_eq!(
        (&checked["entries"], &checked["unknown"]),
        (&2.into(), &1.into())
    );
    // The same rows stand there, and neither is sent again.
    let again = publish(&there, &file, "juejin").expect(0);
    assert_eq!(again.state(), "unchanged");
    assert_eq!(publish(&there, &file, "ys").expect(5).state(), "unknown");
    assert_eq!(there.run(&["sandbox", "book"]).status.code(), Some(0));
    let sent = std::fs::read_to_string(there.dir.path().join("sandbox/book.json"));
    let sent: Value = sent.map_or(Value::Null, |t| serde_json::from_str(&t).expect("a book"));
    for list in ["/juejin/publishes", "/yunsuo/pushes"] {
        let list = sent.pointer(list).and_then(Value::as_array);
        assert_eq!(list.map_or(0, Vec::len), 0);
    }
    drop(here);
}

#[test]
fn an_export_goes_to_standard_output_as_well_and_says_the_same() {
    let (here, _, text) = machine();
    let piped = run(&here, &["ledger", "export"]).expect(0).json();
    let written: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(piped["entries"], written["entries"]);
    assert!(piped["sum"].is_string());
    // It has the texts in it, so that nobody else may read it.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let file = std::fs::metadata(here.dir.path().join("out.json")).expect("a file");
        assert_eq!(file.permissions().mode() & 0o077, 0);
    }
    for secret in ["sandbox-api-key", "sandbox-pool-key", "sandbox-app-secret"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn into_a_ledger_that_has_something_whoever_knows_more_is_believed() {
    let (here, file, text) = machine();
    let there = another(&file, &text);
    // Here the push is settled by a person; there it is published elsewhere, and Juejin has failed.
    let unknown = run(&here, &["status", "--json"]).expect(5).json();
    let rows = unknown["results"].as_array().expect("results");
    let hint = rows
        .iter()
        .find_map(|r| r["error"]["hint"].as_str())
        .expect("a hint");
    let (_, rest) = hint.split_once("fagao settle ").expect("a command");
    let by = rest.split(' ').next().expect("a run");
    run(&here, &["settle", by, "ys", "--as", "failed"]).expect(0);
    there.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article_draft/create\"\ndo = \"error-before\"\n",
    );
    publish(&there, &file, "juejin").expect(4);
    publish(&there, &file, "ys").expect(0);
    // The unknown one of the old export does not take back what is known here; Juejin's row is taken in.
    assert_eq!(counted(&import(&there, &[]).expect(0)), (0, 1, 1));
    assert_eq!(publish(&there, &file, "ys").expect(0).state(), "unchanged");
    assert_eq!(
        publish(&there, &file, "juejin").expect(0).state(),
        "unchanged"
    );
    // And the other way round: the same export back into where it came from changes nothing that is known since.
    here.write("in.json", &text);
    assert_eq!(counted(&import(&here, &[]).expect(0)), (0, 0, 2));
    for place in [&here, &there] {
        run(place, &["ledger", "check"]).expect(0);
    }
}

#[test]
fn what_is_torn_edited_newer_or_of_another_world_is_refused_and_nothing_is_written() {
    let (here, file, text) = machine();
    drop(here);
    let there = another(&file, &text);
    publish(&there, &file, "juejin").expect(0);
    let before = shown(&there);
    let with = |from: &str, to: &str| {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{from}");
        edited
    };
    let cases = [
        ("an empty file", String::new(), "not an export"),
        (
            "another document",
            "{\"results\": []}".to_owned(),
            "not an export",
        ),
        (
            "half of it",
            text[..floor(&text, text.len() / 2)].to_owned(),
            "cut short",
        ),
        (
            "all but its end",
            text[..text.len() - 3].to_owned(),
            "cut short",
        ),
        (
            "an edit",
            with("\"unknown\"", "\"failed\""),
            "cut short, or was changed",
        ),
        (
            "a newer document",
            with("\"schema\": 1", "\"schema\": 2"),
            "by a newer fagao",
        ),
        (
            "newer tables",
            with("\"tables\": ", "\"tables\": 9"),
            "by a newer fagao",
        ),
    ];
    for (name, document, said) in cases {
        there.write("in.json", &document);
        let ran = import(&there, &[]);
        assert_eq!(ran.code, 4, "{name}: {}\n{}", ran.stdout, ran.stderr);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(told.contains(said), "{name}: {told}");
        assert!(told.contains("nothing was taken in"), "{name}: {told}");
        assert_eq!(shown(&there), before, "{name}");
    }
    // A sandbox's is not taken into the real ledger.
    there.write("in.json", &text);
    let ran = Ran::from(there.run(&["ledger", "import", "in.json"]));
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("of a sandbox"), "{}", ran.stderr);
    // A file that is not there.
    let ran = run(&there, &["ledger", "import", "nowhere.json"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("nowhere.json cannot be read"),
        "{}",
        ran.stderr
    );
    assert_eq!(shown(&there), before);
}

/// The last border of a letter up to a place.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[test]
fn a_ledger_that_cannot_be_true_is_told_with_exit_4() {
    let (here, ..) = machine();
    let lost = "UPDATE entries SET receipt = NULL WHERE account = 'juejin'";
    alter(&here, &[lost.to_owned()]);
    let ran = run(&here, &["ledger", "check", "--json"]).expect(4);
    let flaws = ran.json()["flaws"].clone();
    assert_eq!(flaws[0]["code"], "no-evidence", "{flaws}");
    assert_eq!(flaws.as_array().map(Vec::len), Some(1));
    assert!(ran.stderr.contains("status --refresh"), "{}", ran.stderr);
}
