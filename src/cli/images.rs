//! `[images]`: where local images go for platforms that take addresses alone.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sha2::{Digest, Sha256};
use tokio::process::Command;
use tokio::sync::Mutex;

use super::config::{Origin, keep};
use crate::article::{LocalFile, Media, Placed, Section};
use crate::http::{Fetcher, Wire};
use crate::pipeline::{ImageHost, Web};
use crate::plan::{Body, Hosting, Request, is_web_url};
use crate::sandbox::PICTURES_HOST;
use crate::text::{ConfigMessage, Finding};

/// What stands for the file in a command.
const FILE: &str = "{file}";

/// How long a command may take for one file.
const PATIENCE: Duration = Duration::from_secs(120);

/// How much of what a command says on stderr is shown, in characters.
const SHOWN: usize = 600;

/// Where local images go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Images {
    /// Nowhere.
    #[default]
    Nowhere,
    /// The project's files are on the web already, below this address.
    At(String),
    /// A command puts a file there and prints its address on its last line: program and arguments, no shell.
    Command(Vec<String>),
    /// The sandbox's own host.
    Sandbox,
}

impl Images {
    /// Reads the section.
    pub(super) fn read(
        section: &Placed<Section>,
        origin: Origin,
        note: &mut impl FnMut(Finding),
    ) -> Images {
        let table = &section.value;
        for f in table.unknown(&["base_url", "command"]) {
            note(f);
        }
        let bad = |key: &str, wanted: &str| ConfigMessage::BadValue {
            key: format!("[images] {key}"),
            wanted: wanted.to_owned(),
        };
        let base = keep(table.text("base_url"), note);
        let Some((key, value)) = table.entry("command") else {
            let Some(base) = base else {
                let m = bad("base_url", "an address, or a `command` in its place");
                note(Finding::at(section.place.clone(), m));
                return Images::Nowhere;
            };
            let url = base.value.trim().trim_end_matches('/').to_owned();
            if !is_web_url(&url) || url.contains(['?', '#', '"', '\'', '<', '>', '(', ')', '\\']) {
                let m = bad(
                    "base_url",
                    "an address such as \"https://img.example.com/\"",
                );
                note(Finding::at(base.place, m));
            }
            return Images::At(format!("{url}/"));
        };
        if base.is_some() {
            let m = bad("command", "there beside `base_url`: one of the two");
            note(Finding::at(key.place.clone(), m));
        }
        if origin == Origin::Project {
            let m = ConfigMessage::NotInProject("[images] command".to_owned());
            note(Finding::at(key.place.clone(), m));
        }
        let words = match value.value.list() {
            Some(_) => keep(table.texts("command"), note)
                .map(|list| list.value.into_iter().map(|w| w.value).collect()),
            None => keep(table.text("command"), note).and_then(|text| words(&text.value)),
        };
        let words: Vec<String> = words.unwrap_or_default();
        let names_file = words.iter().skip(1).any(|w| w.contains(FILE));
        if words.is_empty() || !names_file {
            let m = bad(
                "command",
                "a program with `{file}` among its arguments, such as \"picgo upload {file}\"",
            );
            note(Finding::at(value.place.clone(), m));
        }
        Images::Command(words)
    }

    /// What plans know of it.
    pub fn hosting(&self) -> Hosting {
        match self {
            Images::Nowhere => Hosting::Nowhere,
            Images::At(base) => Hosting::At(base.clone()),
            Images::Command(_) | Images::Sandbox => Hosting::Upload,
        }
    }

    /// What carries it out; none where nothing has to be put anywhere.
    pub fn host(&self, root: &Path, wire: Arc<dyn Wire>) -> Option<Box<dyn ImageHost>> {
        match self {
            Images::Nowhere | Images::At(_) => None,
            Images::Command(words) => Some(Box::new(ByCommand {
                // Another command may put files elsewhere: what was put there by this one is not there.
                name: format!(
                    "images:{}",
                    &hex::encode(Sha256::digest(words.join("\0")))[..16]
                ),
                words: words.clone(),
                root: root.to_owned(),
                turn: Mutex::default(),
            })),
            Images::Sandbox => Some(Box::new(InSandbox {
                wire,
                turn: Mutex::default(),
            })),
        }
    }
}

/// Splits a command at its blanks; quotes hold words together. None where a quote is not closed.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// Puts files on the web by a command of the user's.
struct ByCommand {
    name: String,
    words: Vec<String>,
    root: PathBuf,
    turn: Mutex<()>,
}

#[async_trait]
impl ImageHost for ByCommand {
    fn name(&self) -> &str {
        &self.name
    }

    fn turn(&self) -> &Mutex<()> {
        &self.turn
    }

    async fn put(&self, _: &LocalFile, path: &Path, _: &[u8]) -> Result<String, String> {
        // An absolute path never reads like an option, and no shell reads it at all.
        let path = std::path::absolute(path).map_err(|e| e.to_string())?;
        let path = path.to_string_lossy();
        let words: Vec<String> = self.words.iter().map(|w| w.replace(FILE, &path)).collect();
        let program = words.first().ok_or("the command is empty")?;
        let running = Command::new(program)
            .args(&words[1..])
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| format!("{program} does not start: {e}"))?;
        let done = tokio::time::timeout(PATIENCE, running.wait_with_output())
            .await
            .map_err(|_| format!("{program} was not done within {} s", PATIENCE.as_secs()))?
            .map_err(|e| format!("{program}: {e}"))?;
        let said = String::from_utf8_lossy(&done.stderr);
        let said = said.trim();
        let from = said.char_indices().rev().nth(SHOWN).map_or(0, |(at, _)| at);
        let said = match said.is_empty() {
            true => "it said nothing on stderr".to_owned(),
            false => format!("it said: {}", &said[from..]),
        };
        if !done.status.success() {
            return Err(format!("{program} ended with {}; {said}", done.status));
        }
        let out = String::from_utf8_lossy(&done.stdout);
        let last = out.lines().map(str::trim).rfind(|l| !l.is_empty());
        last.map(str::to_owned)
            .ok_or_else(|| format!("{program} printed no address; {said}"))
    }
}

/// Puts files on the sandbox's host.
struct InSandbox {
    wire: Arc<dyn Wire>,
    turn: Mutex<()>,
}

#[async_trait]
impl ImageHost for InSandbox {
    fn name(&self) -> &str {
        "images:sandbox"
    }

    fn turn(&self) -> &Mutex<()> {
        &self.turn
    }

    async fn put(&self, file: &LocalFile, _: &Path, bytes: &[u8]) -> Result<String, String> {
        let kind = file.media.map_or("bin", Media::extension);
        let url = format!("https://{PICTURES_HOST}/{}.{kind}", file.sha256);
        let request = Request {
            method: "PUT".to_owned(),
            url: url.clone(),
            headers: Vec::new(),
            body: Body::Bytes(bytes.to_vec()),
        };
        let sent = self.wire.send(request, Duration::from_secs(30)).await;
        match sent {
            Ok(answer) if answer.status == 201 => Ok(url),
            Ok(answer) => Err(format!("HTTP {}", answer.status)),
            Err(e) => Err(e.to_string()),
        }
    }
}

/// The guarded way to what articles name on the web.
pub struct Guarded(pub Fetcher);

#[async_trait]
impl Web for Guarded {
    async fn fetch(&self, url: &str, longest: usize) -> Result<Vec<u8>, String> {
        self.0.fetch(url, longest).await.map_err(|e| e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str, origin: Origin) -> (Images, Vec<String>) {
        let table = Section::from_toml("fagao.toml", &format!("[images]\n{toml}\n")).unwrap();
        let section = table.map("images").unwrap().unwrap();
        let mut found = Vec::new();
        let images = Images::read(&section, origin, &mut |f| found.push(f.to_string()));
        (images, found)
    }

    #[test]
    fn a_base_is_an_address_and_ends_with_one_slash() {
        let (images, found) = read("base_url = \"https://img.cn/x//\"", Origin::Project);
        assert_eq!(images, Images::At("https://img.cn/x/".to_owned()));
        assert!(found.is_empty(), "{found:?}");
        for bad in ["img.cn", "https://a.cn/?x=", "file:///etc/"] {
            let (_, found) = read(&format!("base_url = {bad:?}"), Origin::User);
            assert_eq!(found.len(), 1, "{bad}");
        }
    }

    #[test]
    fn a_command_is_words_and_not_a_shells() {
        let words = |text| match read(&format!("command = '''{text}'''"), Origin::User) {
            (Images::Command(words), found) if found.is_empty() => words,
            other => panic!("{other:?}"),
        };
        assert_eq!(words("picgo upload {file}"), ["picgo", "upload", "{file}"]);
        assert_eq!(
            words("\"/opt/my tool\" --to='a b' {file};rm"),
            ["/opt/my tool", "--to=a b", "{file};rm"]
        );
        let (images, _) = read("command = [\"a b\", \"x{file}y\", \"$HOME\"]", Origin::User);
        let wanted = ["a b", "x{file}y", "$HOME"].map(str::to_owned).to_vec();
        assert_eq!(images, Images::Command(wanted));
    }

    #[test]
    fn a_command_without_the_file_and_one_of_a_project_are_findings() {
        for (toml, origin) in [
            ("command = \"picgo upload\"", Origin::User),
            ("command = \"{file}\"", Origin::User),
            ("command = \"a 'b {file}\"", Origin::User),
            ("command = \"picgo upload {file}\"", Origin::Project),
            ("", Origin::User),
            (
                "command = \"a {file}\"\nbase_url = \"https://a.cn\"",
                Origin::User,
            ),
        ] {
            let (_, found) = read(toml, origin);
            assert_eq!(found.len(), 1, "{toml}: {found:?}");
        }
    }

    fn by(script: &str, dir: &Path) -> Box<dyn ImageHost> {
        let words = ["sh", "-c", script, "sh", FILE].map(str::to_owned).to_vec();
        Box::new(ByCommand {
            name: String::new(),
            words,
            root: dir.to_owned(),
            turn: Mutex::default(),
        })
    }

    async fn put(script: &str) -> Result<String, String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("-n $(id) 图;.png");
        std::fs::write(&path, "x").unwrap();
        let file = LocalFile {
            path: String::new(),
            sha256: String::new(),
            size: 1,
            media: None,
        };
        by(script, dir.path()).put(&file, &path, b"x").await
    }

    #[tokio::test]
    async fn the_last_line_that_a_command_prints_is_the_address() {
        let said = put("echo uploading; echo; echo ' https://a.cn/x '; echo").await;
        assert_eq!(said.as_deref(), Ok("https://a.cn/x"));
        let said = put("test -f \"$1\" && echo \"$1\"").await.unwrap();
        assert!(said.ends_with("/-n $(id) 图;.png"), "{said}");
    }

    #[tokio::test]
    async fn what_a_failed_command_said_is_shown() {
        let why = put("echo out; echo 'no quota left' >&2; exit 3")
            .await
            .unwrap_err();
        assert!(
            why.contains("exit status: 3") && why.contains("no quota left"),
            "{why}"
        );
        let why = put("true").await.unwrap_err();
        assert!(why.contains("printed no address"), "{why}");
    }
}
