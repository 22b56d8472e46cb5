//! Notices of real runs in the sandbox: at the end, of a failure, and while a run goes on.

use super::home::Home;
use super::receiver::{Answer, Receiver, ok};

fn sandbox(table: &str) -> Home {
    Home::new(table)
}

fn webhook(receiver: &Receiver) -> String {
    format!(
        "[sandbox.notify.team]\nkind = \"webhook\"\nurl = \"{}\"\nsecret = \"sign-with-this-key\"\n",
        receiver.url("/hook/0123456789abcdef0123456789")
    )
}

#[test]
fn the_end_of_a_run_is_told_with_its_results() {
    let receiver = Receiver::new(vec![ok("")]);
    let home = sandbox(&webhook(&receiver));
    let article = home.order("one", 1);
    let args = [
        "publish",
        &article,
        "--to",
        "jz",
        "--sandbox",
        "--yes",
        "--json",
    ];
    let ran = home.with_config(&args);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let body = receiver.next().json();
    assert_eq!(
        (&body["event"], &body["sandbox"]),
        (&"done".into(), &true.into())
    );
    assert_eq!(body["run"], ran.json()["run"]);
    assert_eq!(body["results"][0]["title"], "标题 one");
    assert_eq!(body["results"][0]["account"], "jz");
    assert_eq!(
        body["results"][0]["state"],
        ran.json()["results"][0]["state"]
    );
    assert!(receiver.all().is_empty(), "it was told twice");
    let record = home.record();
    assert!(
        record.contains(
            r#""event":"noticed","notice":"team","about":"done","tries":1,"trouble":null"#
        ),
        "{record}"
    );
    for (file, text) in home.kept() {
        assert!(
            !text.contains("0123456789abcdef") && !text.contains("sign-with-this"),
            "{}",
            file.display()
        );
    }
}

#[test]
fn a_failure_is_told_and_a_notice_that_fails_changes_nothing() {
    let receiver = Receiver::new(vec![Answer::Says(
        "403 No",
        "",
        "go away 0123456789abcdef0123456789".into(),
    )]);
    let told = |home: &Home, article: &str| {
        let args = [
            "publish",
            article,
            "--to",
            "jz",
            "--sandbox",
            "--yes",
            "--json",
            "--lang",
            "zh",
        ];
        home.with_config(&args)
    };
    let fails = |home: &Home| {
        let dir = home.path("state/sandbox");
        std::fs::create_dir_all(&dir).expect("the sandbox's directory");
        let faults = "[[fault]]\nsite = \"jzguai\"\ncall = \"/api/v1/resource\"\ndo = \"error-before\"\ntimes = 0\n";
        std::fs::write(dir.join("faults.toml"), faults).expect("a script");
    };
    let quiet = Home::new("");
    fails(&quiet);
    let article = quiet.order("two", 1);
    let without = told(&quiet, &article);
    let home = sandbox(&webhook(&receiver));
    fails(&home);
    let article = home.order("two", 1);
    let with = told(&home, &article);
    assert_eq!(with.code, without.code, "{}", with.stderr);
    assert_eq!(
        with.json()["results"][0]["state"],
        without.json()["results"][0]["state"]
    );
    assert_eq!(with.code, 4, "{}", with.stderr);
    let body = receiver.next().json();
    assert_eq!(body["event"], "failed");
    assert_eq!(body["exit"], 4);
    assert_eq!(body["title"], "发稿（沙盒）：1 项里有 1 项没有完成");
    assert!(body["results"][0]["code"].is_string(), "{body}");
    assert!(
        with.stderr.contains("team（webhook）：没有送达"),
        "{}",
        with.stderr
    );
    assert!(!with.stderr.contains("0123456789abcdef"), "{}", with.stderr);
    let record = home.record();
    assert!(record.contains(r#""code":"notify.status""#), "{record}");
    assert!(!record.contains("0123456789abcdef"), "{record}");
}

#[test]
fn the_sandbox_tells_nobody_elsewhere() {
    let home = sandbox("[sandbox.notify.a]\nkind = \"webhook\"\nurl = \"https://example.com/x\"\n");
    let article = home.order("three", 1);
    let ran = home.with_config(&["publish", &article, "--to", "jz", "--sandbox", "--yes"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("nothing of the sandbox leaves it"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_slow_receiver_is_waited_for_in_bounds_and_the_results_come_first() {
    let receiver = Receiver::new(vec![Answer::Hangs]);
    let home = sandbox(&webhook(&receiver));
    let article = home.order("four", 1);
    let ran = home.with_config(&["publish", &article, "--to", "jz", "--sandbox", "--yes"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(receiver.all().len(), 2);
    assert!(home.record().contains(r#""code":"notify.no-answer""#));
}

#[test]
fn an_outcome_that_is_not_known_is_for_a_person() {
    let receiver = Receiver::new(vec![ok("")]);
    let home = sandbox(&webhook(&receiver));
    let dir = home.path("state/sandbox");
    std::fs::create_dir_all(&dir).expect("the sandbox's directory");
    let fault = |call: &str, what: &str, after: u32| {
        format!(
            "[[fault]]\nsite = \"jzguai\"\ncall = \"/api/v1/{call}\"\ndo = \"{what}\"\ntimes = 0\nafter = {after}\n"
        )
    };
    let faults = fault("publish", "lose-answer", 0) + &fault("status", "error-before", 1);
    std::fs::write(dir.join("faults.toml"), faults).expect("a script");
    let article = home.order("five", 1);
    let ran = home.with_config(&["publish", &article, "--to", "jz", "--sandbox", "--yes"]);
    assert_eq!(ran.code, 5, "{}", ran.stderr);
    let body = receiver.next().json();
    assert_eq!(
        (&body["event"], &body["exit"]),
        (&"person".into(), &5.into())
    );
    assert_eq!(body["title"], "fagao (sandbox): a person is needed for jz");
    assert_eq!(body["results"][0]["state"], "unknown");
}

#[test]
fn what_several_receivers_did_not_take_is_told_one_after_the_other() {
    let refused = || Answer::Says("403 No", "", "who are you".to_owned());
    let receivers: Vec<Receiver> = (0..8).map(|_| Receiver::new(vec![refused()])).collect();
    let tables = receivers.iter().enumerate().map(|(n, r)| {
        let url = r.url("/hook");
        format!("[sandbox.notify.n{n}]\nkind = \"webhook\"\nurl = \"{url}\"\n")
    });
    let home = sandbox(&tables.collect::<String>());
    let article = home.order("several", 1);
    let args = ["publish", &article, "--to", "jz", "--sandbox", "--yes"];
    let ran = home.with_config(&args);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let lines: Vec<&str> = ran.stderr.lines().collect();
    let told = lines.iter().enumerate();
    let told = told.filter(|(_, l)| l.contains("(webhook): not delivered"));
    let told: Vec<usize> = told.map(|(n, _)| n).collect();
    assert_eq!(told.len(), receivers.len(), "{}", ran.stderr);
    for n in told {
        assert!(lines[n + 1].starts_with("  -> "), "{}", ran.stderr);
    }
}
