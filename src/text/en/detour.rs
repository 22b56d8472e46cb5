//! Why another route was taken.

/// The sentence of a code; `about` is what it was about, where that is known.
pub(in crate::text) fn say(code: &str, about: &str) -> Option<String> {
    Some(match code {
        "page.element-missing" => format!("{about} was not found on the page"),
        "page.stuck" => format!("the page did not get on: {about}"),
        "page.not-read-back" => "what was written is not what stood there".to_owned(),
        "browser.failed" => format!("the browser failed: {about}"),
        "browser.no-driver" => "no WebDriver is known".to_owned(),
        "account.sign-in" => "the browser is not signed in".to_owned(),
        "account.person-needed" => "the page asked for a person".to_owned(),
        "file.not-uploaded" => "the page did not take a file".to_owned(),
        "plan.missing-value" => "the page did not show a value that is needed".to_owned(),
        "call.unreachable" => "the site could not be reached that way".to_owned(),
        "call.answer-lost" => "an answer of the site was lost".to_owned(),
        "call.unclear" => "an answer of the site made no sense".to_owned(),
        "call.refused" => "the site refused a call".to_owned(),
        _ => return None,
    })
}
