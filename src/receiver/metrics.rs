//! What was counted since the process began.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The Host header names nobody here.
    Host,
    /// No such path, account, or path token.
    Path,
    /// The body is too large.
    Large,
    /// The body came too slowly.
    Slow,
    /// Too many large bodies at once.
    Busy,
    /// It is not what the platform's document describes.
    Malformed,
    /// The signature is none of the account's keys'.
    Signature,
    /// The nonce came with other content before.
    Replayed,
    /// The bearer token is missing or wrong.
    Token,
    /// It could not be stored.
    Storage,
}

/// The reasons with their words, in the order of the variants.
const REASONS: [(Reason, &str); 10] = [
    (Reason::Host, "host"),
    (Reason::Path, "path"),
    (Reason::Large, "large"),
    (Reason::Slow, "slow"),
    (Reason::Busy, "busy"),
    (Reason::Malformed, "malformed"),
    (Reason::Signature, "signature"),
    (Reason::Replayed, "replayed"),
    (Reason::Token, "token"),
    (Reason::Storage, "storage"),
];

/// Counts of one process; a restart begins anew.
#[derive(Debug, Default)]
pub struct Metrics {
    received: AtomicU64,
    duplicates: AtomicU64,
    callbacks: AtomicU64,
    questions: AtomicU64,
    proved: AtomicU64,
    images: AtomicU64,
    images_left: AtomicU64,
    refused: [AtomicU64; REASONS.len()],
}

impl Metrics {
    pub(super) fn received(&self, new: bool) {
        add(if new {
            &self.received
        } else {
            &self.duplicates
        });
    }

    pub(super) fn callback(&self) {
        add(&self.callbacks);
    }

    pub(super) fn question(&self) {
        add(&self.questions);
    }

    pub(super) fn proof(&self) {
        add(&self.proved);
    }

    pub(super) fn image(&self, fetched: bool) {
        add(if fetched {
            &self.images
        } else {
            &self.images_left
        });
    }

    pub(super) fn refused(&self, reason: Reason) {
        add(&self.refused[reason as usize]);
    }

    /// The text for Prometheus, version 0.0.4, with what the database counts.
    pub(super) fn text(&self, items: i64, waiting: i64, open: usize) -> String {
        let mut text = String::new();
        let mut put = |name: &str, kind: &str, help: &str, values: &[(String, u64)]| {
            // Writing to a text cannot fail.
            let _ = writeln!(
                text,
                "# HELP fagao_{name} {help}\n# TYPE fagao_{name} {kind}"
            );
            for (labels, value) in values {
                let _ = writeln!(text, "fagao_{name}{labels} {value}");
            }
        };
        let one = |n: &AtomicU64| vec![(String::new(), n.load(Ordering::Relaxed))];
        let count = |n: u64| vec![(String::new(), n)];
        for (name, help, n) in [
            (
                "pushes_received_total",
                "New pushes that were stored.",
                &self.received,
            ),
            (
                "pushes_duplicate_total",
                "Pushes whose content was there already.",
                &self.duplicates,
            ),
            (
                "callbacks_total",
                "Callbacks that were taken as hints.",
                &self.callbacks,
            ),
            (
                "questions_total",
                "Questions asked about orders.",
                &self.questions,
            ),
            (
                "pushes_proved_total",
                "Unknown pushes of ours that a push settled.",
                &self.proved,
            ),
            (
                "images_fetched_total",
                "Images that were fetched.",
                &self.images,
            ),
            (
                "images_left_total",
                "Images that stay where they were.",
                &self.images_left,
            ),
        ] {
            put(name, "counter", help, &one(n));
        }
        let refused: Vec<_> = REASONS
            .iter()
            .zip(&self.refused)
            .map(|((_, word), n)| (format!("{{reason=\"{word}\"}}"), n.load(Ordering::Relaxed)))
            .collect();
        put(
            "refused_total",
            "counter",
            "Requests that were refused.",
            &refused,
        );
        let items = u64::try_from(items).unwrap_or_default();
        let waiting = u64::try_from(waiting).unwrap_or_default();
        put("items", "gauge", "Items of the inbox.", &count(items));
        put(
            "items_waiting",
            "gauge",
            "Items without a file yet.",
            &count(waiting),
        );
        put(
            "open_orders",
            "gauge",
            "Orders and pushes that are not settled.",
            &count(open as u64),
        );
        text
    }
}

fn add(n: &AtomicU64) {
    n.fetch_add(1, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_counted_under_its_own_word() {
        for (n, (reason, word)) in REASONS.iter().enumerate() {
            assert_eq!(*reason as usize, n);
            let metrics = Metrics::default();
            metrics.refused(*reason);
            let line = format!("fagao_refused_total{{reason=\"{word}\"}} 1\n");
            assert!(metrics.text(0, 0, 0).contains(&line));
        }
    }
}
