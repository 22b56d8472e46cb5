//! Writing a new site file into the user's directory, never over an existing one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{PagesFile, to_toml};

/// Writes a file as `DIR/<site>/pages/<date>.toml` and gives its path. Where the day has a file already, the date
/// becomes `<date>.2`, `<date>.3`, …: nothing that exists is ever written over.
///
/// # Errors
/// The directory or the file cannot be written.
pub fn write_new(dir: &Path, file: &PagesFile) -> io::Result<(PathBuf, PagesFile)> {
    let dir = dir.join(&file.site).join("pages");
    std::fs::create_dir_all(&dir)?;
    let day = file.date.split('.').next().unwrap_or_default().to_owned();
    let mut file = file.clone();
    for n in 1.. {
        file.date = match n {
            1 => day.clone(),
            n => format!("{day}.{n}"),
        };
        let path = dir.join(format!("{}.toml", file.date));
        let opened = std::fs::File::options()
            .write(true)
            .create_new(true)
            .open(&path);
        match opened {
            Ok(mut new) => {
                new.write_all(to_toml(&file).as_bytes())?;
                new.sync_all()?;
                return Ok((path, file));
            }
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
    unreachable!("every number of a day is taken")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_file_of_a_day_gets_a_number_and_the_first_stays() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = PagesFile::blank();
        file.date = "2026-11-27".into();
        let (first, _) = write_new(dir.path(), &file).unwrap();
        let before = std::fs::read_to_string(&first).unwrap();
        let (second, written) = write_new(dir.path(), &file).unwrap();
        assert_eq!(written.date, "2026-11-27.2");
        assert_eq!(second, dir.path().join("none/pages/2026-11-27.2.toml"));
        assert_eq!(std::fs::read_to_string(&first).unwrap(), before);
    }
}
