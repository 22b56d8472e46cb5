//! `fagao selectors record --import`: a recording of Chrome DevTools' Recorder becomes a site file, without a browser.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::super::super::{Failure, output};
use super::super::visit;
use super::{RecordArgs, rank::ranked, tape::Choice, tape::Tape};
use crate::site::{Candidate, Element, PagesFile, Recorded, RecordedOn, VALUE, stability};
use crate::text::{Finding, Place, SelectorsMessage};

/// The largest recording that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// A recording (`UserFlow`): only what is read of it. What else it says is of no use here and no error.
#[derive(Debug, Deserialize)]
struct UserFlow {
    title: String,
    steps: Vec<Step>,
}

/// A step of a recording.
#[derive(Debug, Deserialize)]
struct Step {
    /// `click`, `change`, `navigate`, …
    #[serde(rename = "type")]
    kind: String,
    /// Ways to find what the step is about, each a selector or a way through shadow roots.
    #[serde(default)]
    selectors: Vec<Selector>,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Selector {
    One(String),
    Through(Vec<String>),
}

impl Step {
    /// As people read it.
    fn words(&self) -> String {
        let first = self.selectors.first().map(|s| match s {
            Selector::One(one) => one.clone(),
            Selector::Through(parts) => parts.join(" >>> "),
        });
        let what = first.or_else(|| self.url.clone()).unwrap_or_default();
        format!("{} {what}", self.kind)
    }
}

/// What a selector of the recording became.
#[derive(Debug, PartialEq)]
enum Became {
    Candidate(Candidate),
    /// It is left out, and why.
    Nothing(&'static str),
}

/// Runs it.
pub fn run(args: &RecordArgs, file: &Path) -> Result<u8, Failure> {
    let (config, old) = visit::known(&args.site, args.account.as_deref(), &args.common)?;
    let flow: UserFlow = read(file)?;
    let mapping: BTreeMap<String, usize> = match &args.mapping {
        Some(mapping) => read(mapping)?,
        None => BTreeMap::new(),
    };
    check(&old, &flow, &mapping, args.mapping.as_deref())?;
    let chosen = chosen(&old, &flow, mapping);
    let mut dropped: Vec<String> = Vec::new();
    let mut tape = Tape::new(old.elements.values().cloned().collect());
    while let Some(element) = tape.current().cloned() {
        let step = chosen.get(&element.name).and_then(|n| flow.steps.get(*n));
        let new = step.and_then(|step| imported(&element, step, &mut dropped));
        tape.choose(match new {
            Some(new) => Choice::Recorded(Box::new(new)),
            None => Choice::Skipped,
        });
    }
    for line in &dropped {
        output::err(&format!("{line}\n"));
    }
    for (n, step) in flow.steps.iter().enumerate() {
        if !step.selectors.is_empty() && !chosen.values().any(|c| *c == n) {
            output::err(&format!(
                "step {} shows no element of {}: {}\n",
                n + 1,
                old.id(),
                step.words()
            ));
        }
    }
    if tape.taken().next().is_none() {
        let (title, site_file) = (flow.title, old.id());
        let nothing = SelectorsMessage::NothingImported { title, site_file };
        return Err(vec![Finding::of(nothing)].into());
    }
    let who = Recorded {
        by: args
            .by
            .clone()
            .unwrap_or_else(|| "Chrome DevTools Recorder".to_owned()),
        browser: None,
        driver: None,
        on: match args.common.sandbox {
            true => RecordedOn::Sandbox,
            false => RecordedOn::Site,
        },
        from: Some(old.id()),
    };
    let new = super::written(&old, &tape, who);
    let dir = config.selectors.as_ref().map(|d| config.root.join(d));
    let (path, new) = super::write(args.out.as_deref(), dir, &new)?;
    super::tell(&path, &new, &tape, args.common.json);
    output::err(
        "no browser was there: the elements have no fingerprints, and nobody looked whether each is found once; `fagao selectors check` does\n",
    );
    Ok(0)
}

/// Reads a JSON file; what is wrong with it is told with its place.
fn read<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let unreadable = |why: String| {
        let file = file.display().to_string();
        Failure::from(vec![Finding::of(SelectorsMessage::Unreadable {
            file,
            why,
        })])
    };
    let size = std::fs::metadata(file)
        .map_err(|e| unreadable(e.to_string()))?
        .len();
    if size > LARGEST {
        return Err(unreadable(format!(
            "it has {size} bytes, more than {LARGEST}"
        )));
    }
    let text = std::fs::read_to_string(file).map_err(|e| unreadable(e.to_string()))?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
        let said = e.to_string();
        let why = said.split(" at line ").next().unwrap_or(&said).to_owned();
        let place = Place {
            file: file.display().to_string(),
            line: e.line().max(1),
            column: e.column().max(1),
        };
        vec![Finding::at(place, SelectorsMessage::NotJson { why })].into()
    })
}

/// Refuses a mapping that names what is not there.
fn check(
    old: &PagesFile,
    flow: &UserFlow,
    mapping: &BTreeMap<String, usize>,
    file: Option<&Path>,
) -> Result<(), Failure> {
    let file = file.map(|f| f.display().to_string());
    let findings: Vec<Finding> = mapping
        .iter()
        .filter_map(|(element, step)| {
            let element = element.clone();
            let there = step.checked_sub(1).and_then(|n| flow.steps.get(n));
            let message = match there {
                _ if !old.elements.contains_key(&element) => SelectorsMessage::NoElement {
                    element,
                    site_file: old.id(),
                    known: old.elements.keys().cloned().collect(),
                },
                None => SelectorsMessage::NoStep {
                    element,
                    step: *step,
                    steps: flow.steps.len(),
                },
                Some(s) if s.selectors.is_empty() => SelectorsMessage::StepWithoutElement {
                    element,
                    step: *step,
                    words: s.words(),
                },
                Some(_) => return None,
            };
            Some(match &file {
                Some(file) => Finding::at(
                    Place {
                        file: file.clone(),
                        line: 1,
                        column: 1,
                    },
                    message,
                ),
                None => Finding::of(message),
            })
        })
        .collect();
    match findings.is_empty() {
        true => Ok(()),
        false => Err(findings.into()),
    }
}

/// Which step (from 0) shows which element: as the mapping says, else as they are alike, else as a person answers.
fn chosen(
    old: &PagesFile,
    flow: &UserFlow,
    mapping: BTreeMap<String, usize>,
) -> BTreeMap<String, usize> {
    let mut chosen: BTreeMap<String, usize> = mapping
        .into_iter()
        .map(|(name, step)| (name, step - 1))
        .collect();
    for (n, step) in flow.steps.iter().enumerate() {
        if step.selectors.is_empty() || chosen.values().any(|c| *c == n) {
            continue;
        }
        let free = |e: &&Element| !chosen.contains_key(&e.name);
        let mut best: Vec<(usize, &Element)> = old
            .elements
            .values()
            .filter(free)
            .map(|e| (likeness(e, step), e))
            .filter(|(likeness, _)| *likeness > 0)
            .collect();
        best.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
        let name = match best.as_slice() {
            [(_, one)] => Some(one.name.clone()),
            [(a, one), (b, _), ..] if a > b => Some(one.name.clone()),
            // Several are as alike, or none is: that is for a person to say.
            _ => asked(
                n,
                step,
                old.elements.values().filter(free).map(|e| e.name.as_str()),
            ),
        };
        if let Some(name) = name {
            chosen.insert(name, n);
        }
    }
    chosen
}

/// How many of an element's candidates a step has as well.
fn likeness(element: &Element, step: &Step) -> usize {
    let became: Vec<Candidate> = step
        .selectors
        .iter()
        .filter_map(|s| match became(s, element) {
            Became::Candidate(c) => Some(c),
            Became::Nothing(_) => None,
        })
        .collect();
    let alike = |a: &Candidate, b: &Candidate| match (a.words(), b.words()) {
        (Some(x), Some(y)) => x == y && x != VALUE,
        (None, None) => a.selector() == b.selector(),
        _ => false,
    };
    let found = |own: &&Candidate| became.iter().any(|new| alike(own, new));
    element.candidates.iter().filter(found).count()
}

/// Asks which element a step shows; nobody is asked without a terminal.
fn asked<'a>(n: usize, step: &Step, names: impl Iterator<Item = &'a str>) -> Option<String> {
    if !output::can_ask() {
        return None;
    }
    let mut items = vec!["(none)"];
    items.extend(names);
    let answer = dialoguer::Select::new()
        .with_prompt(format!("step {}: {}", n + 1, step.words()))
        .items(&items)
        .default(0)
        .interact()
        .ok()?;
    (answer > 0).then(|| items[answer].to_owned())
}

/// An element with what a step finds it by, before what the old file has; none when nothing of the step is of use.
fn imported(element: &Element, step: &Step, dropped: &mut Vec<String>) -> Option<Element> {
    let mut found = Vec::new();
    for selector in &step.selectors {
        match became(selector, element) {
            Became::Candidate(c) if !found.contains(&c) => found.push(c),
            Became::Candidate(_) => {}
            Became::Nothing(why) => {
                let words = match selector {
                    Selector::One(one) => one.clone(),
                    Selector::Through(parts) => parts.join(" >>> "),
                };
                dropped.push(format!("{}: left out {words}: {why}", element.name));
            }
        }
    }
    let mut candidates: Vec<Candidate> = ranked(&found, None)
        .into_iter()
        // The recorder writes positions where it knows nothing better: the score says so in the file.
        .map(|c| match stability(&c) {
            low @ 0..=10 => c.with_score(low),
            _ => c,
        })
        .collect();
    if candidates.is_empty() {
        return None;
    }
    let known = element.candidates.iter();
    candidates.extend(known.filter(|c| !found.contains(c)).cloned());
    Some(Element {
        candidates,
        fingerprint: None,
        ..element.clone()
    })
}

/// What a selector of the recording is here.
fn became(selector: &Selector, element: &Element) -> Became {
    let one = match selector {
        Selector::One(one) => one,
        Selector::Through(parts) => match parts.as_slice() {
            [one] => one,
            [] => return Became::Nothing("it is empty"),
            _ => {
                return Became::Nothing(
                    "it goes through a shadow root, where candidates do not look",
                );
            }
        },
    };
    let value = element.candidates.iter().any(|c| c.words() == Some(VALUE));
    let words = |text: &str| {
        if value {
            VALUE.to_owned()
        } else {
            text.to_owned()
        }
    };
    if let Some(aria) = one.strip_prefix("aria/") {
        let (name, role) = match aria.split_once("[role=\"") {
            Some((name, rest)) => (name, rest.split('"').next().map(str::to_owned)),
            None => (aria, role_of(element)),
        };
        return match (role, name.trim()) {
            (_, "") => Became::Nothing("it has no name"),
            (Some(role), name) => Became::Candidate(Candidate::role(role, words(name))),
            (None, _) => Became::Nothing("it names no role, and the element's is not known"),
        };
    }
    if let Some(text) = one.strip_prefix("text/") {
        let within = element.expect.tag.clone().or_else(|| {
            let within = |c: &Candidate| match c {
                Candidate::Text { within, .. } => Some(within.clone()),
                _ => None,
            };
            element.candidates.iter().find_map(within)
        });
        return match within {
            Some(within) => Became::Candidate(Candidate::text(words(text.trim()), within)),
            None => Became::Nothing("it says no place, and the element's tag is not known"),
        };
    }
    if one.starts_with("xpath/") || one.starts_with("//") {
        return Became::Nothing("XPath cannot be checked on saved pages");
    }
    if one.starts_with("pierce/") {
        return Became::Nothing(
            "it looks into shadow roots, where candidates do not; the css beside it says the same",
        );
    }
    let css = one.strip_prefix("css/").unwrap_or(one);
    match scraper::Selector::parse(css) {
        Ok(_) if css.trim().is_empty() => Became::Nothing("it is empty"),
        Ok(_) => Became::Candidate(Candidate::css(css)),
        Err(_) => Became::Nothing("it is no CSS selector that can be read"),
    }
}

/// The role that an element has by its tag, or by what finds it.
fn role_of(element: &Element) -> Option<String> {
    let named = element.candidates.iter().find_map(|c| match c {
        Candidate::Role { role, .. } => Some(role.clone()),
        _ => None,
    });
    named.or_else(|| {
        let role = match element.expect.tag.as_deref()? {
            "button" => "button",
            "a" => "link",
            "input" | "textarea" => "textbox",
            "li" => "listitem",
            "img" => "img",
            _ => return None,
        };
        Some(role.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(candidates: &[Candidate]) -> Element {
        let mut element = Element {
            name: "publish-button".into(),
            candidates: candidates.to_vec(),
            ..Element::default()
        };
        element.expect.tag = Some("button".into());
        element
    }

    fn flow(json: &str) -> UserFlow {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_recorded_click_becomes_candidates_and_what_cannot_be_checked_is_left_out_with_its_reason()
    {
        let flow = flow(
            r##"{"title":"x","steps":[{"type":"setViewport","width":1,"height":2},{"type":"click","target":"main","offsetX":1,"offsetY":2,
            "selectors":[["aria/发布"],["div.publish-popup > button"],["div:nth-of-type(2) > button"],["xpath///*[@id=\"x\"]"],["pierce/button"],["text/发布"],["a","b"],["::x"]]}]}"##,
        );
        let mut dropped = Vec::new();
        let old = button(&[Candidate::css(".old")]);
        let new = imported(&old, &flow.steps[1], &mut dropped).unwrap();
        let shown: Vec<String> = new.candidates.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "role button named \"发布\"",
                "css div.publish-popup > button",
                "text \"发布\" within button",
                "css .old",
            ]
        );
        assert_eq!(dropped.len(), 4, "{dropped:#?}");
        assert!(dropped[0].contains("XPath") && dropped[2].contains("shadow root"));
        assert_eq!(new.fingerprint, None);
    }

    #[test]
    fn a_position_alone_is_kept_with_a_low_score() {
        let flow = flow(
            r#"{"title":"x","steps":[{"type":"click","selectors":["div:nth-of-type(2) > div"]}]}"#,
        );
        let new = imported(&button(&[]), &flow.steps[0], &mut Vec::new()).unwrap();
        assert!(new.candidates[0].score() <= 10);
    }

    #[test]
    fn a_step_is_the_element_whose_words_it_has() {
        let flow = flow(
            r#"{"title":"x","steps":[{"type":"navigate","url":"https://a/"},{"type":"click","selectors":[["aria/发布"]]},{"type":"click","selectors":[["aria/别的"]]}]}"#,
        );
        let mut old = PagesFile::blank();
        let element = button(&[Candidate::role("button", "发布")]);
        old.elements.insert(element.name.clone(), element);
        let other = Element {
            name: "other".into(),
            ..button(&[Candidate::css(".x")])
        };
        old.elements.insert("other".into(), other);
        let alike = chosen(&old, &flow, BTreeMap::new());
        assert_eq!(alike, [("publish-button".to_owned(), 1)].into());
        let named = chosen(&old, &flow, [("other".to_owned(), 3)].into());
        assert_eq!(named["other"], 2);
    }
}
