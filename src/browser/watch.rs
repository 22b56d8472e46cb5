//! Looking at a page while somebody else acts on it: which of some conditions holds, what it says, a picture of a part of it.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::attempt::{Attempt, Outcome};
use super::page::{Fault, PageError};
use super::steps::element_of;
use super::tab::Tab;
use super::want::Want;
use crate::plan::Condition;
use crate::site::Element;

/// The most texts that are read of a page at once.
const TEXTS: usize = 50;

impl Tab {
    /// Waits until one of some conditions holds, and says which; none in time is no failure.
    pub(super) async fn first_of(
        &mut self,
        conditions: &[Condition],
        most: Duration,
    ) -> Outcome<Option<usize>> {
        let mut attempt = Attempt::new(most);
        let wants: Vec<Vec<Want>> = conditions
            .iter()
            .map(|c| vec![Want::condition(c)])
            .collect();
        match self.look(&mut attempt, &wants, most).await {
            Ok(met) => Ok(Some(met.alternative)),
            Err(error) if is_late(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The texts of an element that may be there several times, or not at all.
    pub(super) async fn texts_of(&mut self, element: &Element) -> Outcome<Vec<String>> {
        let mut attempt = Attempt::new(Duration::ZERO);
        let wants = [vec![Want::list_at_most(element, TEXTS)]];
        match self.look(&mut attempt, &wants, Duration::ZERO).await {
            Ok(met) => {
                let texts = met.got.into_iter().next().map(|g| g.texts);
                let texts = texts.unwrap_or_default().into_iter();
                Ok(texts.map(|t| self.redactor.clean(&t)).collect())
            }
            Err(error) if is_late(&error) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// A picture of an element as PNG, where it is there now.
    pub(super) async fn picture_of(&mut self, element: &Element) -> Outcome<Option<Vec<u8>>> {
        let patience = Duration::from_millis(500);
        let mut attempt = Attempt::new(patience);
        let wants = [vec![Want::see(element)]];
        let met = match self.look(&mut attempt, &wants, patience).await {
            Ok(met) => met,
            Err(error) if is_late(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let id = element_of(met.got.first()).map_err(|f| self.fail(&attempt, f))?;
        match self.link.get(&format!("/element/{id}/screenshot")).await {
            Ok(picture) => Ok(STANDARD.decode(picture.as_str().unwrap_or_default()).ok()),
            // It went away meanwhile, or has no size yet.
            Err(trouble) if trouble.may_be_a_navigation() || trouble.proves_no_click() => Ok(None),
            Err(super::link::Trouble::Refused { alert: None, .. }) => Ok(None),
            Err(trouble) => Err(self.fail_by(&attempt, &trouble)),
        }
    }

    /// Loads the page anew.
    pub(super) async fn load_again(&mut self) -> Outcome<()> {
        let attempt = Attempt::new(self.options.wait);
        let load = super::capabilities::PAGE_LOAD;
        match self.link.post("/refresh", json!({}), load).await {
            Ok(_) => Ok(()),
            Err(trouble) if trouble.may_be_a_navigation() => Ok(()),
            Err(trouble) => Err(self.fail_by(&attempt, &trouble)),
        }
    }
}

/// Whether nothing but the time was in the way.
fn is_late(error: &PageError) -> bool {
    matches!(
        error.fault,
        Fault::Element { .. } | Fault::Condition { .. } | Fault::ReadBack { .. }
    )
}
