//! The route through the site's pages, as public tools measured them up to 2026-09.

use super::calls::{Calls, tag_name_slot};
use super::fields::Fields;
use crate::plan::{Act, Condition, Known, Route, RouteVia, Step, Submit, Template};
use crate::site::{PagesFile, SiteFileError};

/// What the page says of a draft that is saved.
const SAVED: &str = "保存成功";

/// The steps of every milestone.
pub(super) struct BrowserRoute<'a> {
    pub(super) pages: &'a PagesFile,
    pub(super) calls: &'a Calls<'a>,
    pub(super) fields: &'a Fields,
    pub(super) known: &'a Known,
}

impl BrowserRoute<'_> {
    /// Opens the editor, or the draft that exists already; typing the title makes one, and its
    /// number comes with the URL.
    pub(super) fn draft_ready(&self) -> Result<Route, SiteFileError> {
        let editor = self.pages.page("editor")?;
        let draft = self.pages.page("draft")?;
        route(vec![
            Step::GoTo {
                page: "editor".to_owned(),
                url: Template::text(&editor.url),
                resume: Some(Template::parse(&draft.url)),
                matches: editor.matches.clone(),
            },
            Step::Fill {
                element: self.pages.element("title")?,
                text: Template::text(&self.fields.title),
                secret: false,
            },
            Step::Expect {
                condition: Condition::Url(draft.matches.clone()),
            },
        ])
    }

    /// Sets text, category, tags and summary on the page that [`Self::draft_ready`] left open.
    pub(super) fn fields_set(&self) -> Result<Route, SiteFileError> {
        let category = self.fields.category;
        let tags = (1..=self.fields.tags.len()).map(|n| Template::slot(&tag_name_slot(n)));
        route(vec![
            Step::SetEditor {
                element: self.pages.element("editor")?,
                text: self.fields.body.clone(),
            },
            Step::Open {
                trigger: self.pages.element("publish-button")?,
                shows: self.pages.element("panel")?,
            },
            Step::ChooseOne {
                option: self.pages.element("category")?.with_value(category),
                chosen: self.pages.element("category-chosen")?.with_value(category),
                value: category.to_owned(),
            },
            Step::ChooseExactly {
                search_box: self.pages.element("tag-box")?,
                input: self.pages.element("tag-input")?,
                option: self.pages.element("tag-option")?,
                chips: self.pages.element("tag-chip")?,
                values: tags.collect(),
            },
            Step::Fill {
                element: self.pages.element("summary")?,
                text: Template::text(&self.fields.summary),
                secret: false,
            },
            // Confirm is disabled while the draft is being saved, and takes what was saved.
            self.saved()?,
        ])
    }

    /// Clicks confirm. The page that follows is a sign and no proof: the site sometimes stays in the editor.
    pub(super) fn submitted(&self, deadline: u32) -> Result<Route, SiteFileError> {
        route(vec![Step::Submit(Submit {
            cost: None,
            act: Act::Click {
                element: self.pages.element("confirm")?,
                then: Condition::Url(self.pages.page("published")?.matches.clone()),
            },
            deadline,
        })])
    }

    fn saved(&self) -> Result<Step, SiteFileError> {
        Ok(Step::Expect {
            condition: Condition::Says {
                element: self.pages.element("save-status")?,
                one_of: vec![SAVED.to_owned()],
            },
        })
    }
}

fn route(steps: Vec<Step>) -> Result<Route, SiteFileError> {
    Ok(Route {
        via: RouteVia::Browser,
        steps,
    })
}
