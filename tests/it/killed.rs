//! SIGKILL at any moment, then the same command or `resume`: once, or not at all with the truth said.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::home::{HELLO, Home, Ran};
use crate::watch::Watched;

/// How a person goes on after a run that died.
#[derive(Clone, Copy, Debug)]
enum GoOn {
    /// By the same command.
    Publish,
    /// By `fagao resume`, then by the same command.
    Resume,
}
use GoOn::{Publish, Resume};

/// Moments of a run through the browser, by what its log says then.
const IN_THE_BROWSER: &[(&str, GoOn)] = &[
    ("step: \"go to the editor page", Publish),
    ("step: \"fill in 一篇 Markdown", Publish),
    ("juejin: fields set by the", Resume),
    ("step: \"choose exactly", Publish),
    ("juejin: handing it in", Publish),
    ("call: \"own_articles\"", Resume),
    // While the first browser starts, to sign in.
    ("juejin: signed in by the browser", Publish),
    // The last thing before the intent is on disk.
    ("does: Submit, what: \"confirm\"", Resume),
    // In the middle of the look, then between what it found and the ledger, then behind the ledger.
    ("call: \"draft_detail\"", Resume),
    ("found: \"in_review\"", Resume),
    ("juejin: in review", Resume),
];

/// Moments of a run by calls alone: before, between and after what cannot be taken back.
const BY_CALLS: &[(&str, GoOn)] = &[
    ("juejin: draft ready by the", Publish),
    ("call: \"draft_create\"", Resume),
    ("call: \"draft_update\"", Publish),
    ("juejin: handing it in", Resume),
    (
        "account: \"juejin\", target: \"juejin\", generation: 0 }, call: \"publish\"",
        Publish,
    ),
    ("jz: draft ready by the", Resume),
    ("jz: handing it in", Publish),
    (
        "account: \"jz\", target: \"1/12786\", generation: 0 }, call: \"publish\"",
        Resume,
    ),
    ("call: \"status\"", Resume),
    ("ys: handing it in", Publish),
    ("call: \"push\"", Resume),
];

/// Requests whose answers are held back once they are committed: the run is killed while it waits for them. A name, the
/// site, the path, the route, and where the book shows it.
const UNANSWERED: &[(&str, &str, &str, &str, &str)] = &[
    (
        "the click is done and its answer is under way",
        "juejin",
        "/content_api/v1/article/publish",
        "browser",
        "/juejin/publishes",
    ),
    (
        "the order is placed and its answer is under way",
        "jzguai",
        "/api/v1/publish",
        "api",
        "/jzguai/orders",
    ),
    (
        "the push is taken and its answer is under way",
        "yunsuo",
        "/v1/distribution/push",
        "api",
        "/yunsuo/pushes",
    ),
];

#[test]
fn killed_in_the_browser_and_started_again_everything_is_there_once() {
    for (moment, go_on) in IN_THE_BROWSER {
        killed_at(moment, *go_on, &[]);
    }
}

#[test]
fn killed_between_calls_and_started_again_everything_is_there_once() {
    for (moment, go_on) in BY_CALLS {
        killed_at(moment, *go_on, &["--via", "api"]);
    }
}

#[test]
fn killed_while_an_answer_is_under_way_and_resumed_everything_is_there_once() {
    for (moment, site, call, via, book) in UNANSWERED {
        let home = Home::new();
        home.faults(&format!(
            "[[fault]]\nsite = \"{site}\"\ncall = \"{call}\"\ndo = \"hang\"\n"
        ));
        let mut child = unheard(&home, &publish(&["--via", via]));
        crate::watch::poll(moment, || {
            let made = std::fs::read_to_string(home.sandbox().join("book.json")).ok()?;
            let made: serde_json::Value = serde_json::from_str(&made).ok()?;
            let taken = made.pointer(book)?.as_array()?;
            (!taken.is_empty()).then_some(())
        });
        child.kill().expect("a child to kill");
        child.wait().expect("its end");
        home.faults("");
        let ran = home.run(&["resume", "--sandbox", "--yes", "--json"]);
        all_once(&home, &ran, moment);
        let ran = home.publish(HELLO, "juejin,jz,ys", &["--via", via]);
        all_once(&home, &ran, moment);
    }
}

#[test]
fn a_resume_that_is_killed_as_well_is_resumed() {
    for (moment, then) in [
        ("jz: handing it in", "call: \"status\""),
        ("juejin: handing it in", "call: \"own_articles\""),
    ] {
        let home = Home::new();
        kill_at(home.spawn(&publish(&["--via", "api"])), moment);
        kill_at(home.spawn(&["resume", "--sandbox", "--yes", "-vv"]), then);
        let ran = home.run(&["resume", "--sandbox", "--yes", "--json"]);
        all_once(&home, &ran, moment);
        let ran = home.publish(HELLO, "juejin,jz,ys", &["--via", "api"]);
        all_once(&home, &ran, moment);
    }
}

#[test]
fn killed_in_the_middle_of_its_uploads_it_goes_on_with_the_rest() {
    let article = "fixtures/articles/images/article.md";
    let home = Home::new();
    let args = [
        "publish",
        article,
        "--to",
        "juejin",
        "--sandbox",
        "--via",
        "api",
    ];
    let mut child = unheard(&home, &args);
    crate::watch::poll("some of the files in the book", || {
        let made = std::fs::read_to_string(home.sandbox().join("book.json")).ok()?;
        let made: serde_json::Value = serde_json::from_str(&made).ok()?;
        let stored = made.pointer("/juejin/images/stored")?.as_array()?;
        (stored.len() >= 2).then_some(())
    });
    child.kill().expect("a child to kill");
    child.wait().expect("its end");
    home.publish(article, "juejin", &["--via", "api"]).expect(0);
    assert_eq!(home.counts().0, 1);
}

/// A run whose words nobody reads: what fills a pipe waits for a reader.
fn unheard(home: &Home, args: &[&str]) -> Child {
    let mut command = home.command(args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the binary starts")
}

/// A run on the three platforms, with further arguments.
fn publish<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let args = [
        "publish",
        HELLO,
        "--to",
        "juejin,jz,ys",
        "--sandbox",
        "--yes",
        "-vv",
    ];
    args.into_iter().chain(more.iter().copied()).collect()
}

fn killed_at(moment: &str, go_on: GoOn, more: &[&str]) {
    let home = Home::new();
    kill_at(home.spawn(&publish(more)), moment);
    if matches!(go_on, Resume) {
        let ran = home.run(&["resume", "--sandbox", "--yes", "--json"]);
        all_once(&home, &ran, moment);
    }
    let ran = home.publish(HELLO, "juejin,jz,ys", more);
    all_once(&home, &ran, moment);
}

/// Juejin and jzguai have it once; Yunsuo has it once, or at most once and nobody claims to know.
fn all_once(home: &Home, ran: &Ran, moment: &str) {
    let (juejin, jz, ys) = home.counts();
    let shown = format!("killed at {moment:?}: {}\n{}", ran.stdout, ran.stderr);
    assert_eq!((juejin, jz), (1, 1), "{shown}");
    match ran.code {
        0 => assert_eq!(ys, 1, "{shown}"),
        5 => assert!(ys <= 1 && ran.result("ys", "state") == "unknown", "{shown}"),
        _ => panic!("exit {}: {shown}", ran.code),
    }
}

/// Kills a run as soon as a line of its log shows a moment; the log's lines are the record's events.
pub fn kill_at(mut child: Child, moment: &str) {
    let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    let seen = stderr
        .lines()
        .map_while(Result::ok)
        .any(|line| line.contains(moment));
    child.kill().expect("a child to kill");
    child.wait().expect("its end");
    assert!(seen, "the run ended before {moment:?}");
}

/// The drafts that Juejin has of an article's title.
fn drafts(home: &Home) -> usize {
    let book = home.book();
    book["juejin"]["drafts"].as_array().map_or(0, Vec::len)
}

/// Kills a run whose draft is made while its number is not known yet: its answer is held back.
fn orphaned(via: &str) -> Home {
    let home = Home::new();
    home.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article_draft/create\"\ndo = \"hang\"\n",
    );
    let args = [
        "publish",
        HELLO,
        "--to",
        "juejin",
        "--sandbox",
        "--via",
        via,
        "-vv",
    ];
    // With so much logging a pipe that nobody reads would be full before the draft is made.
    let child = Watched::new(home.spawn(&args));
    crate::watch::poll("a draft in the book", || {
        let made = std::fs::read_to_string(home.sandbox().join("book.json")).ok()?;
        let made: serde_json::Value = serde_json::from_str(&made).ok()?;
        let drafts = made["juejin"]["drafts"].as_array()?;
        (!drafts.is_empty()).then_some(())
    });
    child.kill();
    home
}

#[test]
fn a_draft_whose_number_was_never_read_is_found_again_and_published_once() {
    for via in ["browser", "api"] {
        let home = orphaned(via);
        let ran = home.publish(HELLO, "juejin", &["--via", via]).expect(0);
        assert_eq!(home.counts().0, 1, "{via}");
        assert_eq!(drafts(&home), 1, "{via}: {}", ran.stderr);
    }
}

#[test]
fn a_draft_that_could_be_one_of_several_is_left_to_the_person() {
    let home = orphaned("api");
    // The author has begun one of that title as well, since then.
    let mut book = home.book();
    let mut own = book["juejin"]["drafts"][0].clone();
    own["id"] = "7300000000000000001".into();
    book["juejin"]["drafts"]
        .as_array_mut()
        .expect("drafts")
        .push(own);
    home.set_book(&book);
    home.publish(HELLO, "juejin", &["--via", "api"]).expect(0);
    assert_eq!((home.counts().0, drafts(&home)), (1, 3));
}

#[test]
fn a_draft_of_that_title_from_before_is_not_touched() {
    let home = orphaned("api");
    let mut book = home.book();
    book["juejin"]["drafts"][0]["created"] = 1_700_000_000.into();
    home.set_book(&book);
    home.publish(HELLO, "juejin", &["--via", "api"]).expect(0);
    assert_eq!((home.counts().0, drafts(&home)), (1, 2));
}

#[test]
fn resume_keeps_the_order_of_the_accounts() {
    let home = Home::new();
    home.run(&["login", "juejin", "--sms", "--sandbox"])
        .expect(0);
    let args = [
        "publish",
        HELLO,
        "--to",
        "juejin,jz,ys",
        "--sandbox",
        "--yes",
        "--via",
        "api",
        "-vv",
    ];
    // All three are begun within a second or so, and jzguai's order names Juejin's link.
    kill_at(home.spawn(&args), "juejin: draft ready by the");
    let ran = home
        .run(&["resume", "--sandbox", "--yes", "--json"])
        .expect(0);
    all_once(&home, &ran, "the first draft");
}

#[cfg(unix)]
#[test]
fn a_run_that_is_told_to_end_says_how_things_stand() {
    for (signal, moment, code) in [
        // The push is under way as well by then, and what it came to is not known.
        ("-TERM", "step: \"choose exactly", 5),
        ("-INT", "ys: handing it in", 5),
    ] {
        let home = Home::new();
        // The answer of the push is held back, so that the signal always comes before it.
        home.faults(
            "[[fault]]\nsite = \"yunsuo\"\ncall = \"/v1/distribution/push\"\ndo = \"hang\"\n",
        );
        let args = [
            "publish",
            HELLO,
            "--to",
            "juejin,jz,ys",
            "--sandbox",
            "--yes",
            "--json",
            "-vv",
        ];
        let mut child = home.spawn(&args);
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut lines = stderr.lines().map_while(Result::ok);
        assert!(lines.any(|line| line.contains(moment)), "{moment}");
        let pid = child.id().to_string();
        let told = std::process::Command::new("kill")
            .args([signal, &pid])
            .status();
        assert!(told.is_ok_and(|s| s.success()));
        lines.for_each(drop);
        let output = child.wait_with_output().expect("its end");
        let document: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("a document");
        assert_eq!(output.status.code(), Some(code), "{document:#}");
        assert!(
            document["results"].as_array().is_some_and(|r| r.len() == 3),
            "{document:#}"
        );
        let ran = home.publish(HELLO, "juejin,jz,ys", &[]);
        all_once(&home, &ran, moment);
    }
}
