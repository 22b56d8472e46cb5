//! The report as JUnit XML, for CI: the run is a test suite, each target a test case.

use std::fmt::Write;

use super::document::{Account, Happened, RunDocument};

/// Writes the report.
pub fn junit(document: &RunDocument) -> String {
    let failures = document.accounts.iter().filter(|a| !a.is_well()).count();
    let tests = document.accounts.len();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"fagao\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"{}\">",
        seconds(document.took)
    );
    let _ = writeln!(
        out,
        "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"{}\">",
        escaped(&document.run),
        seconds(document.took)
    );
    for account in &document.accounts {
        case(account, &mut out);
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn case(account: &Account, out: &mut String) {
    let name = match account.target == account.account || account.target.is_empty() {
        true => account.account.clone(),
        false => format!("{} {}", account.account, account.target),
    };
    let _ = writeln!(
        out,
        "    <testcase classname=\"{}\" name=\"{}\" time=\"{}\">",
        escaped(&account.article),
        escaped(&name),
        seconds(account.took)
    );
    if !account.is_well() {
        let state = account.state.map_or("cut off", |s| s.word());
        let (code, message, hint) = match &account.error {
            Some(e) => (
                e.code.as_str(),
                e.message.as_str(),
                e.hint.as_deref().unwrap_or_default(),
            ),
            None => (state, state, ""),
        };
        let _ = writeln!(
            out,
            "      <failure type=\"{}\" message=\"{}\">{}</failure>",
            escaped(code),
            escaped(message),
            escaped(hint)
        );
    }
    let mut steps = String::new();
    for entry in account.entries() {
        match &entry.what {
            Happened::Step { line, took, .. } => {
                let _ = writeln!(steps, "{line} ({} s)", seconds(*took));
            }
            Happened::Call { call, result, .. } => {
                let _ = writeln!(steps, "call {call}: {result}");
            }
            Happened::Failed { to, error, .. } => {
                let _ = writeln!(steps, "failed: {to}: {}", error.message);
            }
            Happened::Healed { element, found, .. } => {
                let _ = writeln!(steps, "healed: {element}: {found}");
            }
            Happened::FellBack { to, why, .. } => {
                let _ = writeln!(steps, "going on by the {}: {why}", to.word());
            }
            _ => {}
        }
    }
    if let Some(url) = &account.url {
        let _ = writeln!(steps, "{url}");
    }
    let _ = writeln!(
        out,
        "      <system-out>{}</system-out>\n    </testcase>",
        escaped(&steps)
    );
}

fn seconds(ms: i64) -> String {
    format!("{}.{:03}", ms / 1000, (ms % 1000).abs())
}

/// What XML 1.0 can hold: its five characters escaped, control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
