//! Why a run took another route than the first: a code for scripts, and what it was about. People are told a sentence.

use super::{Lang, en, retold, zh};

/// Says such a reason, `page.element-missing: panel`, in a language: a sentence, and the code behind it. What has no
/// sentence stays as it is.
pub fn detour(lang: Lang, reason: &str) -> String {
    let (code, about) = reason.split_once(": ").unwrap_or((reason, ""));
    let about = retold(lang, about);
    let said = match lang {
        Lang::En => en::detour::say(code, &about),
        Lang::Zh => zh::detour::say(code, &about),
    };
    said.map_or_else(|| retold(lang, reason), |said| format!("{said} [{code}]"))
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

    #[test]
    fn both_languages_have_a_sentence_for_the_same_codes() {
        for code in CODES {
            assert!(en::detour::say(code, "x").is_some(), "{code}");
            assert!(zh::detour::say(code, "x").is_some(), "{code}");
        }
    }

    /// What a route that writes nothing for good may end with.
    const CODES: [&str; 13] = [
        "page.element-missing",
        "page.stuck",
        "page.not-read-back",
        "browser.failed",
        "browser.no-driver",
        "account.sign-in",
        "account.person-needed",
        "file.not-uploaded",
        "plan.missing-value",
        "call.unreachable",
        "call.answer-lost",
        "call.unclear",
        "call.refused",
    ];
}
