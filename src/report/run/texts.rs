//! The text as it was sent beside the text as it is on the site.

use serde::Serialize;
use similar::{Algorithm, ChangeTag, DiffOp, DiffTag, TextDiff, capture_diff_slices};

/// How many lines are shown around a difference.
const AROUND: usize = 3;

/// A line's part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Part {
    /// The text.
    pub text: String,
    /// Whether the other side does not have it.
    pub differs: bool,
}

/// A row of the comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Row {
    /// `same`, `differs` or `skipped`.
    pub kind: &'static str,
    /// The number of the line as sent, from 1.
    pub left_line: Option<usize>,
    /// The line as sent.
    pub left: Vec<Part>,
    /// The number of the line on the site, from 1.
    pub right_line: Option<usize>,
    /// The line on the site.
    pub right: Vec<Part>,
    /// How many equal lines are not shown here.
    pub skipped: usize,
}

/// Compares two texts line by line, and within lines by characters; equal lines far from a difference are counted.
pub(super) fn compare(sent: &str, seen: &str) -> Vec<Row> {
    let (sent, seen) = (sent.replace("\r\n", "\n"), seen.replace("\r\n", "\n"));
    let diff = TextDiff::from_lines(sent.as_str(), seen.as_str());
    let mut rows = Vec::new();
    let mut next = 0;
    for group in diff.grouped_ops(AROUND) {
        let begins = group.first().map_or(next, |op| op.old_range().start);
        skip(&mut rows, begins.saturating_sub(next));
        for op in &group {
            row(&diff, op, &mut rows);
            next = op.old_range().end;
        }
    }
    skip(&mut rows, diff.old_len().saturating_sub(next));
    rows
}

fn skip(rows: &mut Vec<Row>, skipped: usize) {
    if skipped > 0 {
        rows.push(Row {
            kind: "skipped",
            left_line: None,
            left: Vec::new(),
            right_line: None,
            right: Vec::new(),
            skipped,
        });
    }
}

fn row(diff: &TextDiff<'_, '_, str>, op: &DiffOp, rows: &mut Vec<Row>) {
    let (old, new) = (op.old_range(), op.new_range());
    let whole = |text: &str, differs| {
        vec![Part {
            text: text.trim_end_matches('\n').to_owned(),
            differs,
        }]
    };
    for n in 0..old.len().max(new.len()) {
        let left = (n < old.len())
            .then(|| diff.old_slice(old.start + n))
            .flatten();
        let right = (n < new.len())
            .then(|| diff.new_slice(new.start + n))
            .flatten();
        let same = op.tag() == DiffTag::Equal;
        let (left_parts, right_parts) = match (left, right) {
            (Some(a), Some(b)) if !same => {
                within(a.trim_end_matches('\n'), b.trim_end_matches('\n'))
            }
            (a, b) => (
                a.map(|t| whole(t, !same)).unwrap_or_default(),
                b.map(|t| whole(t, !same)).unwrap_or_default(),
            ),
        };
        rows.push(Row {
            kind: if same { "same" } else { "differs" },
            left_line: left.map(|_| old.start + n + 1),
            left: left_parts,
            right_line: right.map(|_| new.start + n + 1),
            right: right_parts,
            skipped: 0,
        });
    }
}

/// The parts of two lines that stand for each other.
fn within(left: &str, right: &str) -> (Vec<Part>, Vec<Part>) {
    let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        for change in op.iter_changes(&a, &b) {
            let (to_left, to_right, differs) = match change.tag() {
                ChangeTag::Equal => (true, true, false),
                ChangeTag::Delete => (true, false, true),
                ChangeTag::Insert => (false, true, true),
            };
            if to_left {
                push(&mut left, change.value(), differs);
            }
            if to_right {
                push(&mut right, change.value(), differs);
            }
        }
    }
    (left, right)
}

fn push(parts: &mut Vec<Part>, c: char, differs: bool) {
    match parts.last_mut() {
        Some(part) if part.differs == differs => part.text.push(c),
        _ => parts.push(Part {
            text: c.to_string(),
            differs,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_character_is_marked_within_its_line() {
        let rows = compare("一\n二三四\n五\n", "一\n二叁四\n五\n");
        let changed = rows.iter().find(|r| r.kind == "differs").unwrap();
        let marked = |parts: &[Part]| -> Vec<String> {
            parts
                .iter()
                .filter(|p| p.differs)
                .map(|p| p.text.clone())
                .collect()
        };
        assert_eq!(
            (marked(&changed.left), marked(&changed.right)),
            (vec!["三".into()], vec!["叁".into()])
        );
        assert_eq!((changed.left_line, changed.right_line), (Some(2), Some(2)));
    }

    #[test]
    fn equal_lines_far_away_are_counted_and_line_ends_do_not_count() {
        let long: String = (0..50).map(|n| format!("line {n}\r\n")).collect();
        let rows = compare(&long, &format!("{}more\n", long.replace('\r', "")));
        assert_eq!(rows[0].skipped, 47);
        assert_eq!(
            rows.last().unwrap().right,
            [Part {
                text: "more".into(),
                differs: true
            }]
        );
        assert_eq!(compare(&long, &long.replace('\r', "")).len(), 1);
    }
}
