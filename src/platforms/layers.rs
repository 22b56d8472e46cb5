//! An author's keys by their precedence: the account's section, the platform's, the account's settings.

use crate::article::{Article, Placed, Section};
use crate::plan::Account;
use crate::text::{ArticleMessage, Findings, Message, Place};

/// A value is there and cannot be used; the finding that says so has been added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told;

/// What a section's getters say of a value of another kind.
type Wrong = Findings;

/// Keeps what is wrong with a value.
pub(super) fn kept<T>(
    read: Result<Option<T>, Wrong>,
    findings: &mut Findings,
) -> Result<Option<T>, Told> {
    read.map_err(|wrong| {
        findings.extend(wrong);
        Told
    })
}

/// Reads a text without the blanks around it; a blank one is none.
pub(super) fn text_of(
    section: &Section,
    key: &str,
    findings: &mut Findings,
) -> Result<Option<Placed<String>>, Told> {
    Ok(kept(section.text(key), findings)?.and_then(trimmed))
}

fn trimmed(text: Placed<String>) -> Option<Placed<String>> {
    Some(text.map(|t| t.trim().to_owned())).filter(|t| !t.value.is_empty())
}

/// Tells whether an unknown key was found that resembles this one: to say that it is missing, too, is no help.
pub(super) fn misspelt(key: &str, findings: &Findings) -> bool {
    findings.iter().any(|f| match &f.message {
        Message::Article(ArticleMessage::UnknownKey { nearest, .. }) => {
            nearest.as_deref() == Some(key)
        }
        _ => false,
    })
}

/// The sections that set keys for one account, the strongest first. What is at the top of the
/// front matter comes after them and is for each platform to read.
pub(super) struct Layers<'a> {
    /// The sections of the article.
    article: Vec<&'a Section>,
    /// The account's settings.
    settings: &'a Section,
    /// Where a missing key is to be written.
    home: Place,
}

impl<'a> Layers<'a> {
    /// Collects the layers of an account.
    pub(super) fn new(article: &'a Article, account: &'a Account, platform: &str) -> Self {
        let mut names = vec![account.name.as_str()];
        if account.name != platform {
            names.push(platform);
        }
        let written = |name: &&str| article.sections.iter().find(|(k, _)| k.value == *name);
        let sections: Vec<_> = names.iter().filter_map(written).collect();
        Self {
            article: sections.iter().map(|(_, section)| section).collect(),
            settings: &account.settings,
            home: sections
                .first()
                .map_or_else(|| article.title.place.clone(), |(key, _)| key.place.clone()),
        }
    }

    /// Where a missing key is to be written: the name of the article's section, else the title.
    pub(super) fn home(&self) -> Place {
        self.home.clone()
    }

    /// Finds the keys of the article's sections that are not in `known`.
    pub(super) fn unknown(&self, known: &[&str]) -> Findings {
        let found = self.article.iter().flat_map(|s| s.unknown(known));
        found.collect()
    }

    /// Tells whether the article itself sets one of some keys, not the settings.
    pub(super) fn in_article(&self, keys: &[&str]) -> bool {
        let sets = |s: &&Section| keys.iter().any(|k| s.get(k).is_some());
        self.article.iter().any(sets)
    }

    /// Reads the first of some keys, all names of one thing, in the strongest layer that has it.
    ///
    /// # Errors
    /// It is of another kind; the finding was added.
    pub(super) fn read<T>(
        &self,
        keys: &[&str],
        findings: &mut Findings,
        get: impl Fn(&'a Section, &str) -> Result<Option<T>, Wrong>,
    ) -> Result<Option<T>, Told> {
        for section in self.article.iter().copied().chain([self.settings]) {
            for key in keys {
                let found = kept(get(section, key), findings)?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }

    /// Reads a text without the blanks around it. A blank one is none, and hides what weaker layers have.
    pub(super) fn text(
        &self,
        keys: &[&str],
        findings: &mut Findings,
    ) -> Result<Option<Placed<String>>, Told> {
        let found = self.read(keys, findings, Section::text)?;
        Ok(found.and_then(trimmed))
    }

    /// The texts that any layer has under some keys, whatever else is there.
    pub(super) fn texts_of(&self, keys: &[&str]) -> Vec<String> {
        let sections = self.article.iter().copied().chain([self.settings]);
        let found = sections.flat_map(|s| keys.iter().filter_map(|k| s.text(k).ok().flatten()));
        found.filter_map(trimmed).map(|t| t.value).collect()
    }

    /// Reads a whole number.
    pub(super) fn int(
        &self,
        keys: &[&str],
        findings: &mut Findings,
    ) -> Result<Option<Placed<i64>>, Told> {
        self.read(keys, findings, Section::int)
    }

    /// Reads names: a list, or one text with commas (`,` or `，`) between them. Blank ones are left out.
    pub(super) fn names(
        &self,
        keys: &[&str],
        findings: &mut Findings,
    ) -> Result<Option<Placed<Vec<Placed<String>>>>, Told> {
        let found = self.read(keys, findings, Section::texts)?;
        Ok(found
            .map(|names| names.map(split))
            .filter(|n| !n.value.is_empty()))
    }
}

/// Splits texts at their commas.
fn split(texts: Vec<Placed<String>>) -> Vec<Placed<String>> {
    let parts = texts.iter().flat_map(|text| {
        let parts = text.value.split([',', '，']).map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(|part| Placed::new(part.to_owned(), text.place.clone()))
    });
    parts.collect()
}
