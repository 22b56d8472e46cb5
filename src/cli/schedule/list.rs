//! The schedule as people and their tools read it.

use serde_json::{Value, json};

use crate::cli::table;
use crate::cli::when;
use crate::ledger::{Scheduled, Standing};
use crate::record::ScheduledRow;
use crate::text::{Head, Lang, ScheduleMessage, Stands, say};

/// The schedule as a document; `kept` says whether somebody keeps the clock for what waits.
pub fn document(sandbox: bool, all: &[Scheduled], kept: Option<bool>) -> Value {
    let rows: Vec<ScheduledRow> = all.iter().map(row).collect();
    json!({"schema": 1, "sandbox": sandbox, "clock_kept": kept, "schedule": rows})
}

/// One that is scheduled, for a document.
pub fn row(s: &Scheduled) -> ScheduledRow {
    ScheduledRow {
        id: s.id,
        at: s.at,
        article: s.file.clone(),
        accounts: s.accounts.clone(),
        state: s.standing.word(),
        retry_at: s.again,
        plan_hash: s.hash.clone(),
        note: s.note.clone(),
    }
}

/// The schedule as a table.
pub fn table(lang: Lang, all: &[Scheduled]) -> String {
    let head = [
        Head::Id,
        Head::Due,
        Head::Article,
        Head::Account,
        Head::State,
        Head::Reason,
    ];
    let cells = |s: &Scheduled| {
        let stands = ScheduleMessage::Stands(stands(s.standing));
        vec![
            s.id.to_string(),
            when::shown(s.at),
            s.file.clone(),
            s.accounts.join(","),
            say(lang, &stands.into()).what,
            s.note.clone().unwrap_or_default(),
        ]
    };
    let mut lines = vec![head.map(|h| h.say(lang)).to_vec()];
    lines.extend(all.iter().map(cells));
    table::table(&lines)
}

fn stands(standing: Standing) -> Stands {
    match standing {
        Standing::Waiting => Stands::Waiting,
        Standing::Running => Stands::Running,
        Standing::Done => Stands::Done,
        Standing::Person => Stands::Person,
        Standing::Cancelled => Stands::Cancelled,
    }
}
