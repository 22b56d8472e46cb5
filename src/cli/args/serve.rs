//! `fagao serve`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args as ClapArgs;

use super::common::duration;

/// `fagao serve`.
#[derive(Debug, ClapArgs)]
pub struct ServeArgs {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8787")]
    pub listen: std::net::SocketAddr,
    /// How long after its time an article is still published, when nothing kept the clock then, such as 90s or 2h
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "1h")]
    pub late: Duration,
    /// The configuration, instead of the fagao.toml found upwards from here
    #[arg(long, value_name = "FILE", env = "FAGAO_CONFIG")]
    pub config: Option<PathBuf>,
    /// Use the simulated platforms of this machine
    #[arg(long)]
    pub sandbox: bool,
}
