//! Looking at every candidate of elements: what a check of a site file is made of.

use std::time::Duration;

use super::attempt::{Attempt, Outcome};
use super::page::Surveyed;
use super::tab::Tab;
use super::want::Want;
use crate::site::Element;

/// How long a document must not have changed before it is taken as it is: where all is there that must be, and where not.
const REST: Duration = Duration::from_millis(500);
const LONG_REST: Duration = Duration::from_secs(2);

impl Tab {
    /// Surveys elements in one round trip; each with whether it must be there.
    pub(super) async fn survey_all(
        &mut self,
        elements: &[(Element, bool)],
        release: bool,
    ) -> Outcome<Vec<Surveyed>> {
        let mut attempt = Attempt::new(self.options.wait);
        let wants = |must: &dyn Fn(bool) -> bool| -> Vec<Want> {
            let want = |(element, needed): &(Element, bool)| {
                let want = Want::survey(element, must(*needed));
                if release { want.and_release() } else { want }
            };
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
        Ok(surveyed.map(super::answer::Got::surveyed).collect())
    }

    /// Of some lists of elements, what of each is not there.
    pub(super) async fn first_list(&mut self, lists: &[Vec<Element>]) -> Outcome<Vec<Vec<String>>> {
        let mut attempt = Attempt::new(self.options.wait);
        // Every alternative looks at all lists, and one of them has to be there as a whole.
        let wants = |whole: Option<usize>| -> Vec<Want> {
            let list = |(n, elements): (usize, &Vec<Element>)| -> Vec<Want> {
                let want = |e| Want::survey(e, whole == Some(n));
                elements.iter().map(want).collect()
            };
            lists.iter().enumerate().flat_map(list).collect()
        };
        let mut alternatives: Vec<Vec<Want>> = (0..lists.len()).map(|n| wants(Some(n))).collect();
        // An older one is the right one only when the newest has had its time.
        for alternative in alternatives.iter_mut().skip(1) {
            alternative.push(Want::rest(REST));
        }
        alternatives.push([wants(None), vec![Want::rest(LONG_REST)]].concat());
        let wait = self.options.wait;
        let got = match self.wait(&mut attempt, &alternatives, wait).await? {
            Ok(met) => met.got,
            Err(got) => got,
        };
        let mut seen = got.iter().map(|g| g.surveyed().is_found());
        let lacks = lists.iter().map(|list| {
            let here = list.iter().zip(seen.by_ref());
            let missing = here.filter(|(_, found)| !found);
            missing.map(|(element, _)| element.name.clone()).collect()
        });
        Ok(lacks.collect())
    }
}
