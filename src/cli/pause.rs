//! The pause before what could not be published is tried again.

use std::time::Duration;

/// The first pause; each is twice the one before.
const FIRST: Duration = Duration::from_secs(60);

/// The longest.
const LONGEST: Duration = Duration::from_secs(3600);

/// The pause after so many tries before this one.
pub fn pause(tries: u32) -> Duration {
    (FIRST * 2_u32.pow(tries.min(10))).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour() {
        let seconds: Vec<u64> = [0, 1, 5, 6, u32::MAX].map(|n| pause(n).as_secs()).to_vec();
        assert_eq!(seconds, [60, 120, 1920, 3600, 3600]);
    }
}
