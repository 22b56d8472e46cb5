//! What several commands take.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, ValueEnum};

use crate::browser::Healing;
use crate::plan::Via;

/// What every command takes.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct Common {
    /// The configuration, instead of the fagao.toml found upwards from the article
    #[arg(long, value_name = "FILE", env = "FAGAO_CONFIG")]
    pub config: Option<PathBuf>,
    /// Use the simulated platforms of this machine
    #[arg(long)]
    pub sandbox: bool,
    /// Print one JSON document on stdout
    #[arg(long)]
    pub json: bool,
}

/// The routes wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ViaArg {
    /// The browser, with the API as the fallback
    #[default]
    Auto,
    /// The browser alone
    Browser,
    /// The API alone
    Api,
}

impl From<ViaArg> for Via {
    fn from(via: ViaArg) -> Via {
        match via {
            ViaArg::Auto => Via::Auto,
            ViaArg::Browser => Via::Browser,
            ViaArg::Api => Via::Api,
        }
    }
}

/// Whether elements of pages are looked for by what they look like.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub struct Heal {
    /// Do not look by what they look like for the elements of a page that no selector finds any more
    #[arg(long)]
    pub no_heal: bool,
}

impl From<Heal> for Healing {
    fn from(heal: Heal) -> Self {
        if heal.no_heal {
            Healing::Never
        } else {
            Healing::AtRest
        }
    }
}

/// Reads a time: `90s`, `10m`, `1h`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let read = text.parse::<jiff::SignedDuration>();
    read.ok()
        .and_then(|d| Duration::try_from(d).ok())
        .filter(|d| !d.is_zero() && d.as_secs() <= 86_400)
        .ok_or_else(|| "write it as 90s, 10m or 1h".to_owned())
}

/// The user's own Chrome, in place of an empty one that is started for the run.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct OwnBrowser {
    /// Work in a Chrome of yours that runs with --remote-debugging-port, in a tab of its own, as whoever is signed in there
    #[arg(long, value_name = "HOST:PORT")]
    pub attach: Option<String>,
    /// Work with a Chrome profile of yours that no Chrome has open, as whoever is signed in there
    #[arg(long, value_name = "DIR", conflicts_with = "attach")]
    pub profile: Option<PathBuf>,
}

/// How long a person is waited for.
#[derive(Clone, Copy, Debug, ClapArgs)]
pub struct Patience {
    /// How long to wait for you in the window, for your phone or for a code, such as 90s or 10m
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "10m")]
    pub wait_for_person: Duration,
}
