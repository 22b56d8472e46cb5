//! What must never be seen is nowhere: not in logs, records, evidence, the ledger or the output.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::home::{HELLO, Home, Ran};

/// The test user's phone and code, and the sandbox's keys.
const MARKERS: &[&str] = &[
    "13800138000",
    "246810",
    "sandbox-app-secret",
    "sandbox-api-key",
];

#[test]
fn no_secret_reaches_a_log_a_record_or_evidence() {
    let home = Home::new();
    // A page that drifts, so that evidence is kept as well; everything at the highest verbosity.
    home.faults("[[fault]]\nelement = \"summary\"\ndo = \"break\"\n");
    let ran = home.publish(HELLO, "juejin,jz,ys", &["-vvv"]).expect(0);
    let mut markers: Vec<String> = MARKERS.iter().map(|m| (*m).to_owned()).collect();
    let session =
        std::fs::read_to_string(home.sandbox().join("sessions/juejin.json")).expect("a session");
    let session: serde_json::Value = serde_json::from_str(&session).expect("JSON");
    let cookies = session["cookies"].as_array().expect("cookies");
    for name in ["sessionid", "sid_tt", "sid_guard"] {
        let cookie = cookies
            .iter()
            .find(|c| c["name"] == name)
            .expect("a cookie of the session");
        markers.push(cookie["value"].as_str().expect("a value").to_owned());
    }
    assert_nowhere(&home, &ran, &markers);
}

/// A value as it may stand elsewhere: within JSON, within a URL, in base64 by itself and after other bytes.
fn forms(value: &str) -> Vec<String> {
    let json = Value::from(value).to_string();
    let percent: String = value
        .bytes()
        .map(
            |b| match b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
                true => char::from(b).to_string(),
                false => format!("%{b:02X}"),
            },
        )
        .collect();
    let mut forms = vec![
        value.to_owned(),
        json[1..json.len() - 1].to_owned(),
        percent,
    ];
    forms.extend(["", "x", "xy"].map(|before| STANDARD.encode(format!("{before}{value}"))));
    forms
}

/// What of these forms must be nowhere: of base64 after other bytes what is not at its ends, which
/// may be of those.
fn marks(value: &str) -> Vec<String> {
    let mut marks = forms(value);
    for form in &mut marks[4..] {
        *form = form[4..form.len() - 4].to_owned();
    }
    // Six digits leave too little there to be told from anything else.
    marks.retain(|mark| mark.len() >= 6);
    marks
}

/// The author has all of it in the text, as somebody may who pastes a terminal; the sign-in shows it, and calls carry it.
#[test]
fn a_report_holds_no_secret_in_any_form_and_its_pictures_none_that_can_be_read() {
    let home = Home::new();
    let passphrase = "a \"pass/phrase\" of=mine";
    let token = "0123456789abcdef0123456789";
    let config = home.dir.path().join("user.toml");
    // Nobody listens there: the notice fails, and is told in the report.
    let table = format!(
        "[sandbox.notify.team]\nkind = \"webhook\"\nurl = \"http://127.0.0.1:1/hook/{token}\"\nsecret = \"sign-with-this-key\"\n"
    );
    std::fs::write(&config, table).expect("a configuration");
    let mut secrets = vec![passphrase, token, "sign-with-this-key"];
    secrets.extend(MARKERS);
    let mut text = std::fs::read_to_string(HELLO).expect("an article");
    for form in secrets.iter().flat_map(|s| forms(s)) {
        text.push_str(&format!("\n- `{form}`\n"));
    }
    let article = home.dir.path().join("pasted.md");
    std::fs::write(&article, text).expect("an article");
    let (article, config) = (article.display().to_string(), config.display().to_string());
    let args = [
        "publish",
        &article,
        "--to",
        "juejin,jz,ys",
        "--sandbox",
        "--yes",
        "--trace",
        "on",
        "--config",
        &config,
    ];
    let ran: Ran = home
        .command(&args)
        .env("FAGAO_PASSPHRASE", passphrase)
        .output()
        .expect("the binary runs")
        .into();
    let ran = ran.expect(0);
    let mut markers: Vec<String> = secrets.iter().flat_map(|s| marks(s)).collect();
    let session = home.book()["juejin"]["sessions"][0]["id"].clone();
    markers.extend(marks(session.as_str().expect("a session")));
    for format in ["html", "json", "junit"] {
        let file = home.dir.path().join(format!("report.{format}"));
        let out = file.display().to_string();
        home.run(&["report", "--format", format, "--out", &out])
            .expect(0);
        let report = std::fs::read_to_string(file).expect("a report");
        for marker in &markers {
            let at = report.find(marker.as_str());
            assert!(
                at.is_none(),
                "{format} holds a secret of {} characters",
                marker.len()
            );
        }
        assert!(
            format == "junit" || report.contains("***"),
            "{format}: nothing was hidden"
        );
        assert!(
            format == "junit" || report.contains("notify.unreachable"),
            "{format}"
        );
    }
    for marker in &markers {
        assert!(
            !ran.stderr.contains(marker.as_str()),
            "stderr holds a secret"
        );
    }
    pictures_are_masked(&home);
}

/// Looks at every picture of a step: no QR code can be read off one, and where a phone number was typed all is one grey.
fn pictures_are_masked(home: &Home) {
    let record = home.files().into_iter().find(|f| f.ends_with("run.jsonl"));
    let record = record.expect("a record");
    let lines = std::fs::read_to_string(&record).expect("a record");
    let (mut pictures, mut fields) = (0, 0);
    for line in lines.lines() {
        let event: Value = serde_json::from_str(line).expect("an event");
        let Some(file) = event["picture"]["file"]["file"].as_str() else {
            continue;
        };
        let bytes = std::fs::read(record.with_file_name(file)).expect("a picture");
        let picture = image::load_from_memory(&bytes).expect("a JPEG").to_luma8();
        pictures += 1;
        let (width, height) = picture.dimensions();
        let grey = |x, y| {
            picture
                .get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap())
                .0[0]
        };
        let (w, h) = (
            usize::try_from(width).unwrap(),
            usize::try_from(height).unwrap(),
        );
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(w, h, grey);
        let read = prepared
            .detect_grids()
            .iter()
            .filter(|g| g.decode().is_ok())
            .count();
        assert_eq!(read, 0, "{file} shows a QR code");
        if event["what"] != "login-phone" || event["picture"]["outline"].is_null() {
            continue;
        }
        fields += 1;
        let part = |key: &str, of: u32| {
            let part = event["picture"]["outline"][key].as_f64().expect("a part");
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within the picture"
            )]
            let pixels = (part * f64::from(of)).round() as u32;
            pixels
        };
        // Without the border and its round corners.
        const EDGE: u32 = 5;
        let (left, top) = (part("left", width) + EDGE, part("top", height) + EDGE);
        let (wide, high) = (
            part("width", width) - 2 * EDGE,
            part("height", height) - 2 * EDGE,
        );
        assert!(wide > 50 && high > 10, "{file}: {event}");
        for (x, y) in (left..left + wide).flat_map(|x| (top..top + high).map(move |y| (x, y))) {
            let found = picture.get_pixel(x, y).0[0];
            assert!((60..=76).contains(&found), "{file}: {found} at {x}, {y}");
        }
    }
    assert!(
        pictures > 8 && fields > 0,
        "{pictures} pictures, {fields} of the phone's field"
    );
}

#[test]
fn a_sign_in_that_stops_leaves_no_phone_number_behind() {
    let home = Home::new();
    home.faults("[[fault]]\nelement = \"login-code\"\ndo = \"break\"\n");
    let ran = home
        .run(&["login", "juejin", "--sms", "--sandbox", "--no-heal", "-vvv"])
        .expect(4);
    let markers: Vec<String> = MARKERS.iter().map(|m| (*m).to_owned()).collect();
    assert_nowhere(&home, &ran, &markers);
}

/// Fails when a marker is in what was printed or in a file; evidence of a page must be among the files.
fn assert_nowhere(home: &Home, ran: &Ran, markers: &[String]) {
    let mut seen = vec![
        ("stdout".to_owned(), ran.stdout.clone()),
        ("stderr".to_owned(), ran.stderr.clone()),
    ];
    for file in home.files() {
        let below = file
            .strip_prefix(home.sandbox())
            .expect("in the sandbox")
            .to_owned();
        // The site's own book and the session's file are where these belong.
        if below.starts_with("sessions") || below.starts_with("book.json") {
            continue;
        }
        let bytes = std::fs::read(&file).expect("a file");
        seen.push((
            below.display().to_string(),
            String::from_utf8_lossy(&bytes).into_owned(),
        ));
    }
    assert!(
        seen.iter().any(|(name, _)| name.ends_with(".html")),
        "no evidence was kept"
    );
    for (name, text) in &seen {
        for marker in markers {
            assert!(
                !text.contains(marker.as_str()),
                "{name} holds a secret of {} characters",
                marker.len()
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn sessions_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.run(&["login", "juejin", "--sms", "--sandbox"])
        .expect(0);
    let file = home.sandbox().join("sessions/juejin.json");
    let mode = std::fs::metadata(file)
        .expect("a session")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}
