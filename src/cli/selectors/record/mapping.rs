//! Which step of an imported recording shows which element, as a person wrote it.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::super::Failure;
use super::flow::{UserFlow, read, text_of};
use crate::site::PagesFile;
use crate::text::{Finding, Place, SelectorsMessage};

/// Reads a mapping: elements by name, steps from 1.
///
/// # Errors
/// It is no mapping, or names what the site file or the recording does not have, each at its place.
pub fn read_for(
    file: &Path,
    old: &PagesFile,
    flow: &UserFlow,
) -> Result<BTreeMap<String, usize>, Failure> {
    let mapping: BTreeMap<String, usize> = read(file)?;
    let text = text_of(file)?;
    let mut findings: Vec<Finding> = mapping
        .iter()
        .filter_map(|(element, step)| {
            let message = wrong(element, *step, old, flow)?;
            let at = text.find(&format!("{element:?}")).unwrap_or(0);
            let place = Place::in_text(&file.display().to_string(), &text, at);
            Some(Finding::at(place, message))
        })
        .collect();
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    match findings.is_empty() {
        true => Ok(mapping),
        false => Err(findings.into()),
    }
}

fn wrong(element: &str, step: usize, old: &PagesFile, flow: &UserFlow) -> Option<SelectorsMessage> {
    let element = element.to_owned();
    let there = step.checked_sub(1).and_then(|n| flow.steps.get(n));
    match there {
        _ if !old.elements.contains_key(&element) => Some(SelectorsMessage::NoElement {
            element,
            site_file: old.id(),
            known: old.in_order().map(|e| e.name.clone()).collect(),
        }),
        None => Some(SelectorsMessage::NoStep {
            element,
            step,
            steps: flow.steps.len(),
        }),
        Some(s) if s.selectors.is_empty() => Some(SelectorsMessage::StepWithoutElement {
            element,
            step,
            words: s.words(),
        }),
        Some(_) => None,
    }
}
