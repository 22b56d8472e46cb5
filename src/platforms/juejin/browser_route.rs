//! The route through the site's pages, as public tools measured them up to 2026-09.

use super::calls::{Calls, tag_name_slot};
use super::fields::Fields;
use super::images::Cover;
use crate::plan::{
    Act, AttachHow, Condition, Effect, Known, Picture, Route, RouteVia, Step, Submit, Template,
};
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
        let mut steps = vec![
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
        ];
        if let Some(cover) = self.cover_by_call() {
            // The page takes a cover as a file alone, and would upload it once more: so the draft gets it by a call, and
            // the page is opened again.
            steps.push(self.saved()?);
            if let Cover::File(file) = cover {
                steps.push(Step::Upload {
                    file: file.clone(),
                    slot: file.slot(),
                });
            }
            steps.push(Step::Call(self.calls.call("csrf_token", Effect::Read)?));
            steps.push(Step::Call(self.calls.draft_cover(&self.fields.written)?));
            steps.push(Step::GoTo {
                page: "draft".to_owned(),
                url: Template::parse(&draft.url),
                resume: None,
                matches: draft.matches.clone(),
            });
        }
        route(steps)
    }

    /// The cover where no file needs to be uploaded for it.
    fn cover_by_call(&self) -> Option<&Cover> {
        self.fields.cover.as_ref().filter(|cover| match cover {
            Cover::Url(_) => true,
            Cover::File(Picture::Local(file)) => self.known.uploaded.contains(&file.sha256),
            // What it holds is known once it is fetched: by calls it goes either way.
            Cover::File(Picture::Remote { .. }) => true,
        })
    }

    /// Sets text, category, tags and summary on the page that [`Self::draft_ready`] left open.
    pub(super) fn fields_set(&self) -> Result<Route, SiteFileError> {
        let category = self.fields.category;
        let tags = (1..=self.fields.tags.len()).map(|n| Template::slot(&tag_name_slot(n)));
        let editor = self.pages.element("editor")?;
        let mut steps: Vec<Step> = Vec::new();
        for file in &self.fields.files {
            steps.push(Step::Attach {
                file: file.clone(),
                element: editor.clone(),
                how: AttachHow::Paste,
                slot: file.slot(),
            });
        }
        steps.extend([
            Step::SetEditor {
                element: editor,
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
        ]);
        steps.extend(self.cover()?);
        for (name, values) in [
            ("column", &self.fields.columns[..]),
            ("topic", self.fields.topic.as_slice()),
        ] {
            if !values.is_empty() {
                steps.push(self.choose(name, values)?);
            }
        }
        steps.extend([
            Step::Fill {
                element: self.pages.element("summary")?,
                text: Template::text(&self.fields.summary),
                secret: false,
            },
            // Confirm is disabled while the draft is being saved, and takes what was saved.
            self.saved()?,
        ]);
        if self.fields.has_images {
            let text = self.calls.call("draft_text", Effect::Read)?;
            steps.push(Step::Call(text));
        }
        route(steps)
    }

    /// Brings the cover onto the page, and waits until the page shows it: also the one that the draft has already.
    fn cover(&self) -> Result<Vec<Step>, SiteFileError> {
        let Some(cover) = &self.fields.cover else {
            return Ok(Vec::new());
        };
        let shows = self.pages.element("cover-preview")?;
        let shown = Step::Expect {
            condition: Condition::Shows(shows.clone()),
        };
        let Cover::File(file) = cover else {
            return Ok(vec![shown]);
        };
        if self.cover_by_call().is_some() {
            return Ok(vec![shown]);
        }
        let attach = Step::Attach {
            file: file.clone(),
            element: self.pages.element("cover-input")?,
            how: AttachHow::Choose { shows },
            // Not the slot of an image of the text: the page wants the file itself.
            slot: format!("cover_{}", file.slot()),
        };
        Ok(vec![attach, shown])
    }

    /// Makes the chips of one of the boxes exactly these.
    fn choose(&self, name: &str, values: &[String]) -> Result<Step, SiteFileError> {
        let element = |part: &str| self.pages.element(&format!("{name}-{part}"));
        Ok(Step::ChooseExactly {
            search_box: element("box")?,
            input: element("input")?,
            option: element("option")?,
            chips: element("chip")?,
            values: values.iter().map(Template::text).collect(),
        })
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
