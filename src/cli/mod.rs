//! The command line: one file a command. The only place that prints, exits, and reads the clock or the environment.
#![allow(
    clippy::disallowed_methods,
    reason = "here is where the clock, the environment and processes belong"
)]

mod adopt;
mod args;
mod asking;
mod check;
mod colour;
mod config;
mod doctor;
mod echo;
mod exit;
mod files;
mod healed;
mod help;
mod images;
mod init;
mod juejin;
mod keyring;
mod lang;
mod ledger;
mod login;
mod logs;
mod manual;
mod media;
mod new;
mod notify;
mod online;
mod orders;
mod output;
mod pause;
mod people;
mod places;
mod plans;
mod progress;
mod publish;
mod report;
mod resume;
mod review;
mod sandbox;
mod schedule;
mod screen;
mod secrets;
mod selectors;
mod serve;
mod settle;
mod site_files;
mod spool;
mod stand;
mod status;
mod stop;
mod table;
mod term;
mod trust;
mod wallet;
mod watch;
mod when;
mod world;
mod yunsuo;

use std::process::ExitCode;

use crate::text::Lang;

pub use exit::Failure;

/// Parses the command line, runs the command, and gives its exit code.
pub fn main() -> ExitCode {
    let said = |flag: &str| std::env::args_os().any(|a| a == flag);
    let lang = match lang::choose(lang::said(std::env::args_os()).as_deref(), places::env) {
        Ok(lang) => lang,
        Err(failure) => {
            return exit::tell(Lang::default(), &failure, said("--json"), said("--sandbox"));
        }
    };
    let args = match args::Args::read(lang) {
        Ok(args) => args,
        Err(error) => return exit::tell_usage(lang, &error, said("--json"), said("--sandbox")),
    };
    screen::begin(args.quiet, args.verbose > 0);
    logs::begin(args.verbose);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(e) => return exit::tell(lang, &Failure::Internal(e.to_string()), false, false),
    };
    let json = args.wants_json();
    let sandbox = args.wants_sandbox();
    let result = runtime.block_on(run(args, lang));
    // A prompt that still waits for a line must not keep the process alive.
    runtime.shutdown_background();
    screen::end();
    match result {
        Ok(code) => ExitCode::from(code),
        Err(failure) => exit::tell(lang, &failure, json, sandbox),
    }
}

async fn run(args: args::Args, lang: Lang) -> Result<u8, Failure> {
    match args.command {
        args::Command::Init(a) => stop::asking(move || init::run(&a, lang)).await,
        args::Command::New(a) => new::run(a, lang).await,
        args::Command::Check(a) => check::run(a, lang).await,
        args::Command::Trust(a) => stop::asking(move || trust::run(&a, lang)).await,
        args::Command::Completions(a) => Ok(manual::completions(&a, lang)),
        args::Command::Man(a) => manual::man(&a, lang),
        args::Command::Publish(a) => publish::run(a, lang).await,
        args::Command::Status(a) => status::run(a, lang).await,
        args::Command::Resume(a) => resume::run(a, lang).await,
        args::Command::Settle(a) => settle::run(a, lang).await,
        args::Command::Ledger(a) => ledger::run(a, lang).await,
        args::Command::Adopt(a) => adopt::run(a, lang).await,
        args::Command::Juejin(a) => juejin::run(a, lang).await,
        args::Command::Selectors(a) => selectors::run(a, lang).await,
        args::Command::Login(a) => login::login(a, lang).await,
        args::Command::Logout(a) => login::logout(&a, lang),
        args::Command::Sandbox(a) => sandbox::run(a, lang).await,
        args::Command::Schedule(a) => schedule::run(a, lang).await,
        args::Command::Watch(a) => watch::run(a, lang).await,
        args::Command::Serve(a) => serve::run(a, lang).await,
        args::Command::Report(a) => report::run(&a, lang),
        args::Command::Notify(a) => notify::run(a, lang).await,
        args::Command::Doctor(a) => doctor::run(a, lang).await,
        args::Command::Media(a) => media::run(a, lang).await,
        args::Command::Orders(a) => orders::run(a, lang).await,
        args::Command::Wallet(a) => wallet::run(a, lang).await,
        args::Command::Yunsuo(a) => yunsuo::run(a, lang).await,
    }
}
