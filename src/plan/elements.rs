//! The elements of a page that steps use.

use super::{Act, Condition, Plan, RouteVia, Step};
use crate::site::Element;

impl Step {
    /// The elements that it uses.
    pub fn elements(&self) -> Vec<&Element> {
        match self {
            Step::Open { trigger, shows } => vec![trigger, shows],
            Step::Press { element, until } => {
                std::iter::once(element).chain(until.element()).collect()
            }
            Step::Fill { element, .. }
            | Step::SetEditor { element, .. }
            | Step::Attach { element, .. } => vec![element],
            Step::ChooseOne { option, chosen, .. } => vec![option, chosen],
            Step::ChooseExactly {
                search_box,
                input,
                option,
                chips,
                ..
            } => vec![search_box, input, option, chips],
            Step::Expect { condition } => condition.element().into_iter().collect(),
            Step::Code(code) => vec![&code.send, &code.field, &code.button],
            Step::Watch { code, .. } => code.iter().collect(),
            Step::Submit(submit) => match &submit.act {
                Act::Click { element, .. } => vec![element],
                Act::Call(_) => Vec::new(),
            },
            Step::GoTo { .. }
            | Step::Call(_)
            | Step::Host { .. }
            | Step::Upload { .. }
            | Step::Ask { .. }
            | Step::CodeByCalls(_) => Vec::new(),
        }
    }
}

impl Condition {
    /// The element that it is about.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Condition::Shows(element)
            | Condition::Gone(element)
            | Condition::Says { element, .. } => Some(element),
            Condition::Url(_) => None,
        }
    }
}

impl Plan {
    /// The elements that its ways through the pages use, each once.
    pub fn elements(&self) -> Vec<&Element> {
        let routes = self.milestones.iter().flat_map(|m| &m.routes);
        let steps = routes
            .filter(|r| r.via == RouteVia::Browser)
            .flat_map(|r| &r.steps);
        let mut found: Vec<&Element> = Vec::new();
        for element in steps.flat_map(Step::elements) {
            if !found.iter().any(|e| e.name == element.name) {
                found.push(element);
            }
        }
        found
    }
}
