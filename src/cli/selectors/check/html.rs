//! The check on pages that `selectors capture` saved: the same questions, without a browser.

use std::collections::BTreeMap;
use std::path::Path;

use super::CheckArgs;
use super::found::{Checked, Counts, Row, State};
use crate::cli::Failure;
use crate::cli::plans;
use crate::cli::selectors::visit;
use crate::site::{Element, Look, Manifest, OPENED, PagesFile, Question, Saved};
use crate::text::{Finding, NotSeen, Place, SelectorsMessage};

/// Checks the pages of a directory.
///
/// # Errors
/// The directory has no list, its list is none, or a page of it cannot be read.
pub fn check(args: &CheckArgs, dir: &Path) -> Result<Checked, Failure> {
    let (_, pages) = visit::known(args.subject(), &args.common)?;
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
    for (page, state) in in_turn(&pages) {
        let here = |e: &&Element| e.page == page && e.state == state;
        let here: Vec<&Element> = pages.elements.values().filter(here).collect();
        if here.is_empty() {
            continue;
        }
        let html = saved.get(&(page, state));
        states.push(State {
            page: page.to_owned(),
            state: state.to_owned(),
            looked: html.is_some(),
            why: html.is_none().then(|| NotSeen::NotSaved.into()),
            commands: None,
        });
        for element in here {
            let question = Question::about(element);
            let looks: Option<Vec<Look>> =
                html.map(|html| question.looks(html.survey(&question.element)));
            let needed = needed.contains(&element.name.as_str());
            elements.push(Row::of(&question, needed, looks.as_deref()));
        }
    }
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

/// The states of the pages in the order in which a browser is led through them.
fn in_turn(pages: &PagesFile) -> impl Iterator<Item = (&str, &str)> {
    let by_session = |signed_out| {
        pages
            .pages
            .iter()
            .filter(move |(_, p)| p.signed_out == signed_out)
    };
    let all = by_session(false).chain(by_session(true));
    all.flat_map(|(name, page)| {
        let states = page.in_order().map(|(state, _)| state.as_str());
        [OPENED]
            .into_iter()
            .chain(states)
            .map(move |state| (name.as_str(), state))
    })
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
