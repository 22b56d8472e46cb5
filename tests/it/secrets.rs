//! What must never be seen is nowhere: not in logs, records, evidence, the ledger or the output.

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

#[test]
fn a_sign_in_that_stops_leaves_no_phone_number_behind() {
    let home = Home::new();
    home.faults("[[fault]]\nelement = \"login-code\"\ndo = \"break\"\n");
    let ran = home
        .run(&["login", "juejin", "--sms", "--sandbox", "-vvv"])
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
