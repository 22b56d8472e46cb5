//! About site files.

use super::sentence;
use crate::text::{SelectorsMessage, Sentence};

pub(super) fn say(m: &SelectorsMessage) -> Sentence {
    match m {
        SelectorsMessage::Unreadable { file, why } => sentence(
            format!("{file} cannot be read: {why}"),
            "check the file's name and its permissions",
        ),
        SelectorsMessage::NotJson { why } => sentence(
            format!("this is not the JSON that is read here: {why}"),
            "in the Recorder of Chrome DevTools, export the recording as a JSON file; a mapping is such as {\"title\": 3}",
        ),
        SelectorsMessage::NoElement {
            element,
            site_file,
            known,
        } => sentence(
            format!("{site_file} has no element {element:?}"),
            format!("it has {}", known.join(", ")),
        ),
        SelectorsMessage::NoStep {
            element,
            step,
            steps,
        } => sentence(
            format!(
                "{element:?} is to be shown by step {step}, but the recording has {steps} steps"
            ),
            "count the steps of the JSON file's `steps` from 1",
        ),
        SelectorsMessage::StepWithoutElement {
            element,
            step,
            words,
        } => sentence(
            format!("step {step}, which is to show {element:?}, is about no element: {words}"),
            "name a step that has `selectors`: a click, a change",
        ),
        SelectorsMessage::NotSaved { file, why } => sentence(
            format!("{file} cannot be read: {why}"),
            "`fagao selectors capture SITE --out DIR` saves the pages and their list, manifest.json",
        ),
        SelectorsMessage::BadList { why } => sentence(
            format!("this is no list of saved pages: {why}"),
            "save the pages again with `fagao selectors capture SITE --out DIR`",
        ),
        SelectorsMessage::OtherSite { found, wanted } => sentence(
            format!("the saved pages are of {found}, not of {wanted}"),
            format!("name another directory, or check {found}"),
        ),
        SelectorsMessage::NothingImported { title, site_file } => sentence(
            format!("no step of {title:?} shows an element of {site_file}"),
            "say which step shows which with `--mapping FILE`, such as {\"title\": 3}",
        ),
        SelectorsMessage::NothingShown { seconds } => sentence(
            format!("nobody showed anything for {seconds} s, so no file was written"),
            "record again when somebody is at the browser; `--wait-for-person` says for how long it waits",
        ),
    }
}
