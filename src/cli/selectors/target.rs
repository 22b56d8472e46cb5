//! Where a new site file goes.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::super::Failure;
use super::super::config::Config;
use crate::site::{PagesFile, is_date, to_toml, write_new};
use crate::text::{RecordingText, RunMessage, UsageText};

/// Where the new file goes. Made sure of before the work begins, so that no work is lost to a wrong path.
#[derive(Debug)]
pub struct Target {
    place: Place,
    /// The directory that the configuration names already.
    own: Option<PathBuf>,
    /// Where the configuration is: what it names is relative to that.
    root: PathBuf,
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
    /// The directory of site files that it is in, relative to the configuration where it is below that; none where its
    /// place is none at which a site file is looked for.
    shelf: Option<PathBuf>,
    /// Whether the configuration names that directory.
    is_found: bool,
}

impl Target {
    /// The place that is wanted, else the directory that the configuration names, else `selectors`.
    ///
    /// # Errors
    /// A file is there already, or nothing can be written there.
    pub fn of(out: Option<&Path>, config: &Config) -> Result<Self, Failure> {
        let own = config.selectors.as_ref().map(|dir| dir.value.clone());
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
        let file = config.file.as_deref().and_then(Path::parent);
        Ok(Self {
            place,
            own: own.as_deref().map(absolute),
            root: absolute(file.unwrap_or(&config.root)),
        })
    }

    /// Writes the file, never over another one.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, file: &PagesFile) -> Result<Written, Failure> {
        let failed = |path: &Path, e: &std::io::Error| -> Failure {
            RunMessage::State(format!("{}: {e}", path.display())).into()
        };
        let (path, file) = match &self.place {
            Place::Dir(dir) => write_new(dir, file).map_err(|e| failed(dir, &e))?,
            Place::File(path) => {
                let mut file = file.clone();
                // A file is named by its date, which a name of its own may say.
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                if is_date(&stem) {
                    file.date = stem.into_owned();
                }
                let mut new = std::fs::File::options();
                let opened = new.write(true).create_new(true).open(path);
                opened
                    .and_then(|mut f| f.write_all(to_toml(&file).as_bytes()))
                    .map_err(|e| failed(path, &e))?;
                (path.clone(), file)
            }
        };
        let shelf = shelf_of(&path, &file);
        Ok(Written {
            is_found: shelf.is_some() && shelf == self.own,
            shelf: shelf.map(|dir| dir.strip_prefix(&self.root).unwrap_or(&dir).to_owned()),
            path,
            file,
        })
    }
}

/// The directory in which a file would be found as it is named: `<directory>/<site>/pages/<date>.toml`.
fn shelf_of(path: &Path, file: &PagesFile) -> Option<PathBuf> {
    let path = absolute(path);
    let dir = path.ancestors().nth(3)?;
    (path == dir.join(format!("{}.toml", file.id()))).then(|| dir.to_owned())
}

/// A path from the root on, without a step to the directory that it is in already.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
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

impl Written {
    /// How it is used from now on.
    pub fn uses(&self) -> RecordingText {
        let site_file = self.file.id();
        match &self.shelf {
            Some(_) if self.is_found => RecordingText::InUse { site_file },
            Some(dir) => RecordingText::Use {
                site_file,
                dir: dir.display().to_string(),
            },
            None => RecordingText::Place { site_file },
        }
    }
}
