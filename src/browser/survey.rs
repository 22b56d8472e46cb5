//! Looking at every candidate of elements: what a check of a site file is made of.

use std::time::Duration;

use super::ask::Want;
use super::page::Surveyed;
use super::tab::{Attempt, Outcome, Tab};
use crate::site::Element;

/// How long a document must not have changed before it is taken as it is: where all is there that must be, and where not.
const REST: Duration = Duration::from_millis(500);
const LONG_REST: Duration = Duration::from_secs(2);

impl Tab {
    /// Surveys elements in one round trip; each with whether it must be there.
    pub(super) async fn survey_all(
        &mut self,
        elements: &[(Element, bool)],
    ) -> Outcome<Vec<Surveyed>> {
        let mut attempt = Attempt::new(self.options.wait);
        let wants = |must: &dyn Fn(bool) -> bool| -> Vec<Want> {
            let want = |(element, needed): &(Element, bool)| Want::survey(element, must(*needed));
            elements.iter().map(want).collect()
        };
        let at_rest = |quiet, wants: Vec<Want>| [wants, vec![Want::rest(quiet)]].concat();
        let alternatives = [
            wants(&|_| true),
            at_rest(REST, wants(&|needed| needed)),
            at_rest(LONG_REST, wants(&|_| false)),
        ];
        let wait = self.options.wait;
        let got = match self.wait(&mut attempt, &alternatives, wait).await? {
            Ok(met) => met.got,
            Err(got) => got,
        };
        let surveyed = got.iter().take(elements.len());
        Ok(surveyed.map(super::ask::Got::surveyed).collect())
    }
}
