//! About the ledger as a document.

use super::sentence;
use crate::text::{ArchiveMessage, Sentence};

pub(super) fn say(m: &ArchiveMessage) -> Sentence {
    let only = |what: String| Sentence { what, hint: None };
    match m {
        ArchiveMessage::Unreadable { file, why } => sentence(
            format!("{file} cannot be read: {why}"),
            "name a file that `fagao ledger export` has written",
        ),
        ArchiveMessage::Unwritable { file, why } => sentence(
            format!("{file} cannot be written: {why}"),
            "name a file in a directory that is yours to write",
        ),
        ArchiveMessage::Foreign(file) => sentence(
            format!("{file} is not an export of a ledger; nothing was taken in"),
            "name a file that `fagao ledger export` has written",
        ),
        ArchiveMessage::Torn(file) => sentence(
            format!(
                "{file} is cut short, or was changed after it was written; nothing was taken in"
            ),
            "copy it again from where it was written, or export anew; it is not meant to be edited",
        ),
        ArchiveMessage::Newer(file) => sentence(
            format!("{file} was written by a newer fagao; nothing was taken in"),
            "update fagao on this machine",
        ),
        ArchiveMessage::OfTheSandbox(file) => sentence(
            format!(
                "{file} is of a sandbox, where nothing is really published; nothing was taken in"
            ),
            "add `--sandbox`, or name an export of the real ledger",
        ),
        ArchiveMessage::NotOfTheSandbox(file) => sentence(
            format!("{file} is of a real ledger, not of a sandbox; nothing was taken in"),
            "leave `--sandbox` out",
        ),
        ArchiveMessage::Odd { file, what } => sentence(
            format!("{file}: {what} is not understood; nothing was taken in"),
            "update fagao on this machine, or export anew",
        ),
        ArchiveMessage::Written {
            file,
            entries,
            open,
        } => only(format!("{file}: {}", counted(*entries, *open))),
        ArchiveMessage::Imported {
            added,
            replaced,
            kept,
            uploads,
            dry,
        } => {
            let what = format!("{added} new, {replaced} replaced, {kept} kept; {uploads} uploads");
            match dry {
                true => sentence(
                    format!("would be taken in: {what}"),
                    "run it without `--dry-run`",
                ),
                false => only(format!("taken in: {what}")),
            }
        }
        ArchiveMessage::Sound { entries, open } => {
            only(format!("the ledger is sound: {}", counted(*entries, *open)))
        }
        ArchiveMessage::Damaged(what) => sentence(
            format!("the ledger's file is damaged: {what}"),
            "put it aside, restore a backup, and check on the sites what is published before you publish again",
        ),
        ArchiveMessage::NotUnderstood { part, key } => sentence(
            format!("{part} of {key} is not understood"),
            "was it written by another version of fagao? update fagao, or restore a backup",
        ),
        ArchiveMessage::NoEvidence(key) => sentence(
            format!("{key} is kept as published, and nothing shows it"),
            "run `fagao status --refresh`",
        ),
        ArchiveMessage::NoAttempt(key) => sentence(
            format!("{key} is kept as unknown, and no submit of it was begun"),
            "look on the site, then say what you see with `fagao settle`",
        ),
        ArchiveMessage::Attempts(key) => sentence(
            format!("submits of {key} are missing: what was spent may be counted too low"),
            "restore a backup, or hold the budget against the platform's own list of orders",
        ),
    }
}

fn counted(entries: usize, open: usize) -> String {
    let noun = if entries == 1 { "entry" } else { "entries" };
    match open {
        0 => format!("{entries} {noun}, none unknown"),
        open => format!("{entries} {noun}, {open} unknown"),
    }
}
