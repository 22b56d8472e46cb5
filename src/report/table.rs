//! The results as a table for people.

use std::fmt::Write;

use super::{Mark, Paint, fold, width};
use crate::record::ResultRow;
use crate::text::{Finding, Lang, Line, detour, retold};

/// What keeps two columns apart.
const GAP: usize = 2;

/// What stands below a line is indented by so much.
const BELOW: &str = "  ";

/// What stands in a line where there is nothing to be followed.
const NOTHING: &str = "-";

/// Narrower than this nothing can be read anyway.
const NARROWEST: usize = 20;

/// Where the results are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Whether marks have colours.
    pub paint: Paint,
    /// How many columns there are; none where it is no terminal, and a line takes what it takes.
    pub columns: Option<usize>,
}

impl Place {
    /// The same place with all lines indented.
    #[must_use]
    pub fn indented(self) -> Self {
        let columns = self.columns.map(|c| c.saturating_sub(BELOW.len()));
        Self { columns, ..self }
    }
}

/// The results of one article, a line each, with what went wrong below. Where a line does not fit between the edges of
/// the terminal, what it leads to stands on a line of its own: a link that an edge has cut cannot be followed.
pub fn results(lang: Lang, rows: &[ResultRow], place: Place) -> String {
    lines(lang, rows, place, false)
}

/// The results of a run: those of several articles below the articles' files. Where it is no terminal each is still one
/// line, and the file is its end.
pub fn results_by_article(lang: Lang, rows: &[ResultRow], place: Place) -> String {
    let several = rows.iter().any(|r| r.article != rows[0].article);
    if !several || place.columns.is_none() {
        return lines(lang, rows, place, several);
    }
    let mut out = String::new();
    for of_one in rows.chunk_by(|a, b| a.article == b.article) {
        let _ = writeln!(out, "{}", of_one[0].article);
        for line in results(lang, of_one, place.indented()).lines() {
            let _ = writeln!(out, "{BELOW}{line}");
        }
    }
    out
}

/// What a line shows of a result.
struct Cells {
    account: String,
    state: String,
    what: String,
    how: String,
}

impl Cells {
    fn of(lang: Lang, row: &ResultRow, all: &[ResultRow]) -> Self {
        Self {
            account: whose(row, all),
            state: row.state.said().say(lang).to_owned(),
            what: what(lang, row),
            how: how(lang, row),
        }
    }
}

/// The account, and the target where one article has several of the account: the media of a run's orders.
fn whose(row: &ResultRow, all: &[ResultRow]) -> String {
    let beside = |r: &ResultRow| {
        (&r.article, &r.account) == (&row.article, &row.account) && r.target != row.target
    };
    match all.iter().any(beside) {
        true => format!("{} {}", row.account, row.target),
        false => row.account.clone(),
    }
}

fn lines(lang: Lang, rows: &[ResultRow], place: Place, named: bool) -> String {
    let cells: Vec<Cells> = rows.iter().map(|r| Cells::of(lang, r, rows)).collect();
    let widest = |of: fn(&Cells) -> &str| cells.iter().map(|c| width(of(c))).max().unwrap_or(0);
    let (account, state) = (widest(|c| &c.account), widest(|c| &c.state));
    let what = widest(|c| &c.what);
    let before_how = account + state + what + 3 * GAP;
    let columns = place.columns.map(|c| c.max(NARROWEST));
    let fits = |c: &Cells| columns.is_none_or(|most| before_how + width(&c.how) <= most);
    let in_one_line = cells.iter().all(fits);
    let mut out = String::new();
    for (row, cell) in rows.iter().zip(&cells) {
        let painted = place.paint.mark(Mark::of(row.state), &cell.state);
        let mut line = format!(
            "{}{}{painted}{}",
            cell.account,
            gap(account, &cell.account),
            gap(state, &cell.state)
        );
        let taken = account + state + 2 * GAP;
        if in_one_line {
            let name = if named { row.article.as_str() } else { "" };
            let gap = gap(what, &cell.what);
            let _ = write!(line, "{}{gap}{}  {name}", cell.what, cell.how);
            let _ = writeln!(out, "{}", line.trim_end());
        } else {
            let beside = columns.is_none_or(|most| taken + width(&cell.how) <= most);
            line += if beside { cell.how.as_str() } else { "" };
            let _ = writeln!(out, "{}", line.trim_end());
            if cell.what != NOTHING {
                below(&mut out, columns, "", &cell.what);
            }
            if !beside {
                below(&mut out, columns, "", &cell.how);
            }
        }
        if let Some(problem) = &row.error {
            let what = format!("{} [{}]", problem.message, problem.code);
            below(&mut out, columns, "", &what);
            if let Some(hint) = &problem.hint {
                below(&mut out, columns, "-> ", hint);
            }
        }
    }
    out
}

fn gap(wanted: usize, text: &str) -> String {
    " ".repeat(wanted.saturating_sub(width(text)) + GAP)
}

/// Writes a text below a line, between the edges where there are any.
fn below(out: &mut String, columns: Option<usize>, mark: &str, text: &str) {
    let room = columns.map(|c| c.saturating_sub(BELOW.len() + mark.len()));
    let folded = match room {
        Some(room) => text.lines().flat_map(|l| fold(l, room)).collect(),
        None => vec![text.to_owned()],
    };
    for (n, line) in folded.iter().enumerate() {
        let mark = if n == 0 {
            mark.to_owned()
        } else {
            " ".repeat(mark.len())
        };
        let _ = writeln!(out, "{BELOW}{mark}{line}");
    }
}

/// The findings, a line each, and how many there are.
pub fn findings(lang: Lang, findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let _ = writeln!(out, "{}", finding.line(lang));
    }
    let count = Line::Findings(findings.len()).say(lang);
    let _ = writeln!(out, "{count}");
    out
}

/// The link, else the platform's number, else the first thing that shows it.
fn what(lang: Lang, r: &ResultRow) -> String {
    r.url
        .clone()
        .or_else(|| {
            r.external_id
                .as_ref()
                .map(|id| Line::Order(id.clone()).say(lang))
        })
        .or_else(|| r.evidence.first().map(|e| retold(lang, e)))
        .unwrap_or_else(|| NOTHING.to_owned())
}

fn how(lang: Lang, r: &ResultRow) -> String {
    let price = r.price.map(|price| Line::Yuan(price.to_string()));
    let route = r.route.map(|route| Line::By {
        way: route.said(),
        why: r.route_reason.as_deref().map(|w| detour(lang, w)),
    });
    let parts: Vec<String> = price.iter().chain(&route).map(|l| l.say(lang)).collect();
    parts.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Money, RouteVia, State};
    use crate::record::Problem;

    fn row(article: &str, account: &str, state: State, url: Option<&str>) -> ResultRow {
        ResultRow {
            article: article.into(),
            account: account.into(),
            platform: "juejin".into(),
            target: "-".into(),
            state,
            route: Some(RouteVia::Api),
            route_reason: None,
            site_file: None,
            healed: Vec::new(),
            url: url.map(str::to_owned),
            external_id: None,
            price: None,
            evidence: vec!["the push was answered with code 1 (ok)".into()],
            retry_at: None,
            error: None,
            person: false,
        }
    }

    /// Three accounts of two articles, of all that a line can hold.
    fn rows() -> Vec<ResultRow> {
        let link = Some("https://juejin.cn/post/7566180143985094835");
        let mut order = row("文章/如何发布.md", "微擎媒体", State::Submitted, None);
        order.external_id = Some("MP20261127000120".into());
        order.price = Some(Money::fen(1300));
        let mut failed = row("文章/第二篇.md", "juejin", State::Failed, None);
        failed.evidence = Vec::new();
        failed.route = Some(RouteVia::Browser);
        failed.error = Some(Problem {
            code: "page.element-missing".into(),
            message: "在 https://juejin.cn/editor/drafts/7566180143985094835?v=2 上等了 8 秒，没有找到 category：\
                      css .category-list .item → no match；text 后端 → 2 visible, one wanted"
                .into(),
            hint: Some("页面可能改版了：请看运行目录里的证据；`publish --via api --site-file 2026-09-13` 不需要页面".into()),
        });
        let mut other_way = row("文章/第二篇.md", "ys", State::InReview, link);
        other_way.route_reason = Some("page.element-missing: category".into());
        vec![
            row("文章/如何发布.md", "juejin", State::InReview, link),
            order,
            row("文章/如何发布.md", "ys", State::Submitted, None),
            failed,
            other_way,
        ]
    }

    fn shown(lang: Lang, columns: Option<usize>) -> String {
        let paint = Paint::Plain;
        results_by_article(lang, &rows(), Place { paint, columns })
    }

    #[test]
    fn results_fit_between_the_edges_of_a_terminal() {
        for (columns, lang) in [
            (120, Lang::Zh),
            (80, Lang::Zh),
            (80, Lang::En),
            (44, Lang::Zh),
        ] {
            let text = shown(lang, Some(columns));
            for line in text.lines() {
                // What cannot be folded stands alone.
                let alone = fold(line.trim(), 1).len() == 1;
                assert!(width(line) <= columns || alone, "{columns}: {line}\n{text}");
            }
            for whole in [
                "https://juejin.cn/post/7566180143985094835",
                "https://juejin.cn/editor/drafts/7566180143985094835?v=2",
                "`publish --via api --site-file 2026-09-13`",
            ] {
                assert!(text.contains(whole), "{columns}: {whole} is cut:\n{text}");
            }
        }
        insta::assert_snapshot!("results_in_80_columns", shown(Lang::Zh, Some(80)));
        insta::assert_snapshot!("results_in_44_columns", shown(Lang::Zh, Some(44)));
    }

    #[test]
    fn several_media_of_one_account_are_told_apart() {
        let mut orders = vec![
            row("一.md", "jz", State::Submitted, None),
            row("一.md", "jz", State::Submitted, None),
            row("二.md", "jz", State::Submitted, None),
        ];
        for (order, medium) in orders.iter_mut().zip(["1/12786", "1/24065", "1/12786"]) {
            order.target = medium.to_owned();
        }
        let named: Vec<String> = orders.iter().map(|o| whose(o, &orders)).collect();
        assert_eq!(named, ["jz 1/12786", "jz 1/24065", "jz"]);
    }

    #[test]
    fn in_a_pipe_a_result_is_a_line_and_its_article_is_the_end() {
        insta::assert_snapshot!("results_in_a_pipe", shown(Lang::En, None));
        let of_one = results_by_article(Lang::En, &rows()[..2], Place::default());
        assert!(!of_one.contains("如何发布"), "{of_one}");
    }
}
