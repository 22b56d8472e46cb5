//! `fagao notify`: who is told of runs, and whether a notice arrives.

mod notices;
mod table;

use std::path::Path;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use serde_json::json;

use super::args::Common;
use super::{Failure, output, places};
use crate::notify::{Delivery, Occasion, Worded, deliver, sample};
use crate::record::Problem;
use crate::secret::Redactor;
use crate::text::{Finding, Lang, NoticeText, NotifyMessage, nearest, say};

pub use notices::Notices;
pub use table::{Table, read};

/// `fagao notify`.
#[derive(Debug, ClapArgs)]
pub struct NotifyArgs {
    /// What to do
    #[command(subcommand)]
    pub action: NotifyAction,
}

/// What `fagao notify` does.
#[derive(Debug, Subcommand)]
pub enum NotifyAction {
    /// List the notices of the configuration
    List {
        /// What every command takes
        #[command(flatten)]
        common: Common,
    },
    /// Send a sample, now
    Test {
        /// The notice; without one, all of them
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// The event that the sample tells
        #[arg(long, value_enum, value_name = "EVENT", default_value_t)]
        event: EventArg,
        /// What every command takes
        #[command(flatten)]
        common: Common,
    },
}

/// An event of notices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum EventArg {
    /// All is done
    #[default]
    Done,
    /// Something is not done
    Failed,
    /// A person is needed
    Person,
}

impl NotifyAction {
    /// What every command takes.
    pub fn common(&self) -> &Common {
        match self {
            NotifyAction::List { common } | NotifyAction::Test { common, .. } => common,
        }
    }
}

/// Runs the command: exit 0 when every notice was delivered, else 4.
pub async fn run(args: NotifyArgs, lang: Lang) -> Result<u8, Failure> {
    let common = args.action.common();
    let (sandbox, as_json) = (common.sandbox, common.json);
    let config = places::config(common.config.as_deref(), sandbox, Path::new("."))?;
    let tables: Vec<&Table> = config.notices.iter().collect();
    let (name, event) = match args.action {
        NotifyAction::List { .. } => {
            list(&tables, sandbox, as_json, lang);
            return Ok(0);
        }
        NotifyAction::Test { name, event, .. } => (name, event),
    };
    let chosen = choose(tables, name.as_deref())?;
    let tools = notices::tools(lang, sandbox).map_err(Failure::Internal)?;
    let occasion = match event {
        EventArg::Done => Occasion::Done,
        EventArg::Failed => Occasion::Failed,
        EventArg::Person => Occasion::Person,
    };
    let mut rows = Vec::new();
    let mut all = true;
    for table in chosen {
        let delivery = match table.channel(&config) {
            Ok(channel) => {
                let mut redactor = Redactor::default();
                channel.hide_in(&mut redactor);
                let notice = sample(occasion, lang, (tools.clock)(), sandbox);
                let worded = Worded::new(notice, notices::id(), &channel, lang, &redactor);
                deliver(&channel, &worded, &tools, &redactor).await
            }
            Err(message) => Delivery::untried(message),
        };
        all &= delivery.trouble.is_none();
        let problem = problem(&delivery, lang);
        match as_json {
            true => rows.push(json!({
                "name": table.name, "kind": table.kind.word(), "delivered": problem.is_none(),
                "tries": delivery.tries, "error": problem,
            })),
            false => show(table, problem.as_ref(), lang),
        }
    }
    if as_json {
        output::json(&json!({ "schema": 1, "sandbox": sandbox, "notices": rows }));
    }
    Ok(if all { 0 } else { 4 })
}

fn choose<'a>(tables: Vec<&'a Table>, name: Option<&str>) -> Result<Vec<&'a Table>, Failure> {
    if tables.is_empty() {
        return Err(Finding::of(NotifyMessage::Nobody).into());
    }
    let Some(name) = name else {
        return Ok(tables);
    };
    let known: Vec<String> = tables.iter().map(|t| t.name.clone()).collect();
    let chosen: Vec<&Table> = tables.into_iter().filter(|t| t.name == name).collect();
    match chosen.is_empty() {
        false => Ok(chosen),
        true => Err(Finding::of(NotifyMessage::NoNotice {
            name: name.to_owned(),
            nearest: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
            known,
        })
        .into()),
    }
}

fn list(tables: &[&Table], sandbox: bool, as_json: bool, lang: Lang) {
    let on = |t: &Table| -> Vec<&str> { t.on.iter().map(|o| o.word()).collect() };
    if as_json {
        let row = |t: &&Table| json!({ "name": t.name, "kind": t.kind.word(), "on": on(t) });
        let rows: Vec<_> = tables.iter().map(row).collect();
        output::json(&json!({ "schema": 1, "sandbox": sandbox, "notices": rows }));
        return;
    }
    for table in tables {
        let line = NoticeText::Configured {
            name: table.name.clone(),
            kind: table.kind.word().to_owned(),
            on: on(table).join(", "),
        };
        output::out(&format!("{}\n", line.say(lang)));
    }
    if tables.is_empty() {
        let sentence = say(lang, &NotifyMessage::Nobody.into());
        output::err(&format!("{}\n", sentence.what));
        output::err(&format!("-> {}\n", sentence.hint.unwrap_or_default()));
    }
}

fn problem(delivery: &Delivery, lang: Lang) -> Option<Problem> {
    let message = delivery.trouble.clone()?;
    let code = message.code().to_owned();
    let sentence = say(lang, &message.into());
    Some(Problem {
        code,
        message: sentence.what,
        hint: sentence.hint,
    })
}

fn show(table: &Table, problem: Option<&Problem>, lang: Lang) {
    let (name, kind) = (table.name.clone(), table.kind.word().to_owned());
    let line = match problem {
        None => NoticeText::Delivered { name, kind },
        Some(p) => NoticeText::NotDelivered {
            name,
            kind,
            why: format!("{} [{}]", p.message, p.code),
        },
    };
    output::out(&format!("{}\n", line.say(lang)));
    if let Some(hint) = problem.and_then(|p| p.hint.as_ref()) {
        output::out(&format!("  -> {hint}\n"));
    }
}
