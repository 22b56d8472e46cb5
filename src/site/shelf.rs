//! The site files at hand: those in the binary, and the user's own over and beside them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::library::EMBEDDED;
use super::sense::{Under, Values};
use super::tree::{Node, Tree};
use super::versioned::Versioned;
use super::{ApiFile, PagesFile, SiteFileError, SiteFileKind, shape};
use crate::text::{Finding, Findings, SiteMessage};

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
    kept: Arc<Mutex<Kept>>,
}

/// The files that were read, by name.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Those of kind `api`.
    pub api: BTreeMap<String, Arc<ApiFile>>,
    /// Those of kind `pages`.
    pub pages: BTreeMap<String, Arc<PagesFile>>,
}

impl Shelf {
    /// A shelf with the user's files, by name such as `juejin/api/2027-01-01`.
    pub fn with(added: BTreeMap<String, Added>) -> Self {
        Self {
            added: Arc::new(added),
            kept: Arc::default(),
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
        self.read::<PagesFile>(name, &[])
            .map(|file| (*file).clone())
    }

    /// A file of kind `api`, by name.
    ///
    /// # Errors
    /// No such file, or one that is not as this version reads it.
    pub fn api(&self, name: &str) -> Result<Arc<ApiFile>, SiteFileError> {
        self.read::<ApiFile>(name, &[])
    }

    /// All that is wrong with a file; `values` are those that its platform gives.
    pub fn check(&self, name: &str, values: Values<'_>) -> Findings {
        let checked = match SiteFileKind::of(name) {
            Some(SiteFileKind::Pages) => self.strictly::<PagesFile>(name, &[], values).map(drop),
            Some(SiteFileKind::Api) => self.strictly::<ApiFile>(name, &[], values).map(drop),
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

    /// A file together with those that it extends; `above` are those that extend it.
    fn read<T: Versioned>(&self, name: &str, above: &[&str]) -> Result<Arc<T>, SiteFileError> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = T::kept(&kept).get(name) {
            return Ok(file.clone());
        }
        drop(kept);
        let file = Arc::new(self.strictly::<T>(name, above, None)?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        T::kept_mut(&mut kept).insert(name.to_owned(), file.clone());
        Ok(file)
    }

    /// Reads a file and tells all that is wrong with it at once: names that are there twice, what has another shape, and
    /// what makes no sense in the rest.
    fn strictly<T: Versioned>(
        &self,
        name: &str,
        above: &[&str],
        values: Values<'_>,
    ) -> Result<T, SiteFileError> {
        let (file, text) = self.missing(name)?;
        let (tree, mut findings) = Tree::read(file, text).map_err(SiteFileError::Wrong)?;
        findings.extend(shape::check(&tree, T::schema()));
        let known = |f: &Finding| findings.iter().any(|other| other.place == f.place);
        let other = other_name(&tree, name).filter(|f| !known(f));
        findings.extend(other);
        let under = match self.under::<T>(&tree, name, above) {
            Ok(under) => under,
            Err(wrong) => {
                findings.extend(wrong);
                Under::Unknown
            }
        };
        findings.extend(T::sense(&tree, &under, values));
        if !findings.is_empty() {
            findings.sort_by(|a, b| a.place.cmp(&b.place));
            findings.dedup();
            return Err(SiteFileError::Wrong(findings));
        }
        let own = toml::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
        let mut own: T = own.map_err(|e: toml::de::Error| {
            // What the schema lets pass and the types do not.
            let reason = e.message().trim().replace('\n', ", ");
            let at = e.span().map_or(0, |s| s.start);
            SiteFileError::Wrong(vec![tree.finding(at, SiteMessage::Toml { reason })])
        })?;
        own.stands_as(&tree);
        if let Under::File(under) = under {
            own.put_over(under);
        }
        Ok(own)
    }

    /// What a file extends.
    ///
    /// # Errors
    /// There is no such file, it comes round in a circle, or it is wrong itself.
    fn under<T: Versioned>(
        &self,
        tree: &Tree<'_>,
        name: &str,
        above: &[&str],
    ) -> Result<Under<T>, Findings> {
        let Some((at, date)) = tree.root.get("extends").and_then(|n| Some((n, n.text()?))) else {
            return Ok(Under::Nothing);
        };
        let dir = name.rsplit_once('/').map_or(name, |(dir, _)| dir);
        let under = format!("{dir}/{date}");
        let wrong = |message| Err(vec![tree.finding(at.span.start, message)]);
        let above = [above, &[name]].concat();
        if above.contains(&under.as_str()) {
            return wrong(SiteMessage::Circle { file: under });
        }
        if self.text(&under).is_none() {
            let site = name.split('/').next().unwrap_or(name);
            let mut known = self.versions(site, T::KIND);
            known.retain(|other| !above.contains(&other.as_str()));
            return wrong(SiteMessage::NothingToExtend { file: under, known });
        }
        let file = self.read::<T>(&under, &above);
        file.map(|file| Under::File((*file).clone()))
            .map_err(SiteFileError::findings)
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
}

/// The file says that it is another one than its path says; of which key that is told.
fn other_name(tree: &Tree<'_>, name: &str) -> Option<Finding> {
    let keys = ["site", "kind", "date"];
    let says = keys.map(|key| tree.root.get(key).and_then(|n| Some((n, n.text()?))));
    let differs =
        |(says, path): &(&Option<(&Node, &str)>, &str)| says.is_some_and(|(_, s)| s != *path);
    let (wrong, _) = says.iter().zip(name.split('/')).find(differs)?;
    let message = SiteMessage::OtherName {
        path: name.to_owned(),
        says: says
            .iter()
            .flatten()
            .map(|(_, says)| *says)
            .collect::<Vec<_>>()
            .join("/"),
    };
    wrong.map(|(node, _)| tree.finding(node.span.start, message))
}

/// The day of a file and its number within the day.
fn age(name: &str) -> (String, u32) {
    let date = name.rsplit('/').next().unwrap_or(name);
    match date.split_once('.') {
        Some((day, n)) => (day.to_owned(), n.parse().unwrap_or(0)),
        None => (date.to_owned(), 1),
    }
}

#[cfg(test)]
mod tests;
