//! Why another route was taken.

use crate::text::Detour;

pub(in crate::text) fn say(detour: &Detour) -> String {
    match detour {
        Detour::ElementMissing(about) => format!("{about} was not found on the page"),
        Detour::Stuck(about) => format!("the page did not get on: {about}"),
        Detour::NotReadBack => "what was written is not what stood there".to_owned(),
        Detour::Browser(about) => format!("the browser failed: {about}"),
        Detour::NoDriver => "no WebDriver is known".to_owned(),
        Detour::SignIn => "the browser is not signed in".to_owned(),
        Detour::PersonNeeded => "the page asked for a person".to_owned(),
        Detour::NotUploaded => "the page did not take a file".to_owned(),
        Detour::MissingValue => "the page did not show a value that is needed".to_owned(),
        Detour::Unreachable => "the site could not be reached that way".to_owned(),
        Detour::AnswerLost => "an answer of the site was lost".to_owned(),
        Detour::Unclear => "an answer of the site made no sense".to_owned(),
        Detour::Refused => "the site refused a call".to_owned(),
    }
}
