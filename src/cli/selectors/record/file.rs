//! The new file: where it is written, and what it says.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::super::super::config::Config;
use super::super::super::{Failure, places};
use super::tape::Tape;
use super::wanted::is_value;
use crate::site::{Candidate, Element, PagesFile, Recorded, to_toml, write_new};
use crate::text::{RunMessage, UsageText};

/// Where the new file goes. Made before anything is recorded, so that no work is lost to a wrong path.
#[derive(Debug)]
pub struct Target {
    place: Place,
    /// Whether the configuration names the place already.
    named: bool,
}

#[derive(Debug)]
enum Place {
    /// This file.
    File(PathBuf),
    /// A file named by its day below this directory.
    Dir(PathBuf),
}

/// A file that was written.
#[derive(Debug)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// What it says.
    pub file: PagesFile,
    /// The directory of site files that it is in, where the configuration does not name that.
    pub unnamed: Option<PathBuf>,
}

impl Target {
    /// The place that is wanted, else the directory that the configuration names, else `selectors`.
    ///
    /// # Errors
    /// A file is there already, or nothing can be written there.
    pub fn of(out: Option<&Path>, config: &Config) -> Result<Self, Failure> {
        let own = config.selectors.clone();
        let place = match out {
            Some(path) if path.extension().is_some_and(|e| e == "toml") => {
                Place::File(path.to_owned())
            }
            Some(dir) => Place::Dir(dir.to_owned()),
            None => Place::Dir(own.clone().unwrap_or_else(|| PathBuf::from("selectors"))),
        };
        let dir = match &place {
            Place::File(file) if file.exists() => {
                let file = file.display().to_string();
                return Err(Failure::Misused(UsageText::Exists(file)));
            }
            Place::File(file) => match file.parent() {
                Some(dir) if !dir.as_os_str().is_empty() => dir.to_owned(),
                _ => PathBuf::from("."),
            },
            Place::Dir(dir) => dir.clone(),
        };
        writable(&dir)?;
        let named = matches!(&place, Place::Dir(dir) if own.as_ref() == Some(dir));
        Ok(Self { place, named })
    }

    /// Writes the file, never over another one.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, file: &PagesFile) -> Result<Written, Failure> {
        let failed = |path: &Path, e: &std::io::Error| -> Failure {
            RunMessage::State(format!("{}: {e}", path.display())).into()
        };
        match &self.place {
            Place::Dir(dir) => {
                let (path, file) = write_new(dir, file).map_err(|e| failed(dir, &e))?;
                let unnamed = (!self.named).then(|| dir.clone());
                Ok(Written {
                    path,
                    file,
                    unnamed,
                })
            }
            Place::File(path) => {
                let mut file = file.clone();
                // A file is named by its date, which a name of its own may say.
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                if stem.starts_with(|c: char| c.is_ascii_digit()) {
                    file.date = stem.into_owned();
                }
                let mut new = std::fs::File::options();
                let opened = new.write(true).create_new(true).open(path);
                opened
                    .and_then(|mut f| f.write_all(to_toml(&file).as_bytes()))
                    .map_err(|e| failed(path, &e))?;
                // `<directory>/<site>/pages/<date>.toml` is where it is looked for.
                let unnamed = path.ancestors().nth(3).map(Path::to_owned);
                let path = path.clone();
                Ok(Written {
                    path,
                    file,
                    unnamed,
                })
            }
        }
    }
}

/// Makes a directory and tries whether a file can be made in it.
fn writable(dir: &Path) -> Result<(), Failure> {
    let probe = dir.join(format!(".fagao-{}", std::process::id()));
    let tried = std::fs::create_dir_all(dir)
        .and_then(|()| std::fs::File::create_new(&probe))
        .and_then(|_| std::fs::remove_file(&probe));
    tried.map_err(|e| {
        Failure::Misused(UsageText::NotWritable {
            path: dir.display().to_string(),
            why: e.to_string(),
        })
    })
}

/// What the new file says: what was recorded over what the old one says.
pub fn written(old: &PagesFile, tape: &Tape, who: Recorded) -> PagesFile {
    let mut file = old.clone();
    file.date = places::today();
    file.extends = None;
    file.recorded = Some(who);
    for element in told_apart(tape.taken().cloned().collect()) {
        file.elements.insert(element.name.clone(), element);
    }
    file
}

/// The elements without the candidates that find another one of them as well, such as the class of a button whose words
/// are what counts. One that stands for any value, is one of many or is all that finds its element stays.
fn told_apart(elements: Vec<Element>) -> Vec<Element> {
    let telling = |e: &Element| !is_value(e) && !e.expect.many;
    let twice = |element: &Element, candidate: &Candidate| {
        let others = elements
            .iter()
            .filter(|o| o.name != element.name && o.page == element.page && telling(o));
        others.flat_map(|o| &o.candidates).any(|c| c == candidate)
    };
    let apart = elements.iter().map(|element| {
        let mut new = element.clone();
        new.candidates.retain(|c| !twice(element, c));
        match new.candidates.is_empty() || !telling(element) {
            true => element.clone(),
            false => new,
        }
    });
    apart.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &str, candidates: &[Candidate]) -> Element {
        Element {
            name: name.to_owned(),
            candidates: candidates.to_vec(),
            ..Element::default()
        }
    }

    #[test]
    fn what_finds_two_elements_tells_neither_unless_it_is_all_there_is() {
        let class = Candidate::css(".send");
        let (send, resend) = (
            Candidate::text("a", "button"),
            Candidate::text("b", "button"),
        );
        let elements = vec![
            element("send", &[send.clone(), class.clone()]),
            element("resend", &[resend.clone(), class.clone()]),
            element("other", std::slice::from_ref(&class)),
        ];
        let apart = told_apart(elements);
        assert_eq!(apart[0].candidates, [send]);
        assert_eq!(apart[1].candidates, [resend]);
        assert_eq!(apart[2].candidates, [class]);
    }
}
