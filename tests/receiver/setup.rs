//! How a server begins, and how it ends.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::serving::{Home, KEYS, answer, article, connect};

/// Runs `fagao serve` with a configuration that it must not take; gives its code and what it said.
fn refused(config: &str) -> (i32, String) {
    let home = Home::new();
    std::fs::write(home.dir.path().join("fagao.toml"), config).unwrap();
    let ran = home.command(&["serve", "--listen", "127.0.0.1:0"]).output();
    let ran = ran.expect("the binary runs");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    (ran.status.code().unwrap_or(-1), said)
}

const YS: &str = "[accounts.ys]\nplatform = \"yunsuo\"\npool_key = \"k\"\n";

#[test]
fn a_configuration_that_cannot_serve_says_what_to_write() {
    for (config, code, want) in [
        (
            format!("{YS}[serve]\nlayout = \"hogo\"\n"),
            3,
            "one of hugo, hexo, jekyll",
        ),
        (
            format!("{YS}[serve]\ndir = \"../site\"\n"),
            3,
            "may not stand in a project's own",
        ),
        (
            format!("{YS}[serve]\ndirectory = \"site\"\n"),
            3,
            "directory",
        ),
        (
            format!("{YS}[serve]\ntoken = {{ env = \"NO_SUCH\" }}\n"),
            3,
            "NO_SUCH",
        ),
        (
            YS.replace("\"k\"", "{ file = \"none\" }"),
            3,
            "pool_key of ys cannot be had",
        ),
        (
            YS.replace("\"k\"", "\"\""),
            3,
            "pool_key of ys cannot be had",
        ),
    ] {
        let (found, said) = refused(&config);
        assert_eq!(found, code, "{config}\n{said}");
        assert!(said.contains(want), "{config}\n{said}");
    }
}

#[test]
fn without_anything_to_receive_the_clock_is_kept() {
    let home = Home::new();
    std::fs::write(
        home.dir.path().join("fagao.toml"),
        "[accounts.j]\nplatform = \"juejin\"\n",
    )
    .unwrap();
    let mut child = home
        .command(&["serve", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let mut said = lines.by_ref().map_while(Result::ok);
    assert!(said.any(|l| l.contains("only the clock is kept")));
    assert!(said.any(|l| l.contains("the clock is kept: nothing waits")));
    let mut kill = Command::new("kill");
    kill.args(["-TERM", &child.id().to_string()]);
    assert!(kill.status().expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn one_server_at_a_time_works_with_a_state_directory() {
    let home = Home::new();
    let server = home.serve("127.0.0.1:0", &[]);
    let ran = home.command(&["serve", "--listen", "127.0.0.1:0"]).output();
    let ran = ran.expect("the binary runs");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(4), "{said}");
    assert!(said.contains("serve.another"), "{said}");
    assert_eq!(server.get("/healthz"), "ok\n");
    assert!(!server.said.contains("WARNING"), "{}", server.said);
}

#[test]
fn a_request_under_way_is_answered_before_the_server_ends() {
    let home = Home::new();
    let mut server = home.serve("127.0.0.1:0", &[]);
    let body = article(KEYS[0], "n", "标题", "<p>x</p>").to_string();
    let (first, rest) = body.as_bytes().split_at(20);
    let mut stream = connect(server.at);
    let head = format!(
        "POST /yunsuo/ys HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first).unwrap();
    // Its head was read when another connection, opened later, has its answer.
    assert_eq!(server.get("/healthz"), "ok\n");
    let pid = server.child.id().to_string();
    let ended = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(ended.expect("kill runs").success());
    stream.write_all(rest).unwrap();
    assert_eq!(answer(&mut stream).expect("an answer").0, 200);
    let code = server.child.wait().expect("it ends").code();
    assert_eq!(code, Some(0));
}
