//! Events into what is told of them.

use crate::plan::{Key, MilestoneName, RouteVia};
use crate::record::{Awaited, Event};
use crate::text::{ProgressMessage, Stage, Way};

/// What is told of an event, and of which key; nothing of most.
pub fn of(event: &Event) -> Option<(&Key, ProgressMessage)> {
    Some(match event {
        Event::Planned { key, .. } => (key, ProgressMessage::Begun),
        Event::Began {
            key,
            milestone,
            via,
        } => {
            let (stage, way) = (stage(*milestone), way(*via));
            (key, ProgressMessage::Reaching { stage, way })
        }
        Event::FellBack { key, to, why, .. } => {
            let (way, why) = (way(*to), why.clone());
            (key, ProgressMessage::GoingOn { way, why })
        }
        Event::Chose {
            key,
            site_file,
            passed,
            lacks,
        } => {
            let message = ProgressMessage::Uses {
                site_file: site_file.clone(),
                passed: passed.clone(),
                lacks: lacks.clone(),
            };
            (key, message)
        }
        Event::Priced { key, price } => (key, ProgressMessage::Costs(price.to_string())),
        Event::Funds { key, left } => (key, ProgressMessage::Left(left.to_string())),
        Event::Submitting { key, .. } => (key, ProgressMessage::HandingIn),
        Event::Looking { key, .. } => (key, ProgressMessage::Looking),
        Event::Counted { key, done, of } => {
            let (done, of) = (*done, *of);
            (key, ProgressMessage::Images { done, of })
        }
        Event::Waiting { key, what, on, .. } => {
            let message = match on {
                Awaited::Turn => ProgressMessage::WaitsForTurn,
                Awaited::Review => ProgressMessage::WaitsForReview,
                Awaited::Repeat | Awaited::Person => ProgressMessage::WaitsFor(what.clone()),
            };
            (key, message)
        }
        Event::Settled {
            key, state, url, ..
        } => {
            let (state, url) = (state.said(), url.clone());
            (key, ProgressMessage::Ended { state, url })
        }
        _ => return None,
    })
}

fn stage(milestone: MilestoneName) -> Stage {
    match milestone {
        MilestoneName::SignedIn => Stage::SignedIn,
        MilestoneName::DraftReady => Stage::DraftReady,
        MilestoneName::FieldsSet => Stage::FieldsSet,
        MilestoneName::Submitted => Stage::Submitted,
        MilestoneName::Confirmed => Stage::Confirmed,
    }
}

fn way(via: RouteVia) -> Way {
    match via {
        RouteVia::Browser => Way::Browser,
        RouteVia::Api => Way::Api,
    }
}
