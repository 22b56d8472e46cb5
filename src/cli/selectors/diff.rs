//! `fagao selectors diff`: what one site file has otherwise than another.

use std::path::Path;

use clap::Args;

use super::super::args::Common;
use super::super::{Failure, output, places};
use super::list::at_hand;
use crate::site::{Added, Difference, Field, Shelf, SiteFileKind};
use crate::text::{Lang, SiteLine, UsageText};

/// `fagao selectors diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The file before: a date, a name such as juejin/pages/2026-09-27, or a path
    #[arg(value_name = "A")]
    pub a: String,
    /// The file after
    #[arg(value_name = "B")]
    pub b: String,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// A file that is meant: where it is to be found, and by which name.
struct Meant {
    shelf: Shelf,
    name: String,
}

/// Runs the command.
pub fn run(args: &DiffArgs, lang: Lang) -> Result<u8, Failure> {
    let (shelf, _) = at_hand(&args.common)?;
    let (a, b) = pair(meant(&shelf, &args.a)?, meant(&shelf, &args.b)?, args)?;
    let difference = match SiteFileKind::of(&a.name) {
        Some(SiteFileKind::Api) => {
            let (a, b) = (a.shelf.api(&a.name), b.shelf.api(&b.name));
            let wrong = |e: crate::site::SiteFileError| Failure::Findings(e.findings());
            Difference::between(&*a.map_err(wrong)?, &*b.map_err(wrong)?)
        }
        _ => {
            let (a, b) = (a.shelf.pages(&a.name), b.shelf.pages(&b.name));
            let wrong = |e: crate::site::SiteFileError| Failure::Findings(e.findings());
            Difference::between(&a.map_err(wrong)?, &b.map_err(wrong)?)
        }
    };
    if args.common.json {
        output::json(&serde_json::json!({
            "schema": 1, "a": a.name, "b": b.name,
            "added": difference.added, "removed": difference.removed, "changed": difference.changed,
        }));
    } else {
        output::out(&told(lang, &a.name, &b.name, &difference));
    }
    Ok(0)
}

/// The files that a word may mean: that at a path, or those of a name or a date.
fn meant(shelf: &Shelf, word: &str) -> Result<Vec<Meant>, Failure> {
    let path = Path::new(word);
    if path.is_file() {
        let added = Added {
            file: word.to_owned(),
            text: places::text_of(path)?,
        };
        let name = name_of(&added.text, path);
        let shelf = shelf.with_one(&name, added);
        return Ok(vec![Meant { shelf, name }]);
    }
    let known = shelf.names();
    let of_word = |name: &&String| *name == word || name.rsplit('/').next() == Some(word);
    let found: Vec<Meant> = known
        .iter()
        .filter(of_word)
        .map(|name| Meant {
            shelf: shelf.clone(),
            name: name.clone(),
        })
        .collect();
    match found.is_empty() {
        false => Ok(found),
        true => Err(Failure::Misused(UsageText::NoSuchSiteFile {
            name: word.to_owned(),
            known,
        })),
    }
}

/// The name that a file gives itself; one that gives none has that of its path, and is told what it lacks.
fn name_of(text: &str, path: &Path) -> String {
    let table: toml::Table = text.parse().unwrap_or_default();
    let said = |key: &str| table.get(key).and_then(toml::Value::as_str);
    match (said("site"), said("kind"), said("date")) {
        (Some(site), Some(kind), Some(date)) => format!("{site}/{kind}/{date}"),
        (_, kind, _) => {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            format!("site/{}/{stem}", kind.unwrap_or("pages"))
        }
    }
}

/// The one pair of files of the same site and kind.
fn pair(a: Vec<Meant>, b: Vec<Meant>, args: &DiffArgs) -> Result<(Meant, Meant), Failure> {
    let dir = |m: &Meant| m.name.rsplit_once('/').map(|(dir, _)| dir.to_owned());
    let names = |list: &[Meant]| list.iter().map(|m| m.name.clone()).collect::<Vec<_>>();
    let known = [names(&a), names(&b)].concat();
    let mut pairs = Vec::new();
    for a in a {
        let same = b.iter().find(|b| dir(b) == dir(&a));
        pairs.extend(same.map(|b| {
            let b = Meant {
                shelf: b.shelf.clone(),
                name: b.name.clone(),
            };
            (a, b)
        }));
    }
    match pairs.pop() {
        Some(pair) if pairs.is_empty() => Ok(pair),
        _ => Err(Failure::Misused(UsageText::WhichSiteFiles {
            a: args.a.clone(),
            b: args.b.clone(),
            known,
        })),
    }
}

fn told(lang: Lang, a: &str, b: &str, difference: &Difference) -> String {
    let (a, b) = (a.to_owned(), b.to_owned());
    if difference.is_empty() {
        return SiteLine::NoDifference { a, b }.say(lang) + "\n";
    }
    let mut lines = vec![SiteLine::Comparing { a, b }.say(lang)];
    lines.extend(difference.added.iter().map(|place| format!("+ {place}")));
    lines.extend(difference.removed.iter().map(|place| format!("- {place}")));
    for changed in &difference.changed {
        lines.push(format!("~ {}", changed.place));
        for field in &changed.fields {
            lines.extend(told_field(field));
        }
    }
    let counts = SiteLine::Differs {
        added: difference.added.len(),
        removed: difference.removed.len(),
        changed: difference.changed.len(),
    };
    lines.push(counts.say(lang));
    lines.join("\n") + "\n"
}

fn told_field(field: &Field) -> Vec<String> {
    let (gone, new) = field.lines();
    let line = |sign: &str, what: &String| match field.key.is_empty() {
        true => format!("    {sign} {what}"),
        false => format!("    {sign} {}: {what}", field.key),
    };
    let gone = gone.iter().map(|what| line("-", what));
    gone.chain(new.iter().map(|what| line("+", what))).collect()
}
