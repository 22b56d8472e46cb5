//! Sessions between runs: lost in the middle, another user's, sealed, at the same time.

use std::process::Stdio;

use serde_json::Value;

use crate::home::{HELLO, Home, Ran};
use crate::watch::{Watched, poll};
use crate::web;

const FIRST: &str = "1380642336007919";
const SECOND: &str = "1380642336015838";

const LOGGED_OUT: &str =
    "[[fault]]\nsite = \"juejin\"\ncall = \"/user_api/v1/user/get\"\ndo = \"logged-out\"\n";

fn login(home: &Home, account: &str) {
    home.run(&["login", account, "--sms", "--sandbox"])
        .expect(0);
}

fn drafts(home: &Home) -> Vec<Value> {
    home.book()["juejin"]["drafts"]
        .as_array()
        .expect("drafts")
        .clone()
}

#[test]
fn who_is_signed_out_and_has_no_driver_is_told_both() {
    let home = Home::new();
    let args = [
        "publish",
        HELLO,
        "--to",
        "juejin",
        "--sandbox",
        "--via",
        "api",
    ];
    let mut command = home.command(&args);
    let ran: Ran = command
        .env_remove("FAGAO_WEBDRIVER_URL")
        .output()
        .expect("the binary runs")
        .into();
    let ran = ran.expect(4);
    for told in ["juejin is not signed in", "browser.no-driver", "--import"] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
}

#[test]
fn a_session_lost_between_the_fields_and_the_submit_waits_and_goes_on_with_the_same_draft() {
    // The page asks once who is signed in, too; the question just before the submit is the one that fails.
    for (via, well) in [("browser", 2), ("api", 1)] {
        let home = Home::new();
        login(&home, "juejin");
        home.faults(&format!("{LOGGED_OUT}after = {well}\n"));
        let ran = home.publish(HELLO, "juejin", &["--via", via]).expect(6);
        assert_eq!(ran.result("juejin", "state"), "waiting", "{via}");
        assert_eq!(
            ran.result("juejin", "error")["code"],
            "account.sign-in",
            "{via}"
        );
        assert_eq!(home.counts().0, 0, "{via}");
        let before = drafts(&home);
        assert_eq!(before.len(), 1, "{via}");
        assert!(
            before[0]["content"]["brief_content"] != "",
            "the fields are set: {via}"
        );
        home.faults("");
        home.run(&["sandbox", "do", "sign-out"]).expect(0);
        login(&home, "juejin");
        let ran = home
            .run(&["resume", "--sandbox", "--yes", "--json"])
            .expect(0);
        assert!(ran.result("juejin", "url").is_string(), "{via}");
        assert_eq!(home.counts().0, 1, "{via}");
        assert_eq!(drafts(&home).len(), 1, "{via}");
        assert_eq!(
            home.book()["juejin"]["publishes"][0]["draft_id"],
            before[0]["id"],
            "{via}"
        );
    }
}

#[test]
fn a_session_lost_in_the_editor_is_noticed_and_the_run_goes_on_once_signed_in() {
    let home = Home::new();
    login(&home, "juejin");
    home.faults(&format!("{LOGGED_OUT}after = 1\n"));
    // The sandbox's own user signs in by itself.
    home.publish(HELLO, "juejin", &["--via", "browser"])
        .expect(0);
    assert_eq!(home.counts().0, 1);
    assert_eq!(drafts(&home).len(), 1);
    let sessions = home.book()["juejin"]["sessions"].clone();
    assert_eq!(sessions.as_array().map(Vec::len), Some(2));
}

#[test]
fn another_user_stops_the_run_and_publishes_nothing() {
    let home = Home::new();
    login(&home, "juejin");
    login(&home, "juejin2");
    let sessions = home.sandbox().join("sessions");
    let (one, two) = (sessions.join("juejin.json"), sessions.join("juejin2.json"));
    // Copied as it is, the file names its account.
    let own = std::fs::read_to_string(&one).expect("a session");
    let other = std::fs::read_to_string(&two).expect("a session");
    std::fs::write(&one, &other).expect("a copy");
    let ran = home.publish(HELLO, "juejin", &["--via", "api"]).expect(6);
    assert_eq!(ran.result("juejin", "error")["code"], "account.session");
    // With the account's name in it, it names its user.
    let renamed = other.replace("\"juejin2\"", "\"juejin\"");
    std::fs::write(&one, &renamed).expect("a copy");
    let ran = home.publish(HELLO, "juejin", &["--via", "api"]).expect(6);
    assert_eq!(ran.result("juejin", "error")["code"], "account.other-user");
    // With the user's number in it too, the site itself says who it is.
    let forged = renamed.replace(SECOND, FIRST);
    std::fs::write(&one, &forged).expect("a copy");
    let ran = home
        .publish(HELLO, "juejin", &["--via", "browser"])
        .expect(6);
    let error = ran.result("juejin", "error");
    assert_eq!(error["code"], "account.other-user");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|m| m.contains("第二位作者")),
        "{error}"
    );
    assert_eq!(home.counts().0, 0);
    assert!(drafts(&home).is_empty());
    std::fs::write(&one, own).expect("its own again");
    home.publish(HELLO, "juejin", &["--via", "api"]).expect(0);
    // Whose the account is can be forgotten on purpose.
    std::fs::write(&one, renamed).expect("a copy");
    home.run(&["logout", "juejin", "--forget", "--sandbox"])
        .expect(0);
    assert!(!sessions.join("juejin.owner.json").exists());
}

#[test]
fn with_a_passphrase_the_session_is_sealed_and_opens_with_it_alone() {
    let home = Home::new();
    let with = |phrase: &str, args: &[&str]| {
        let mut command = home.command(args);
        command.env("FAGAO_PASSPHRASE", phrase);
        crate::home::Ran::from(command.output().expect("the binary runs"))
    };
    with("a long phrase", &["login", "juejin", "--sms", "--sandbox"]).expect(0);
    let file = home.sandbox().join("sessions/juejin.json");
    let text = std::fs::read_to_string(&file).expect("a session");
    let id = home.book()["juejin"]["sessions"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert!(!text.contains(&id) && !text.contains("sessionid"), "{text}");
    let publish = [
        "publish",
        HELLO,
        "--to",
        "juejin",
        "--sandbox",
        "--yes",
        "--json",
        "--via",
        "api",
    ];
    let ran = home.run(&publish).expect(6);
    assert_eq!(ran.result("juejin", "error")["code"], "account.session");
    let ran = with("another phrase", &publish).expect(6);
    assert_eq!(ran.result("juejin", "error")["code"], "account.session");
    with("a long phrase", &publish).expect(0);
    assert_eq!(home.counts().0, 1);
    let doctor = with("a long phrase", &["doctor", "--sandbox"]);
    assert!(
        doctor.stdout.contains("kept sealed with the passphrase"),
        "{}",
        doctor.stdout
    );
}

#[test]
fn a_session_that_ends_within_days_is_warned_of() {
    let home = Home::new();
    home.set_book(&serde_json::json!({ "juejin": { "settings": { "session_seconds": 260_000 } } }));
    login(&home, "juejin");
    let ran = home.run(&["status", "--sandbox"]).expect(0);
    assert!(
        ran.stderr.contains("juejin: its session ends on"),
        "{}",
        ran.stderr
    );
    let ran = home.run(&["doctor", "--sandbox"]);
    assert!(ran.stdout.contains("its session ends on"), "{}", ran.stdout);
    let ran = home.publish(HELLO, "juejin", &["--via", "api"]).expect(0);
    assert!(
        ran.stderr.contains("(in 3 days)") || ran.stderr.contains("(in 2 days)"),
        "{}",
        ran.stderr
    );
}

#[test]
fn two_accounts_publish_at_the_same_time_each_under_its_own_name() {
    let home = Home::new();
    let mut up = Watched::new(home.spawn(&["sandbox"]));
    up.until("the sandbox is up");
    let text = std::fs::read_to_string(HELLO).expect("the article");
    let front = text.split("---").nth(1).expect("front matter");
    let title = front
        .lines()
        .find_map(|l| l.strip_prefix("title:"))
        .expect("a title")
        .trim();
    let first = home.dir.path().join("first.md");
    let second = home.dir.path().join("second.md");
    let with = |id: &str, name: &str| {
        text.replace("id: hello-fagao", &format!("id: {id}"))
            .replacen(title, name, 1)
    };
    std::fs::write(&first, with("first", "The first author writes")).expect("an article");
    std::fs::write(&second, with("second", "The second author writes")).expect("an article");
    let publish = |article: &std::path::Path, account: &str| {
        let article = article.display().to_string();
        let args = [
            "publish",
            &article,
            "--to",
            account,
            "--sandbox",
            "--yes",
            "--json",
            "--via",
            "browser",
        ];
        Watched::new(home.spawn(&args))
    };
    let running = [publish(&first, "juejin"), publish(&second, "juejin2")];
    for watched in running {
        let (code, stderr) = watched.end();
        assert_eq!(code, 0, "{stderr}");
    }
    let book = home.book();
    let publishes = book["juejin"]["publishes"].as_array().expect("publishes");
    let mut who: Vec<(String, String)> = publishes
        .iter()
        .map(|p| {
            let text = |v: &Value| v.as_str().expect("a text").to_owned();
            (text(&p["user_id"]), text(&p["content"]["title"]))
        })
        .collect();
    who.sort();
    let wanted = [
        (FIRST, "The first author writes"),
        (SECOND, "The second author writes"),
    ];
    assert_eq!(who, wanted.map(|(u, t)| (u.to_owned(), t.to_owned())));
    let of = |user: &str| {
        drafts(&home)
            .iter()
            .filter(|d| d["user_id"] == user)
            .count()
    };
    assert_eq!((of(FIRST), of(SECOND)), (1, 1));
    up.kill();
}

#[test]
fn a_captcha_without_a_window_waits_with_evidence_and_goes_on_later() {
    let home = Home::new();
    login(&home, "juejin");
    home.run(&["sandbox", "do", "ask-captcha"]).expect(0);
    let ran = home.publish(HELLO, "juejin", &[]).expect(6);
    assert_eq!(ran.result("juejin", "state"), "waiting");
    let error = ran.result("juejin", "error");
    assert_eq!(error["code"], "account.person-needed");
    assert!(
        error["hint"]
            .as_str()
            .is_some_and(|h| h.contains("--headed")),
        "{error}"
    );
    assert_eq!(home.counts().0, 0);
    let kept = home
        .files()
        .into_iter()
        .filter(|f| f.extension().is_some_and(|e| e == "png"));
    assert!(kept.count() > 0, "evidence");
    home.run(&["sandbox", "do", "solve-captcha"]).expect(0);
    home.run(&["resume", "--sandbox", "--yes", "--json"])
        .expect(0);
    assert_eq!(home.counts().0, 1);
}

#[test]
fn a_captcha_in_a_window_is_solved_by_a_person_and_the_run_goes_on() {
    let home = Home::new();
    login(&home, "juejin");
    home.run(&["sandbox", "do", "ask-captcha"]).expect(0);
    let args = [
        "publish",
        HELLO,
        "--to",
        "juejin",
        "--sandbox",
        "--yes",
        "--json",
        "--headed",
        "-v",
    ];
    let mut command = home.command(&args);
    command
        .env("FAGAO_HEADLESS", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut run = Watched::new(command.spawn().expect("the binary starts"));
    run.until("waiting for captcha");
    let session = poll("the page with the captcha", || {
        web::sessions_at("验证码中间页").into_iter().next()
    });
    web::drag(&session, ".dragger-box", 300);
    let (code, stderr) = run.end();
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(home.counts().0, 1);
}

#[test]
fn a_captcha_after_the_click_is_looked_behind_and_not_published_means_waiting() {
    let home = Home::new();
    login(&home, "juejin");
    home.faults(
        "[[fault]]\nsite = \"juejin\"\ncall = \"/content_api/v1/article/publish\"\ndo = \"captcha\"\n",
    );
    let ran = home.publish(HELLO, "juejin", &[]).expect(6);
    assert_eq!(ran.result("juejin", "state"), "waiting");
    assert_eq!(
        ran.result("juejin", "error")["code"],
        "account.person-needed"
    );
    assert_eq!(home.counts().0, 0);
    let ran = home
        .run(&["resume", "--sandbox", "--yes", "--json"])
        .expect(0);
    assert!(ran.result("juejin", "url").is_string());
    assert_eq!(home.counts().0, 1);
    assert_eq!(drafts(&home).len(), 1);
}
