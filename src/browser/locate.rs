//! Looking elements up without doing anything with them, and taking what they are known by.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::attempt::{Attempt, Outcome};
use super::heal::Healing;
use super::page::{Fault, Located};
use super::tab::Tab;
use super::want::Want;
use crate::site::{Element, Fingerprint};

/// Takes the fingerprints of elements, in the page.
const TAKE: &str = concat!(
    include_str!("in_page/find.js"),
    include_str!("in_page/check.js"),
    include_str!("in_page/fingerprint.js"),
    include_str!("in_page/take.js"),
);

impl Tab {
    /// Looks elements up in one round trip.
    pub(super) async fn locate_all(
        &mut self,
        elements: &[Element],
        heal: bool,
    ) -> Outcome<Vec<Located>> {
        let mut attempt = Attempt::new(Duration::ZERO);
        let wants: Vec<Want> = elements.iter().map(Want::locate).collect();
        let usual = self.options.healing;
        self.options.healing = if heal { Healing::Now } else { Healing::Never };
        let met = self.look(&mut attempt, &[wants], Duration::ZERO).await;
        self.options.healing = usual;
        let got = met?.got;
        let pairs = got.iter().zip(elements);
        Ok(pairs.map(|(g, e)| g.located(e, &self.pages)).collect())
    }

    /// Takes fingerprints in one round trip.
    pub(super) async fn take_fingerprints(
        &mut self,
        elements: &[Element],
    ) -> Outcome<BTreeMap<String, Fingerprint>> {
        let attempt = Attempt::new(Duration::ZERO);
        let asked: Vec<Value> = elements
            .iter()
            .map(|e| {
                let (tag, visible) = (&e.expect.tag, e.expect.visible);
                json!({ "name": e.name, "candidates": e.candidates, "tag": tag, "visible": visible })
            })
            .collect();
        let taken = self.link.run(TAKE, json!([asked])).await;
        let taken = taken.map_err(|trouble| self.fail_by(&attempt, &trouble))?;
        serde_json::from_value(taken).map_err(|e| {
            let why = format!("the in-page script took a fingerprint that is none: {e}");
            self.fail(&attempt, Fault::Driver(why))
        })
    }
}
