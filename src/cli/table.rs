//! Tables on a terminal, where a Chinese character is two columns wide.

use crate::report::width;

/// Columns of text, each as wide as its widest cell, without trailing blanks.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width_of = |n: usize| rows.iter().filter_map(|r| r.get(n)).map(|c| width(c)).max();
    let widths: Vec<usize> = (0..columns).map(|n| width_of(n).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, wanted) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(wanted - width(cell) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
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

    #[test]
    fn columns_stand_under_each_other_in_any_script() {
        let rows = [["汉网", "1"], ["abc", "22"]].map(|r| r.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "汉网  1\nabc   22\n");
    }

    #[test]
    fn a_cell_with_a_comma_or_a_quote_is_quoted() {
        let cells = ["a", "b,c", "d\"e"].map(str::to_owned);
        assert_eq!(csv(&cells), "a,\"b,c\",\"d\"\"e\"\r\n");
    }
}
