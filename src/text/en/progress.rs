//! What is told while a run goes on.

use crate::text::{Lang, ProgressMessage, Stage, Way, detour};

pub(in crate::text) fn say(m: &ProgressMessage) -> String {
    match m {
        ProgressMessage::Begun => "in line …".to_owned(),
        ProgressMessage::Reaching { stage, way } => {
            format!("{} by the {} …", stage_word(*stage), way_word(*way))
        }
        ProgressMessage::Uses {
            site_file, lacks, ..
        } if !lacks.is_empty() => format!(
            "no site file finds everything; {site_file} is used, which does not find {}",
            lacks.join(", ")
        ),
        ProgressMessage::Uses {
            site_file, passed, ..
        } => {
            let passed: Vec<String> = passed
                .iter()
                .map(|(file, lacks)| format!("{file} does not find {}", lacks.join(", ")))
                .collect();
            format!("site file {site_file} is used: {}", passed.join("; "))
        }
        ProgressMessage::GoingOn { way, why } => {
            let why = detour(Lang::En, why);
            format!("going on by the {} ({why})", way_word(*way))
        }
        ProgressMessage::Costs(price) => format!("costs {price} yuan"),
        ProgressMessage::Left(left) => format!("{left} yuan are left"),
        ProgressMessage::HandingIn => "handing it in …".to_owned(),
        ProgressMessage::Looking => "looking what became of it …".to_owned(),
        ProgressMessage::Images { done, of } => format!("images {done}/{of}"),
        ProgressMessage::WaitsForTurn => "waiting for its turn …".to_owned(),
        ProgressMessage::WaitsForReview => "waiting for the review …".to_owned(),
        ProgressMessage::WaitsFor(what) => format!("waiting for {what} …"),
        ProgressMessage::Ended { state, url } => match url {
            Some(url) => format!("{}  {url}", state.say(Lang::En)),
            None => state.say(Lang::En).to_owned(),
        },
        ProgressMessage::Pages { done, of } => format!("{done} of {of} media"),
    }
}

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::SignedIn => "signed in",
        Stage::DraftReady => "draft ready",
        Stage::FieldsSet => "fields set",
        Stage::Submitted => "submitted",
        Stage::Confirmed => "confirmed",
    }
}

fn way_word(way: Way) -> &'static str {
    match way {
        Way::Browser => "browser",
        Way::Api => "api",
    }
}
