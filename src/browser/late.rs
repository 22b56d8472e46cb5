//! What was missing when nothing held in time.

use super::answer::Got;
use super::page::Fault;
use super::tab::Tab;
use super::want::{About, Want};
use crate::secret::scrub;

impl Tab {
    /// What was missing when nothing held in time.
    pub(super) fn late(&self, wants: &[Want], got: &[Got]) -> Fault {
        let missing = wants.iter().zip(got).find(|(_, got)| !got.met);
        let Some((want, got)) = missing else {
            return Fault::Driver("the in-page script waited for nothing".to_owned());
        };
        match &want.about {
            About::Element(element) => match got.compared {
                Some(compared) => Fault::ReadBack {
                    element: element.clone(),
                    difference: compared.words(),
                },
                None => match &got.found {
                    Some(found) => Fault::ReadBack {
                        element: element.clone(),
                        difference: self.redactor.clean(found),
                    },
                    None => Fault::Element {
                        tried: got.tried(element),
                        element: element.clone(),
                    },
                },
            },
            About::Of(element, wanted) => Fault::Condition {
                wanted: wanted.clone(),
                found: match &got.found {
                    Some(found) => self.redactor.clean(found),
                    None => {
                        let tried = got.tried(element);
                        let words: Vec<String> = tried.iter().map(ToString::to_string).collect();
                        format!("{} is not there: {}", element.name, words.join("; "))
                    }
                },
            },
            About::Words(wanted) => Fault::Condition {
                wanted: wanted.clone(),
                found: match (&got.found, &self.url) {
                    (Some(found), Some(url)) if found == "another URL" => {
                        scrub::without_query_values(url)
                    }
                    (Some(found), _) => self.redactor.clean(found),
                    (None, _) => "nothing of it was seen".to_owned(),
                },
            },
        }
    }
}
