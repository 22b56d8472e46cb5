//! Which version of the pages a run uses: the newest whose elements are on the page. It is decided once, when the page is
//! open and before anything is written, and costs nothing where the versions do not differ in what the plan uses.

use super::Trouble;
use super::desk::Desk;
use super::order::Version;
use crate::plan::{Milestone, Plan, RouteVia, Step};
use crate::record::Event;
use crate::site::{Element, OPENED, PagesFile, Question, SiteFileKind};

/// The versions still in question: which of all, and what each lacks so far.
#[derive(Debug)]
struct Rows {
    /// Those that match so far, the newest first.
    left: Vec<usize>,
    /// What of each is not on the page.
    lacks: Vec<Vec<String>>,
}

impl<'a> Desk<'a> {
    /// Chooses a version where the way to a milestone begins by opening a page.
    pub(super) async fn choose(&mut self, milestone: &Milestone) -> Result<(), Trouble> {
        let order = self.order;
        let first = self.route(milestone).and_then(|r| r.steps.first());
        let (Some(Step::GoTo { page, .. }), false) = (first, order.older.is_empty()) else {
            return Ok(());
        };
        let Some(newest) = order.pages.as_ref().filter(|_| !self.chosen) else {
            return Ok(());
        };
        let page = page.clone();
        let mut versions: Vec<(&'a PagesFile, &'a Plan)> = vec![(newest, self.plan())];
        versions.extend(order.older.iter().map(|v: &Version| (&v.pages, &v.plan)));
        let mut rows = Rows {
            left: (0..versions.len()).collect(),
            lacks: vec![Vec::new(); versions.len()],
        };
        let states = states(newest, &page);
        for state in &states {
            let lists: Vec<Vec<Element>> = rows
                .left
                .iter()
                .map(|n| used(versions[*n].1, &page, state))
                .collect();
            if rows.left.len() < 2 || lists.iter().all(|l| same(l, &lists[0])) {
                continue;
            }
            let opens = self.route(milestone).and_then(|r| r.steps.first());
            if let Some(go_to) = opens.cloned().filter(|_| self.there.is_none()) {
                self.perform(&go_to, None).await?;
                self.there = Some(go_to);
            }
            if *state != OPENED
                && !self
                    .open_state(versions[rows.left[0]].0, &page, state)
                    .await?
            {
                continue;
            }
            let account = order.account.name.clone();
            let matched = self.page().await?.first_matching(&lists).await;
            let matched = matched.map_err(|e| Trouble::page(&e, &account))?;
            rows.narrow(matched);
            if rows.left.is_empty() {
                break;
            }
        }
        self.chosen = true;
        // Where none matches as a whole, the newest is used: healing and the other routes come after it.
        let chosen = rows.left.first().copied().unwrap_or(0);
        let (pages, plan) = versions[chosen];
        if rows.lacks.iter().any(|l| !l.is_empty()) {
            let name = |n: usize| versions[n].0.id();
            let passed = (0..chosen).map(|n| (name(n), rows.lacks[n].clone()));
            self.say(Event::Chose {
                key: plan.key.clone(),
                site_file: pages.id(),
                passed: passed.collect(),
                lacks: rows.lacks[chosen].clone(),
            });
        }
        if chosen > 0 {
            self.there = None;
            self.use_version(pages, plan);
        }
        Ok(())
    }

    /// The milestone as the version in use has it.
    pub(super) fn current<'m>(&self, milestone: &'m Milestone) -> &'m Milestone
    where
        'a: 'm,
    {
        let mine = self.plan().milestones.iter();
        mine.into_iter()
            .find(|m| m.name == milestone.name)
            .unwrap_or(milestone)
    }

    /// Presses what leads to a state; nothing is written by it. False where it cannot be pressed.
    async fn open_state(
        &mut self,
        pages: &PagesFile,
        page: &str,
        state: &str,
    ) -> Result<bool, Trouble> {
        let def = pages.pages.get(page).and_then(|p| p.states.get(state));
        let Some(element) = def.and_then(|d| d.press.as_ref()) else {
            return Ok(false);
        };
        let hands_in = self.order.platform.submit_elements();
        let Ok(element) = pages.element(element) else {
            return Ok(false);
        };
        if hands_in.contains(&element.name.as_str()) {
            return Ok(false);
        }
        Ok(self.page().await?.click_once(&element).await.is_ok())
    }

    /// The site file of the route in use.
    pub(super) fn site_file(&self) -> Option<String> {
        let kind = match self.via? {
            RouteVia::Browser => SiteFileKind::Pages,
            RouteVia::Api => SiteFileKind::Api,
        };
        let mut files = self.plan().site_files.iter();
        files
            .find(|name| SiteFileKind::of(name) == Some(kind))
            .cloned()
    }
}

impl Rows {
    /// Keeps what matched, and notes what the others lack.
    fn narrow(&mut self, lacks: Vec<Vec<String>>) {
        let asked = std::mem::take(&mut self.left);
        for (n, lacks) in asked.into_iter().zip(lacks) {
            if lacks.is_empty() {
                self.left.push(n);
            }
            self.lacks[n].extend(lacks);
        }
    }
}

/// The states of a page that are reached without writing anything and by one press: as it is when opened comes first.
fn states<'p>(pages: &'p PagesFile, page: &str) -> Vec<&'p str> {
    let listed = pages.pages.get(page).into_iter().flat_map(|p| &p.states);
    let near = listed.filter(|(_, def)| {
        let from = def.from.as_deref().unwrap_or(OPENED);
        from == OPENED && def.press.is_some() && def.shows.is_some()
    });
    std::iter::once(OPENED)
        .chain(near.map(|(name, _)| name.as_str()))
        .collect()
}

/// What a plan uses of a state of a page.
fn used(plan: &Plan, page: &str, state: &str) -> Vec<Element> {
    let elements = plan.elements().into_iter();
    elements
        .filter(|e| e.page == page && e.state == state)
        .map(|e| Question::about(e).element)
        .collect()
}

/// Whether two lists look for the same.
fn same(a: &[Element], b: &[Element]) -> bool {
    let looks = |e: &Element| (e.name.clone(), e.candidates.clone(), e.expect.clone());
    a.iter().map(looks).eq(b.iter().map(looks))
}
