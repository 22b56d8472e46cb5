use std::collections::BTreeSet;

use scraper::{Html, Selector};
use serde::Deserialize;

use crate::sandbox::juejin::broken::{ELEMENTS, moved};
use crate::sandbox::juejin::template::file;

#[derive(Deserialize)]
struct List {
    selector: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    element: String,
    page: String,
    css: Option<String>,
    xpath: Option<String>,
    role: Option<String>,
    name: Option<String>,
    text: Option<String>,
    contains: Option<String>,
    source: String,
    count: Option<usize>,
    #[serde(default)]
    scripted: bool,
    #[serde(default)]
    loose: bool,
    excluded: Option<String>,
}

fn rows() -> Vec<Row> {
    let text = include_str!("../../../../fixtures/pages/juejin/selectors.toml");
    toml::from_str::<List>(text).unwrap().selector
}

/// How many elements of a page, as it is served, a row of plain CSS finds.
fn found(row: &Row, page: &str) -> Option<usize> {
    let css = Selector::parse(row.css.as_deref()?).unwrap();
    let fits = |whole: String| {
        row.text.as_ref().is_none_or(|t| whole.trim() == t)
            && row.contains.as_ref().is_none_or(|t| whole.contains(t))
    };
    let html = Html::parse_document(page);
    let count = html.select(&css).filter(|e| fits(e.text().collect()));
    Some(count.count())
}

/// The rows that can be looked up in the file itself.
fn plain(rows: &[Row]) -> impl Iterator<Item = (&Row, String)> {
    rows.iter()
        .filter(|r| !r.scripted && r.excluded.is_none())
        // The file says that nothing has been saved yet.
        .filter(|r| r.contains.as_deref() != Some("保存成功"))
        .map(|r| (r, format!("{}.html", r.page)))
}

#[test]
fn every_row_names_its_source_and_one_way_to_look() {
    for row in rows() {
        let ways = [&row.css, &row.xpath, &row.role]
            .into_iter()
            .flatten()
            .count();
        assert_eq!(ways, 1, "{}: {}", row.element, row.source);
        assert_eq!(row.role.is_some(), row.name.is_some());
        assert!(row.source.starts_with('S'), "{}", row.element);
        assert!(row.excluded.is_none_or(|why| why.len() > 5));
    }
}

#[test]
fn the_pages_have_what_public_tools_look_for() {
    let rows = rows();
    let mut looked = 0;
    for (row, name) in plain(&rows) {
        let Some(count) = found(row, file(&name).unwrap()) else {
            continue;
        };
        looked += 1;
        let wanted = row.count.unwrap_or(1);
        assert!(count >= wanted, "{} {:?}: {count}", row.element, row.css);
    }
    assert!(looked > 60, "{looked}");
}

#[test]
fn an_element_that_is_moved_is_out_of_reach_of_every_known_selector() {
    let rows = rows();
    let mut looked = BTreeSet::new();
    for (row, name) in plain(&rows).filter(|(r, _)| ELEMENTS.contains(&&*r.element) && !r.loose) {
        let page = moved(
            &name,
            file(&name).unwrap(),
            std::slice::from_ref(&row.element),
        );
        if let Some(count) = found(row, &page) {
            assert_eq!(count, 0, "{} {:?}", row.element, row.css);
            looked.insert(row.element.clone());
        }
    }
    // The others are made by scripts: a browser has to look.
    for element in [
        "title",
        "panel",
        "category",
        "summary",
        "confirm",
        "login-code",
    ] {
        assert!(looked.contains(element), "{element}");
    }
}
