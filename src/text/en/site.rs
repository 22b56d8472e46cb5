//! About site files.

use super::{article, sentence};
use crate::text::{Kind, Sentence, SiteMessage, SitePart};

pub(super) fn say(m: &SiteMessage) -> Sentence {
    match m {
        SiteMessage::Toml { reason } => sentence(
            format!("this is no TOML: {reason}"),
            "correct the line; docs/selectors.md shows the format",
        ),
        SiteMessage::Twice { name } => sentence(
            format!("{name:?} is there already"),
            "give one of the two another name, or delete it",
        ),
        SiteMessage::UnknownKey {
            key,
            table,
            nearest,
            known,
        } => sentence(
            format!("{} has no key {key:?}", named(table)),
            did_you_mean(nearest.as_deref(), "its keys are", known),
        ),
        SiteMessage::WrongKind { key, wanted, found } => sentence(
            format!(
                "{} is {}, not {}",
                named(key),
                article::kind(*found),
                article::kind(*wanted)
            ),
            match wanted {
                Kind::Text => "write a text in double quotes",
                Kind::List => "write a list: [ … ]",
                Kind::Map => "write a table: { key = … }",
                Kind::Truth => "write true or false",
                Kind::Whole | Kind::Number => "write a number, without quotes",
                Kind::Nothing => "delete it",
            },
        ),
        SiteMessage::Unquoted { key } => sentence(
            format!("{key} is a bare date, not a text"),
            "write it in double quotes",
        ),
        SiteMessage::Missing { key, table, what } => {
            let what = what.trim_end_matches('.');
            let what = what
                .strip_prefix("The ")
                .map_or_else(|| what.to_owned(), |w| format!("the {w}"));
            sentence(
                format!("{} has no `{key}`", named(table)),
                match what.is_empty() {
                    true => format!("write `{key} = …`"),
                    false => format!("write `{key} = …`: {what}"),
                },
            )
        }
        SiteMessage::NotOneOf {
            key,
            found,
            nearest,
            allowed,
        } => sentence(
            format!("{key} cannot be {found:?}"),
            did_you_mean(nearest.as_deref(), "write one of", allowed),
        ),
        SiteMessage::OutOfRange {
            key,
            least,
            most,
            found,
        } => sentence(
            format!("{key} cannot be {found}"),
            format!("write {}", bounds(*least, *most)),
        ),
        SiteMessage::Count {
            key,
            least,
            most,
            found,
        } => sentence(
            format!("{key} has {found} items"),
            format!("write {} of them", bounds(*least, *most)),
        ),
        SiteMessage::BadDate { key, found } => sentence(
            format!("{key} is no date: {found:?}"),
            "write it as \"2026-09-27\"; a second file of that day is \"2026-09-27.2\"",
        ),
        SiteMessage::OtherName { path, says } => sentence(
            format!("its path says that it is {path}, and it says that it is {says}"),
            "correct `site`, `kind` and `date`, or move the file to <site>/<kind>/<date>.toml",
        ),
        SiteMessage::NothingToExtend { file, known } => sentence(
            format!("there is no {file} to extend"),
            format!("write the date of one of {}", known.join(", ")),
        ),
        SiteMessage::Circle { file } => sentence(
            format!("{file} extends itself"),
            "let the older of the files stand alone",
        ),
        SiteMessage::NoBase => sentence(
            "it has no `base`, and extends no file that has one",
            "write the scheme and host of its calls: `base = \"https://…\"`",
        ),
        SiteMessage::Selector { selector, from } => sentence(
            match from.is_empty() {
                true => format!("the CSS selector {selector:?} is not complete"),
                false => format!("the CSS selector {selector:?} cannot be read from {from:?} on"),
            },
            "write a CSS selector; XPath and pseudo-classes of a live page such as :hover are none that can be checked offline",
        ),
        SiteMessage::Pattern { capture } => sentence(
            format!("{{{capture}}} is no capture of a URL"),
            "write {name} for letters, digits, - and _, or {name:digits}",
        ),
        SiteMessage::UnknownValue {
            value,
            nearest,
            known,
        } => sentence(
            format!("nothing gives a value for {value}"),
            did_you_mean(nearest.as_deref(), "there are", known),
        ),
        SiteMessage::Pointer { pointer } => sentence(
            format!("{pointer:?} is no JSON Pointer"),
            "begin it with /, and write ~0 for ~ and ~1 for / within a name: /data/0/id",
        ),
        SiteMessage::Nowhere {
            pointer,
            there,
            instead,
        } => sentence(
            match there.is_empty() {
                true => format!("{pointer} leads nowhere in the call's example"),
                false => format!("{pointer} leads nowhere in the call's example after {there}"),
            },
            match instead.is_empty() {
                true => "correct the pointer, or the example".to_owned(),
                false => format!("what is there has {}", instead.join(", ")),
            },
        ),
        SiteMessage::Without { key, needs } => sentence(
            format!("`{key}` means nothing without `{needs}`"),
            format!("write `{needs}` as well, or delete `{key}`"),
        ),
        SiteMessage::ReadFrom { slot } => sentence(
            format!("{slot} is not read from exactly one of a `pointer`, a `header` and a `pick`"),
            "write one of the three; a `pick` may have a `pointer` into the row that it finds",
        ),
        SiteMessage::NoSuch {
            what,
            name,
            nearest,
            known,
        } => sentence(
            format!("there is no {} {name:?}", part(*what)),
            did_you_mean(nearest.as_deref(), "there are", known),
        ),
        SiteMessage::Lacks { file, what, name } => sentence(
            format!("site file {file} has no {} {name:?}", part(*what)),
            "add it, or choose another file with `--site-file` or `site_files`",
        ),
        SiteMessage::Misplaced { path, known } => sentence(
            format!("{path} is no place where a site file is looked for"),
            format!("put it into one of {}", known.join(", ")),
        ),
        SiteMessage::NoFile { file, known } => sentence(
            format!("there is no site file {file}"),
            format!("there are {}", known.join(", ")),
        ),
    }
}

/// A table by its path; the top of the file has none.
fn named(path: &str) -> String {
    match path.is_empty() {
        true => "the file".to_owned(),
        false => path.to_owned(),
    }
}

fn part(part: SitePart) -> &'static str {
    match part {
        SitePart::Page => "page",
        SitePart::State => "state",
        SitePart::Element => "element",
        SitePart::Call => "call",
        SitePart::Value => "value",
    }
}

fn did_you_mean(nearest: Option<&str>, else_there: &str, all: &[String]) -> String {
    match nearest {
        Some(nearest) => format!("did you mean {nearest:?}?"),
        None if all.is_empty() => "delete it".to_owned(),
        None => format!("{else_there} {}", all.join(", ")),
    }
}

fn bounds<N: std::fmt::Display + PartialEq>(least: Option<N>, most: Option<N>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, Some(most)) => format!("{most} or less"),
        (None, None) => "another number".to_owned(),
    }
}
