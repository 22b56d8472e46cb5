//! The site files at hand: embedded in the binary, and the user's own over and beside them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use thiserror::Error;

use super::{ApiFile, PagesFile};

/// What can be wrong with a site file.
#[derive(Debug, Error)]
pub enum SiteFileError {
    /// It is not the TOML that this version reads.
    #[error("site file {file}: {what}")]
    Malformed {
        /// The file's name.
        file: String,
        /// What the parser says, with its place.
        what: String,
    },
    /// A plan wants something that the file does not have.
    #[error("site file {file} has no {what} {name:?}")]
    Unknown {
        /// The file's name.
        file: String,
        /// `page`, `element` or `call`.
        what: &'static str,
        /// The name wanted.
        name: String,
    },
    /// No file of that site, kind and date.
    #[error("there is no site file {0}")]
    Missing(String),
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
    /// The API files that were read: a run asks for the same one again and again.
    read: Arc<Mutex<BTreeMap<String, Arc<ApiFile>>>>,
}

impl Shelf {
    /// A shelf with the user's files, by name such as `juejin/api/2027-01-01`.
    pub fn with(added: BTreeMap<String, Added>) -> Self {
        Self {
            added: Arc::new(added),
            read: Arc::default(),
        }
    }

    /// The names of all files, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = EMBEDDED.iter().map(|(n, _)| (*n).to_owned()).collect();
        names.extend(self.added.keys().cloned());
        names.sort_unstable();
        names.dedup();
        names
    }

    /// A file of kind `pages`, by name.
    ///
    /// # Errors
    /// No such file, or one that is not as this version reads it.
    pub fn pages(&self, name: &str) -> Result<PagesFile, SiteFileError> {
        let mut file: PagesFile = self.whole(name, &|own: &mut PagesFile, under| {
            let (mut pages, mut elements) = (under.pages, under.elements);
            pages.append(&mut own.pages);
            elements.append(&mut own.elements);
            (own.pages, own.elements) = (pages, elements);
            let named = |name: &str| own.interrupts.iter().any(|i| i.name == name);
            let kept: Vec<_> = under
                .interrupts
                .into_iter()
                .filter(|i| !named(&i.name))
                .collect();
            own.interrupts.extend(kept);
        })?;
        for (key, element) in &mut file.elements {
            element.name.clone_from(key);
        }
        Ok(file)
    }

    /// A file of kind `api`, by name.
    ///
    /// # Errors
    /// No such file, or one that is not as this version reads it.
    pub fn api(&self, name: &str) -> Result<Arc<ApiFile>, SiteFileError> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = read.get(name) {
            return Ok(file.clone());
        }
        let file = Arc::new(self.parse_api(name)?);
        read.insert(name.to_owned(), file.clone());
        Ok(file)
    }

    fn parse_api(&self, name: &str) -> Result<ApiFile, SiteFileError> {
        let file: ApiFile = self.whole(name, &|own: &mut ApiFile, under| {
            let mut calls = under.calls;
            calls.append(&mut own.calls);
            own.calls = calls;
            // The first row that fits counts, so its own come first.
            own.errors.extend(under.errors);
            own.envelope = own.envelope.take().or(under.envelope);
            if own.base.is_empty() {
                own.base = under.base;
            }
        })?;
        if file.base.is_empty() {
            return Err(self.malformed(name, "it has no `base`".to_owned()));
        }
        Ok(file)
    }

    /// A file together with those that it extends.
    fn whole<T: Versioned>(
        &self,
        name: &str,
        put_over: &dyn Fn(&mut T, T),
    ) -> Result<T, SiteFileError> {
        let mut file: T = self.read(name)?;
        let mut seen = vec![name.to_owned()];
        let mut next = file.extends().map(str::to_owned);
        while let Some(date) = next {
            let dir = name.rsplit_once('/').map_or(name, |(dir, _)| dir);
            let under = format!("{dir}/{date}");
            if seen.contains(&under) {
                return Err(self.malformed(name, format!("{under} extends itself")));
            }
            let below: T = self.read(&under)?;
            next = below.extends().map(str::to_owned);
            seen.push(under);
            put_over(&mut file, below);
        }
        Ok(file)
    }

    fn read<T: Versioned>(&self, name: &str) -> Result<T, SiteFileError> {
        let text = match self.added.get(name) {
            Some(added) => added.text.as_str(),
            None => EMBEDDED
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, text)| *text)
                .ok_or_else(|| SiteFileError::Missing(name.to_owned()))?,
        };
        let file: T = toml::from_str(text).map_err(|e| self.malformed(name, e.to_string()))?;
        if file.id() != name {
            let what = format!("it says that it is {}", file.id());
            return Err(self.malformed(name, what));
        }
        Ok(file)
    }

    fn malformed(&self, name: &str, what: String) -> SiteFileError {
        SiteFileError::Malformed {
            file: self
                .added
                .get(name)
                .map_or(name, |a| a.file.as_str())
                .to_owned(),
            what,
        }
    }
}

/// What both kinds of files have.
trait Versioned: serde::de::DeserializeOwned {
    fn extends(&self) -> Option<&str>;
    fn id(&self) -> String;
}

impl Versioned for ApiFile {
    fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    fn id(&self) -> String {
        self.id()
    }
}

impl Versioned for PagesFile {
    fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    fn id(&self) -> String {
        self.id()
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
            error.contains("line 6") && error.contains("bsae"),
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
