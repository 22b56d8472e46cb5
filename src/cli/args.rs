//! What can be said on the command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgGroup, Args as ClapArgs, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::browser::Healing;
use crate::pipeline::Trace;
use crate::plan::{Money, Via};
use crate::text::Lang;

/// Publishes one Markdown article everywhere its author has an account, each exactly once, each with proof.
#[derive(Debug, Parser)]
#[command(name = "fagao", version, about, propagate_version = true)]
pub struct Args {
    /// Log to stderr: -v what is done, -vv with details, -vvv everything but secrets
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Show no progress; results, warnings and errors are shown
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// The language of messages: zh or en; else FAGAO_LANG, then the locale
    #[arg(long, global = true, value_name = "zh|en", value_parser = super::lang::parse)]
    pub lang: Option<Lang>,
    /// The command
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// Reads the command line of this process, in a language.
    pub fn read(lang: Lang) -> Result<Args, clap::Error> {
        let matches = super::help::command(lang).try_get_matches()?;
        Args::from_arg_matches(&matches)
    }

    /// Whether the command's output is one JSON document.
    pub fn wants_json(&self) -> bool {
        match &self.command {
            Command::Check(a) => a.format == super::check::Format::Json,
            Command::Init(_)
            | Command::New(_)
            | Command::Trust(_)
            | Command::Completions(_)
            | Command::Man(_) => false,
            Command::Publish(a) => a.how.common.json,
            Command::Status(a) => a.common.json,
            Command::Resume(a) => a.common.json,
            Command::Settle(a) => a.common.json,
            Command::Report(a) => a.format == super::report::Format::Json,
            Command::Notify(a) => a.action.common().json,
            Command::Doctor(a) => a.common.json,
            Command::Media(a) => a.action.common().json,
            Command::Orders(a) => a.common.json,
            Command::Wallet(a) => a.common.json,
            Command::Yunsuo(a) => a.action.common().json,
            Command::Adopt(a) => a.common.json,
            Command::Ledger(a) => a.action.wants_json(),
            Command::Juejin(a) => a.common.json,
            Command::Selectors(a) => a.action.wants_json(),
            Command::Schedule(a) => a.common().json,
            Command::Login(_)
            | Command::Logout(_)
            | Command::Sandbox(_)
            | Command::Serve(_)
            | Command::Watch(_) => false,
        }
    }

    /// Whether the command runs in the sandbox.
    pub fn wants_sandbox(&self) -> bool {
        match &self.command {
            Command::Check(a) => a.sandbox,
            Command::New(a) => a.sandbox,
            Command::Init(_) | Command::Trust(_) | Command::Completions(_) | Command::Man(_) => {
                false
            }
            Command::Publish(a) => a.how.common.sandbox,
            Command::Status(a) => a.common.sandbox,
            Command::Resume(a) => a.common.sandbox,
            Command::Settle(a) => a.common.sandbox,
            Command::Report(a) => a.sandbox,
            Command::Notify(a) => a.action.common().sandbox,
            Command::Doctor(a) => a.common.sandbox,
            Command::Login(a) => a.common.sandbox,
            Command::Logout(a) => a.common.sandbox,
            Command::Serve(a) => a.sandbox,
            Command::Schedule(a) => a.common().sandbox,
            Command::Watch(a) => a.how.common.sandbox,
            Command::Adopt(a) => a.common.sandbox,
            Command::Ledger(a) => a.action.wants_sandbox(),
            Command::Juejin(a) => a.common.sandbox,
            Command::Selectors(a) => a.action.wants_sandbox(),
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
    /// Ask a few questions and write a commented fagao.toml
    Init(super::init::InitArgs),
    /// Write the skeleton of an article that passes the checks
    New(super::new::NewArgs),
    /// Only check articles, for editors and pre-commit
    Check(super::check::CheckArgs),
    /// Publish articles to accounts
    Publish(PublishArgs),
    /// Show what has been published and how it stands
    Status(StatusArgs),
    /// Look at what is unknown, then go on with what was stopped
    Resume(ResumeArgs),
    /// Say what became of a publication that fagao cannot look for
    Settle(SettleArgs),
    /// Take an article that is on a site already into the ledger, after looking at it
    Adopt(AdoptArgs),
    /// The ledger itself: keep it elsewhere, bring it to another machine, see that it is sound
    Ledger(super::ledger::LedgerArgs),
    /// List what Juejin has, or delete an article or a draft there
    Juejin(JuejinArgs),
    /// The catalogue of paid media: fetch it, search it, show a medium
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
    /// What is known of the sites, as dated files: their JSON Schema, for editors
    Selectors(super::selectors::SelectorsArgs),
    /// Keep the sandbox up, show its book, or empty it
    Sandbox(SandboxArgs),
    /// List what is to be published at a time, or call it off
    Schedule(super::schedule::ScheduleArgs),
    /// Publish what is marked ready in a directory, once
    Watch(super::watch::WatchArgs),
    /// Receive Yunsuo's pushes and jzguai's callbacks, and publish what is scheduled at its time
    #[command(
        after_help = "Example, behind a reverse proxy that serves push.example.com:\n  \
        fagao serve --listen 127.0.0.1:8787\n  \
        docs/receiver.md says how to set it up and what is believed."
    )]
    Serve(ServeArgs),
    /// Agree to what a project's configuration says of drivers, addresses and files of this machine
    Trust(super::trust::TrustArgs),
    /// Print the completions of a shell
    Completions(super::manual::CompletionsArgs),
    /// Print or write the manual pages
    Man(super::manual::ManArgs),
    /// Show what happened in a run: a page with pictures, or a document for scripts and CI
    Report(super::report::ReportArgs),
    /// Who is told of runs: list the notices, or send a sample
    Notify(super::notify::NotifyArgs),
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

/// When a run is traced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TraceArg {
    /// Always
    On,
    /// The pictures are thrown away when all went well
    #[default]
    OnFailure,
    /// Never
    Off,
}

impl From<TraceArg> for Trace {
    fn from(trace: TraceArg) -> Trace {
        match trace {
            TraceArg::On => Trace::On,
            TraceArg::OnFailure => Trace::OnFailure,
            TraceArg::Off => Trace::Off,
        }
    }
}

/// `fagao publish`.
#[derive(Debug, ClapArgs)]
pub struct PublishArgs {
    /// The articles: files, or patterns in quotes such as "posts/*.md"
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<PathBuf>,
    /// To whom and by which way
    #[command(flatten)]
    pub how: Publishing,
    /// Print the plans and their hash, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Refuse when the plan is not the one that --dry-run gave this hash
    #[arg(long, value_name = "PLAN_HASH", conflicts_with = "dry_run")]
    pub expect: Option<String>,
    /// Have `fagao serve` publish it at this time, such as "2026-12-01 09:00"; "now" sets publish_at aside
    #[arg(long, value_name = "TIME", conflicts_with = "dry_run")]
    pub at: Option<String>,
    /// Publish once more what is published already
    #[arg(long)]
    pub again: bool,
    /// Follow the review for so long, such as 10m
    #[arg(long, value_name = "TIME", value_parser = duration, conflicts_with = "draft")]
    pub wait: Option<Duration>,
    /// Show the browser's window; what the site wants of a person can be done there
    #[arg(long)]
    pub headed: bool,
    /// Your own browser
    #[command(flatten)]
    pub own: OwnBrowser,
    /// Whether elements that moved are looked for
    #[command(flatten)]
    pub heal: Heal,
    /// How long you are waited for
    #[command(flatten)]
    pub patience: Patience,
}

/// What publishing needs to know, whoever has it done.
#[derive(Clone, Debug, ClapArgs)]
pub struct Publishing {
    /// The accounts, by name, in order
    #[arg(long, value_name = "A,B", value_delimiter = ',', required = true)]
    pub to: Vec<String>,
    /// The routes to take
    #[arg(long, value_enum, default_value_t)]
    pub via: ViaArg,
    /// Stop before the submit: a draft on the site, with its link
    #[arg(long)]
    pub draft: bool,
    /// The site file to use, such as 2026-02-02, for the accounts that it is made for
    #[arg(long, value_name = "NAME")]
    pub site_file: Option<String>,
    /// Agree to what the orders cost, within the budgets
    #[arg(long)]
    pub yes: bool,
    /// Keep the calls in clear and pictures of the steps for `fagao report`: on-failure keeps the pictures only of a run
    /// that did not go well
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub trace: TraceArg,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
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
fn duration(text: &str) -> Result<Duration, String> {
    let read = text.parse::<jiff::SignedDuration>();
    read.ok()
        .and_then(|d| Duration::try_from(d).ok())
        .filter(|d| !d.is_zero() && d.as_secs() <= 86_400)
        .ok_or_else(|| "write it as 90s, 10m or 1h".to_owned())
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
    /// Show the browser's window; what the site wants of a person can be done there
    #[arg(long)]
    pub headed: bool,
    /// Your own browser
    #[command(flatten)]
    pub own: OwnBrowser,
    /// Whether elements that moved are looked for
    #[command(flatten)]
    pub heal: Heal,
    /// How long you are waited for
    #[command(flatten)]
    pub patience: Patience,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao adopt`.
#[derive(Debug, ClapArgs)]
pub struct AdoptArgs {
    /// The article's file
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// The account that has it
    #[arg(long, value_name = "ACCOUNT")]
    pub to: String,
    /// Where it is
    #[arg(long)]
    pub url: String,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao juejin`.
#[derive(Debug, ClapArgs)]
pub struct JuejinArgs {
    /// The account, where there is more than one of Juejin's
    #[arg(long, value_name = "ACCOUNT", global = true)]
    pub account: Option<String>,
    /// What is wanted
    #[command(subcommand)]
    pub what: JuejinWhat,
    /// What every command takes
    #[command(flatten)]
    pub common: JuejinCommon,
}

/// What every `fagao juejin` command takes, before or after its name.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct JuejinCommon {
    /// The configuration, instead of the fagao.toml found upwards
    #[arg(long, value_name = "FILE", env = "FAGAO_CONFIG", global = true)]
    pub config: Option<PathBuf>,
    /// Use the simulated platforms of this machine
    #[arg(long, global = true)]
    pub sandbox: bool,
    /// Print one JSON document on stdout
    #[arg(long, global = true)]
    pub json: bool,
}

/// What is asked of Juejin.
#[derive(Debug, Subcommand)]
pub enum JuejinWhat {
    /// The account's own articles
    List {
        /// Only those with these words in the title
        #[arg(value_name = "QUERY", default_value = "")]
        query: String,
        /// The page, from 1
        #[arg(long, default_value_t = 1)]
        page: u32,
    },
    /// The account's drafts
    Drafts,
    /// The categories
    Categories,
    /// The tags that fit a word
    Tags {
        /// The word
        #[arg(value_name = "QUERY")]
        query: String,
    },
    /// The account's own columns
    Columns,
    /// The topics
    Topics,
    /// Delete an article of the account, or a draft
    Delete {
        /// Its number
        #[arg(value_name = "ID")]
        id: String,
        /// It is a draft's number
        #[arg(long)]
        draft: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
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
