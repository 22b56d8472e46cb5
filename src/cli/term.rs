//! Until when a session lives, in words.

use crate::session::{Session, words};

/// How many days before its end a session is worth a warning.
const SOON: i64 = 7;

const DAY: i64 = 24 * 60 * 60;

/// Who is signed in and until when: `沙盒作者 (user 42) until 2027-11-21 (365 days)`.
pub fn describe(session: &Session, now: i64) -> String {
    let who = match &session.user_id {
        Some(id) => words(session.user_name.as_deref(), id),
        None => "a user that it does not name".to_owned(),
    };
    match session.expires {
        None => format!("{who}, with no end that the site names"),
        Some(end) if end <= now => format!("{who}, until {}: it has ended", date(end)),
        Some(end) => format!("{who} until {} ({})", date(end), left(end - now)),
    }
}

/// A warning when a session ends within days or has ended; what to do is for the caller to say.
pub fn warning(session: &Session, now: i64) -> Option<String> {
    let end = session.expires?;
    if end <= now {
        return Some(format!("its session ended on {}", date(end)));
    }
    (end - now < SOON * DAY).then(|| {
        format!(
            "its session ends on {} (in {}); sign in again before that",
            date(end),
            left(end - now)
        )
    })
}

fn left(seconds: i64) -> String {
    match seconds / DAY {
        0 => format!("{} hours", seconds / 3600),
        1 => "1 day".to_owned(),
        n => format!("{n} days"),
    }
}

fn date(unix: i64) -> String {
    jiff::Timestamp::from_second(unix).map_or_else(
        |_| "an unknown day".to_owned(),
        |t| t.strftime("%Y-%m-%d").to_string(),
    )
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
        assert_eq!(warning(&session(None), NOW), None);
        assert_eq!(warning(&session(Some(NOW + 30 * DAY)), NOW), None);
        let soon = warning(&session(Some(NOW + 3 * DAY + 5)), NOW).unwrap();
        assert!(soon.contains("in 3 days"), "{soon}");
        let over = warning(&session(Some(NOW)), NOW).unwrap();
        assert!(over.contains("ended on"), "{over}");
    }

    #[test]
    fn who_and_until_when_stand_in_one_line() {
        let line = describe(&session(Some(NOW + 365 * DAY)), NOW);
        assert!(
            line.starts_with("作者 (user 42) until ") && line.ends_with("(365 days)"),
            "{line}"
        );
    }
}
