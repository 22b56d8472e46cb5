//! Mail, to a mail server on loopback that says what RFC 5321 has it say.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver as Inbox, channel};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::home::Home;

/// What a mail server was told.
#[derive(Debug, Default)]
struct Mail {
    commands: Vec<String>,
    data: String,
}

impl Mail {
    /// A header, unfolded.
    fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default();
        let head = head.replace("\r\n ", " ");
        let found = head
            .lines()
            .find_map(|l| l.strip_prefix(&format!("{name}: ")));
        found.unwrap_or_default().to_owned()
    }

    /// The body, its base64 or quoted-printable undone.
    fn body(&self) -> String {
        let body = self.data.split_once("\r\n\r\n").map_or("", |(_, b)| b);
        match self.header("Content-Transfer-Encoding").as_str() {
            "base64" => decoded(&body.replace("\r\n", "")),
            "quoted-printable" => unquoted(body),
            _ => body.to_owned(),
        }
    }
}

fn decoded(text: &str) -> String {
    String::from_utf8(STANDARD.decode(text).expect("base64")).expect("UTF-8")
}

fn unquoted(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&b, after)) = rest.split_first() {
        if b == b'=' {
            let hex = std::str::from_utf8(&after[..2]).expect("two letters");
            bytes.push(u8::from_str_radix(hex, 16).expect("hex"));
            rest = &after[2..];
        } else {
            bytes.push(b);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// A mail server that takes mail after a sign-in; `refuses` is its answer to the sign-in otherwise.
fn server(refuses: &'static [&'static str]) -> (u16, Inbox<Mail>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (tell, got) = channel();
    std::thread::spawn(move || {
        for (n, stream) in listener.incoming().flatten().enumerate() {
            let mut lines = BufReader::new(stream.try_clone().expect("a clone"));
            let mut stream = stream;
            let mut say = |line: &str| drop(stream.write_all(format!("{line}\r\n").as_bytes()));
            let mut mail = Mail::default();
            say("220 local ESMTP");
            let mut line = String::new();
            let mut in_data = false;
            while lines.read_line(&mut line).unwrap_or(0) > 0 {
                let text = line.trim_end().to_owned();
                if in_data {
                    if text == "." {
                        in_data = false;
                        say("250 taken");
                    } else {
                        mail.data.push_str(text.strip_prefix('.').unwrap_or(&text));
                        mail.data.push_str("\r\n");
                    }
                    line.clear();
                    continue;
                }
                let verb = text
                    .split(' ')
                    .next()
                    .unwrap_or_default()
                    .to_ascii_uppercase();
                match verb.as_str() {
                    "EHLO" => say("250-local\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN"),
                    "AUTH" => say(refuses
                        .get(n)
                        .or(refuses.last())
                        .unwrap_or(&"235 signed in")),
                    "DATA" => {
                        in_data = true;
                        say("354 go on");
                    }
                    "QUIT" => say("221 bye"),
                    _ => say("250 ok"),
                }
                mail.commands.push(text);
                line.clear();
            }
            let _ = tell.send(mail);
        }
    });
    (port, got)
}

fn home(port: u16) -> Home {
    Home::new(&format!(
        "[notify.me]\nkind = \"mail\"\nserver = \"smtp://127.0.0.1:{port}\"\nuser = \"bot\"\npassword = {{ env = \"ROBOT_SECRET\" }}\nfrom = \"发稿 <bot@example.com>\"\nto = [\"me@example.com\", \"You <you@example.com>\"]\n"
    ))
}

fn next(got: &Inbox<Mail>) -> Mail {
    got.recv_timeout(Duration::from_secs(30)).expect("a mail")
}

#[test]
fn a_mail_is_signed_in_for_addressed_and_whole() {
    let (port, got) = server(&[]);
    let home = home(port);
    let ran = home.with_config(&["notify", "test", "--lang", "zh"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let mail = next(&got);
    let auth = mail
        .commands
        .iter()
        .find_map(|c| c.strip_prefix("AUTH PLAIN "));
    assert_eq!(
        auth.map(decoded).as_deref(),
        Some("\0bot\0SEC-of-the-robot")
    );
    for want in [
        "MAIL FROM:<bot@example.com>",
        "RCPT TO:<me@example.com>",
        "RCPT TO:<you@example.com>",
    ] {
        assert!(
            mail.commands.iter().any(|c| c.starts_with(want)),
            "{want}: {mail:?}"
        );
    }
    assert!(mail.header("Content-Type").starts_with("text/plain"));
    let subject = mail.header("Subject");
    let words = subject
        .split(' ')
        .filter_map(|w| w.strip_prefix("=?utf-8?b?"));
    let subject: String = words.map(|w| decoded(w.trim_end_matches("?="))).collect();
    assert_eq!(subject, "发稿：这是一条示例通知");
    assert!(
        mail.header("Date").ends_with("+0000"),
        "{}",
        mail.header("Date")
    );
    assert!(mail.header("Message-ID").ends_with("@fagao.invalid>"));
    assert!(
        mail.body().contains("Hello → juejin：已发布"),
        "{}",
        mail.body()
    );
}

#[test]
fn a_password_that_is_wrong_is_tried_once_and_a_busy_server_twice() {
    for (refuses, tries) in [(&["535 5.7.8 no"][..], 1), (&["454 4.7.0 later"][..], 2)] {
        let (port, _got) = server(refuses);
        let (ran, row) = home(port).test();
        assert_eq!((ran.code, &row["tries"]), (4, &tries.into()), "{row}");
        assert_eq!(row["error"]["code"], "notify.mail");
    }
    let (port, _got) = server(&["454 4.7.0 later", "235 ok"]);
    let (ran, row) = home(port).test();
    assert_eq!((ran.code, &row["tries"]), (0, &2.into()), "{row}");
}
