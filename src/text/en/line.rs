//! Words, lines and questions.

use crate::text::{HelpWord, Lang, Line, Prompt, Word};

pub(in crate::text) fn word(w: Word) -> &'static str {
    match w {
        Word::Live => "live",
        Word::InReview => "in review",
        Word::Submitted => "submitted",
        Word::Draft => "draft",
        Word::Unchanged => "unchanged",
        Word::Waiting => "waiting",
        Word::Rejected => "rejected",
        Word::Gone => "gone",
        Word::Failed => "failed",
        Word::Unknown => "unknown",
        Word::Browser => "browser",
        Word::Api => "api",
    }
}

pub(in crate::text) fn line(l: &Line) -> String {
    match l {
        Line::Findings(1) => "1 thing to change; nothing was sent".to_owned(),
        Line::Findings(n) => format!("{n} things to change; nothing was sent"),
        Line::Checked(1) => "1 article checked; nothing to change".to_owned(),
        Line::Checked(n) => format!("{n} articles checked; nothing to change"),
        Line::Order(id) => format!("order {id}"),
        Line::Yuan(price) => format!("{price} yuan"),
        Line::By { way, why: None } => format!("by the {}", way.say(Lang::En)),
        Line::By {
            way,
            why: Some(why),
        } => format!("by the {} ({why})", way.say(Lang::En)),
        Line::NotEnded(run) => format!("run {run} did not get to its end"),
        Line::GoOn => "`fagao resume` goes on".to_owned(),
        Line::LookOrSettle { run, account } => format!(
            "`fagao resume` looks; if you can see it yourself, `fagao settle {run} {account} --as live` or `--as failed`"
        ),
        Line::Evidence { run, dir } => format!("run {run}; evidence in {dir}"),
        Line::Report { file, command } => {
            format!("what happened, step by step: {file} (`{command}`)")
        }
        Line::RunsOfSandbox(n) => format!("{n} more in the sandbox: `fagao report --list --sandbox`"),
        Line::Healed { account, element, found, site_file } => format!(
            "{account}: the page has changed: no candidate of {site_file} finds `{element}`; what it looks like does: {found}"
        ),
        Line::Patch { file, command } => {
            format!("what to change in the site file: {file}; `{command}` looks again and writes a new one")
        }
        Line::FoundByCandidate(n) => format!("found by candidate {n}"),
        Line::FoundByLooks { found, score, signals } => {
            format!("no candidate finds it; healed: {found} ({score}: {signals})")
        }
        Line::NotFound(tried) => format!("not found: {tried}"),
        Line::SiteFileWritten(file) => format!("{file} is written"),
        Line::Pruned(n) => format!("{n} {} deleted", if *n == 1 { "record was" } else { "records were" }),
        Line::Internal => {
            "this is a fault of fagao or of the machine; `fagao doctor` looks at the machine".to_owned()
        }
        Line::Pair { what, found } => format!("{what}: {found}"),
        Line::PlanHash(hash) => format!("plan hash {hash}"),
        Line::Stopping => {
            "stopping: what was handed in is settled first; Ctrl-C again stops at once".to_owned()
        }
        Line::Sandbox => {
            "This was the sandbox: nothing left this machine. `fagao sandbox book` shows what it took.".to_owned()
        }
        Line::SandboxEmpty => "the sandbox is empty".to_owned(),
        Line::NothingPublished => "nothing has been published yet".to_owned(),
        Line::NothingUnfinished => "nothing is unknown and nothing was stopped".to_owned(),
        Line::Settled(key) => format!("settled: {key}"),
        Line::AccountWaits(held) => format!("{held}; waiting …"),
        Line::NoSession {
            account,
            forgotten: false,
        } => format!("{account} has no session any more"),
        Line::NoSession {
            account,
            forgotten: true,
        } => format!(
            "{account} has no session any more, and the next sign-in decides whose it is"
        ),
        Line::SessionIn { account, file } => {
            format!("the session of {account} is in {file}: whoever has that file is signed in")
        }
        Line::SiteSays { account, says } => format!("{account}: the site says: {says}"),
        Line::Scan(account) => format!("{account}: scan this with the site's app and confirm there"),
        Line::NoQr { account, why } => format!("{account}: the QR code cannot be drawn: {why}"),
        Line::Costs { key, price } => format!("{key} costs {price} yuan"),
        Line::Warning { account, what } => format!("{account}: warning: {what}"),
        Line::Note(what) => format!("note: {what}"),
        Line::SignedIn {
            account,
            who,
            file,
            sealed,
        } => {
            let kept = match sealed {
                true => "sealed with your passphrase",
                false => "readable by you alone",
            };
            format!("{account} is signed in as {who}; its session is in {file}, {kept}")
        }
        Line::SessionEnds { date, hours: None } => format!("its session ended on {date}"),
        Line::SessionEnds {
            date,
            hours: Some(hours),
        } => format!(
            "its session ends on {date} (in {}); sign in again before that",
            left(*hours)
        ),
        Line::Session { who, date, hours } => {
            let who = who.as_deref().unwrap_or("a user that it does not name");
            match (date, hours) {
                (None, _) => format!("{who}, with no end that the site names"),
                (Some(date), None) => format!("{who}, until {date}: it has ended"),
                (Some(date), Some(hours)) => format!("{who} until {date} ({})", left(*hours)),
            }
        }
    }
}

fn left(hours: i64) -> String {
    match hours / 24 {
        0 => format!("{hours} hours"),
        1 => "1 day".to_owned(),
        n => format!("{n} days"),
    }
}

pub(in crate::text) fn prompt(p: &Prompt) -> String {
    match p {
        Prompt::Spend(sum) => format!("Type {sum} to spend it, anything else to stop"),
        Prompt::DeleteArticle { id, account } => {
            format!("Delete article {id} of {account} for good?")
        }
        Prompt::DeleteDraft { id, account } => format!("Delete draft {id} of {account} for good?"),
        Prompt::Phone(account) => format!("{account}: the phone number"),
        Prompt::SmsCode(account) => {
            format!("{account}: the code sent to the phone (an empty line has another one sent)")
        }
        Prompt::Platforms(known) => format!("Which platforms? ({known})"),
        Prompt::Articles => "Where are your articles? (fagao.toml goes there)".to_owned(),
        Prompt::Setting(name) => format!("{name}, from the platform's console (empty: later)"),
        Prompt::Secret { key, env } => {
            format!("{key}, not shown (empty: it will be in the environment as {env})")
        }
        Prompt::Budget => "How many yuan may one order cost?".to_owned(),
        Prompt::Trust => "May this project say so on your machine?".to_owned(),
        Prompt::PushTo => "Ids of the pool's accounts, with commas (empty: later)".to_owned(),
    }
}

pub(in crate::text) fn help(w: &HelpWord) -> String {
    match w {
        HelpWord::Usage => "Usage: ".to_owned(),
        HelpWord::Commands => "Commands".to_owned(),
        HelpWord::Arguments => "Arguments".to_owned(),
        HelpWord::Options => "Options".to_owned(),
        HelpWord::Examples => "Examples:".to_owned(),
        HelpWord::Help => "Print help".to_owned(),
        HelpWord::Version => "Print version".to_owned(),
        HelpWord::Values(values) => format!(" [possible values: {}]", values.join(", ")),
        HelpWord::Default(value) => format!(" [default: {value}]"),
        HelpWord::Env(name) => format!(" [env: {name}=]"),
    }
}
