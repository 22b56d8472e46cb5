//! Tables on a terminal, where a Chinese character is two columns wide.

use super::screen::screen;
use crate::report::{fold, width};

/// How many blanks keep two columns apart.
const GAP: usize = 2;

/// What stands below a row is indented by so much.
const BELOW: &str = "    ";

/// Narrower than this nothing can be read anyway.
const NARROWEST: usize = 20;

/// A table as it is printed: between the edges of the terminal where there is one.
pub fn table(rows: &[Vec<String>]) -> String {
    fitting(rows, screen().results().columns)
}

/// Columns of text, each as wide as its widest cell, without trailing blanks. Of rows that are wider than so many columns
/// of the terminal the last cells stand below, each with the name that its column has in the first row: what an edge has
/// cut can neither be followed nor copied.
fn fitting(rows: &[Vec<String>], most: Option<usize>) -> String {
    let widths = widths(rows);
    let most = most.map(|m| m.max(NARROWEST));
    match (most, rows.split_first()) {
        (Some(most), Some((head, rows))) if total(&widths) > most => {
            in_part(head, rows, &widths, most)
        }
        _ => rows.iter().map(|row| line(row, &widths)).collect(),
    }
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width_of = |n: usize| rows.iter().filter_map(|r| r.get(n)).map(|c| width(c)).max();
    (0..columns).map(|n| width_of(n).unwrap_or(0)).collect()
}

/// How wide a line is with such columns.
fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, wanted) in row.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(wanted.saturating_sub(width(cell)) + GAP));
    }
    format!("{}\n", line.trim_end())
}

/// The first columns side by side as far as they fit, and the others below.
fn in_part(head: &[String], rows: &[Vec<String>], widths: &[usize], most: usize) -> String {
    let fit = (1..widths.len()).rev();
    let fit = fit.into_iter().find(|n| total(&widths[..*n]) <= most);
    // One at least begins the row, however wide it is.
    let beside = fit.unwrap_or(1);
    let mut text = line(&head[..beside.min(head.len())], widths);
    for row in rows {
        let (first, below) = row.split_at(beside.min(row.len()));
        text.push_str(&line(first, widths));
        for (name, cell) in head.iter().skip(beside).zip(below) {
            if !cell.is_empty() {
                for line in fold(&format!("{name}: {cell}"), most.saturating_sub(BELOW.len())) {
                    text.push_str(&format!("{BELOW}{line}\n"));
                }
            }
        }
    }
    text
}

/// A line of comma-separated values (RFC 4180).
pub fn csv(cells: &[String]) -> String {
    let quoted = |cell: &String| match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let cells: Vec<String> = cells.iter().map(quoted).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows<const N: usize, const M: usize>(rows: [[&str; N]; M]) -> Vec<Vec<String>> {
        let row = |r: [&str; N]| r.map(str::to_owned).to_vec();
        rows.map(row).to_vec()
    }

    #[test]
    fn columns_stand_under_each_other_in_any_script() {
        let rows = rows([["汉网", "1"], ["abc", "22"]]);
        assert_eq!(fitting(&rows, None), "汉网  1\nabc   22\n");
        assert_eq!(fitting(&rows, Some(80)), "汉网  1\nabc   22\n");
    }

    #[test]
    fn what_does_not_fit_stands_below_with_its_name_and_a_link_stays_whole() {
        let link = "https://www.example.com/news/2026/11/27/0123456789.html";
        let rows = rows([
            ["ARTICLE", "ACCOUNT", "STATE", "LINK", "REASON"],
            ["posts/a", "jz", "live", link, ""],
            [
                "posts/发布",
                "jz2",
                "rejected",
                "",
                "标题里有平台不允许的词，请修改以后重新提交",
            ],
        ]);
        let wide = fitting(&rows, None);
        assert_eq!(fitting(&rows, Some(200)), wide);
        assert_eq!(wide.lines().count(), 3);
        let narrow = fitting(&rows, Some(40));
        assert_eq!(
            narrow,
            format!(
                "ARTICLE     ACCOUNT  STATE\n\
                 posts/a     jz       live\n    \
                     LINK:\n    \
                     {link}\n\
                 posts/发布  jz2      rejected\n    \
                     REASON: 标题里有平台不允许的词，请修\n    \
                     改以后重新提交\n"
            )
        );
        // A first column that is wider than the terminal is not lost.
        let wide = [["A HEAD THAT IS WIDER", "B"], ["than the terminal", "y"]];
        let wide = wide.map(|r| r.map(str::to_owned).to_vec());
        let narrow = fitting(&wide, Some(1));
        assert!(
            narrow.ends_with("than the terminal\n    B: y\n"),
            "{narrow}"
        );
    }

    #[test]
    fn a_cell_with_a_comma_or_a_quote_is_quoted() {
        let cells = ["a", "b,c", "d\"e"].map(str::to_owned);
        assert_eq!(csv(&cells), "a,\"b,c\",\"d\"\"e\"\r\n");
    }
}
