//! Until when a session lives, in words.

use crate::session::{Session, words};
use crate::text::{Lang, Line};

/// How many days before its end a session is worth a warning.
const SOON: i64 = 7;

const DAY: i64 = 24 * 60 * 60;

/// Who is signed in and until when: `沙盒作者 (user 42) until 2027-11-21 (365 days)`.
pub fn describe(lang: Lang, session: &Session, now: i64) -> String {
    let user = session.user_id.as_ref();
    let line = Line::Session {
        who: user.map(|id| words(session.user_name.as_deref(), id)),
        date: session.expires.map(date),
        hours: session.expires.and_then(|end| left(end, now)),
    };
    line.say(lang)
}

/// A warning when a session ends within days or has ended; what to do is for the caller to say.
pub fn warning(lang: Lang, session: &Session, now: i64) -> Option<String> {
    let end = session.expires?;
    let line = Line::SessionEnds {
        date: date(end),
        hours: left(end, now),
    };
    (end - now < SOON * DAY).then(|| line.say(lang))
}

/// The hours that are left; none when the end is past.
fn left(end: i64, now: i64) -> Option<i64> {
    (end > now).then(|| (end - now) / 3600)
}

fn date(unix: i64) -> String {
    jiff::Timestamp::from_second(unix)
        .map_or_else(|_| unix.to_string(), |t| t.strftime("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_219_200;

    fn session(expires: Option<i64>) -> Session {
        Session {
            user_id: Some("42".into()),
            user_name: Some("作者".into()),
            expires,
            ..Session::default()
        }
    }

    #[test]
    fn an_end_within_days_is_warned_of_and_a_later_one_is_not() {
        assert_eq!(warning(Lang::En, &session(None), NOW), None);
        assert_eq!(warning(Lang::En, &session(Some(NOW + 30 * DAY)), NOW), None);
        let soon = warning(Lang::En, &session(Some(NOW + 3 * DAY + 5)), NOW).unwrap();
        assert!(soon.contains("in 3 days"), "{soon}");
        let over = warning(Lang::En, &session(Some(NOW)), NOW).unwrap();
        assert!(over.contains("ended on"), "{over}");
    }

    #[test]
    fn who_and_until_when_stand_in_one_line() {
        let line = describe(Lang::En, &session(Some(NOW + 365 * DAY)), NOW);
        assert!(
            line.starts_with("作者 (user 42) until ") && line.ends_with("(365 days)"),
            "{line}"
        );
    }
}
