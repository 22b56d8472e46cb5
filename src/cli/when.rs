//! Times as people write them: those of this machine, unless an offset says otherwise.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::article::Article;
use crate::text::{Finding, ScheduleMessage};

/// When something is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// At a moment, in seconds since 1970.
    At(i64),
}

impl When {
    /// When an article says that it wants to be published, if it does: its `publish_at`.
    ///
    /// # Errors
    /// It is no time.
    pub fn of(article: &Article) -> Result<Option<When>, Finding> {
        let Some(written) = &article.meta.publish_at else {
            return Ok(None);
        };
        When::read(&written.value, &TimeZone::system())
            .map(Some)
            .map_err(|message| Finding::at(written.place.clone(), message))
    }

    /// Reads `now`, `2026-12-01 09:00`, `2026-12-01T09:00+08:00` or `2026-12-01 09:00[Asia/Shanghai]`.
    ///
    /// # Errors
    /// It is none of them. A time that this machine's zone leaves out is the one behind the gap.
    pub fn read(text: &str, zone: &TimeZone) -> Result<When, ScheduleMessage> {
        let text = text.trim();
        if text == "now" {
            return Ok(When::Now);
        }
        let bad = || ScheduleMessage::BadTime(text.to_owned());
        // A date alone has no time: midnight would be a guess.
        if !text.contains(':') {
            return Err(bad());
        }
        if let Ok(zoned) = text.parse::<Zoned>() {
            return Ok(When::At(zoned.timestamp().as_second()));
        }
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Ok(When::At(moment.as_second()));
        }
        let written: DateTime = text.parse().map_err(|_| bad())?;
        let zoned = zone.to_zoned(written).map_err(|_| bad())?;
        Ok(When::At(zoned.timestamp().as_second()))
    }
}

/// A moment as people read it: in this machine's zone, with its offset.
pub fn shown(at: i64) -> String {
    let moment = Timestamp::from_second(at).unwrap_or_default();
    let zoned = moment.to_zoned(TimeZone::system());
    zoned.strftime("%Y-%m-%d %H:%M (UTC%:z)").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_that_of_the_machine_unless_it_says_otherwise() {
        let china = TimeZone::get("Asia/Shanghai").unwrap();
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let read = |text: &str, zone: &TimeZone| When::read(text, zone);
        let nine = Ok(When::At(1_796_086_800));
        assert_eq!(read("2026-12-01 09:00", &china), nine);
        assert_eq!(read("2026-12-01T09:00:00", &china), nine);
        assert_eq!(read("2026-12-01 02:00", &berlin), nine);
        assert_eq!(read("2026-12-01T09:00+08:00", &berlin), nine);
        assert_eq!(read("2026-12-01 09:00+08:00", &berlin), nine);
        assert_eq!(read("2026-12-01T01:00Z", &berlin), nine);
        assert_eq!(read("2026-12-01T09:00[Asia/Shanghai]", &berlin), nine);
        assert_eq!(read("now", &china), Ok(When::Now));
        // The hour that the clocks leave out.
        assert_eq!(
            read("2026-03-29 02:30", &berlin),
            Ok(When::At(1_774_747_800))
        );
        for wrong in ["", "tomorrow", "2026-12-01", "2026-13-01 09:00", "09:00"] {
            let bad = ScheduleMessage::BadTime(wrong.to_owned());
            assert_eq!(read(wrong, &china), Err(bad));
        }
    }
}
