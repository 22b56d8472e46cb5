//! `fagao login` and `fagao logout`.

use std::path::PathBuf;

use clap::{ArgGroup, Args as ClapArgs};

use super::common::{Common, Heal, Patience, ViaArg};

/// `fagao login`. Phone and code are asked on the terminal unless a command or a file gives them; they are never arguments.
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("way").required(true).multiple(true)
    .args(["sms", "qr", "headed", "import", "export", "attach", "profile"])))]
pub struct LoginArgs {
    /// The account's name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// By a code sent to the phone
    #[arg(long)]
    pub sms: bool,
    /// With --sms: through the page, or with api by calls, which one version of Juejin's API alone has
    #[arg(long, value_enum, default_value_t, requires = "sms")]
    pub via: ViaArg,
    /// The site file to use, such as 2026-02-02
    #[arg(long, value_name = "NAME")]
    pub site_file: Option<String>,
    /// By the site's app: the page's QR code is drawn in the terminal, and drawn anew when it changes
    #[arg(long, conflicts_with = "sms")]
    pub qr: bool,
    /// In a window, by yourself; with another way, show the browser's window
    #[arg(long)]
    pub headed: bool,
    /// Take the cookies of a file: a Playwright storageState, a cookies.txt or a Cookie header; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sms", "qr", "headed"])]
    pub import: Option<PathBuf>,
    /// Write the account's session to a file as a Playwright storageState, readable by you alone; - is standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sms", "qr", "headed", "import"])]
    pub export: Option<PathBuf>,
    /// Take the session of a Chrome that runs with --remote-debugging-port, in a tab of its own; sign in there if need be
    #[arg(long, value_name = "HOST:PORT", conflicts_with_all = ["sms", "qr", "headed", "import", "export"])]
    pub attach: Option<String>,
    /// Take the session of a Chrome profile that no Chrome has open; with --headed you can sign in there
    #[arg(long, value_name = "DIR", conflicts_with_all = ["sms", "qr", "import", "export", "attach"])]
    pub profile: Option<PathBuf>,
    /// Whether elements that moved are looked for
    #[command(flatten)]
    pub heal: Heal,
    /// A file that holds the phone number
    #[arg(
        long,
        value_name = "FILE",
        requires = "sms",
        conflicts_with = "phone_command"
    )]
    pub phone_file: Option<PathBuf>,
    /// A command that prints the phone number
    #[arg(long, value_name = "COMMAND", requires = "sms")]
    pub phone_command: Option<String>,
    /// A file into which the code will be written; it is waited for, and after a wrong code for another one
    #[arg(
        long,
        value_name = "FILE",
        requires = "sms",
        conflicts_with = "code_command"
    )]
    pub code_file: Option<PathBuf>,
    /// A command that prints the code; after a wrong code it is run again, and an empty line has another code sent
    #[arg(long, value_name = "COMMAND", requires = "sms")]
    pub code_command: Option<String>,
    /// How long you are waited for
    #[command(flatten)]
    pub patience: Patience,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao logout`.
#[derive(Debug, ClapArgs)]
pub struct LogoutArgs {
    /// The account's name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// Forget whose the account is as well, so that another user may sign in under it
    #[arg(long)]
    pub forget: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}
