//! Receivers that fail, are slow, redirect and lie; and configurations that cannot work.

use super::home::Home;
use super::receiver::{Answer, Receiver, ok};

/// Sends a sample to a receiver: the code of what went wrong, and how often it was sent.
fn sent(kind: &str, answers: Vec<Answer>) -> (String, u64, usize, String) {
    let receiver = Receiver::new(answers);
    let home = Home::new(&format!(
        "[notify.team]\nkind = \"{kind}\"\nurl = \"{}\"\n",
        receiver.url("/hook/0123456789abcdef0123456789")
    ));
    let (ran, row) = home.test();
    assert_eq!(ran.code, if row["delivered"] == true { 0 } else { 4 });
    let all = format!("{}{}", ran.stdout, ran.stderr);
    assert!(
        !all.contains("0123456789abcdef"),
        "the address is told: {all}"
    );
    let code = row["error"]["code"].as_str().unwrap_or("delivered");
    let tries = row["tries"].as_u64().expect("a number");
    (
        code.to_owned(),
        tries,
        receiver.all().len(),
        row.to_string(),
    )
}

fn says(status: &'static str, body: &str) -> Answer {
    Answer::Says(status, "", body.to_owned())
}

#[test]
fn what_may_come_through_is_sent_once_more_and_no_oftener() {
    for (answers, code, times) in [
        (vec![says("500 Oops", ""), ok("")], "delivered", 2),
        (vec![Answer::Closes, ok("")], "delivered", 2),
        (vec![says("503 Busy", "wait")], "notify.status", 2),
        (vec![Answer::Closes], "notify.no-answer", 2),
        (vec![says("429 Slow", "")], "notify.status", 2),
        (vec![says("403 No", "who are you")], "notify.status", 1),
        (vec![says("404 No", "")], "notify.status", 1),
    ] {
        let (found, tries, got, row) = sent("webhook", answers);
        assert_eq!(
            (found.as_str(), tries, got),
            (code, times, usize::try_from(times).unwrap()),
            "{row}"
        );
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Receiver::new(vec![ok("")]);
    let location = format!("Location: {}\r\n", elsewhere.url("/stolen")).leak();
    let (code, tries, got, row) = sent(
        "webhook",
        vec![Answer::Says(
            "307 Temporary Redirect",
            location,
            String::new(),
        )],
    );
    assert_eq!(
        (code.as_str(), tries, got),
        ("notify.redirected", 1, 1),
        "{row}"
    );
    assert!(elsewhere.all().is_empty(), "it was followed");
}

#[test]
fn a_robot_that_says_200_and_refuses_has_not_taken_it() {
    for (kind, body, code, times) in [
        (
            "feishu",
            r#"{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}"#,
            "notify.refused",
            1,
        ),
        (
            "dingtalk",
            r#"{"errcode":310000,"errmsg":"keywords not in content"}"#,
            "notify.refused",
            1,
        ),
        (
            "wecom",
            r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#,
            "notify.refused",
            1,
        ),
        (
            "wecom",
            r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#,
            "notify.refused",
            2,
        ),
        (
            "feishu",
            r#"{"errcode":0,"errmsg":"ok"}"#,
            "notify.other-answer",
            1,
        ),
        (
            "dingtalk",
            "<html>welcome to our proxy</html>",
            "notify.other-answer",
            1,
        ),
        ("wecom", "", "notify.other-answer", 1),
    ] {
        let (found, tries, got, row) = sent(kind, vec![ok(body)]);
        assert_eq!(
            (found.as_str(), tries, got),
            (code, times, usize::try_from(times).unwrap()),
            "{kind} {body}: {row}"
        );
    }
}

#[test]
fn what_a_receiver_says_back_of_the_address_is_hidden() {
    let body = r#"{"errcode":93000,"errmsg":"no such hook: 0123456789abcdef0123456789"}"#;
    let (_, _, _, row) = sent("wecom", vec![ok(body)]);
    assert!(row.contains("no such hook: ***"), "{row}");
}

#[test]
fn nobody_there_is_told_as_that() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let home = Home::new(&format!(
        "[notify.a]\nkind = \"webhook\"\nurl = \"http://127.0.0.1:{port}/\"\n"
    ));
    let (ran, row) = home.test();
    assert_eq!((ran.code, &row["tries"]), (4, &2.into()), "{row}");
    assert_eq!(row["error"]["code"], "notify.unreachable");
}

#[test]
fn a_mistake_in_the_configuration_is_told_at_its_place() {
    let web = "kind = \"webhook\"\nurl = \"http://127.0.0.1:1/\"\n";
    for (table, place, want) in [
        (
            format!("{web}text = \"\"\"a\n{{{{ titel }}}}\"\"\"\n"),
            "user.toml:4:8",
            "line 2: titel",
        ),
        (
            format!("{web}title = \"{{% for r in results %}}{{{{ r.utl }}}}{{% endfor %}}\"\n"),
            "user.toml:4:9",
            "r.utl",
        ),
        (
            format!("{web}[notify.a.done]\ntext = \"{{{{ text\"\n"),
            "user.toml:5:8",
            "[notify.a.done] text",
        ),
        (
            format!("{web}on = [\"dnoe\"]\n"),
            "user.toml:4:7",
            "no event",
        ),
        (
            format!("{web}password = \"x\"\n"),
            "user.toml:4:1",
            "means nothing to the kind webhook",
        ),
        (
            "kind = \"wecom\"\nurl = \"http://example.com/\"\n".to_owned(),
            "user.toml:3:7",
            "https",
        ),
        (
            "kind = \"webhook\"\nurl = \"ftp://example.com/\"\n".to_owned(),
            "user.toml:3:7",
            "cannot be used",
        ),
        (
            "kind = \"webhook\"\n".to_owned(),
            "user.toml:1:9",
            "url is missing",
        ),
        (
            "kind = \"telegram\"\n".to_owned(),
            "user.toml:2:8",
            "no kind of notice",
        ),
        (
            "kind = \"mail\"\nserver = \"mail.example.com\"\nfrom = \"me\"\nto = [\"you\"]\n"
                .to_owned(),
            "user.toml:3:10",
            "smtps://",
        ),
    ] {
        let home = Home::new(&format!("[notify.a]\n{table}"));
        let ran = home.with_config(&["notify", "test"]);
        assert_eq!(ran.code, 3, "{table}\n{}", ran.stderr);
        assert!(
            ran.stderr.contains(place) && ran.stderr.contains(want),
            "{table}\n{}",
            ran.stderr
        );
    }
}

#[test]
fn a_cloned_project_tells_nobody_without_consent() {
    let receiver = Receiver::new(vec![ok("")]);
    let url = receiver.url("/hook/0123456789abcdef0123456789");
    let home = Home::new("");
    let project = home.path("project");
    std::fs::create_dir_all(&project).unwrap();
    let write = |url: &str, text: &str| {
        let config = format!(
            "[notify.a]\nkind = \"webhook\"\nurl = \"{url}\"\nsecret = \"sign-with-this\"\ntitle = \"{text}\"\n"
        );
        std::fs::write(project.join("fagao.toml"), config).unwrap();
    };
    let run = |args: &[&str]| {
        let out = home.command(args).current_dir(&project).output().unwrap();
        let said = [out.stdout, out.stderr].concat();
        (
            out.status.code(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    };
    write(&url, "one");
    let (code, said) = run(&["notify", "test"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(
        said.contains("[notify.a] url may not stand in a project"),
        "{said}"
    );
    let (code, said) = run(&["trust", "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("[notify.a] url: http://127.0.0.1/…"),
        "{said}"
    );
    assert!(
        !said.contains("0123456789abcdef") && !said.contains("sign-with"),
        "{said}"
    );
    assert_eq!(run(&["notify", "test"]).0, Some(0));
    // Other words ask nothing again, another address does.
    write(&url, "two");
    assert_eq!(run(&["notify", "test"]).0, Some(0));
    assert_eq!(receiver.all().len(), 2);
    write(&receiver.url("/elsewhere"), "two");
    assert_eq!(run(&["notify", "test"]).0, Some(3));
    assert!(receiver.all().is_empty());
}
