//! What can be said on the command line.

use std::path::PathBuf;

use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::plan::{Money, Via};

/// Publishes one Markdown article everywhere its author has an account, each exactly once, each with proof.
#[derive(Debug, Parser)]
#[command(name = "fagao", version, about, propagate_version = true)]
pub struct Args {
    /// Log to stderr: -v what is done, -vv with details, -vvv everything but secrets
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// The command
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// Whether the command's output is one JSON document.
    pub fn wants_json(&self) -> bool {
        match &self.command {
            Command::Publish(a) => a.common.json,
            Command::Status(a) => a.common.json,
            Command::Resume(a) => a.common.json,
            Command::Settle(a) => a.common.json,
            Command::Doctor(a) => a.common.json,
            Command::Media(a) => a.action.common().json,
            Command::Orders(a) => a.common.json,
            Command::Wallet(a) => a.common.json,
            Command::Yunsuo(a) => a.action.common().json,
            Command::Login(_) | Command::Logout(_) | Command::Sandbox(_) => false,
        }
    }

    /// Whether the command runs in the sandbox.
    pub fn wants_sandbox(&self) -> bool {
        match &self.command {
            Command::Publish(a) => a.common.sandbox,
            Command::Status(a) => a.common.sandbox,
            Command::Resume(a) => a.common.sandbox,
            Command::Settle(a) => a.common.sandbox,
            Command::Doctor(a) => a.common.sandbox,
            Command::Login(a) => a.common.sandbox,
            Command::Logout(a) => a.common.sandbox,
            Command::Media(a) => a.action.common().sandbox,
            Command::Orders(a) => a.common.sandbox,
            Command::Wallet(a) => a.common.sandbox,
            Command::Yunsuo(a) => a.action.common().sandbox,
            Command::Sandbox(_) => true,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Publish articles to accounts
    #[command(after_help = "Examples:\n  \
        fagao publish post.md --to juejin --dry-run\n  \
        fagao publish post.md --to juejin,jz,ys --sandbox --yes\n  \
        fagao publish post.md --to juejin --via api --json")]
    Publish(PublishArgs),
    /// Show what has been published and how it stands
    Status(StatusArgs),
    /// Look at what is unknown, then go on with what was stopped
    Resume(ResumeArgs),
    /// Say what became of a publication that fagao cannot look for
    Settle(SettleArgs),
    /// The catalogue of paid media: fetch it, search it, show a medium
    #[command(after_help = "Examples:\n  \
        fagao media sync --model 网络媒体\n  \
        fagao media search 财经 --region 湖北 --price-max 50.00\n  \
        fagao media show 24065")]
    Media(MediaArgs),
    /// List the orders of paid media with state, link and price
    Orders(OrdersArgs),
    /// Show what is left of an account's money, and what was spent
    Wallet(WalletArgs),
    /// What Yunsuo lists: categories, and the accounts of the pool
    Yunsuo(YunsuoArgs),
    /// Sign an account in and keep its session
    Login(LoginArgs),
    /// Forget an account's session
    Logout(LogoutArgs),
    /// Keep the sandbox up, show its book, or empty it
    Sandbox(SandboxArgs),
    /// Check driver, browser, assets, accounts and files, and say what to do
    Doctor(DoctorArgs),
}

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

/// `fagao publish`.
#[derive(Debug, ClapArgs)]
pub struct PublishArgs {
    /// The articles
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<PathBuf>,
    /// The accounts, by name, in order
    #[arg(long, value_name = "A,B", value_delimiter = ',', required = true)]
    pub to: Vec<String>,
    /// Print the plans and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The routes to take
    #[arg(long, value_enum, default_value_t)]
    pub via: ViaArg,
    /// Publish once more what is published already
    #[arg(long)]
    pub again: bool,
    /// Agree to what the orders cost, within the budgets
    #[arg(long)]
    pub yes: bool,
    /// Show the browser's window
    #[arg(long)]
    pub headed: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao status`.
#[derive(Debug, ClapArgs)]
pub struct StatusArgs {
    /// An article's file or id, or a run
    #[arg(value_name = "ARTICLE|RUN")]
    pub what: Option<String>,
    /// Ask the platforms how what is not settled stands
    #[arg(long)]
    pub refresh: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao resume`.
#[derive(Debug, ClapArgs)]
pub struct ResumeArgs {
    /// The run; without one, all that is unknown or was stopped
    #[arg(value_name = "RUN")]
    pub run: Option<String>,
    /// Agree to what the orders cost, within the budgets
    #[arg(long)]
    pub yes: bool,
    /// Show the browser's window
    #[arg(long)]
    pub headed: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// What a person saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SettleAs {
    /// It is published
    Live,
    /// It is not there
    Failed,
}

/// `fagao settle`.
#[derive(Debug, ClapArgs)]
pub struct SettleArgs {
    /// The run
    #[arg(value_name = "RUN")]
    pub run: String,
    /// The account's name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// What you saw on the site
    #[arg(long = "as", value_enum, value_name = "WHAT")]
    pub outcome: SettleAs,
    /// Where it can be read
    #[arg(long)]
    pub url: Option<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao login`. Phone and code are asked on the terminal unless a command or a file gives them; they are never arguments.
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("way").required(true).args(["sms"])))]
pub struct LoginArgs {
    /// The account's name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// By a code sent to the phone
    #[arg(long)]
    pub sms: bool,
    /// A file that holds the phone number
    #[arg(long, value_name = "FILE", conflicts_with = "phone_command")]
    pub phone_file: Option<PathBuf>,
    /// A command that prints the phone number
    #[arg(long, value_name = "COMMAND")]
    pub phone_command: Option<String>,
    /// A file into which the code will be written; it is waited for, up to 10 minutes
    #[arg(long, value_name = "FILE", conflicts_with = "code_command")]
    pub code_file: Option<PathBuf>,
    /// A command that prints the code
    #[arg(long, value_name = "COMMAND")]
    pub code_command: Option<String>,
    /// Show the browser's window
    #[arg(long)]
    pub headed: bool,
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
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao sandbox`.
#[derive(Debug, ClapArgs)]
pub struct SandboxArgs {
    /// Without one: keep it up until Ctrl-C
    #[command(subcommand)]
    pub action: Option<SandboxAction>,
}

/// What is done with the sandbox.
#[derive(Debug, Subcommand)]
pub enum SandboxAction {
    /// Print the book of what was really published, as JSON
    Book,
    /// Empty the book, the ledger and the sessions of the sandbox
    Reset,
}

/// `fagao doctor`.
#[derive(Debug, ClapArgs)]
pub struct DoctorArgs {
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao media`.
#[derive(Debug, ClapArgs)]
pub struct MediaArgs {
    /// What is done with the catalogue
    #[command(subcommand)]
    pub action: MediaAction,
}

/// What is done with the catalogue.
#[derive(Debug, Subcommand)]
pub enum MediaAction {
    /// Fetch the catalogue, page by page; a run that was stopped goes on where it was
    Sync(MediaSyncArgs),
    /// Search what was fetched
    Search(Box<MediaSearchArgs>),
    /// Show a medium with all that is said of it and its price history
    Show(MediaShowArgs),
}

impl MediaAction {
    fn common(&self) -> &Common {
        match self {
            MediaAction::Sync(a) => &a.common,
            MediaAction::Search(a) => &a.common,
            MediaAction::Show(a) => &a.common,
        }
    }
}

/// `fagao media sync`.
#[derive(Debug, ClapArgs)]
pub struct MediaSyncArgs {
    /// The account whose catalogue it is; not needed when there is one of jzguai
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// The kinds, by number or name; without one, all 13
    #[arg(long, value_name = "N", value_delimiter = ',')]
    pub model: Vec<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// How results are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// The cheapest first
    #[default]
    Price,
    /// By name
    Name,
}

/// `fagao media search`.
#[derive(Debug, ClapArgs)]
pub struct MediaSearchArgs {
    /// Words of the name or of an attribute
    #[arg(value_name = "TEXT", default_value = "")]
    pub text: String,
    /// The account whose catalogue it is; not needed when there is one of jzguai
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// The kind, by number or name
    #[arg(long, value_name = "N")]
    pub model: Option<String>,
    /// The least price in yuan
    #[arg(long, value_name = "YUAN")]
    pub price_min: Option<Money>,
    /// The highest price in yuan
    #[arg(long, value_name = "YUAN")]
    pub price_max: Option<Money>,
    /// The region (`quyu`)
    #[arg(long, value_name = "V")]
    pub region: Option<String>,
    /// The channel (`pindaoleixing`)
    #[arg(long, value_name = "V")]
    pub channel: Option<String>,
    /// Which links are allowed (`lianjieleixing`); 可带网址 when no value is given
    #[arg(long, value_name = "V", num_args = 0..=1, default_missing_value = "可带网址")]
    pub links: Option<String>,
    /// Those that publish at the weekend (`weekend_active`)
    #[arg(long)]
    pub weekend: bool,
    /// An attribute, or one of the values of a list; may be given several times
    #[arg(long = "attr", value_name = "K=V")]
    pub attributes: Vec<String>,
    /// Those too that take no orders now
    #[arg(long)]
    pub closed: bool,
    /// The order
    #[arg(long, value_enum, default_value_t)]
    pub sort: SortArg,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: u32,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao media show`.
#[derive(Debug, ClapArgs)]
pub struct MediaShowArgs {
    /// The medium's number
    #[arg(value_name = "ID")]
    pub id: i64,
    /// The account whose catalogue it is; not needed when there is one of jzguai
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao orders`.
#[derive(Debug, ClapArgs)]
pub struct OrdersArgs {
    /// The orders of this account alone
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// Ask the vendor how open orders stand
    #[arg(long)]
    pub refresh: bool,
    /// Ask again and again, less and less often, until every order is settled
    #[arg(long)]
    pub watch: bool,
    /// Print comma-separated values
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao wallet`.
#[derive(Debug, ClapArgs)]
pub struct WalletArgs {
    /// The account; not needed when there is one of jzguai
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// The first day, YYYY-MM-DD; 29 days before the last one unless given
    #[arg(long, value_name = "D")]
    pub from: Option<String>,
    /// The last day, YYYY-MM-DD; today in China unless given
    #[arg(long, value_name = "D")]
    pub to: Option<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao yunsuo`.
#[derive(Debug, ClapArgs)]
pub struct YunsuoArgs {
    /// What is listed
    #[command(subcommand)]
    pub action: YunsuoAction,
}

/// What Yunsuo lists.
#[derive(Debug, Subcommand)]
pub enum YunsuoAction {
    /// The categories; kept, so that a push can tell an unknown one
    Categories(YunsuoListArgs),
    /// The accounts of the pool and whether they can publish
    Accounts(YunsuoListArgs),
}

impl YunsuoAction {
    fn common(&self) -> &Common {
        match self {
            YunsuoAction::Categories(a) | YunsuoAction::Accounts(a) => &a.common,
        }
    }
}

/// `fagao yunsuo categories|accounts`.
#[derive(Debug, ClapArgs)]
pub struct YunsuoListArgs {
    /// The account; not needed when there is one of Yunsuo
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}
