//! What the shelf gives and refuses.

use super::*;
use crate::site::Library;

fn shelf(files: &[(&str, &str)]) -> Shelf {
    let added = files.iter().map(|(name, text)| {
        let (file, text) = (format!("mine/{name}.toml"), (*text).to_owned());
        ((*name).to_owned(), Added { file, text })
    });
    Shelf::with(added.collect())
}

const HEAD: &str = "schema = 1\nsite = \"juejin\"\nkind = \"api\"\n";

#[test]
fn every_file_of_the_binary_is_read() {
    for name in Library.names() {
        match name.contains("/pages/") {
            true => drop(Library.pages(name).unwrap()),
            false => drop(Library.api(name).unwrap()),
        }
    }
}

#[test]
fn a_file_that_extends_another_says_only_what_differs() {
    let text = format!(
        "{HEAD}date = \"2027-01-01\"\nextends = \"2026-09-13\"\n[calls.publish]\nabout = \"x\"\nmethod = \"PUT\"\npath = \"/new\"\n"
    );
    let shelf = shelf(&[("juejin/api/2027-01-01", &text)]);
    let file = shelf.api("juejin/api/2027-01-01").unwrap();
    assert_eq!(file.call("publish").unwrap().path, "/new");
    assert!(file.call("publish").unwrap().read.is_empty());
    let below = Library.api("juejin/api/2026-09-13").unwrap();
    assert_eq!(
        file.call("draft_create").unwrap(),
        below.call("draft_create").unwrap()
    );
    assert_eq!((&file.base, &file.errors), (&below.base, &below.errors));
    assert_eq!(file.id(), "juejin/api/2027-01-01");
    assert!(shelf.names().contains(&"juejin/api/2027-01-01".to_owned()));
}

#[test]
fn elements_stand_as_in_the_file_and_new_ones_after_those_that_it_extends() {
    let text = "schema = 1\nsite = \"juejin\"\nkind = \"pages\"\ndate = \"2027-01-01\"\nextends = \"2026-09-27\"\n\
        [elements.aa]\nabout = \"x\"\npage = \"editor\"\ncandidates = [{ css = \".x\" }]\n\
        [elements.title]\nabout = \"x\"\npage = \"editor\"\ncandidates = [{ css = \".y\" }]\n";
    let file = shelf(&[("juejin/pages/2027-01-01", text)])
        .pages("juejin/pages/2027-01-01")
        .unwrap();
    let names: Vec<&str> = file.in_order().map(|e| e.name.as_str()).collect();
    assert_eq!(names[..3], ["title", "editor", "save-status"]);
    assert_eq!(names.last(), Some(&"aa"));
    assert_eq!(names.len(), file.elements.len());
    let title = file.elements["title"].candidates[0].to_string();
    assert_eq!(title, "css .y");
    let text = crate::site::to_toml(&file);
    assert!(text.find("[elements.title]") < text.find("[elements.editor]"));
}

#[test]
fn the_newest_file_comes_first_and_a_days_second_after_its_first() {
    let named = |date: &str| {
        (
            format!("juejin/api/{date}"),
            format!("{HEAD}date = \"{date}\"\n"),
        )
    };
    let files = ["2027-01-01", "2027-01-01.10", "2027-01-01.2"].map(named);
    let files = files.each_ref().map(|(n, t)| (n.as_str(), t.as_str()));
    let versions = shelf(&files).versions("juejin", SiteFileKind::Api);
    let dates: Vec<&str> = versions
        .iter()
        .filter_map(|n| n.rsplit('/').next())
        .collect();
    assert_eq!(dates[..3], ["2027-01-01.10", "2027-01-01.2", "2027-01-01"]);
    assert_eq!(dates[3..], ["2026-09-13", "2026-02-02"]);
}

#[test]
fn what_is_wrong_is_told_with_the_files_name_and_line() {
    let text =
        format!("{HEAD}date = \"2027-01-01\"\nextends = \"2026-09-13\"\nbsae = \"https://x\"\n");
    let error = shelf(&[("juejin/api/2027-01-01", &text)])
        .api("juejin/api/2027-01-01")
        .unwrap_err()
        .to_string();
    assert!(error.contains("mine/juejin/api/2027-01-01.toml"), "{error}");
    assert!(
        error.contains(".toml:6:1: ") && error.contains("bsae"),
        "{error}"
    );
}

#[test]
fn a_circle_a_wrong_name_and_a_missing_file_are_errors() {
    let circle = format!("{HEAD}date = \"2027-01-01\"\nextends = \"2027-01-01\"\n");
    let shelf = shelf(&[
        ("juejin/api/2027-01-01", &circle),
        ("juejin/api/2027-01-02", &circle),
    ]);
    let error = |name| shelf.api(name).unwrap_err().to_string();
    assert!(error("juejin/api/2027-01-01").contains("extends itself"));
    assert!(error("juejin/api/2027-01-02").contains("it says that it is juejin/api/2027-01-01"));
    assert!(error("juejin/api/2027-01-03").contains("there is no site file"));
}
