//! Runs the PHP scripts of the fixtures.

use std::{
    io::{ErrorKind, Write},
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::Value;

/// The directory of the golden files and the scripts.
pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/wire/jzguai")
}

/// Runs a script with a JSON question and gives its JSON answer, null when there was no question.
///
/// Fails the test when there is no `php`.
pub fn run(script: &str, arguments: &[&str], question: Option<&Value>) -> Value {
    let started = Command::new("php")
        .args(["-d", "display_errors=stderr", "-d", "memory_limit=1G"])
        .arg(fixtures().join(script))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match started {
        Err(e) if e.kind() == ErrorKind::NotFound => panic!(
            "`php` is missing, so nothing is known about interoperation: install PHP's command line \
             (Debian: apt-get install php-cli) and run this test again"
        ),
        other => other.expect("php starts"),
    };
    let mut input = child.stdin.take().expect("a pipe");
    if let Some(question) = question {
        // The scripts read all of their input before they write, so this cannot block for ever.
        let text = question.to_string();
        input.write_all(text.as_bytes()).expect("php reads");
    }
    drop(input);
    let output = child.wait_with_output().expect("php ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{script}: {}: {said}",
        output.status
    );
    if question.is_none() {
        return Value::Null;
    }
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{script}: {e}: {said}"))
}
