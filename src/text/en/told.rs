//! What the commands about money, media and the sandbox tell.

use super::schedule;
use crate::text::{Head, Told, UsageText};

pub(in crate::text) fn usage(u: &UsageText) -> String {
    match u {
        UsageText::Time(message) => {
            let said = schedule::say(message);
            let hint = said.hint.map(|h| format!("; {h}"));
            format!("{}{}", said.what, hint.unwrap_or_default())
        }
        UsageText::NoSuchRun(run) => format!(
            "there is no record of a run {run}; `fagao report --list` shows those that there are"
        ),
        UsageText::NoSuchMedium(id) => {
            format!("no medium {id} is kept; `fagao media sync` fetches the catalogue")
        }
        UsageText::NoRuns => {
            "nothing has been run here yet; `fagao publish ARTICLE --to ACCOUNT` runs, with `--sandbox` for a try".to_owned()
        }
        UsageText::OtherPlatform {
            account,
            platform,
            wanted,
        } => format!("{account} is an account of {platform}, not of {wanted}"),
        UsageText::OneUser(names) => format!(
            "your own browser is signed in as one user, and {} are several: publish to one of them at a time",
            names.join(", ")
        ),
        UsageText::WhichAccount(names) => {
            format!(
                "which account? write --account with one of {}",
                names.join(", ")
            )
        }
        UsageText::NoJuejin => "no account of Juejin is configured".to_owned(),
        UsageText::NoSiteFile { name, known } => format!(
            "no site file {name:?} for these accounts; there are {}",
            known.join(", ")
        ),
        UsageText::NoSuchSiteFile { name, known } => format!(
            "there is no site file {name:?} and no file of that path; there are {}",
            known.join(", ")
        ),
        UsageText::WhichSiteFiles { a, b, known } => format!(
            "{a} and {b} are not one pair of files of the same site and kind; write whole names, such as {}",
            known.join(", ")
        ),
        UsageText::NotAgreed(what) => format!(
            "nobody agreed to delete {what}; run it with `--yes`, or in a terminal and answer"
        ),
        UsageText::NothingUnknown { run, account } => format!(
            "run {run} has nothing unknown for {account}; `fagao status` shows what is unknown, with its run"
        ),
        UsageText::NothingToAdopt => "there is nothing to take in".to_owned(),
        UsageText::AdoptedAlready(key) => {
            format!("{key} is in the ledger already; `fagao status` shows it")
        }
        UsageText::NotAdoptable {
            url,
            account,
            platform,
        } => format!(
            "{url} is no address of an article of {account}, or {platform} cannot be looked at"
        ),
        UsageText::NoLanguage(name) => format!("FAGAO_LANG is {name:?}: there are zh and en"),
        UsageText::DaysSwapped { from, to } => format!("--from {from} is after --to {to}"),
        UsageText::NoDay { option, text } => {
            format!("{option} {text}: write the day as YYYY-MM-DD")
        }
        UsageText::NoKind { text, known } => format!(
            "--model {text}: there is no such kind of media; write one of {}",
            known.join(", ")
        ),
        UsageText::NoAttribute(text) => format!("--attr {text}: write it as KEY=VALUE"),
        UsageText::NoSite { site, known } => {
            format!("there is no site {site:?}; there are {}", known.join(", "))
        }
        UsageText::NoPages(site) => format!("{site} has no pages: it is used by calls alone"),
        UsageText::NoAccountOf(site) => format!(
            "no account of {site} is configured; `fagao init` writes one, and `--sandbox` has its own"
        ),
        UsageText::NotEmpty(dir) => {
            format!("{dir} is not empty; name another directory with `--out`")
        }
        UsageText::Exists(file) => {
            format!("{file} is there already, and is never written over; name another with `--out`")
        }
        UsageText::NotWritable { path, why } => {
            format!("nothing can be written to {path}: {why}; name another place with `--out`")
        }
        UsageText::NoElement {
            element,
            site_file,
            known,
        } => format!(
            "{site_file} has no element {element:?}; it has {}",
            known.join(", ")
        ),
    }
}

pub(in crate::text) fn told(t: &Told) -> String {
    match t {
        Told::Deleted => "deleted".to_owned(),
        Told::Nothing => "there is nothing".to_owned(),
        Told::Done => "done".to_owned(),
        Told::SandboxElsewhere(at) => format!("another process keeps the sandbox up at {at}"),
        Told::SandboxUp { at, dir } => {
            format!("the sandbox is up at {at}, its book in {dir}; Ctrl-C stops it")
        }
        Told::MediaStopped => "stopped; the next `fagao media sync` goes on from here".to_owned(),
        Told::MediaPages { pages, kind } => format!(
            "{pages} pages of {kind} are kept; the next `fagao media sync` goes on from there"
        ),
        Told::MediaKept { media, kinds } => format!("{media} media of {kinds} kinds are kept"),
        Told::NothingFits => "nothing fits; `fagao media sync` fetches the catalogue".to_owned(),
        Told::MediumGone(at) => format!("gone from the catalogue since {at}"),
        Told::TakesOrders => "takes orders".to_owned(),
        Told::TakesNone(None) => "takes no orders".to_owned(),
        Told::TakesNone(Some(status)) => format!("takes no orders (status {status})"),
        Told::Seen(at) => format!("seen {at}"),
        Told::NothingOrdered => "nothing has been ordered yet".to_owned(),
        Told::OrdersOpen { count, seconds } => format!("{count} open; asking again in {seconds} s"),
        Told::PoolTrouble { account, trouble } => {
            format!("{account} will not publish: {trouble}")
        }
        Told::Trusted => "agreed; a change of these keys asks again".to_owned(),
        Told::Distrusted => "the consent is taken back".to_owned(),
        Told::NothingToTrust => "nothing in it needs your consent".to_owned(),
        Told::Left => "left".to_owned(),
        Told::PaidIn => "ever paid in".to_owned(),
        Told::Spent => "ever spent".to_owned(),
        Told::SpentIn { from, to } => format!("spent {from} to {to}"),
        Told::PaidInIn { from, to } => format!("paid in {from} to {to}"),
    }
}

pub(in crate::text) fn head(h: &Head) -> String {
    match h {
        Head::Article => "ARTICLE",
        Head::Account => "ACCOUNT",
        Head::Medium => "MEDIUM",
        Head::Name => "NAME",
        Head::State => "STATE",
        Head::Yuan => "YUAN",
        Head::Placed => "PLACED",
        Head::Due => "AT",
        Head::Link => "LINK",
        Head::Reason => "REASON",
        Head::Id => "ID",
        Head::Kind => "KIND",
        Head::Region => "REGION",
        Head::Channel => "CHANNEL",
        Head::Links => "LINKS",
        Head::Since => "SINCE",
        Head::Original => "ORIGINAL",
        Head::Proxy => "PROXY",
        Head::Platform => "PLATFORM",
        Head::SignedIn => "SIGNED IN",
        Head::Publishes => "PUBLISHES",
        Head::LastUsed => "LAST USED",
    }
    .to_owned()
}
