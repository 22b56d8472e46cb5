//! A visit to a site's pages: whose account, which session, which browser.

use super::super::args::Common;
use super::super::config::{Config, Configured};
use super::super::online::{Browsing, Online};
use super::super::places::{self, OwnFiles};
use super::super::world::World;
use super::super::{Failure, plans, site_files};
use crate::browser::{Browser, Page, PageError, Scrubbing};
use crate::pipeline::{self, Trouble};
use crate::plan::{SignInWay, Slots, Step, Template};
use crate::record::Recorder;
use crate::session::Session;
use crate::site::{Element, PageDef, PagesFile, StateDef, VALUE};
use crate::text::{Finding, Lang, Message, RunMessage, UsageText};

/// A visit: what is needed to open pages of one site.
pub struct Visit {
    /// The account whose pages they are.
    pub configured: Configured,
    /// What is known of them.
    pub pages: PagesFile,
    /// The machine.
    pub world: World,
    /// The way out.
    pub online: Online,
    /// The record, which knows what must not be shown.
    pub recorder: Recorder,
    _locks: Vec<crate::ledger::AccountLock>,
}

/// Whose pages are meant, and by which file.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The site.
    pub site: &'a str,
    /// The account; none where there is only one of the site.
    pub account: Option<&'a str>,
    /// The site file that was chosen.
    pub site_file: Option<&'a str>,
    /// Whether a site file is to be written.
    pub own: OwnFiles,
}

impl<'a> Subject<'a> {
    /// The pages of a site by the file that is used first.
    pub fn of(site: &'a str, account: Option<&'a str>) -> Self {
        Self {
            site,
            account,
            site_file: None,
            own: OwnFiles::Read,
        }
    }

    /// The same for a command that may write a site file.
    #[must_use]
    pub fn writing(self, own: OwnFiles) -> Self {
        Self { own, ..self }
    }

    /// The same by a file that was chosen.
    #[must_use]
    pub fn by(self, site_file: Option<&'a str>) -> Self {
        Self { site_file, ..self }
    }
}

impl Visit {
    /// Prepares one.
    ///
    /// # Errors
    /// No such account, a site without pages, no such file, or what does not work on this machine.
    pub async fn begin(
        subject: Subject<'_>,
        common: &Common,
        how: Browsing,
        lang: Lang,
    ) -> Result<Self, Failure> {
        let (config, pages) = known(subject, common)?;
        let configured = account_of(&config, subject.site, subject.account)?.clone();
        let world = World::open(config, common.sandbox, lang).await?;
        let run = places::run_id();
        let names = [configured.account.name.as_str()];
        let locks = world.lock(names.into_iter(), &run).await?;
        let recorder = world.begin(&run)?;
        let online = Online::open(&world, how).await?;
        Ok(Self {
            configured,
            pages,
            world,
            online,
            recorder,
            _locks: locks,
        })
    }

    /// The elements whose click hands in: nothing but a publish presses them.
    pub fn submits(&self) -> &'static [&'static str] {
        plans::platform(&self.configured).submit_elements()
    }

    /// The account's session; in the sandbox it signs in where there is none.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn session(&self) -> Result<Session, Failure> {
        let account = &self.configured.account;
        if let Some(session) = self.stored()? {
            return Ok(session);
        }
        if !self.world.sandbox {
            let account = account.name.clone();
            return Err(RunMessage::NoSession { account }.into());
        }
        let line = self.online.line();
        let people = self.online.people(false);
        let ports = self
            .online
            .ports(&self.world, &line, &people, &self.recorder);
        let platform = plans::platform(&self.configured);
        let signed = pipeline::sign_in(account, platform, &ports, SignInWay::Sms).await;
        signed.map_err(|t| t.message.into())
    }

    /// The session that is kept of the account.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn stored(&self) -> Result<Option<Session>, Failure> {
        let name = &self.configured.account.name;
        let stored = self.world.sessions.load(name);
        stored.map_err(|e| RunMessage::State(e.to_string()).into())
    }

    /// Opens a browser with a session, or signed out.
    ///
    /// # Errors
    /// There is no driver, or it opens none.
    pub async fn open(&self, session: Option<&Session>) -> Result<Box<dyn Page>, Failure> {
        let browser = self.online.browser.as_ref().ok_or(RunMessage::NoDriver)?;
        let cookies = session.map_or(&[][..], |s| s.cookies.as_slice());
        // Short ones are words that stand in any page.
        for cookie in cookies.iter().filter(|c| c.value.expose().len() >= 8) {
            self.recorder.hide(&cookie.value);
        }
        let opened = browser
            .open(&self.pages, cookies, &self.recorder.redactor())
            .await;
        opened.map_err(|e| self.stopped(&e))
    }

    /// What is told of a page that did not do as it should.
    pub fn why(&self, e: &PageError) -> Message {
        Trouble::page(e, &self.configured.account.name)
            .message
            .into()
    }

    /// The end of a command by a page that did not do as it should.
    pub fn stopped(&self, e: &PageError) -> Failure {
        Failure::Stopped(Box::new(self.why(e)))
    }

    /// What must not stay of a page: what is known of the account's user, and further words; and what must.
    ///
    /// # Errors
    /// The session cannot be read.
    pub fn scrubbing(&self, words: &[String]) -> Result<Scrubbing, Failure> {
        let mut scrubbing = scrubbing(&self.pages);
        scrubbing.words.extend(words.iter().cloned());
        if let Some(session) = self.stored()? {
            scrubbing.words.extend(session.user_name);
            scrubbing.words.extend(session.user_id);
        }
        let owner = self.world.sessions.owner(&self.configured.account.name);
        if let Ok(Some(owner)) = owner {
            scrubbing.words.extend(owner.user_name);
            scrubbing.words.push(owner.user_id);
        }
        Ok(scrubbing)
    }

    /// Ends it.
    pub async fn end(self) {
        self.online.close().await;
        self.world.close().await;
    }
}

/// What is known of a site's pages, without a visit.
///
/// # Errors
/// No such account, a site without pages, or no such file.
pub fn known(subject: Subject<'_>, common: &Common) -> Result<(Config, PagesFile), Failure> {
    let Subject {
        site,
        account,
        site_file,
        own,
    } = subject;
    let here = std::path::Path::new(".");
    let mut config = places::config_for(own, common.config.as_deref(), common.sandbox, here)?;
    if let Some(name) = site_file {
        let account = account_of(&config, site, account)?.account.name.clone();
        site_files::choose(&mut config, name, &[account])?;
    }
    let configured = account_of(&config, site, account)?;
    let pages = plans::platform(configured)
        .pages(&configured.account)
        .map_err(|e| Failure::Findings(e.findings()))?
        .ok_or_else(|| Failure::Misused(UsageText::NoPages(site.to_owned())))?;
    Ok((config, pages))
}

/// The account that is meant: the one named, the only one of the site, or the one that has the site's own name.
fn account_of<'c>(
    config: &'c Config,
    site: &str,
    named: Option<&str>,
) -> Result<&'c Configured, Failure> {
    let ours: Vec<&Configured> = config
        .accounts
        .values()
        .filter(|c| c.account.platform == site)
        .collect();
    if plans::by_name(site).is_none() {
        let platforms = super::super::world::PLATFORMS.iter();
        return Err(Failure::Misused(UsageText::NoSite {
            site: site.to_owned(),
            known: platforms.map(|p| p.name().to_owned()).collect(),
        }));
    }
    let wanted = match (named, ours.as_slice()) {
        (Some(name), _) => name,
        (None, [one]) => return Ok(one),
        (None, []) => {
            return Err(Failure::Misused(UsageText::NoAccountOf(site.to_owned())));
        }
        (None, _) => site,
    };
    let found = ours.iter().find(|c| c.account.name == wanted).copied();
    match (found, named) {
        (Some(one), _) => Ok(one),
        (None, Some(name)) => Err(vec![Finding::of(config.no_account(name))].into()),
        (None, None) => {
            let names = ours.iter().map(|c| c.account.name.clone());
            Err(Failure::Misused(UsageText::WhichAccount(names.collect())))
        }
    }
}

/// What of a site's pages is the site's own, by the texts and attributes that its selectors name.
pub fn scrubbing(pages: &PagesFile) -> Scrubbing {
    let mut own = Scrubbing::default();
    let selectors = pages.elements.values().flat_map(|e| &e.candidates);
    let signs = pages
        .interrupts
        .iter()
        .filter_map(|i| i.when.css.as_deref());
    for css in selectors.clone().filter_map(|c| c.selector()).chain(signs) {
        own.attributes.extend(attributes(css));
    }
    let texts = selectors.filter_map(|c| c.words()).filter(|w| *w != VALUE);
    own.own.extend(texts.map(str::to_owned));
    own.own
        .extend(pages.interrupts.iter().filter_map(|i| i.when.text.clone()));
    own
}

/// The attributes that a selector names: `data-step` of `[data-step="2"]`.
fn attributes(css: &str) -> impl Iterator<Item = String> {
    css.split('[').skip(1).map(|rest| {
        let name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let end = rest.find(|c| !name(c)).unwrap_or(rest.len());
        rest[..end].to_owned()
    })
}

/// A state of a page, and how it is reached from the one before it.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The page's name.
    pub page: String,
    /// The state's name.
    pub state: String,
    /// What is done to be in it after [`Self::from`]; none right after the page was opened.
    pub press: Option<Press>,
    /// The state before it.
    pub from: Option<String>,
}

/// What is pressed, and what shows that it worked.
#[derive(Clone, Debug)]
pub struct Press {
    /// What is pressed.
    pub element: Element,
    /// What is there then.
    pub shows: Option<Element>,
}

/// The states of a page that can be reached without writing anything, each after the one that it is reached from.
pub fn stops(pages: &PagesFile, name: &str, page: &PageDef) -> Vec<Stop> {
    let mut stops = vec![Stop {
        page: name.to_owned(),
        state: crate::site::OPENED.to_owned(),
        press: None,
        from: None,
    }];
    let mut left: Vec<(&String, &StateDef)> = page.in_order().collect();
    while let Some(at) = left.iter().position(|(_, def)| {
        let from = def.from.as_deref().unwrap_or(crate::site::OPENED);
        stops.iter().any(|s| s.state == from)
    }) {
        let (state, def) = left.remove(at);
        let element = |name: &String| pages.element(name).ok().map(|e| sampled(&e));
        let Some(element_pressed) = def.press.as_ref().and_then(element) else {
            continue;
        };
        stops.push(Stop {
            page: name.to_owned(),
            state: state.clone(),
            press: Some(Press {
                element: element_pressed,
                shows: def.shows.as_ref().and_then(element),
            }),
            from: Some(
                def.from
                    .clone()
                    .unwrap_or_else(|| crate::site::OPENED.to_owned()),
            ),
        });
    }
    stops
}

/// The element with its sample in the place of any value.
pub fn sampled(element: &Element) -> Element {
    match &element.sample {
        Some(sample) => element.with_value(sample),
        None => element.clone(),
    }
}

/// Opens a page.
///
/// # Errors
/// It did not become that page.
pub async fn open(page: &mut dyn Page, name: &str, def: &PageDef) -> Result<(), PageError> {
    let step = Step::GoTo {
        page: name.to_owned(),
        url: Template::text(&def.url),
        resume: None,
        matches: def.matches.clone(),
    };
    page.perform(&step, &Slots::default()).await.map(drop)
}

/// Presses an element until it shows what it shows. It is never the submit: a state's press changes nothing on the site.
pub async fn pressed(page: &mut dyn Page, press: &Press) -> Result<(), PageError> {
    match &press.shows {
        Some(shows) => {
            let step = Step::Open {
                trigger: press.element.clone(),
                shows: shows.clone(),
            };
            page.perform(&step, &Slots::default()).await.map(drop)
        }
        None => page.click_once(&press.element).await.map(drop),
    }
}
