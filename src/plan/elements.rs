//! The elements of a page that steps use.

use super::{Act, AttachHow, Condition, Plan, RouteVia, Step};
use crate::site::Element;

impl Step {
    /// The elements that it uses.
    pub fn elements(&self) -> Vec<&Element> {
        fn of(condition: &Condition) -> Vec<&Element> {
            condition.element().into_iter().collect()
        }
        match self {
            Step::Open { trigger, shows } => vec![trigger, shows],
            Step::Press { element, until } => [vec![element], of(until)].concat(),
            Step::Fill { element, .. } | Step::SetEditor { element, .. } => vec![element],
            Step::Attach { element, how, .. } => match how {
                AttachHow::Paste => vec![element],
                AttachHow::Choose { shows } => vec![element, shows],
            },
            Step::ChooseOne { option, chosen, .. } => vec![option, chosen],
            Step::ChooseExactly {
                search_box,
                input,
                option,
                chips,
                ..
            } => vec![search_box, input, option, chips],
            Step::Expect { condition } => of(condition),
            Step::Code(c) => {
                let parts = vec![&c.send, &c.resend, &c.field, &c.button, &c.says];
                [parts, of(&c.until)].concat()
            }
            Step::Watch { code, until } => [code.iter().collect(), of(until)].concat(),
            Step::Submit(submit) => match &submit.act {
                Act::Click { element, then } => [vec![element], of(then)].concat(),
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
