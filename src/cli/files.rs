//! The articles that arguments name: files, and patterns that the shell has left to us.

use std::path::{Path, PathBuf};

use crate::text::{ConfigMessage, Finding, Findings};

/// What makes an argument a pattern, when no file has that name.
const WILD: [char; 3] = ['*', '?', '['];

/// The files that arguments name, each once: those of a pattern sorted, the arguments in their order.
///
/// # Errors
/// A finding for each directory, each pattern that fits nothing and each that is none.
pub fn of(arguments: &[PathBuf]) -> Result<Vec<PathBuf>, Findings> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut findings = Findings::new();
    for argument in arguments {
        match one(argument) {
            Ok(found) => {
                for file in found {
                    // Named twice is meant once.
                    if !files.contains(&file) {
                        files.push(file);
                    }
                }
            }
            Err(message) => findings.push(Finding::of(message)),
        }
    }
    if findings.is_empty() {
        Ok(files)
    } else {
        Err(findings)
    }
}

/// The directory of the first file, from which the configuration is looked for.
pub fn directory(files: &[PathBuf]) -> &Path {
    let first = files.first().and_then(|f| f.parent());
    let dir = first.filter(|p| !p.as_os_str().is_empty());
    dir.unwrap_or(Path::new("."))
}

fn one(argument: &Path) -> Result<Vec<PathBuf>, ConfigMessage> {
    let shown = argument.display().to_string();
    if argument.is_dir() {
        return Err(ConfigMessage::Directory(shown));
    }
    if argument.exists() || !shown.contains(WILD) {
        // A file that is not there is told with its article's findings.
        return Ok(vec![argument.to_owned()]);
    }
    let bad = |why: String| ConfigMessage::BadPattern {
        pattern: shown.clone(),
        why,
    };
    let found = glob::glob(&shown).map_err(|e| bad(e.to_string()))?;
    let mut files = Vec::new();
    for path in found {
        let path = path.map_err(|e| bad(e.to_string()))?;
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    match files.is_empty() {
        true => Err(ConfigMessage::NoMatch(shown)),
        false => Ok(files),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_becomes_its_files_in_order_and_no_file_comes_twice() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.md", "a.md", "c.txt", "[x].md"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(dir.path().join("d.md")).unwrap();
        let at = |name: &str| dir.path().join(name);
        let found = of(&[at("b.md"), at("*.md")]).unwrap();
        assert_eq!(found, [at("b.md"), at("[x].md"), at("a.md")]);
        // A file that is there is a file, whatever its name looks like.
        assert_eq!(of(&[at("[x].md")]).unwrap(), [at("[x].md")]);
        let wrong = of(&[at("*.markdown"), at("d.md"), at("a***.md")]).unwrap_err();
        let codes: Vec<_> = wrong.iter().map(|f| f.message.code()).collect();
        assert_eq!(
            codes,
            [
                "publish.no-match",
                "publish.directory",
                "publish.bad-pattern"
            ]
        );
    }
}
