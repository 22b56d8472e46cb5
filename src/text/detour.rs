//! Why a run took another route than the first: a code for scripts, and what it was about. People are told a sentence.

use super::{Lang, retold};

/// Why another route was taken; what it was about, where that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detour {
    /// An element was not on the page.
    ElementMissing(String),
    /// The page did not get to where it should.
    Stuck(String),
    /// What was written is not what stood there.
    NotReadBack,
    /// The browser failed.
    Browser(String),
    /// There is no driver.
    NoDriver,
    /// Nobody is signed in there.
    SignIn,
    /// A person is needed there.
    PersonNeeded,
    /// A file was not taken.
    NotUploaded,
    /// A value did not come.
    MissingValue,
    /// The site could not be reached.
    Unreachable,
    /// An answer was lost.
    AnswerLost,
    /// An answer made no sense.
    Unclear,
    /// A call was refused.
    Refused,
}

impl Detour {
    /// The reason of a code.
    fn of(code: &str, about: String) -> Option<Self> {
        Some(match code {
            "page.element-missing" => Self::ElementMissing(about),
            "page.stuck" => Self::Stuck(about),
            "page.not-read-back" => Self::NotReadBack,
            "browser.failed" => Self::Browser(about),
            "browser.no-driver" => Self::NoDriver,
            "account.sign-in" => Self::SignIn,
            "account.person-needed" => Self::PersonNeeded,
            "file.not-uploaded" => Self::NotUploaded,
            "plan.missing-value" => Self::MissingValue,
            "call.unreachable" => Self::Unreachable,
            "call.answer-lost" => Self::AnswerLost,
            "call.unclear" => Self::Unclear,
            "call.refused" => Self::Refused,
            _ => return None,
        })
    }
}

/// Says such a reason, `page.element-missing: panel`, in a language: a sentence, and the code behind it. What has no
/// sentence stays as it is.
pub fn detour(lang: Lang, reason: &str) -> String {
    let (code, about) = reason.split_once(": ").unwrap_or((reason, ""));
    let about = retold(lang, about);
    match Detour::of(code, about) {
        Some(detour) => format!("{} [{code}]", detour.say(lang)),
        None => retold(lang, reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_sentence_with_its_code_in_both_languages() {
        for (reason, english, chinese) in [
            (
                "page.element-missing: panel",
                "panel was not found on the page [page.element-missing]",
                "页面上找不到 panel [page.element-missing]",
            ),
            (
                "browser.failed: no such window",
                "the browser failed: no such window [browser.failed]",
                "浏览器出错：no such window [browser.failed]",
            ),
            (
                "page.not-read-back",
                "what was written is not what stood there [page.not-read-back]",
                "写入的内容和页面上的不一致 [page.not-read-back]",
            ),
            ("another.code: x", "another.code: x", "another.code: x"),
        ] {
            assert_eq!(detour(Lang::En, reason), english);
            assert_eq!(detour(Lang::Zh, reason), chinese);
        }
    }
}
