//! `fagao sandbox`.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

/// `fagao sandbox`.
#[derive(Debug, ClapArgs)]
pub struct SandboxArgs {
    /// Show the editor's pages as another version of the site might, such as renamed-classes; today is today's
    #[arg(long, value_name = "NAME", value_parser = variant())]
    pub variant: Option<String>,
    /// Without one: keep it up until Ctrl-C
    #[command(subcommand)]
    pub action: Option<SandboxAction>,
}

/// The versions of the editor's pages.
fn variant() -> clap::builder::PossibleValuesParser {
    let names = crate::sandbox::juejin::VARIANTS.iter().map(|v| v.name);
    names.chain(["today"]).into()
}

/// What is done with the sandbox.
#[derive(Debug, Subcommand)]
pub enum SandboxAction {
    /// Print the book of what was really published, as JSON
    Book,
    /// Empty the book, the ledger and the sessions of the sandbox
    Reset,
    /// Do on the simulated Juejin what a person or the site would do
    Do {
        /// What
        #[arg(value_enum)]
        what: Deed,
        /// The phone of the account that does it
        #[arg(long, value_name = "PHONE", default_value = crate::sandbox::juejin::TEST_PHONE)]
        phone: String,
        /// What the QR code says that is scanned; the newest one unless given
        #[arg(long, value_name = "TEXT")]
        code: Option<String>,
    },
}

/// What can be done on the simulated Juejin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deed {
    /// Scan the newest QR code with the account's app
    Scan,
    /// End every session of the account
    SignOut,
    /// Have a captcha asked for until it is solved
    AskCaptcha,
    /// Solve the captcha
    SolveCaptcha,
    /// Let the QR codes and SMS codes that are out expire
    Expire,
}
