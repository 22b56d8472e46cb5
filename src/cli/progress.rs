//! Progress: a line on stderr for what people wait for; nothing when nobody watches.

use super::output;
use crate::record::{Event, Stamped};

/// Shows an event.
pub fn show(stamped: &Stamped) {
    if let Some(line) = line(&stamped.event) {
        tracing::info!("{line}");
        if output::watched() {
            output::err(&format!("{line}\n"));
        }
    } else {
        tracing::debug!("{:?}", stamped.event);
    }
}

fn line(event: &Event) -> Option<String> {
    Some(match event {
        Event::Began {
            key,
            milestone,
            via,
        } => {
            format!(
                "{}: {} by the {} …",
                key.account,
                milestone.words(),
                via.word()
            )
        }
        Event::FellBack { key, to, why, .. } => {
            format!("{}: going on by the {} ({why})", key.account, to.word())
        }
        Event::Priced { key, price } => format!("{}: costs {price} yuan", key.account),
        Event::Funds { key, left } => format!("{}: {left} yuan are left", key.account),
        Event::Submitting { key, .. } => format!("{}: handing it in …", key.account),
        Event::Looking { key, wait } => {
            format!(
                "{}: looking what became of it, up to {} s …",
                key.account,
                (*wait).max(0)
            )
        }
        Event::Waiting { key, what } => format!("{}: waiting for {what} …", key.account),
        Event::Settled { key, state, .. } => format!("{}: {state}", key.account),
        _ => return None,
    })
}
