//! How often an account may publish.

/// What is waited for between the submits of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Seconds from one submit to the next.
    pub interval: u32,
    /// How many submits 24 hours may have; none for no cap.
    pub daily_cap: Option<u32>,
}

/// A day, in seconds.
const DAY: i64 = 86_400;

/// When the next submit may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Now.
    Now,
    /// At that moment, in seconds since 1970: the interval is not over.
    After(i64),
    /// At that moment: the day's submits are used up.
    Capped(i64),
}

impl Pace {
    /// From when on earlier submits count.
    pub fn since(&self, now: i64) -> i64 {
        now - DAY.max(i64::from(self.interval))
    }

    /// When the next submit may leave, by the moments of the earlier ones, in order; `asked` is since when it waits.
    ///
    /// What lies behind `asked` was written before the clock was set back, and was really made by then.
    pub fn turn(&self, earlier: &[i64], asked: i64, now: i64) -> Admission {
        let earlier: Vec<i64> = earlier.iter().map(|t| *t.min(&asked)).collect();
        let today: Vec<i64> = earlier.iter().copied().filter(|t| now - t < DAY).collect();
        if let Some(cap) = self.daily_cap {
            let cap = usize::try_from(cap).unwrap_or(usize::MAX);
            // The one whose end of day makes room.
            if today.len() >= cap {
                let frees = today.len().checked_sub(cap).and_then(|n| today.get(n));
                return Admission::Capped(frees.map_or(now + DAY, |t| t + DAY));
            }
        }
        match earlier.last().map(|t| t + i64::from(self.interval)) {
            Some(at) if at > now => Admission::After(at),
            _ => Admission::Now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        interval: 90,
        daily_cap: Some(2),
    };

    fn turn(earlier: &[i64], now: i64) -> Admission {
        PACE.turn(earlier, now, now)
    }

    #[test]
    fn a_submit_before_the_clock_was_set_back_counts_from_now_and_not_for_a_day() {
        let tomorrow = 1000 + DAY;
        assert_eq!(turn(&[tomorrow], 1000), Admission::After(1090));
        // It goes on waiting for the same moment.
        assert_eq!(PACE.turn(&[tomorrow], 1000, 1080), Admission::After(1090));
        assert_eq!(PACE.turn(&[tomorrow], 1000, 1090), Admission::Now);
        let capped = Admission::Capped(1000 + DAY);
        assert_eq!(turn(&[tomorrow, tomorrow], 1000), capped);
    }

    #[test]
    fn the_interval_counts_from_the_last_submit() {
        assert_eq!(turn(&[], 1000), Admission::Now);
        assert_eq!(turn(&[1000], 1089), Admission::After(1090));
        assert_eq!(turn(&[1000], 1090), Admission::Now);
    }

    #[test]
    fn the_cap_makes_room_when_the_oldest_that_counts_is_a_day_old() {
        assert_eq!(turn(&[1000, 2000], 3000), Admission::Capped(1000 + DAY));
        assert_eq!(
            turn(&[1000, 2000, 2500], 3000),
            Admission::Capped(2000 + DAY)
        );
        assert_eq!(turn(&[1000, 2000], 1000 + DAY), Admission::Now);
        let none = Pace {
            daily_cap: Some(0),
            ..PACE
        };
        assert_eq!(none.turn(&[], 5, 5), Admission::Capped(5 + DAY));
    }
}
