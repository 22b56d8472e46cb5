//! The check on pages that `selectors capture` saved: the same questions, without a browser.

use std::collections::BTreeMap;
use std::path::Path;

use super::CheckArgs;
use super::found::{Checked, Counts, Row, State, in_order};
use crate::cli::Failure;
use crate::cli::plans;
use crate::cli::selectors::visit;
use crate::site::{Look, Manifest, Question, Saved};
use crate::text::{Finding, NotSeen, Place, SelectorsMessage};

/// Checks the pages of a directory.
///
/// # Errors
/// The directory has no list, its list is none, or a page of it cannot be read.
pub fn check(args: &CheckArgs, dir: &Path) -> Result<Checked, Failure> {
    let (account, file) = (args.account.as_deref(), args.site_file.as_deref());
    let (_, pages) = visit::known_with(&args.site, account, file, &args.common)?;
    let manifest = manifest(dir)?;
    if manifest.site != args.site {
        let message = SelectorsMessage::OtherSite {
            found: manifest.site,
            wanted: args.site.clone(),
        };
        return Err(Finding::of(message).into());
    }
    let needed = plans::by_name(&args.site).map_or(&[][..], |p| p.needed_elements());
    let mut saved = BTreeMap::new();
    for page in &manifest.pages {
        let text = text_of(&dir.join(&page.file))?;
        saved.insert(
            (page.page.as_str(), page.state.as_str()),
            Saved::read(&text),
        );
    }
    let mut elements = Vec::new();
    let mut states: Vec<State> = Vec::new();
    for element in pages.elements.values() {
        let question = Question::about(element);
        let page = saved.get(&(element.page.as_str(), element.state.as_str()));
        let looks: Option<Vec<Look>> =
            page.map(|page| question.looks(page.survey(&question.element)));
        let needed = needed.contains(&element.name.as_str());
        elements.push(Row::of(&question, needed, looks.as_deref()));
        let listed = |s: &State| s.page == element.page && s.state == element.state;
        if !states.iter().any(listed) {
            states.push(State {
                page: element.page.clone(),
                state: element.state.clone(),
                looked: looks.is_some(),
                why: looks.is_none().then(|| NotSeen::NotSaved.into()),
                commands: None,
            });
        }
    }
    in_order(&mut elements, &states);
    Ok(Checked {
        schema: 1,
        sandbox: args.common.sandbox,
        site: args.site.clone(),
        site_file: pages.id(),
        account: None,
        html: Some(dir.display().to_string()),
        browser: manifest.browser,
        ok: true,
        counts: Counts::default(),
        lacks: Vec::new(),
        states,
        elements,
    }
    .counted())
}

/// The list of what a directory has.
fn manifest(dir: &Path) -> Result<Manifest, Failure> {
    let file = dir.join(Manifest::FILE);
    let text = text_of(&file)?;
    serde_json::from_str(&text).map_err(|e| {
        let place = Place {
            file: file.display().to_string(),
            line: e.line(),
            column: e.column(),
        };
        let why = e.to_string();
        Finding::at(place, SelectorsMessage::BadList { why }).into()
    })
}

fn text_of(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|e| {
        let message = SelectorsMessage::NotSaved {
            file: file.display().to_string(),
            why: e.to_string(),
        };
        Finding::of(message).into()
    })
}
