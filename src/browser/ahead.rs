//! Looking ahead: the last look of a step asks at once for what the next step begins with, which saves a round trip each.
//!
//! It is an economy and no promise: what was not there in time is looked for again by the next step itself, and what
//! was seen is taken by that step alone.

use std::time::Duration;

use serde_json::Value;

use super::answer::Met;
use super::attempt::{Attempt, Outcome};
use super::tab::Tab;
use super::want::Want;
use crate::plan::Step;

/// How long the next step's beginning is waited for before the step under way is looked at by itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the next step begins with, and what was seen of it.
#[derive(Default)]
pub(super) struct Ahead {
    next: Option<Vec<Vec<Want>>>,
    seen: Option<(Vec<Vec<Value>>, Met)>,
}

impl Tab {
    /// Notes what the step after the one under way begins with.
    pub(super) fn note_next(&mut self, next: Option<&Step>) {
        self.ahead.next = next.and_then(Self::beginning);
    }

    /// The first look of a step: what was seen ahead of it, where the same is asked.
    pub(super) async fn look_first(
        &mut self,
        attempt: &mut Attempt,
        alternatives: &[Vec<Want>],
    ) -> Outcome<Met> {
        if let Some((asked, met)) = self.ahead.seen.take()
            && asked == json(alternatives)
        {
            self.note(attempt, &alternatives[met.alternative], &met.got);
            return Ok(met);
        }
        let wait = self.options.wait;
        self.look(attempt, alternatives, wait).await
    }

    /// The last look of a step: with it what the next step begins with, else by itself.
    pub(super) async fn look_last(
        &mut self,
        attempt: &mut Attempt,
        wants: Vec<Want>,
        most: Duration,
    ) -> Outcome<Met> {
        self.ahead.seen = None;
        let Some(next) = self.ahead.next.take() else {
            return self.look(attempt, &[wants], most).await;
        };
        let both: Vec<Vec<Want>> = next.iter().map(|n| [&wants[..], n].concat()).collect();
        match self
            .look_quietly(attempt, &both, most.min(PATIENCE))
            .await?
        {
            Some(mut met) => {
                let got = met.got.split_off(wants.len());
                self.note(attempt, &wants, &met.got);
                let alternative = std::mem::take(&mut met.alternative);
                self.ahead.seen = Some((json(&next), Met { alternative, got }));
                Ok(met)
            }
            None => self.look(attempt, &[wants], most).await,
        }
    }
}

fn json(alternatives: &[Vec<Want>]) -> Vec<Vec<Value>> {
    let wants = |wants: &Vec<Want>| wants.iter().map(Want::json).collect();
    alternatives.iter().map(wants).collect()
}
