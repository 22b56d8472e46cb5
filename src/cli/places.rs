//! Where things are: configuration, state, assets; and what only the command line may ask of the machine.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::config::{Config, FILE, Origin};
use super::trust;
use super::world::PLATFORMS;
use crate::record::Clock;
use crate::site::{Added, Shelf};
use crate::text::{ConfigMessage, Finding, RunMessage};

/// The version of the editor that the sandbox serves.
const EDITOR: &str = "bytemd-1.22.0";

/// The sandbox's own configuration.
const SANDBOX_CONFIG: &str = include_str!("sandbox.toml");

/// Whether the directory of the user's site files must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnFiles {
    /// They are read.
    Read,
    /// One is written, and the directory made for it where there is none.
    Written,
}

/// Finds and reads the configuration for a place.
///
/// # Errors
/// What is wrong with it, or where none was found.
pub fn config(named: Option<&Path>, sandbox: bool, from: &Path) -> Result<Config, Failure> {
    config_for(OwnFiles::Read, named, sandbox, from)
}

/// The same for a command that may write a site file.
///
/// # Errors
/// As [`config`].
pub fn config_for(
    own: OwnFiles,
    named: Option<&Path>,
    sandbox: bool,
    from: &Path,
) -> Result<Config, Failure> {
    if sandbox {
        let mut config = read(Path::new(FILE), SANDBOX_CONFIG, Origin::Sandbox)?;
        if let Some(file) = named {
            let name = file.file_name().unwrap_or(file.as_os_str());
            config.sandbox(&name.to_string_lossy(), &text_of(file)?)?;
            stock(&mut config, file.parent().unwrap_or(Path::new(".")), own)?;
        }
        config.root = project_root(from).unwrap_or_else(|| from.to_owned());
        config.file = None;
        return Ok(config);
    }
    if let Some(file) = named {
        return load(file, Origin::User, own);
    }
    if let Some(file) = project_file(from) {
        let origin = trust::origin(&file, &text_of(&file)?)?;
        return load(&file, origin, own);
    }
    let user = config_dir().map(|d| d.join("fagao").join(FILE));
    match user {
        Some(file) if file.exists() => {
            let mut config = load(&file, Origin::User, own)?;
            // The user's own accounts serve any project; ids stay relative to the article's place.
            config.root = from.to_owned();
            Ok(config)
        }
        user => Err(vec![Finding::of(ConfigMessage::None {
            upwards: from.display().to_string(),
            user: user.map(|f| f.display().to_string()),
        })]
        .into()),
    }
}

fn load(file: &Path, origin: Origin, own: OwnFiles) -> Result<Config, Failure> {
    let mut config = read(file, &text_of(file)?, origin)?;
    let root = config.root.clone();
    stock(&mut config, &root, own)?;
    Ok(config)
}

/// A configuration's text.
///
/// # Errors
/// It cannot be read.
pub fn text_of(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|e| unreadable(file, &e))
}

fn unreadable(file: &Path, e: &std::io::Error) -> Failure {
    let what = format!("{}: {e}", file.display());
    vec![Finding::of(ConfigMessage::Unreadable(what))].into()
}

/// Puts the user's site files on the shelf: `DIR/<site>/<kind>/<date>.toml`, the directory relative to `root`.
fn stock(config: &mut Config, root: &Path, own: OwnFiles) -> Result<(), Failure> {
    let Some(named) = &mut config.selectors else {
        return Ok(());
    };
    let dir = root.join(&named.value);
    named.value.clone_from(&dir);
    if !dir.is_dir() && (own == OwnFiles::Read || dir.exists()) {
        let message = ConfigMessage::NoSiteFiles(dir.display().to_string());
        return Err(vec![Finding::at(named.place.clone(), message)].into());
    }
    if !dir.exists() {
        return Ok(());
    }
    let mut added = std::collections::BTreeMap::new();
    let list = |dir: &Path| -> Result<Vec<PathBuf>, Failure> {
        let rows = std::fs::read_dir(dir).map_err(|e| unreadable(dir, &e))?;
        rows.map(|row| row.map(|r| r.path()).map_err(|e| unreadable(dir, &e)))
            .collect()
    };
    let below = |dirs: Vec<PathBuf>| -> Result<Vec<PathBuf>, Failure> {
        let mut all = Vec::new();
        for dir in dirs.iter().filter(|d| d.is_dir()) {
            all.extend(list(dir)?);
        }
        Ok(all)
    };
    let files = below(below(list(&dir)?)?)?;
    for file in files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "toml"))
    {
        let name = file.strip_prefix(&dir).unwrap_or(file).with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        let text = text_of(file)?;
        let file = file.display().to_string();
        added.insert(name, Added { file, text });
    }
    config.stock(&Shelf::with(added));
    Ok(())
}

fn read(file: &Path, text: &str, origin: Origin) -> Result<Config, Failure> {
    Ok(Config::read(file, text, origin, PLATFORMS)?)
}

/// The directory upwards from a place that holds a `fagao.toml`.
fn project_root(from: &Path) -> Option<PathBuf> {
    let from = std::path::absolute(from).ok()?;
    from.ancestors()
        .find(|d| d.join(FILE).is_file())
        .map(Path::to_owned)
}

/// The state directory; the sandbox has its own within it.
pub fn state_dir(sandbox: bool) -> Result<PathBuf, Failure> {
    let dir = env("FAGAO_STATE_DIR")
        .map(PathBuf::from)
        .or_else(|| env("XDG_STATE_HOME").map(|d| PathBuf::from(d).join("fagao")))
        .or_else(|| home().map(|h| h.join(".local/state/fagao")))
        .ok_or_else(|| {
            RunMessage::State("there is no home directory; set FAGAO_STATE_DIR".to_owned())
        })?;
    Ok(if sandbox { dir.join("sandbox") } else { dir })
}

/// Where `webdriver.sh` keeps the editor's assets.
pub fn assets_dir() -> Result<PathBuf, Failure> {
    let cache = env("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| home().map(|h| h.join(".cache")))
        .ok_or_else(|| {
            RunMessage::State("there is no home directory; set XDG_CACHE_HOME".to_owned())
        })?;
    Ok(cache.join("fagao").join(EDITOR))
}

fn config_dir() -> Option<PathBuf> {
    env("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| home().map(|h| h.join(".config")))
}

/// The project's own configuration, found upwards from a place.
pub fn project_file(from: &Path) -> Option<PathBuf> {
    project_root(from).map(|root| root.join(FILE))
}

/// Where it is kept which projects' configurations the user agreed to.
pub fn trusted_file() -> Result<PathBuf, Failure> {
    own("trusted.json")
}

/// Where a secret is kept that was typed in: in the user's configuration directory, beside no project.
pub fn secret_file(name: &str) -> Result<PathBuf, Failure> {
    Ok(own("secrets")?.join(name))
}

/// Something of the user's configuration directory.
fn own(name: &str) -> Result<PathBuf, Failure> {
    let dir = config_dir().ok_or_else(|| {
        RunMessage::State("there is no home directory; set XDG_CONFIG_HOME".to_owned())
    })?;
    Ok(dir.join("fagao").join(name))
}

fn home() -> Option<PathBuf> {
    env("HOME").map(PathBuf::from)
}

/// An environment variable that is not empty.
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

/// The only real clock, in milliseconds since 1970.
pub fn clock() -> Clock {
    Arc::new(|| jiff::Timestamp::now().as_millisecond())
}

/// The time, in seconds since 1970.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Fresh randomness of the system.
pub fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives randomness, or nothing can be sealed");
    bytes
}

/// A run's id: when it began, and four random characters.
pub fn run_id() -> String {
    let now = jiff::Zoned::now();
    format!(
        "{}-{}",
        now.strftime("%Y%m%d-%H%M%S"),
        hex::encode(&random()[..2])
    )
}

/// The day, as YYYY-MM-DD.
pub fn today() -> String {
    jiff::Zoned::now().strftime("%Y-%m-%d").to_string()
}

/// The time, as RFC 3339 in UTC with seconds.
pub fn now_rfc3339() -> String {
    jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

/// Whether this process is root's: Chromium then needs `--no-sandbox`.
pub fn is_root() -> bool {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
    }
    #[cfg(not(target_os = "linux"))]
    {
        env("USER").as_deref() == Some("root")
    }
}
