//! The site files at hand: embedded in the binary, and the user's own over and beside them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::sense::{self, Values};
use super::tree::{To, Tree};
use super::{ApiFile, PagesFile, SiteFileKind, json_schema, shape};
use crate::text::{Finding, Findings, Place, SiteMessage, SitePart};

/// What can be wrong with a site file.
#[derive(Debug, Error)]
pub enum SiteFileError {
    /// It is not as this version reads it: all that is wrong, each at its place.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Wrong(Findings),
    /// A plan wants something that the file does not have.
    #[error("site file {file} has no {what:?} {name:?}")]
    Unknown {
        /// The file's name.
        file: String,
        /// What is wanted.
        what: SitePart,
        /// Its name.
        name: String,
    },
    /// No file of that site, kind and date.
    #[error("there is no site file {file}")]
    Missing {
        /// The file's name.
        file: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

impl SiteFileError {
    /// What is to be told of it.
    pub fn findings(self) -> Findings {
        match self {
            SiteFileError::Wrong(findings) => findings,
            SiteFileError::Unknown { file, what, name } => {
                vec![Finding::of(SiteMessage::Lacks { file, what, name })]
            }
            SiteFileError::Missing { file, known } => {
                vec![Finding::of(SiteMessage::NoFile { file, known })]
            }
        }
    }
}

/// The files in the binary: name and text.
const EMBEDDED: &[(&str, &str)] = &[
    (
        "juejin/pages/2026-09-27",
        include_str!("../../selectors/juejin/pages/2026-09-27.toml"),
    ),
    (
        "juejin/api/2026-09-13",
        include_str!("../../selectors/juejin/api/2026-09-13.toml"),
    ),
    (
        "juejin/api/2026-02-02",
        include_str!("../../selectors/juejin/api/2026-02-02.toml"),
    ),
    (
        "juejin/pages/2026-02-02",
        include_str!("../../selectors/juejin/pages/2026-02-02.toml"),
    ),
    (
        "jzguai/api/2026-11-21",
        include_str!("../../selectors/jzguai/api/2026-11-21.toml"),
    ),
    (
        "yunsuo/api/2026-11-21",
        include_str!("../../selectors/yunsuo/api/2026-11-21.toml"),
    ),
];

/// The site files in the binary.
#[derive(Clone, Copy, Debug, Default)]
pub struct Library;

impl Library {
    /// The names of all files, such as `juejin/api/2026-09-13`.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, _)| *name)
    }

    /// A file of kind `pages`, by name.
    pub fn pages(&self, name: &str) -> Result<PagesFile, SiteFileError> {
        Shelf::default().pages(name)
    }

    /// A file of kind `api`, by name.
    pub fn api(&self, name: &str) -> Result<Arc<ApiFile>, SiteFileError> {
        Shelf::default().api(name)
    }
}

/// A site file of the user's: where it is and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The file, as it is named in messages.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// The site files in the binary, with the user's over and beside them. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    added: Arc<BTreeMap<String, Added>>,
    /// The files that were read: a run of many articles asks for the same ones again and again.
    read: Arc<Mutex<Read>>,
}

/// The files that were read, by name.
#[derive(Debug, Default)]
struct Read {
    api: BTreeMap<String, Arc<ApiFile>>,
    pages: BTreeMap<String, PagesFile>,
}

impl Shelf {
    /// A shelf with the user's files, by name such as `juejin/api/2027-01-01`.
    pub fn with(added: BTreeMap<String, Added>) -> Self {
        Self {
            added: Arc::new(added),
            read: Arc::default(),
        }
    }

    /// The same with one more file, which takes the place of one of its name.
    #[must_use]
    pub fn with_one(&self, name: &str, file: Added) -> Self {
        let mut added = (*self.added).clone();
        added.insert(name.to_owned(), file);
        Self::with(added)
    }

    /// The names of all files, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = EMBEDDED.iter().map(|(n, _)| (*n).to_owned()).collect();
        names.extend(self.added.keys().cloned());
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether a file is the user's, and which.
    pub fn user_file(&self, name: &str) -> Option<&str> {
        self.added.get(name).map(|a| a.file.as_str())
    }

    /// The files of a site and kind, the newest first.
    pub fn versions(&self, site: &str, kind: SiteFileKind) -> Vec<String> {
        let dir = format!("{site}/{}/", kind.word());
        let mut names = self.names();
        names.retain(|n| n.starts_with(&dir));
        names.sort_by_key(|n| std::cmp::Reverse(age(n)));
        names
    }

    /// A file of kind `pages`, by name.
    ///
    /// # Errors
    /// No such file, or one that is not as this version reads it.
    pub fn pages(&self, name: &str) -> Result<PagesFile, SiteFileError> {
        if let Some(file) = self.known().pages.get(name) {
            return Ok(file.clone());
        }
        let (tree, own) = self.read::<PagesFile>(name)?;
        let mut whole = self.whole(name, &tree, own.clone())?;
        wrong(sense::pages(&tree, &own, &whole))?;
        for (key, element) in &mut whole.elements {
            element.name.clone_from(key);
        }
        self.known().pages.insert(name.to_owned(), whole.clone());
        Ok(whole)
    }

    /// A file of kind `api`, by name.
    ///
    /// # Errors
    /// No such file, or one that is not as this version reads it.
    pub fn api(&self, name: &str) -> Result<Arc<ApiFile>, SiteFileError> {
        if let Some(file) = self.known().api.get(name) {
            return Ok(file.clone());
        }
        let file = Arc::new(self.api_with(name, None)?);
        self.known().api.insert(name.to_owned(), file.clone());
        Ok(file)
    }

    fn known(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn api_with(&self, name: &str, values: Values<'_>) -> Result<ApiFile, SiteFileError> {
        let (tree, own) = self.read::<ApiFile>(name)?;
        let whole = self.whole(name, &tree, own.clone())?;
        wrong(sense::api(&tree, &own, &whole, values))?;
        Ok(whole)
    }

    /// All that is wrong with a file; `values` are those that its platform gives.
    pub fn check(&self, name: &str, values: Values<'_>) -> Findings {
        let checked = match SiteFileKind::of(name) {
            Some(SiteFileKind::Pages) => self.pages(name).map(drop),
            Some(SiteFileKind::Api) => self.api_with(name, values).map(drop),
            None => self.missing(name).map(drop),
        };
        checked
            .err()
            .map(SiteFileError::findings)
            .unwrap_or_default()
    }

    /// The SHA-256 of a file's text and of those that it extends, in hex, one after the other; nothing where there is
    /// no such file.
    pub fn sums(&self, name: &str) -> Vec<String> {
        let mut sums = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next.take().filter(|n| !seen.contains(n)) {
            let Some((_, text)) = self.text(&name) else {
                break;
            };
            sums.push(hex::encode(Sha256::digest(text)));
            let table: Result<toml::Table, _> = toml::from_str(text);
            let under = table
                .ok()
                .and_then(|t| Some(t.get("extends")?.as_str()?.to_owned()));
            let dir = name.rsplit_once('/').map_or("", |(dir, _)| dir);
            next = under.map(|date| format!("{dir}/{date}"));
            seen.push(name);
        }
        sums
    }

    /// A file together with those that it extends.
    fn whole<T: Versioned>(
        &self,
        name: &str,
        tree: &Tree<'_>,
        mut file: T,
    ) -> Result<T, SiteFileError> {
        let mut seen = vec![name.to_owned()];
        let mut next = file.extends().map(str::to_owned);
        let extends = |message| {
            Err(SiteFileError::Wrong(vec![
                tree.about(&[To::Key("extends")], message),
            ]))
        };
        while let Some(date) = next {
            let dir = name.rsplit_once('/').map_or(name, |(dir, _)| dir);
            let under = format!("{dir}/{date}");
            if seen.contains(&under) {
                return extends(SiteMessage::Circle { file: under });
            }
            if self.text(&under).is_none() {
                let mut known = self.versions(file.site(), T::KIND);
                known.retain(|other| !seen.contains(other));
                return extends(SiteMessage::NothingToExtend { file: under, known });
            }
            let (_, below) = self.read::<T>(&under)?;
            next = below.extends().map(str::to_owned);
            seen.push(under);
            file.put_over(below);
        }
        Ok(file)
    }

    /// The text of a file, and its name in messages.
    fn text(&self, name: &str) -> Option<(&str, &str)> {
        match self.added.get_key_value(name) {
            Some((_, added)) => Some((added.file.as_str(), added.text.as_str())),
            None => EMBEDDED.iter().find(|(n, _)| *n == name).copied(),
        }
    }

    fn missing(&self, name: &str) -> Result<(&str, &str), SiteFileError> {
        self.text(name).ok_or_else(|| SiteFileError::Missing {
            file: name.to_owned(),
            known: self.names(),
        })
    }

    fn read<T: Versioned>(&self, name: &str) -> Result<(Tree<'_>, T), SiteFileError> {
        let (file, text) = self.missing(name)?;
        let (tree, own) = read::<T>(file, text)?;
        if own.id() != name {
            let message = SiteMessage::OtherName {
                path: name.to_owned(),
                says: own.id(),
            };
            let wrong = ["site", "kind", "date"].into_iter().zip(name.split('/'));
            let says = own.id();
            let mut parts = wrong.zip(says.split('/'));
            let key = parts.find(|((_, path), says)| path != says);
            let key = key.map_or("date", |((key, _), _)| key);
            return Err(SiteFileError::Wrong(vec![
                tree.about(&[To::Key(key)], message),
            ]));
        }
        Ok((tree, own))
    }
}

/// Reads one file by itself, strictly.
fn read<'t, T: Versioned>(file: &'t str, text: &'t str) -> Result<(Tree<'t>, T), SiteFileError> {
    let tree = Tree::read(file, text).map_err(SiteFileError::Wrong)?;
    wrong(shape::check(&tree, T::schema()))?;
    match toml::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text)) {
        Ok(own) => {
            let mut own: T = own;
            own.stands_as(&tree);
            Ok((tree, own))
        }
        // What the schema lets pass and the types do not.
        Err(e) => {
            let reason = e.message().trim().replace('\n', ", ");
            let at = e.span().map_or(0, |s| s.start);
            let place = Place::in_text(file, text, at);
            wrong(vec![Finding::at(place, SiteMessage::Toml { reason })])?;
            unreachable!("a list with a finding is an error")
        }
    }
}

fn wrong(mut findings: Findings) -> Result<(), SiteFileError> {
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    match findings.is_empty() {
        true => Ok(()),
        false => Err(SiteFileError::Wrong(findings)),
    }
}

/// The day of a file and its number within the day.
fn age(name: &str) -> (String, u32) {
    let date = name.rsplit('/').next().unwrap_or(name);
    match date.split_once('.') {
        Some((day, n)) => (day.to_owned(), n.parse().unwrap_or(0)),
        None => (date.to_owned(), 1),
    }
}

/// What both kinds of files have.
trait Versioned: serde::de::DeserializeOwned {
    const KIND: SiteFileKind;
    fn schema() -> &'static Value;
    fn extends(&self) -> Option<&str>;
    fn site(&self) -> &str;
    fn id(&self) -> String;
    /// Notes in which order the file has what is told by name.
    fn stands_as(&mut self, _tree: &Tree<'_>) {}
    /// Takes from an older file what this one leaves out.
    fn put_over(&mut self, under: Self);
}

impl Versioned for ApiFile {
    const KIND: SiteFileKind = SiteFileKind::Api;

    fn schema() -> &'static Value {
        static SCHEMA: LazyLock<Value> = LazyLock::new(|| json_schema(SiteFileKind::Api));
        &SCHEMA
    }

    fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    fn site(&self) -> &str {
        &self.site
    }

    fn id(&self) -> String {
        self.id()
    }

    fn put_over(&mut self, under: Self) {
        let mut calls = under.calls;
        calls.append(&mut self.calls);
        self.calls = calls;
        // The first row that fits counts, so its own come first.
        self.errors.extend(under.errors);
        self.envelope = self.envelope.take().or(under.envelope);
        if self.base.is_empty() {
            self.base = under.base;
        }
    }
}

impl Versioned for PagesFile {
    const KIND: SiteFileKind = SiteFileKind::Pages;

    fn schema() -> &'static Value {
        static SCHEMA: LazyLock<Value> = LazyLock::new(|| json_schema(SiteFileKind::Pages));
        &SCHEMA
    }

    fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    fn site(&self) -> &str {
        &self.site
    }

    fn id(&self) -> String {
        self.id()
    }

    fn stands_as(&mut self, tree: &Tree<'_>) {
        self.order = tree.keys(&["elements"]);
        for (name, page) in &mut self.pages {
            page.order = tree.keys(&["pages", name, "states"]);
        }
    }

    fn put_over(&mut self, under: Self) {
        let mut order = under.order;
        order.extend(
            self.order
                .drain(..)
                .filter(|n| !under.elements.contains_key(n)),
        );
        self.order = order;
        let (mut pages, mut elements) = (under.pages, under.elements);
        // Another address of a page is no other page: its states stay.
        for (name, page) in self.pages.iter_mut().filter(|(_, p)| p.states.is_empty()) {
            if let Some(below) = pages.get(name) {
                page.states.clone_from(&below.states);
                page.order.clone_from(&below.order);
            }
        }
        pages.append(&mut self.pages);
        elements.append(&mut self.elements);
        (self.pages, self.elements) = (pages, elements);
        let named = |name: &str| self.interrupts.iter().any(|i| i.name == name);
        let kept: Vec<_> = under
            .interrupts
            .into_iter()
            .filter(|i| !named(&i.name))
            .collect();
        self.interrupts.extend(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let text = format!(
            "{HEAD}date = \"2027-01-01\"\nextends = \"2026-09-13\"\nbsae = \"https://x\"\n"
        );
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
        assert!(
            error("juejin/api/2027-01-02").contains("it says that it is juejin/api/2027-01-01")
        );
        assert!(error("juejin/api/2027-01-03").contains("there is no site file"));
    }
}
