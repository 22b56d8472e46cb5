//! What can be said on the command line: the commands here, what each takes in a file of its own.

mod common;
mod doctor;
mod juejin;
mod jzguai;
mod login;
mod publish;
mod published;
mod sandbox;
mod serve;
mod yunsuo;

use clap::{FromArgMatches, Parser, Subcommand};

use crate::text::Lang;

pub use common::{Common, Heal, OwnBrowser, Patience};
pub use doctor::DoctorArgs;
pub use juejin::{JuejinArgs, JuejinWhat};
pub use jzguai::{
    MediaAction, MediaArgs, MediaSearchArgs, MediaShowArgs, MediaSyncArgs, OrdersArgs, SortArg,
    WalletArgs,
};
pub use login::{LoginArgs, LogoutArgs};
pub use publish::{PublishArgs, Publishing};
pub use published::{AdoptArgs, ResumeArgs, SettleArgs, SettleAs, StatusArgs};
pub use sandbox::{Deed, SandboxAction, SandboxArgs};
pub use serve::ServeArgs;
pub use yunsuo::{YunsuoAction, YunsuoArgs};

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
