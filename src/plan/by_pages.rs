//! The same plan by another version of the site's pages: what is gone on with on a page that has changed since.

use super::{Act, AttachHow, Condition, Plan, RouteVia, Step, Template};
use crate::site::{Element, PagesFile, SiteFileKind, UrlPattern, VALUE};

impl Plan {
    /// The file of the site's pages that it was made from.
    pub fn pages_file(&self) -> Option<&str> {
        let mut files = self.site_files.iter();
        let found = files.find(|name| SiteFileKind::of(name) == Some(SiteFileKind::Pages));
        found.map(String::as_str)
    }

    /// The plan that `new` would have given in the place of `old`, which gave this one; none where it goes through no
    /// pages or `new` lacks what it uses.
    #[must_use]
    pub fn by_pages(&self, old: &PagesFile, new: &PagesFile) -> Option<Plan> {
        let was = self.pages_file()?;
        let mut plan = self.clone();
        for name in plan.site_files.iter_mut().filter(|name| *name == was) {
            *name = new.id();
        }
        let versions = Versions { old, new };
        let routes = plan.milestones.iter_mut().flat_map(|m| &mut m.routes);
        let steps = routes
            .filter(|r| r.via == RouteVia::Browser)
            .flat_map(|r| &mut r.steps);
        for step in steps {
            versions.step(step)?;
        }
        Some(plan)
    }
}

struct Versions<'p> {
    old: &'p PagesFile,
    new: &'p PagesFile,
}

impl Versions<'_> {
    fn step(&self, step: &mut Step) -> Option<()> {
        match step {
            Step::GoTo {
                page,
                url,
                resume,
                matches,
            } => {
                let (was, is) = (self.old.pages.get(page), self.new.pages.get(page)?);
                if was.is_some_and(|p| Template::text(&p.url) == *url) {
                    *url = Template::text(&is.url);
                } else if was.is_some_and(|p| Template::parse(&p.url) == *url) {
                    *url = Template::parse(&is.url);
                }
                if was.is_some_and(|p| p.matches == *matches) {
                    matches.clone_from(&is.matches);
                }
                if let Some(resume) = resume {
                    let pages = self.old.pages.iter();
                    let mut same = pages.filter(|(_, p)| Template::parse(&p.url) == *resume);
                    if let Some((name, _)) = same.next() {
                        *resume = Template::parse(&self.new.pages.get(name)?.url);
                    }
                }
            }
            Step::Open { trigger, shows } => self.all([trigger, shows])?,
            Step::Press { element, until } => {
                self.element(element)?;
                self.condition(until)?;
            }
            Step::Fill { element, .. } | Step::SetEditor { element, .. } => {
                self.element(element)?;
            }
            Step::Attach { element, how, .. } => {
                self.element(element)?;
                if let AttachHow::Choose { shows } = how {
                    self.element(shows)?;
                }
            }
            Step::ChooseOne { option, chosen, .. } => self.all([option, chosen])?,
            Step::ChooseExactly {
                search_box,
                input,
                option,
                chips,
                ..
            } => self.all([search_box, input, option, chips])?,
            Step::Expect { condition } => self.condition(condition)?,
            Step::Code(c) => {
                let c = c.as_mut();
                let parts = [&mut c.send, &mut c.resend, &mut c.field];
                self.all(parts)?;
                self.all([&mut c.button, &mut c.says])?;
                self.condition(&mut c.until)?;
            }
            Step::Watch { code, until } => {
                self.all(code)?;
                self.condition(until)?;
            }
            Step::Submit(submit) => {
                if let Act::Click { element, then } = &mut submit.act {
                    self.element(element)?;
                    self.condition(then)?;
                }
            }
            Step::Call(_)
            | Step::Host { .. }
            | Step::Upload { .. }
            | Step::Ask { .. }
            | Step::CodeByCalls(_) => {}
        }
        Some(())
    }

    fn all<'e>(&self, elements: impl IntoIterator<Item = &'e mut Element>) -> Option<()> {
        let mut elements = elements.into_iter();
        elements.try_for_each(|element| self.element(element))
    }

    /// The element of the same name, with the value that the plan had put in.
    fn element(&self, element: &mut Element) -> Option<()> {
        let new = self.new.elements.get(&element.name)?;
        let old = self.old.elements.get(&element.name)?;
        let mut both = old.candidates.iter().zip(&element.candidates);
        let value = both.find_map(|(general, own)| {
            let any = general.words() == Some(VALUE);
            own.words().filter(|words| any && *words != VALUE)
        });
        *element = match value {
            Some(value) => new.with_value(value),
            None => new.clone(),
        };
        Some(())
    }

    fn condition(&self, condition: &mut Condition) -> Option<()> {
        match condition {
            Condition::Shows(element)
            | Condition::Gone(element)
            | Condition::Says { element, .. } => self.element(element),
            Condition::Url(patterns) => self.url(patterns),
        }
    }

    fn url(&self, patterns: &mut Vec<UrlPattern>) -> Option<()> {
        let mut pages = self.old.pages.iter();
        if let Some((name, _)) = pages.find(|(_, p)| p.matches == *patterns) {
            patterns.clone_from(&self.new.pages.get(name)?.matches);
        }
        Some(())
    }
}
