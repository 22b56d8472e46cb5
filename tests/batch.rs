//! Several articles in one run, by the real binary and calls alone: each once, accounts side by side, in order within one.

#![allow(clippy::disallowed_methods, reason = "a test sends a signal")]

mod common;

use std::process::Output;

use common::Place;
use serde_json::Value;

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", text(output)))
}

const HOW: [&str; 7] = [
    "--to",
    "juejin,jz,ys",
    "--via",
    "api",
    "--sandbox",
    "--yes",
    "--json",
];

fn publish(place: &Place, articles: &[&str]) -> Output {
    let mut args = vec!["publish"];
    args.extend(articles);
    args.extend(HOW);
    place.run(&args)
}

/// The events of the newest run: time, kind, account, article.
fn events(place: &Place) -> Vec<(i64, String, String, String)> {
    let runs = place.dir.path().join("sandbox/runs");
    let mut dirs: Vec<_> = std::fs::read_dir(runs)
        .expect("runs")
        .map(|e| e.expect("an entry").path())
        .collect();
    dirs.sort();
    let file = dirs.last().expect("a run").join("run.jsonl");
    let text = std::fs::read_to_string(file).expect("a record");
    let of = |line: &str| {
        let v: Value = serde_json::from_str(line).expect("an event");
        let word = |p: &str| {
            v.pointer(p)
                .and_then(Value::as_str)
                .unwrap_or("")
                .to_owned()
        };
        let at = v["at"].as_i64().expect("a time");
        (
            at,
            word("/event"),
            word("/key/account"),
            word("/key/article"),
        )
    };
    text.lines().map(of).collect()
}

#[test]
fn a_pattern_publishes_its_articles_in_order_each_once() {
    let place = Place::new();
    for name in ["c", "a", "b"] {
        place.article(&format!("posts/{name}").replace('/', "-"), "正文。");
    }
    let ran = publish(&place, &["posts-*.md"]);
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran));
    let document = document(&ran);
    let rows: Vec<String> = document["results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|r| format!("{} {}", r["article"], r["account"]).replace('"', ""))
        .collect();
    let want: Vec<String> = ["a", "b", "c"]
        .iter()
        .flat_map(|n| ["juejin", "jz", "ys"].map(|a| format!("posts-{n}.md {a}")))
        .collect();
    assert_eq!(rows, want);
    assert_eq!(place.counts(), (3, 3, 3));
    // Every order names the link of its own article.
    let orders = place.book()["jzguai"]["orders"].to_string();
    for row in document["results"].as_array().expect("results") {
        if row["account"] == "juejin" {
            let url = row["url"].as_str().expect("a link");
            let id = url.rsplit('/').next().expect("an id");
            assert_eq!(orders.matches(id).count(), 1, "{url}: {orders}");
        }
    }
    // Again: nothing to do.
    let again = publish(&place, &["posts-*.md", "posts-a.md"]);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again));
    assert_eq!(place.counts(), (3, 3, 3));
}

#[test]
fn fifty_articles_are_on_three_accounts_each_once() {
    let place = Place::new();
    // The gates of the pace stay, as far as fifty in a row may pass them: the day's cap is the one that they reach.
    let pace = "[sandbox.juejin]\nmin_interval = \"0s\"\ndaily_cap = 50\n";
    place.write("pace.toml", pace);
    for n in 0..50 {
        place.article(&format!("n{n:02}"), &format!("第{n}篇的正文。"));
    }
    let run = || {
        let mut args = vec!["publish", "n*.md", "--config", "pace.toml"];
        args.extend(HOW);
        place.run(&args)
    };
    let ran = run();
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran));
    let rows = document(&ran)["results"].clone();
    assert_eq!(rows.as_array().map(Vec::len), Some(150));
    for titles in place.titles() {
        assert_eq!(titles.len(), 50, "{titles:?}");
        assert!(titles.values().all(|times| *times == 1), "{titles:?}");
    }
    // Again: nothing is sent, whatever the cap says.
    let again = run();
    assert_eq!(again.status.code(), Some(0), "{}", text(&again));
    assert_eq!(place.counts(), (50, 50, 50));
    // One more is over the day's cap and waits; the other accounts have none.
    place.article("n50", "又一篇。");
    let over = run();
    assert_eq!(over.status.code(), Some(4), "{}", text(&over));
    assert_eq!(place.counts(), (50, 50, 51), "{}", text(&over));
}

/// How much memory may differ, in KB, between a run of few articles and one of many: 2 MB are the cache of SQLite.
#[cfg(target_os = "linux")]
const MAY_DIFFER: u64 = 2560;

/// The most memory of a run of so many long articles, in KB.
#[cfg(target_os = "linux")]
fn peak_of(articles: usize) -> u64 {
    let place = Place::new();
    for n in 0..articles {
        // 150 KB each, and none like another.
        let body = format!("第{n}篇里的一句话，够长，也只在这一篇里。\n\n").repeat(2_400);
        place.article(&format!("n{n:02}"), &body);
    }
    let mut args = vec!["publish", "n*.md"];
    args.extend(HOW);
    let (ran, peak) = place.run_measured(&args);
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran));
    assert_eq!(place.counts(), (articles, articles, articles));
    peak
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_number_of_articles() {
    // Whose peaks fall together differs from run to run, by more than the limit at times. What grows does so in each try.
    let tries = (0..3).map(|_| (peak_of(2), peak_of(20)));
    let mut grown = Vec::new();
    for (few, many) in tries {
        if many.saturating_sub(few) < MAY_DIFFER {
            return;
        }
        grown.push(format!("2 articles take {few} KB and 20 take {many} KB"));
    }
    panic!("{grown:?}, of 2.7 MB of text more");
}

#[test]
fn within_one_account_articles_never_overlap_and_accounts_work_side_by_side() {
    let place = Place::new();
    let files: Vec<String> = (0..4)
        .map(|n| place.article(&format!("n{n}"), "正文。"))
        .collect();
    // Juejin's first answer is held back, so that the others would have to wait if they stood in one line.
    place.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article/publish\"\ndo = \"hang\"\n",
    );
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let ran = publish(&place, &files);
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran));
    let events = events(&place);
    for account in ["juejin", "jz", "ys"] {
        let mut open: Option<String> = None;
        for (_, kind, _, article) in events.iter().filter(|e| e.2 == account) {
            match kind.as_str() {
                "submitting" => {
                    assert_eq!(open, None, "{account}: {article} overlaps");
                    open = Some(article.clone());
                }
                "settled" => {
                    assert_eq!(open.take().as_ref(), Some(article), "{account}");
                }
                _ => {}
            }
        }
    }
    let at = |kind: &str, account: &str, article: &str| {
        let is =
            |e: &&(i64, String, String, String)| e.1 == kind && e.2 == account && e.3 == article;
        events
            .iter()
            .position(|e| is(&e))
            .unwrap_or_else(|| panic!("no {kind} of {account}"))
    };
    // Yunsuo needs nothing of Juejin, and is done while Juejin still holds its first answer back.
    assert!(at("settled", "ys", "n3") < at("settled", "juejin", "n0"));
    // An order that names Juejin's link comes after it.
    for n in ["n0", "n1", "n2", "n3"] {
        assert!(
            at("settled", "juejin", n) < at("submitting", "jz", n),
            "{n}"
        );
    }
}

#[test]
fn all_articles_are_checked_before_anything_is_sent() {
    let place = Place::new();
    place.article("good", "正文。");
    place.write(
        "bad.md",
        "---\ntitle: 坏\nfagao:\n  jz: { nonsense: 1 }\n---\n正文。\n",
    );
    let ran = publish(&place, &["good.md", "bad.md", "none-*.md"]);
    assert_eq!(ran.status.code(), Some(3), "{}", text(&ran));
    let ran = publish(&place, &["good.md", "bad.md"]);
    assert_eq!(ran.status.code(), Some(3), "{}", text(&ran));
    let codes = document(&ran)["findings"].to_string();
    assert!(codes.contains("bad.md"), "{codes}");
    assert_eq!(place.counts(), (0, 0, 0));
}

#[test]
fn what_a_run_may_spend_is_not_raced_past() {
    let place = Place::new();
    let files: Vec<String> = (0..5)
        .map(|n| place.article(&format!("m{n}"), "正文。"))
        .collect();
    let price = |ran: &Output| {
        let rows = document(ran)["results"].clone();
        let row = rows
            .as_array()
            .and_then(|r| r.iter().find(|r| r["account"] == "jz").cloned());
        row.expect("a row")["price"].as_str().map(str::to_owned)
    };
    let first = publish(&place, &[&files[0]]);
    let price = price(&first).expect("a price");
    let cents: u64 = price.replace('.', "").parse().expect("an amount");
    let limit = cents * 2 + cents / 2;
    // Two more fit into the run; the third does not, and is not ordered.
    place.write(
        "budget.toml",
        &format!(
            "[sandbox.jz]\nbudget = {{ per_order = \"1000.00\", per_run = \"{}.{:02}\" }}\n",
            limit / 100,
            limit % 100
        ),
    );
    let files: Vec<&str> = files[1..].iter().map(String::as_str).collect();
    let mut args = vec!["publish"];
    args.extend(&files);
    args.extend(["--config", "budget.toml"]);
    args.extend(HOW);
    let ran = place.run(&args);
    let shown = text(&ran);
    assert_eq!(ran.status.code(), Some(4), "{shown}");
    let rows = document(&ran)["results"].clone();
    let states: Vec<&str> = rows
        .as_array()
        .expect("rows")
        .iter()
        .filter(|r| r["account"] == "jz")
        .map(|r| r["error"]["code"].as_str().unwrap_or("-"))
        .collect();
    assert_eq!(
        states,
        ["-", "-", "money.over-budget", "money.over-budget"],
        "{shown}"
    );
    assert_eq!(place.counts().1, 3);
}

#[test]
fn a_signal_settles_what_was_handed_in_and_begins_nothing_more() {
    let place = Place::new();
    let files: Vec<String> = (0..3)
        .map(|n| place.article(&format!("s{n}"), "正文。"))
        .collect();
    place.faults("[[fault]]\nsite = \"yunsuo\"\ncall = \"/v1/distribution/push\"\ndo = \"hang\"\n");
    let mut args = vec!["publish"];
    args.extend(files.iter().map(String::as_str));
    args.extend(["--to", "ys", "--sandbox", "--yes", "--json"]);
    let mut child = place
        .command(&args)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let lines = std::io::BufReader::new(child.stderr.take().expect("a pipe"));
    let mut lines = std::io::BufRead::lines(lines).map_while(Result::ok);
    assert!(lines.any(|l| l.contains("handing it in")));
    let told = std::process::Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(told.is_ok_and(|s| s.success()));
    let rest: Vec<String> = lines.collect();
    let output = child.wait_with_output().expect("its end");
    let shown = format!("{}\n{}", rest.join("\n"), text(&output));
    // Yunsuo cannot be looked at, so that its answer is waited for until the deadline, and then nothing is claimed.
    assert_eq!(output.status.code(), Some(5), "{shown}");
    let states: Vec<String> = document(&output)["results"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|r| r["state"].as_str().unwrap_or("-").to_owned())
        .collect();
    assert_eq!(states, ["unknown", "waiting", "waiting"], "{shown}");
    assert_eq!(place.counts().2, 1, "{shown}");
}

/// Publishes while a hang-up comes, as it does when a terminal is closed; `shell` is what starts the binary.
#[cfg(target_os = "linux")]
fn hung_up(shell: &str) -> (Place, Output) {
    let place = Place::new();
    place.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article/publish\"\ndo = \"hang\"\n",
    );
    let plain = place.command(&[&["publish", &place.article("a", "正文。")], &HOW[..]].concat());
    let mut command = std::process::Command::new("sh");
    command.args(["-c", shell]).arg(plain.get_program());
    command
        .args(plain.get_args())
        .current_dir(place.dir.path())
        .envs(plain.get_envs().filter_map(|(k, v)| Some((k, v?))))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("a shell");
    let lines = std::io::BufReader::new(child.stderr.take().expect("a pipe"));
    let mut lines = std::io::BufRead::lines(lines).map_while(Result::ok);
    assert!(lines.any(|l| l.contains("juejin: handing it in")));
    let told = std::process::Command::new("kill")
        .args(["-HUP", &child.id().to_string()])
        .status();
    assert!(told.is_ok_and(|s| s.success()));
    for line in lines {
        drop(line);
    }
    (place, child.wait_with_output().expect("its end"))
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_is_closed_ends_a_run_as_ctrl_c_does_and_nohup_keeps_it() {
    let (place, ran) = hung_up("exec \"$0\" \"$@\"");
    // What was handed in is looked at until it is settled; what waited for it is not begun.
    assert_eq!(ran.status.code(), Some(4), "{}", text(&ran));
    let state = |ran: &Output, n: usize| document(ran)["results"][n]["state"].clone();
    assert_eq!(state(&ran, 0), "in_review", "{}", text(&ran));
    assert_eq!(state(&ran, 1), "waiting", "{}", text(&ran));
    assert_eq!((place.counts().0, place.counts().1), (1, 0));
    let (place, ran) = hung_up("trap '' HUP; exec \"$0\" \"$@\"");
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran));
    assert_eq!(place.counts(), (1, 1, 1));
}

/// The hash of a dry run of files; `more` are further arguments.
fn hash(place: &Place, files: &[&str], more: &[&str]) -> String {
    let mut args = vec!["publish"];
    args.extend(files);
    args.extend(["--to", "juejin,jz,ys", "--sandbox", "--dry-run", "--json"]);
    args.extend(more);
    let ran = place.run(&args);
    assert_eq!(ran.status.code(), Some(0), "{}", text(&ran));
    let hash = document(&ran)["plan_hash"].clone();
    hash.as_str().expect("a hash").to_owned()
}

#[test]
fn the_hash_of_a_plan_covers_what_it_depends_on_and_nothing_else() {
    let (here, there) = (Place::new(), Place::new());
    for place in [&here, &there] {
        place.article("a", "正文。");
        place.article("b", "正文二。");
    }
    let first = hash(&here, &["a.md"], &[]);
    assert_eq!(first.len(), 64);
    // Another directory, another time, another zone and language: the same.
    assert_eq!(hash(&there, &["a.md"], &[]), first);
    let args = [
        "publish",
        "a.md",
        "--to",
        "juejin,jz,ys",
        "--sandbox",
        "--dry-run",
        "--json",
    ];
    let mut elsewhere = there.command(&args);
    elsewhere
        .env("TZ", "America/New_York")
        .env("LANG", "zh_CN.UTF-8");
    let ran = elsewhere.output().expect("the binary runs");
    assert_eq!(document(&ran)["plan_hash"], first.as_str());
    // One hash for several, whatever their order.
    let both = hash(&here, &["a.md", "b.md"], &[]);
    assert_eq!(hash(&here, &["b.md", "a.md"], &[]), both);
    let mut seen = vec![first.clone(), both];
    let mut differs = |what: &str, hash: String| {
        assert!(!seen.contains(&hash), "{what} is not in the hash");
        seen.push(hash);
    };
    differs("the other article", hash(&here, &["b.md"], &[]));
    differs("the route", hash(&here, &["a.md"], &["--via", "api"]));
    differs(
        "the site file",
        hash(
            &here,
            &["a.md"],
            &["--via", "api", "--site-file", "2026-02-02"],
        ),
    );
    here.write(
        "budget.toml",
        "[sandbox.jz]\nbudget = { per_order = \"7.00\" }\n",
    );
    differs(
        "the budget",
        hash(&here, &["a.md"], &["--config", "budget.toml"]),
    );
    let written = std::fs::read_to_string(here.dir.path().join("a.md")).expect("the article");
    for (from, to) in [
        ("正文。", "正文！"),
        ("title: 批量", "title: 大量"),
        ("后端", "前端"),
        ("resource: 12786", "resource: 12787"),
        ("keywords: [Rust]", "keywords: [Go]"),
        ("c.png", "d.png"),
    ] {
        assert!(written.contains(from), "{from}");
        here.write("a.md", &written.replacen(from, to, 1));
        differs(from, hash(&here, &["a.md"], &[]));
    }
    // Written back, it is what it was.
    here.write("a.md", &written);
    assert_eq!(hash(&here, &["a.md"], &[]), first);
}

#[test]
fn only_the_plan_that_was_reviewed_is_published() {
    let place = Place::new();
    place.article("a", "正文。");
    place.article("b", "正文二。");
    let reviewed = hash(&place, &["a.md", "b.md"], &["--via", "api"]);
    let publish = |files: &[&str]| {
        let mut args = vec!["publish"];
        args.extend(files);
        args.extend(HOW);
        args.extend(["--expect", &reviewed]);
        place.run(&args)
    };
    // One of them is not all of them.
    let ran = publish(&["a.md"]);
    assert_eq!(ran.status.code(), Some(3), "{}", text(&ran));
    let findings = document(&ran)["findings"].clone();
    assert_eq!(findings[0]["code"], "publish.plan-changed", "{findings}");
    assert_eq!(place.counts(), (0, 0, 0));
    // As reviewed; and what the ledger knows by then changes nothing.
    for _ in 0..2 {
        let ran = publish(&["b.md", "a.md"]);
        assert_eq!(ran.status.code(), Some(0), "{}", text(&ran));
        assert_eq!(place.counts(), (2, 2, 2));
    }
    // A word is changed after the review: nothing is sent.
    let file = place.dir.path().join("b.md");
    let written = std::fs::read_to_string(&file).expect("the article");
    place.write("b.md", &written.replace("正文二", "正文三"));
    let ran = publish(&["a.md", "b.md"]);
    assert_eq!(ran.status.code(), Some(3), "{}", text(&ran));
    assert_eq!(place.counts(), (2, 2, 2));
}
