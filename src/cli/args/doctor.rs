//! `fagao doctor`.

use clap::Args as ClapArgs;

use super::common::Common;

/// `fagao doctor`.
#[derive(Debug, ClapArgs)]
pub struct DoctorArgs {
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}
