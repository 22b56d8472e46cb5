//! A step under way.

use std::time::Duration;

use tokio::time::Instant;

use super::answer::Got;
use super::page::{Done, PageError};
use super::want::Want;
use crate::site::PagesFile;

/// A step under way: its deadline, and what it did so far.
pub(super) struct Attempt {
    /// When it began.
    pub(super) started: Instant,
    /// When it ends at the latest.
    pub(super) deadline: Instant,
    /// What it did.
    pub(super) done: Done,
}

impl Attempt {
    /// Begins.
    pub(super) fn new(wait: Duration) -> Self {
        let started = Instant::now();
        Self {
            started,
            deadline: started + wait,
            done: Done::default(),
        }
    }

    /// The time left.
    pub(super) fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Notes which candidates matched, and what was healed.
    pub(super) fn note(&mut self, wants: &[Want], got: &[Got], pages: &PagesFile) {
        for (want, got) in wants.iter().zip(got) {
            let Some(element) = want.element() else {
                continue;
            };
            if let Some(candidate) = got.candidate {
                let pair = (element.name.clone(), candidate);
                if !self.done.matched.contains(&pair) {
                    self.done.matched.push(pair);
                }
            }
            if let Some(healed) = got.healed(element, pages)
                && !self.done.healed.iter().any(|h| h.element == healed.element)
            {
                self.done.healed.push(healed);
            }
        }
    }
}

/// The result of a step's part.
pub(super) type Outcome<T> = Result<T, PageError>;
