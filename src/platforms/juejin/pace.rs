//! How often an account publishes: `min_interval` and `daily_cap` of its configuration.

use crate::plan::{Account, Pace};
use crate::text::{ConfigMessage, Finding, Findings};

/// The pace of an account that says nothing (public tools: 1 to 2 minutes between posts, 3 to 10 a day).
const USUAL: Pace = Pace {
    interval: 90,
    daily_cap: Some(10),
};

/// Reads the pace. `min_interval` is a text such as `"90s"`, `"5m"` or `"1h"`, `daily_cap` a number; 0 is no cap.
pub(super) fn of(account: &Account) -> Result<Pace, Findings> {
    let mut pace = USUAL;
    let mut findings = Findings::new();
    let wrong = |key: &str, wanted: &str| ConfigMessage::BadValue {
        key: format!("accounts.{}.{key}", account.name),
        wanted: wanted.to_owned(),
    };
    match account.settings.text("min_interval") {
        Ok(None) => {}
        Ok(Some(text)) => match seconds(&text.value) {
            Some(seconds) => pace.interval = seconds,
            None => findings.push(Finding::at(
                text.place,
                wrong(
                    "min_interval",
                    "a time such as \"90s\", \"5m\" or \"1h\", at most \"24h\"",
                ),
            )),
        },
        Err(more) => findings.extend(more),
    }
    match account.settings.int("daily_cap") {
        Ok(None) => {}
        Ok(Some(cap)) => match u32::try_from(cap.value) {
            Ok(cap) => pace.daily_cap = (cap > 0).then_some(cap),
            Err(_) => findings.push(Finding::at(
                cap.place,
                wrong("daily_cap", "a number; 0 is no cap"),
            )),
        },
        Err(more) => findings.extend(more),
    }
    match findings.is_empty() {
        true => Ok(pace),
        false => Err(findings),
    }
}

/// Reads a time such as `90s`.
fn seconds(text: &str) -> Option<u32> {
    let text = text.trim();
    let (number, unit) = match text.char_indices().find(|(_, c)| c.is_ascii_alphabetic()) {
        Some((at, _)) => text.split_at(at),
        None => (text, "s"),
    };
    let number: u32 = number.trim().parse().ok()?;
    let seconds = match unit {
        "s" => Some(number),
        "m" | "min" => number.checked_mul(60),
        "h" => number.checked_mul(3600),
        _ => None,
    };
    seconds.filter(|s| *s <= 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Section;

    fn pace(settings: &str) -> Result<Pace, Findings> {
        of(&Account {
            name: "juejin".to_owned(),
            platform: "juejin".to_owned(),
            settings: Section::from_toml("fagao.toml", settings).unwrap(),
            budget: None,
            site_files: Default::default(),
            shelf: Default::default(),
        })
    }

    #[test]
    fn an_account_that_says_nothing_waits_90_seconds_and_publishes_10_a_day() {
        assert_eq!(pace(""), Ok(USUAL));
    }

    #[test]
    fn both_are_settable() {
        let read = pace("min_interval = \"5m\"\ndaily_cap = 3").unwrap();
        assert_eq!((read.interval, read.daily_cap), (300, Some(3)));
        let read = pace("min_interval = \"0s\"\ndaily_cap = 0").unwrap();
        assert_eq!((read.interval, read.daily_cap), (0, None));
    }

    #[test]
    fn what_makes_no_sense_is_found_at_its_place() {
        for text in [
            "min_interval = \"soon\"",
            "min_interval = \"25h\"",
            "daily_cap = -1",
        ] {
            let findings = pace(text).unwrap_err();
            assert_eq!(findings.len(), 1, "{text}");
            assert!(findings[0].place.is_some(), "{text}");
        }
    }
}
