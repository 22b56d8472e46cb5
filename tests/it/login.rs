//! The ways in, each through the real page, all ending in the same stored session.

use std::io::Cursor;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::home::{HELLO, Home};
use crate::watch::{Watched, poll};
use crate::web;

const USER: &str = "1380642336007919";
const SECOND_USER: &str = "1380642336015838";

/// The stored session of an account.
fn session(home: &Home, account: &str) -> Value {
    let file = home.sandbox().join(format!("sessions/{account}.json"));
    let bytes = std::fs::read(file).expect("a session");
    serde_json::from_slice(&bytes).expect("a session in JSON")
}

/// Fails unless an account's session is whole: who it is, until when, with the hidden cookies.
fn is_signed_in(home: &Home, account: &str, user: &str) {
    let session = session(home, account);
    assert_eq!(session["user_id"], user);
    let taken = session["taken"].as_i64().expect("a time");
    let expires = session["expires"].as_i64().expect("an end");
    assert!(
        (expires - taken - 31_536_000).abs() < 120,
        "{taken} {expires}"
    );
    let cookies = session["cookies"].as_array().expect("cookies");
    for hidden in ["sessionid", "sid_guard"] {
        assert!(
            cookies
                .iter()
                .any(|c| c["name"] == hidden && c["http_only"] == true),
            "{hidden}"
        );
    }
}

/// A sandbox that stays up for a test.
fn sandbox(home: &Home) -> Watched {
    let mut up = Watched::new(home.spawn(&["sandbox"]));
    up.until("the sandbox is up");
    up
}

fn command_that_prints(home: &Home, lines: &[&str]) -> String {
    let (count, script) = (
        home.dir.path().join("count"),
        home.dir.path().join("codes.sh"),
    );
    let cases: String = lines
        .iter()
        .enumerate()
        .map(|(n, line)| format!("{n}) echo '{line}';;\n"))
        .collect();
    let text = format!(
        "n=$(cat {0} 2>/dev/null || echo 0); echo $((n+1)) > {0}\ncase $n in\n{cases}*) exit 1;;\nesac\n",
        count.display()
    );
    std::fs::write(&script, text).expect("a script");
    format!("sh {}", script.display())
}

/// The first QR code among lines, as a phone's camera would read it.
fn scan(lines: &[String]) -> String {
    let rows: Vec<Vec<char>> = lines.iter().map(|l| l.chars().collect()).collect();
    let scale = 4;
    let side = |n: usize| u32::try_from(n).expect("a small drawing") * scale;
    let picture = image::GrayImage::from_fn(side(rows[0].len()), side(rows.len() * 2), |x, y| {
        let (x, y) = ((x / scale) as usize, (y / scale) as usize);
        let light = match (rows[y / 2].get(x), y % 2) {
            (Some('█'), _) | (Some('▀'), 0) | (Some('▄'), 1) => 255,
            _ => 0,
        };
        image::Luma([light])
    });
    let mut png = Cursor::new(Vec::new());
    picture
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a picture");
    fagao::qr::read(png.get_ref()).expect("a code that can be read")
}

/// The lines of the next QR code that a command draws: after its heading, until a line is another.
fn next_code(watched: &mut Watched) -> String {
    watched.until("scan this with the site's app");
    let first = watched.until("████");
    let rows = first.chars().count().div_ceil(2);
    let mut lines = vec![first];
    lines.extend(watched.next_lines(rows - 1));
    scan(&lines)
}

#[test]
fn a_wrong_code_is_asked_for_again_with_the_sites_words() {
    let home = Home::new();
    let command = command_that_prints(&home, &["000000", "246810"]);
    let ran = home.run(&[
        "login",
        "juejin",
        "--sms",
        "--sandbox",
        "--code-command",
        &command,
    ]);
    let ran = ran.expect(0);
    assert!(
        ran.stderr.contains("the site says: 验证码错误"),
        "{}",
        ran.stderr
    );
    is_signed_in(&home, "juejin", USER);
}

#[test]
fn another_code_is_had_sent_when_the_countdown_is_over() {
    let home = Home::new();
    home.set_book(&json!({ "juejin": { "settings": { "seconds_between_codes": 2 } } }));
    let command = command_that_prints(&home, &["", "246810"]);
    let ran = home.run(&[
        "login",
        "juejin",
        "--sms",
        "--sandbox",
        "--code-command",
        &command,
    ]);
    let ran = ran.expect(0);
    assert!(
        ran.stderr.contains("another code was sent"),
        "{}",
        ran.stderr
    );
    is_signed_in(&home, "juejin", USER);
}

#[test]
fn wrong_codes_are_tried_three_times_and_no_session_is_kept() {
    let home = Home::new();
    let file = home.dir.path().join("phone");
    std::fs::write(&file, "13800138000\n").expect("a file");
    let phone = file.display().to_string();
    let args = [
        "login",
        "juejin",
        "--sms",
        "--sandbox",
        "--code-command",
        "echo 000000",
    ];
    let ran = home
        .run(&[&args[..], &["--phone-file", &phone]].concat())
        .expect(6);
    assert!(
        ran.stderr.contains("account.sign-in-refused"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("after 3 codes"), "{}", ran.stderr);
    assert_eq!(home.book()["juejin"]["codes"][0]["wrong"], 3);
    assert!(!home.sandbox().join("sessions/juejin.json").exists());
    // A code that was sent a moment ago is not sent again: the site's words, and nothing pressed twice.
    let ran = home
        .run(&[&args[..], &["--phone-file", &phone]].concat())
        .expect(6);
    assert!(ran.stderr.contains("操作太频繁"), "{}", ran.stderr);
}

/// Signs in by the calls of the documented version, with a command that gives the codes.
fn by_calls(home: &Home, codes: &[&str], more: &[&str]) -> crate::home::Ran {
    let command = command_that_prints(home, codes);
    let args = [
        "login",
        "juejin",
        "--sms",
        "--via",
        "api",
        "--sandbox",
        "--code-command",
    ];
    home.run(&[&args[..], &[&command], more].concat())
}

#[test]
fn the_documented_version_signs_in_by_calls_without_a_browser() {
    let home = Home::new();
    home.set_book(&json!({ "juejin": { "settings": { "seconds_between_codes": 0 } } }));
    // No page is opened: the driver's address leads nowhere.
    let version = ["--site-file", "2026-02-02"];
    let ran = by_calls(&home, &["000000", "", "246810"], &version).expect(0);
    for words in ["the site says: 验证码错误", "another code was sent"] {
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
    let session = session(&home, "juejin");
    assert_eq!(session["user_id"], USER);
    let names: Vec<&str> = session["cookies"]
        .as_array()
        .expect("cookies")
        .iter()
        .filter_map(|c| c["name"].as_str())
        .collect();
    assert!(names.contains(&"sessionid") && names.contains(&"sessionid_sig"));
    assert!(!ran.stderr.contains("246810"), "{}", ran.stderr);
    let more = ["--via", "api", "--site-file", "2026-02-02"];
    home.publish(HELLO, "juejin", &more).expect(0);
    assert_eq!(home.counts().0, 1);
}

#[test]
fn wrong_codes_by_calls_are_counted_and_the_measured_version_has_no_such_calls() {
    let home = Home::new();
    let version = ["--site-file", "2026-02-02"];
    let ran = by_calls(&home, &["1", "2", "3", "4"], &version).expect(6);
    assert!(
        ran.stderr.contains("account.sign-in-refused"),
        "{}",
        ran.stderr
    );
    assert!(!home.sandbox().join("sessions/juejin.json").exists());
    let ran = by_calls(&home, &["246810"], &[]).expect(4);
    assert!(
        ran.stderr.contains("account.no-sign-in-calls"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("2026-02-02"), "{}", ran.stderr);
}

#[test]
fn the_qr_code_in_the_terminal_is_the_pages_and_is_drawn_anew_when_it_expires() {
    let home = Home::new();
    let up = sandbox(&home);
    let mut login = Watched::new(home.spawn(&["login", "juejin", "--qr", "--sandbox"]));
    let first = next_code(&mut login);
    let act = |args: &[&str]| home.run(&[&["sandbox", "do"], args].concat()).expect(0);
    act(&["expire"]);
    let second = next_code(&mut login);
    assert_ne!(first, second);
    let token = second.rsplit_once('=').expect("a token").1;
    let codes = home.book()["juejin"]["qr_codes"].clone();
    assert!(codes.to_string().contains(token), "{second} {codes}");
    act(&["scan", "--code", &second]);
    let (code, stderr) = login.end();
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("is signed in as 沙盒作者"), "{stderr}");
    is_signed_in(&home, "juejin", USER);
    up.kill();
}

#[test]
fn a_qr_code_that_nobody_scans_is_waited_for_and_given_up() {
    let home = Home::new();
    let args = [
        "login",
        "juejin",
        "--qr",
        "--sandbox",
        "--wait-for-person",
        "3s",
    ];
    let ran = home.run(&args).expect(6);
    assert!(ran.stderr.contains("account.nobody-came"), "{}", ran.stderr);
    assert!(!home.sandbox().join("sessions/juejin.json").exists());
}

#[test]
fn in_a_window_a_person_signs_in_and_the_bot_takes_the_session() {
    let home = Home::new();
    let up = sandbox(&home);
    let mut command = home.command(&["login", "juejin2", "--headed", "--sandbox", "-v"]);
    command
        .env("FAGAO_HEADLESS", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut login = Watched::new(command.spawn().expect("the binary starts"));
    login.until("waiting for a person");
    // The person takes out their phone: the page shows its QR code there too.
    poll("a QR code", || {
        let args = ["sandbox", "do", "scan", "--phone", "13800138001"];
        (home.run(&args).code == 0).then_some(())
    });
    let (code, stderr) = login.end();
    assert_eq!(code, 0, "{stderr}");
    is_signed_in(&home, "juejin2", SECOND_USER);
    up.kill();
}

#[test]
fn a_session_travels_as_storage_state_cookies_txt_and_header() {
    let home = Home::new();
    home.run(&["login", "juejin", "--sms", "--sandbox"])
        .expect(0);
    let file = home.dir.path().join("state.json");
    let path = file.display().to_string();
    home.run(&["login", "juejin", "--export", &path, "--sandbox"])
        .expect(0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.metadata().expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let state: Value =
        serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
    let cookies = state["cookies"].as_array().expect("cookies");
    let text = |c: &Value, key: &str| c[key].as_str().expect("a text").to_owned();
    let header: Vec<String> = cookies
        .iter()
        .map(|c| format!("{}={}", text(c, "name"), text(c, "value")))
        .collect();
    let netscape: Vec<String> = cookies
        .iter()
        .map(|c| {
            let hidden = if c["httpOnly"] == true {
                "#HttpOnly_"
            } else {
                ""
            };
            format!(
                "{hidden}{}\tTRUE\t/\tFALSE\t{}\t{}\t{}",
                text(c, "domain"),
                c["expires"],
                text(c, "name"),
                text(c, "value")
            )
        })
        .collect();
    std::fs::write(home.dir.path().join("cookies.txt"), netscape.join("\n")).expect("a file");
    std::fs::write(home.dir.path().join("header"), header.join("; ")).expect("a file");
    for name in ["state.json", "cookies.txt", "-"] {
        home.run(&["logout", "juejin", "--sandbox"]).expect(0);
        let from = match name {
            "-" => name.to_owned(),
            name => home.dir.path().join(name).display().to_string(),
        };
        let mut command = home.command(&["login", "juejin", "--import", &from, "--sandbox"]);
        if name == "-" {
            let header = std::fs::File::open(home.dir.path().join("header")).expect("a file");
            command.stdin(header);
        }
        let ran = crate::home::Ran::from(command.output().expect("the binary runs"));
        ran.expect(0);
        is_signed_in(&home, "juejin", USER);
    }
    // It is a session that publishes.
    home.publish(HELLO, "juejin", &["--via", "api"]).expect(0);
    assert_eq!(home.counts().0, 1);
}

#[test]
fn cookies_that_the_site_does_not_know_are_no_session() {
    let home = Home::new();
    let file = home.dir.path().join("header");
    std::fs::write(&file, "Cookie: sessionid=0123456789abcdef; sid_guard=x").expect("a file");
    let path = file.display().to_string();
    let ran = home
        .run(&["login", "juejin", "--import", &path, "--sandbox"])
        .expect(6);
    assert!(!ran.stderr.contains("0123456789abcdef"), "{}", ran.stderr);
    assert!(!home.sandbox().join("sessions/juejin.json").exists());
    std::fs::write(&file, "no cookies here").expect("a file");
    let ran = home
        .run(&["login", "juejin", "--import", &path, "--sandbox"])
        .expect(4);
    assert!(ran.stderr.contains("account.import"), "{}", ran.stderr);
}

/// A Chrome of the user's own, that knows the sandbox and has a page open.
struct Chrome {
    child: std::process::Child,
    address: String,
}

impl Chrome {
    fn start(home: &Home) -> Self {
        let running = std::fs::read(home.sandbox().join("running.json")).expect("a sandbox");
        let running: Value = serde_json::from_slice(&running).expect("JSON");
        let rules = format!(
            "MAP juejin.cn:443 127.0.0.1:{0},MAP api.juejin.cn:443 127.0.0.1:{0},MAP * ~NOTFOUND",
            running["port"]
        );
        let profile = home.dir.path().join("chrome");
        let name = [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ]
        .into_iter()
        .find(|name| {
            std::process::Command::new(name)
                .arg("--version")
                .output()
                .is_ok()
        })
        .expect("a browser");
        let child = std::process::Command::new(name)
            .args([
                "--headless=new",
                "--no-first-run",
                "--no-sandbox",
                "--disable-gpu",
            ])
            .args(["--no-proxy-server", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("--host-resolver-rules={rules}"))
            .arg(format!(
                "--ignore-certificate-errors-spki-list={}",
                running["spki_sha256_base64"].as_str().expect("a hash")
            ))
            .arg("data:text/html,<title>own</title>")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a browser starts");
        let port = poll("the browser's port", || {
            let text = std::fs::read_to_string(profile.join("DevToolsActivePort")).ok()?;
            text.lines()
                .next()
                .map(str::to_owned)
                .filter(|p| !p.is_empty())
        });
        let chrome = Self {
            child,
            address: format!("127.0.0.1:{port}"),
        };
        poll("the user's page", || {
            (chrome.titles() == ["own"]).then_some(())
        });
        chrome
    }

    fn titles(&self) -> Vec<String> {
        let pages = web::pages(&self.address);
        pages
            .iter()
            .map(|p| p["title"].as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        // Politely, so that it writes its cookies.
        let id = self.child.id().to_string();
        let _ = std::process::Command::new("kill").arg(id).status();
        let _ = self.child.wait();
    }
}

#[test]
fn a_chrome_that_runs_gets_a_tab_and_is_left_as_it_was() {
    let home = Home::new();
    let up = sandbox(&home);
    let chrome = Chrome::start(&home);
    let args = [
        "login",
        "juejin",
        "--attach",
        &chrome.address,
        "--sandbox",
        "-v",
    ];
    let mut login = Watched::new(home.spawn(&args));
    login.until("waiting for a person");
    poll("a QR code", || {
        (home.run(&["sandbox", "do", "scan"]).code == 0).then_some(())
    });
    let (code, stderr) = login.end();
    assert_eq!(code, 0, "{stderr}");
    is_signed_in(&home, "juejin", USER);
    assert_eq!(chrome.titles(), ["own"]);
    // Now that Chrome is signed in: nobody is waited for, and again nothing of it is changed.
    home.run(&["logout", "juejin", "--sandbox"]).expect(0);
    let ran = home
        .run(&[&args[..], &["--wait-for-person", "1s"]].concat())
        .expect(0);
    assert!(
        !ran.stderr.contains("waiting for a person"),
        "{}",
        ran.stderr
    );
    is_signed_in(&home, "juejin", USER);
    assert_eq!(chrome.titles(), ["own"]);
    up.kill();
}

#[test]
fn an_article_is_published_in_the_chrome_that_runs_as_whoever_is_signed_in_there() {
    let home = Home::new();
    let up = sandbox(&home);
    let chrome = Chrome::start(&home);
    let args = ["--attach", &chrome.address];
    let login = [&["login", "juejin", "--sandbox", "-v"], &args[..]].concat();
    let mut login = Watched::new(home.spawn(&login));
    login.until("waiting for a person");
    poll("a QR code", || {
        (home.run(&["sandbox", "do", "scan"]).code == 0).then_some(())
    });
    assert_eq!(login.end().0, 0);
    // The session at rest is not needed: it is Chrome's that counts.
    home.run(&["logout", "juejin", "--sandbox"]).expect(0);
    let ran = home.publish(HELLO, "juejin", &args).expect(0);
    assert_eq!(ran.result("juejin", "route"), "browser");
    assert_eq!(home.counts().0, 1);
    assert_eq!(home.book()["juejin"]["publishes"][0]["user_id"], USER);
    assert_eq!(chrome.titles(), ["own"]);
    let again = home.publish(HELLO, "juejin", &args).expect(0);
    assert_eq!(again.result("juejin", "state"), "unchanged");
    // One Chrome is one user's, and this one is another's than the account's.
    let both = home.publish(HELLO, "juejin,juejin2", &args).expect(2);
    assert!(both.stderr.contains("one user"), "{}", both.stderr);
    let owner = home.sandbox().join("sessions/juejin.owner.json");
    let kept = std::fs::read_to_string(&owner).expect("the account's owner");
    std::fs::write(&owner, kept.replace(USER, SECOND_USER)).expect("another owner");
    home.run(&["logout", "juejin", "--sandbox"]).expect(0);
    let other = home
        .publish(HELLO, "juejin", &[&args[..], &["--again"]].concat())
        .expect(6);
    assert_eq!(
        other.result("juejin", "error")["code"],
        "account.other-user"
    );
    assert_eq!(home.counts().0, 1);
    assert_eq!(chrome.titles(), ["own"]);
    up.kill();
}

#[test]
fn a_profile_in_which_a_person_signed_in_needs_nobody_the_next_time() {
    let home = Home::new();
    let up = sandbox(&home);
    let profile = home.dir.path().join("profile").display().to_string();
    let args = ["login", "juejin", "--profile", &profile, "--sandbox", "-v"];
    // Without a window nobody could sign in there.
    let ran = home.run(&args).expect(6);
    assert!(
        ran.stderr.contains("account.not-signed-in-there"),
        "{}",
        ran.stderr
    );
    let mut command = home.command(&[&args[..], &["--headed"]].concat());
    command
        .env("FAGAO_HEADLESS", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut login = Watched::new(command.spawn().expect("the binary starts"));
    login.until("waiting for a person");
    poll("a QR code", || {
        (home.run(&["sandbox", "do", "scan"]).code == 0).then_some(())
    });
    let (code, stderr) = login.end();
    assert_eq!(code, 0, "{stderr}");
    home.run(&["logout", "juejin", "--sandbox"]).expect(0);
    home.run(&args).expect(0);
    is_signed_in(&home, "juejin", USER);
    home.run(&["logout", "juejin", "--sandbox"]).expect(0);
    let ran = home
        .publish(HELLO, "juejin", &["--profile", &profile])
        .expect(0);
    assert_eq!(ran.result("juejin", "route"), "browser");
    assert_eq!(home.counts().0, 1);
    let empty = home.dir.path().join("empty").display().to_string();
    home.run(&["logout", "juejin", "--sandbox"]).expect(0);
    let more = ["--profile", &empty, "--again"];
    let ran = home.publish(HELLO, "juejin", &more).expect(6);
    let code = &ran.result("juejin", "error")["code"];
    assert_eq!(*code, "account.not-signed-in-there");
    assert_eq!(home.counts().0, 1);
    up.kill();
}
