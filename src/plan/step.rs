//! A plan's parts: milestones, routes, steps.

use serde::{Deserialize, Serialize};

use super::{Call, Key, Picture, Template};
use crate::article::LocalFile;
use crate::site::{Element, UrlPattern};
use crate::text::Place;

/// What publishing one article to one target will do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The key under which it counts.
    pub key: Key,
    /// The platform's name.
    pub platform: String,
    /// The article.
    pub article: Heading,
    /// The site files that it was made from, such as `juejin/pages/2026-09-27`.
    pub site_files: Vec<String>,
    /// Whether the file of the site's pages was chosen by name, so that no other one takes its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// What the author should know.
    pub notes: Vec<Note>,
    /// Slots that are filled from the start, none of them secret.
    pub given: std::collections::BTreeMap<String, serde_json::Value>,
    /// The milestones in order: signed in, draft ready, fields set, submitted, confirmed.
    pub milestones: Vec<Milestone>,
    /// The calls by which anyone can see later whether it was published; empty where there is no look.
    pub look: Vec<Call>,
    /// The state expected when all goes well, for the dry run.
    pub expect: super::State,
}

/// What a plan says of its article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// The file, relative to the project's root.
    pub file: String,
    /// The title.
    pub title: String,
    /// The SHA-256 of title and text, in hex: what "the same content" means.
    pub hash: String,
}

/// Something the author should know before it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// No summary was given: this one is taken from the text.
    SummaryFromText(String),
    /// The tags at the top of the front matter are used.
    TagsFromTop(Vec<String>),
    /// An image is left as it is written, or left out, because of what is wrong with its file.
    ImageLeft {
        /// The address as written.
        url: String,
        /// Whether it stays in the text.
        kept: bool,
    },
    /// The highest price seen is what is budgeted, as it is not known which one is charged.
    HighestPrice,
    /// A shortcode of Hugo or Hexo in the text, which no site but the author's own understands.
    Shortcode {
        /// Where.
        place: Place,
        /// As written, cut short.
        text: String,
    },
    /// A link to another article of the author's that has no address on this account yet.
    UnknownLink {
        /// Where.
        place: Place,
        /// As written.
        url: String,
    },
    /// What it costs is looked up before it is handed in; a dry run does not know it.
    PriceNotKnown,
    /// The platform does not list a category.
    UnknownCategory {
        /// Its name.
        name: String,
        /// The nearest that it lists.
        nearest: Option<String>,
    },
}

impl Plan {
    /// Every step in order, those of every route.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        let routes = self.milestones.iter().flat_map(|m| &m.routes);
        routes.flat_map(|r| &r.steps)
    }

    /// Whether handing it in costs money.
    pub fn costs(&self) -> bool {
        self.steps()
            .any(|step| matches!(step, Step::Submit(submit) if submit.cost.is_some()))
    }

    /// Whether it brings a file of this machine to its platform.
    pub fn has_files(&self) -> bool {
        self.steps().any(|step| match step {
            Step::Upload { file, .. } | Step::Attach { file, .. } => {
                matches!(file, Picture::Local(_))
            }
            Step::Host { .. } => true,
            _ => false,
        })
    }

    /// A field of the body of a call, by the names that lead to it, wherever in the plan the call stands.
    pub fn field(&self, call: &str, names: &[&str]) -> Option<&Template> {
        let calls = self.steps().filter_map(|step| match step {
            Step::Call(c) => Some(c),
            Step::Submit(Submit {
                act: Act::Call(c), ..
            }) => Some(c),
            _ => None,
        });
        calls
            .filter(|c| c.name == call)
            .find_map(|c| names.iter().try_fold(c.body.as_ref()?, |t, n| t.field(n)))
    }
}

impl Note {
    /// Whether the author should see it before it is handed in.
    pub fn is_warning(&self) -> bool {
        matches!(self, Note::UnknownCategory { .. })
    }
}

/// A point of a plan worth reaching, and the ways to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// Which one.
    pub name: MilestoneName,
    /// The routes, the preferred first.
    pub routes: Vec<Route>,
}

/// The milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneName {
    /// The platform knows us, and what is bought has been looked up. Nothing is written before it.
    SignedIn,
    /// A draft or an order id exists.
    DraftReady,
    /// All fields are as wanted.
    FieldsSet,
    /// It was handed in.
    Submitted,
    /// The platform shows it.
    Confirmed,
}

impl MilestoneName {
    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            MilestoneName::SignedIn => "signed in",
            MilestoneName::DraftReady => "draft ready",
            MilestoneName::FieldsSet => "fields set",
            MilestoneName::Submitted => "submitted",
            MilestoneName::Confirmed => "confirmed",
        }
    }
}

/// How a route goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteVia {
    /// Through a browser.
    Browser,
    /// Through the platform's API.
    Api,
}

impl RouteVia {
    /// The word as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            RouteVia::Browser => "browser",
            RouteVia::Api => "api",
        }
    }

    /// The word for people.
    pub fn said(self) -> crate::text::Word {
        match self {
            RouteVia::Browser => crate::text::Word::Browser,
            RouteVia::Api => crate::text::Word::Api,
        }
    }
}

/// The steps that reach a milestone one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Route {
    /// Which way.
    pub via: RouteVia,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// One action. Every step but [`Step::Submit`] is safe to repeat: it names the state that is wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Opens a page.
    GoTo {
        /// The page's name.
        page: String,
        /// The URL, unless `resume` applies.
        url: Template,
        /// Where to go instead when all its slots are filled, such as the draft that exists already.
        resume: Option<Template>,
        /// The URLs that are this page.
        matches: Vec<UrlPattern>,
    },
    /// Opens something: presses the trigger until the thing shows.
    Open {
        /// What is pressed.
        trigger: Element,
        /// What shows then.
        shows: Element,
    },
    /// Presses an element until a condition holds; not pressed when it holds already.
    Press {
        /// What is pressed.
        element: Element,
        /// What holds then.
        until: Condition,
    },
    /// Puts text into a field and reads it back.
    Fill {
        /// The field.
        element: Element,
        /// The text.
        text: Template,
        /// Whether the text must not be seen.
        secret: bool,
    },
    /// Puts Markdown into the CodeMirror instance in one call and reads it back.
    SetEditor {
        /// The element that holds the instance.
        element: Element,
        /// The text, LF only; the addresses of its images may be slots.
        text: Template,
    },
    /// Chooses one option of a list of visible options.
    ChooseOne {
        /// The option, by its text.
        option: Element,
        /// The same option when it is chosen.
        chosen: Element,
        /// The text, for people.
        value: String,
    },
    /// Makes the chips of a search box exactly these, in any order.
    ChooseExactly {
        /// What is clicked to begin.
        search_box: Element,
        /// The input that is typed into.
        input: Element,
        /// An option of the list that opens; `$value` stands for its text.
        option: Element,
        /// The chips that are there.
        chips: Element,
        /// The texts wanted.
        values: Vec<Template>,
    },
    /// Puts a file where the web sees it, by the user's own image host, and fills a slot with its address; what HTML
    /// has of that address, with its special characters escaped, goes into `<slot>_html`. A file that was put there
    /// before is not put there again.
    Host {
        /// The file.
        file: LocalFile,
        /// The slot of the address.
        slot: String,
    },
    /// Uploads a picture by calls of the platform and fills a slot with its address there. What the account has
    /// uploaded before is only asked for its address.
    Upload {
        /// The picture.
        file: Picture,
        /// The slot of the address. What identifies the file on the platform goes into `<slot>_uri`.
        slot: String,
    },
    /// Gives a picture to the page and waits until the page has uploaded it; fills the same slots as an upload.
    Attach {
        /// The picture.
        file: Picture,
        /// What takes it.
        element: Element,
        /// In which way.
        how: AttachHow,
        /// The slot of the address.
        slot: String,
    },
    /// Waits until a condition holds.
    Expect {
        /// The condition.
        condition: Condition,
    },
    /// Sends a request. It is skipped when every slot that it reads is filled and its effect is `create`.
    Call(Call),
    /// Asks the person for a value.
    Ask {
        /// What is asked.
        question: Question,
        /// The slot that it fills, always a secret.
        slot: String,
    },
    /// Has a code sent to the account's phone, asks the person for it, and hands it in.
    Code(Box<CodeStep>),
    /// The same by calls, where the platform has any for it.
    CodeByCalls(Box<CodeCalls>),
    /// Waits while a person signs in, in the window or with the app of their phone.
    Watch {
        /// The QR code of the page, which the person is shown.
        code: Option<Element>,
        /// What holds once they have.
        until: Condition,
    },
    /// Publishes or pays. Nothing repeats it.
    Submit(Submit),
}

/// How a file is given to a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachHow {
    /// Pasted into the editor: its address comes up in the text.
    Paste,
    /// Chosen in a file input: its address is the source of the picture that is shown then.
    Choose {
        /// The picture.
        shows: Element,
    },
}

/// How a code is had and handed in: no press of it is repeated by itself, as sites count them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodeStep {
    /// What has the first code sent; it goes once one was.
    pub send: Element,
    /// What has another one sent, once the site allows it.
    pub resend: Element,
    /// The code's field.
    pub field: Element,
    /// What hands it in.
    pub button: Element,
    /// Where the site says what is wrong.
    pub says: Element,
    /// What holds once it was right.
    pub until: Condition,
    /// How many codes are tried at most.
    pub tries: u32,
}

/// How a code is had and handed in by calls; none of them is repeated by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodeCalls {
    /// Has a code sent to the number in the slot `phone`.
    pub send: Call,
    /// Hands in the code in the slot `code`.
    pub sign_in: Call,
    /// How many codes are tried at most.
    pub tries: u32,
}

/// The step that cannot be taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submit {
    /// The slot with its price as an amount, where it costs money.
    pub cost: Option<String>,
    /// What is done.
    pub act: Act,
    /// After so many seconds the other side has either taken it or never will; a negative look counts only then.
    pub deadline: u32,
}

/// What a submit does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Clicks a button, once, natively; then waits for a sign that it was taken (its absence proves nothing).
    Click {
        /// The button.
        element: Element,
        /// The sign.
        then: Condition,
    },
    /// Sends a request, once.
    Call(Call),
}

/// Something that a page can be waited for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The URL fits one of the patterns; its captures fill slots.
    Url(Vec<UrlPattern>),
    /// An element is there as it should be.
    Shows(Element),
    /// An element is no longer there.
    Gone(Element),
    /// An element's text contains one of these.
    Says {
        /// The element.
        element: Element,
        /// The texts.
        one_of: Vec<String>,
    },
}

impl Condition {
    /// The slots that it fills when it holds.
    pub fn fills(&self) -> Vec<String> {
        let Condition::Url(patterns) = self else {
            return Vec::new();
        };
        patterns
            .iter()
            .flat_map(UrlPattern::names)
            .map(str::to_owned)
            .collect()
    }
}

/// What a person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// The phone number of the account.
    Phone,
    /// The code that was sent to it.
    SmsCode,
}
