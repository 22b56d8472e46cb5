//! `fagao selectors record --import`: a recording of Chrome DevTools' Recorder becomes a site file, without a browser.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::super::{Failure, output};
use super::super::target::Target;
use super::super::visit;
use super::became::{Became, became};
use super::file::written;
use super::flow::{Step, UserFlow, read};
use super::tape::{Choice, Tape};
use super::{RecordArgs, mapping};
use crate::site::{Candidate, Element, Fingerprint, PagesFile, Recorded, VALUE, ranked, stability};
use crate::text::{Finding, Lang, RecordingText, SelectorsMessage};

/// Runs it.
pub fn run(args: &RecordArgs, file: &Path, lang: Lang) -> Result<u8, Failure> {
    let (config, old) = visit::known(super::subject(args), &args.common)?;
    let flow: UserFlow = read(file)?;
    let mapping = match &args.mapping {
        Some(file) => mapping::read_for(file, &old, &flow)?,
        None => BTreeMap::new(),
    };
    let target = Target::of(args.out.as_deref(), &config)?;
    let chosen = chosen(&old, &flow, mapping, lang);
    let mut dropped: Vec<RecordingText> = Vec::new();
    let mut tape = Tape::new(old.in_order().cloned().collect());
    while let Some(element) = tape.current().cloned() {
        let step = chosen.get(&element.name).and_then(|n| flow.steps.get(*n));
        let new = step.and_then(|step| imported(&element, step, &mut dropped));
        tape.choose(match new {
            Some(new) => Choice::Recorded(Box::new(new)),
            None => Choice::Skipped,
        });
    }
    for line in &dropped {
        output::err(&format!("{}\n", line.say(lang)));
    }
    for (n, step) in flow.steps.iter().enumerate() {
        // What is clicked and then typed into is shown twice.
        let shown = |c: &usize| *c == n || flow.steps[*c].selectors == step.selectors;
        if !step.selectors.is_empty() && !chosen.values().any(shown) {
            let line = RecordingText::ShowsNothing {
                step: n + 1,
                site_file: old.id(),
                words: step.words(),
            };
            output::err(&format!("{}\n", line.say(lang)));
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
        on: super::on(args),
        from: Some(old.id()),
    };
    let new = target.write(&written(&old, &tape, who))?;
    super::tell(&new, &tape, lang);
    if args.common.json {
        output::json(&super::document(&new, &tape, None));
    }
    output::err(&format!("{}\n", RecordingText::NobodyLooked.say(lang)));
    Ok(0)
}

/// Which step (from 0) shows which element: as the mapping says, else as they are alike, else as a person answers.
fn chosen(
    old: &PagesFile,
    flow: &UserFlow,
    mapping: BTreeMap<String, usize>,
    lang: Lang,
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
                old.in_order().filter(free).map(|e| e.name.as_str()),
                lang,
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
    // Of what stands for any value the sample is one that was shown.
    let sample = element.sample.as_deref();
    let sampled = sample.is_some_and(|s| step.said().any(|words| words == s));
    element.candidates.iter().filter(found).count() + usize::from(sampled)
}

/// Asks which element a step shows; nobody is asked without a terminal.
fn asked<'a>(
    n: usize,
    step: &Step,
    names: impl Iterator<Item = &'a str>,
    lang: Lang,
) -> Option<String> {
    if !output::can_ask() {
        return None;
    }
    let mut items = vec![RecordingText::NoElement.say(lang)];
    items.extend(names.map(str::to_owned));
    let question = RecordingText::WhichElement {
        step: n + 1,
        words: step.words(),
    };
    let answer = dialoguer::Select::new()
        .with_prompt(question.say(lang))
        .items(&items)
        .default(0)
        .interact()
        .ok()?;
    (answer > 0).then(|| items.swap_remove(answer))
}

/// An element with what a step finds it by, before what the old file has; none when nothing of the step is of use.
fn imported(element: &Element, step: &Step, dropped: &mut Vec<RecordingText>) -> Option<Element> {
    let mut found = Vec::new();
    for selector in &step.selectors {
        match became(selector, element) {
            Became::Candidate(c) if !found.contains(&c) => found.push(c),
            Became::Candidate(_) => {}
            Became::Nothing(why) => {
                dropped.push(RecordingText::LeftOut {
                    element: element.name.clone(),
                    selector: selector.words(),
                    why,
                });
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
        fingerprint: gate(element, &found),
        candidates,
        ..element.clone()
    })
}

/// What is kept of what was known of an element. The recording does not tell what things look like, and what they looked
/// like was another day; but what hands in is never taken without its words, which the recording may tell, and its place.
fn gate(element: &Element, found: &[Candidate]) -> Option<Box<Fingerprint>> {
    let mut print = element
        .fingerprint
        .clone()
        .filter(|_| element.expect.submits)?;
    if let Some(words) = found.iter().find_map(Candidate::words) {
        (print.text, print.name) = (Some(words.to_owned()), Some(words.to_owned()));
    }
    Some(print)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Unusable;

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
        let why = |n: usize| match &dropped[n] {
            RecordingText::LeftOut { why, .. } => *why,
            other => panic!("{other:?}"),
        };
        assert_eq!([why(0), why(2)], [Unusable::Xpath, Unusable::ShadowRoot]);
        assert_eq!(new.fingerprint, None);
    }

    #[test]
    fn what_hands_in_keeps_its_gate_with_the_words_that_were_recorded() {
        let flow = flow(
            r#"{"title":"x","steps":[{"type":"click","selectors":[["aria/确认发表"],["div.footer > button"]]}]}"#,
        );
        let mut old = button(&[]);
        old.fingerprint = Some(Box::new(Fingerprint {
            tag: "button".into(),
            text: Some("确定并发布".into()),
            inside: Some("panel".into()),
            ..Fingerprint::default()
        }));
        let new = imported(&old, &flow.steps[0], &mut Vec::new()).unwrap();
        assert_eq!(new.fingerprint, None);
        old.expect.submits = true;
        let new = imported(&old, &flow.steps[0], &mut Vec::new()).unwrap();
        let print = new.fingerprint.unwrap();
        assert_eq!(print.text.as_deref(), Some("确认发表"));
        assert_eq!(print.inside.as_deref(), Some("panel"));
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
    fn a_step_that_shows_the_sample_is_the_element_that_stands_for_any_value() {
        let flow = flow(
            r#"{"title":"x","steps":[{"type":"click","selectors":[["aria/后端[role=\"option\"]"],["text/后端"]]}]}"#,
        );
        let mut old = PagesFile::blank();
        for (name, sample) in [("category", Some("后端")), ("category-chosen", None)] {
            let element = Element {
                name: name.into(),
                sample: sample.map(str::to_owned),
                candidates: vec![Candidate::text(VALUE, ".item")],
                ..Element::default()
            };
            old.elements.insert(name.into(), element);
        }
        let alike = chosen(&old, &flow, BTreeMap::new(), Lang::En);
        assert_eq!(alike, [("category".to_owned(), 0)].into());
        let step = &flow.steps[0];
        let new = imported(&old.elements["category"], step, &mut Vec::new()).unwrap();
        assert_eq!(new.candidates[0], Candidate::role("option", VALUE));
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
        let alike = chosen(&old, &flow, BTreeMap::new(), Lang::En);
        assert_eq!(alike, [("publish-button".to_owned(), 1)].into());
        let named = chosen(&old, &flow, [("other".to_owned(), 3)].into(), Lang::En);
        assert_eq!(named["other"], 2);
    }
}
