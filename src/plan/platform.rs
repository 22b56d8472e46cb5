//! The two traits by which the rest of the program meets a platform.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    Account, Answer, Call, ClearCall, Exchange, Hosting, Moment, Pace, Plan, Receipt, Request,
    Secrets, Slots, Template, Upload,
};
use crate::article::Article;
use crate::secret::Cookie;
use crate::site::{ErrorMeaning, PagesFile, SiteFileError, SiteFileKind};
use crate::text::Findings;

/// Which routes a plan may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Via {
    /// Through the browser where there is one, with the API as the fallback.
    #[default]
    Auto,
    /// Through the browser alone.
    Browser,
    /// Through the API alone.
    Api,
}

/// A way to sign in through a site's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInWay {
    /// By a code sent to the phone.
    Sms,
    /// By a code sent to the phone, without the page: by calls of the API.
    SmsByCalls,
    /// By the site's app, which scans a QR code.
    Qr,
    /// By whatever a person does in the window.
    Window,
}

/// What is known beside the article and the account when a plan is made.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The generation of the key: 0, or one more for every `--again`.
    pub generation: u32,
    /// The routes wanted.
    pub via: Via,
    /// The files that this account has uploaded before, by the SHA-256 of their bytes.
    pub uploaded: std::collections::BTreeSet<String>,
    /// Slots that an earlier attempt under the same key has filled, by target.
    pub slots: BTreeMap<String, Slots>,
    /// What is published under the key already, by target: the plan then changes it in place.
    pub published: BTreeMap<String, Receipt>,
    /// The title of what is published, by target.
    pub titles: BTreeMap<String, String>,
    /// Whether the plan stops at the draft.
    pub draft: bool,
    /// Where the author's other articles are on this account, by file.
    pub links: BTreeMap<String, String>,
    /// The project's id, part of order ids.
    pub project: String,
    /// The accounts of this run that come before this one: their slots may be used as `${account.slot}`.
    pub earlier: Vec<String>,
    /// Every account of the configuration and its platform, for telling names in messages.
    pub submit_deadline: u32,
    /// The categories that the platform listed when it was last asked; none when it never was.
    pub categories: Vec<String>,
    /// Where local pictures are to be found by platforms that take addresses alone.
    pub hosting: Hosting,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The article or the configuration must change.
    #[error("{} findings", .0.len())]
    Findings(Findings),
    /// A site file is not as the platform needs it.
    #[error(transparent)]
    SiteFile(#[from] SiteFileError),
}

impl From<Findings> for PlanError {
    fn from(findings: Findings) -> Self {
        PlanError::Findings(findings)
    }
}

/// What a person asks for beside publishing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// A list by its name, such as `tags`; what is searched, and the page from 1.
    List(&'static str, String, u32),
    /// The deletion of an article, by its number.
    DeleteArticle(String),
    /// The deletion of a draft, by its number.
    DeleteDraft(String),
}

/// What does an errand, and what is shown of it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The plan; its milestone is `signed in`.
    pub plan: Plan,
    /// What is shown of a row: the name and the pointer.
    pub show: Vec<(String, String)>,
}

/// A platform: article in, plans out; answers in, verdicts out. Synchronous and pure.
pub trait Platform: Send + Sync {
    /// Its name in configurations and results.
    fn name(&self) -> &'static str;

    /// The keys that an article may set for it under `fagao:`.
    fn keys(&self) -> &'static [&'static str];

    /// The keys of an account's table in the configuration beyond `platform`, `budget` and the article's keys.
    fn settings(&self) -> &'static [&'static str];

    /// The keys of an account's table that name secrets, needed to run (never to plan).
    fn secrets(&self) -> &'static [&'static str];

    /// The keys of an account's table that name the secrets by which others sign what they send us: one, or a list.
    /// Nothing that we send needs them.
    fn receiving(&self) -> &'static [&'static str] {
        &[]
    }

    /// The addresses of pictures that an article or an account names beside the body: their files are looked at before
    /// a plan is made.
    fn pictures(&self, _article: &Article, account: &Account) -> Vec<String> {
        let cover = account.settings.text("cover").ok().flatten();
        cover
            .map(|c| c.value.trim().to_owned())
            .into_iter()
            .collect()
    }

    /// One plan per target.
    ///
    /// # Errors
    /// All findings at once, with the account's name in each.
    fn plan(
        &self,
        article: &Article,
        account: &Account,
        known: &Known,
    ) -> Result<Vec<Plan>, PlanError>;

    /// The plan that signs an account in, where the platform has that way.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn sign_in(&self, account: &Account, way: SignInWay) -> Result<Option<Plan>, PlanError> {
        let _ = (account, way);
        Ok(None)
    }

    /// The call that asks a session who it is, where accounts have sessions; it fills `user_id` and, where the site
    /// says it, `user_name`.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn who(&self, _account: &Account) -> Result<Option<Call>, PlanError> {
        Ok(None)
    }

    /// The site whose cookies make a session, such as `juejin.cn`.
    fn site(&self) -> Option<&'static str> {
        None
    }

    /// When a session's cookies say that the site ends it, in seconds since 1970; none where they do not speak of a
    /// session at all.
    fn session_expires(&self, _cookies: &[Cookie]) -> Option<i64> {
        None
    }

    /// The site's pages, where it is driven through a browser: their interrupts are looked at by every wait.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn pages(&self, account: &Account) -> Result<Option<PagesFile>, SiteFileError> {
        let _ = account;
        Ok(None)
    }

    /// The site files of a kind that an account uses: of pages all versions, the newest that matches is taken at run
    /// time; of calls the one that is chosen.
    fn site_files(&self, account: &Account, kind: SiteFileKind) -> Vec<String> {
        match (account.site_file(kind), kind) {
            (Some(chosen), _) => vec![chosen.to_owned()],
            (None, SiteFileKind::Pages) => account.shelf.versions(self.name(), kind),
            (None, SiteFileKind::Api) => vec![self.api_file().to_owned()],
        }
    }

    /// The version of its API that is used unless another is chosen, such as `juejin/api/2026-09-13`.
    fn api_file(&self) -> &'static str;

    /// The names that the calls of its site files may have as `$name`, beyond what the calls themselves read.
    fn values(&self) -> &'static [&'static str];

    /// The elements of its pages without which no article is published, whatever it has.
    fn needed_elements(&self) -> &'static [&'static str] {
        &[]
    }

    /// The elements of its pages whose click hands something in: a recorder never lets them be pressed.
    fn submit_elements(&self) -> &'static [&'static str] {
        &[]
    }

    /// The slots that an account's cookies fill, such as Juejin's `uuid`; none are secret.
    fn session_slots(&self, _cookies: &[Cookie]) -> Slots {
        Slots::default()
    }

    /// How calls are sealed, signed and opened for an account.
    ///
    /// # Errors
    /// Findings that name each missing secret and setting.
    fn dialect(&self, account: &Account, secrets: &Secrets) -> Result<Box<dyn Dialect>, Findings>;

    /// Whether what is published can be changed in place. Where it cannot, changed content is refused unless it is published anew.
    fn can_update(&self) -> bool {
        false
    }

    /// The draft that was made ready, by the slots: its state is [`super::State::Draft`]. None where the platform has no drafts.
    fn draft(&self, _slots: &Slots) -> Option<Receipt> {
        None
    }

    /// The call that lists what an attempt may have left behind that ended before it knew the number of what it had
    /// made. None where nothing can be left behind.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn left_behind(&self, _account: &Account) -> Result<Option<Call>, PlanError> {
        Ok(None)
    }

    /// What of that list is the plan's own, by what [`Platform::left_behind`] has read: the slots that it fills. It is
    /// nothing that was made before `since`, in Unix seconds, and nothing that could be one of several.
    fn adopted_orphan(
        &self,
        _account: &Account,
        _plan: &Plan,
        _slots: &Slots,
        _since: i64,
    ) -> Option<Slots> {
        None
    }

    /// Whether a plan can stop at a draft.
    fn can_draft(&self) -> bool {
        false
    }

    /// What an account must wait for between publishes, where it must.
    ///
    /// # Errors
    /// Settings that make no sense.
    fn pace(&self, _account: &Account) -> Result<Option<Pace>, Findings> {
        Ok(None)
    }

    /// Turns a plan into one that looks at what it published: its calls and what is given for the verdict.
    /// False where nothing more can be seen than what the plan's own look shows.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn look_again(
        &self,
        _plan: &mut Plan,
        _account: &Account,
        _receipt: &Receipt,
    ) -> Result<bool, PlanError> {
        Ok(false)
    }

    /// Turns a plan into one that looks at an article which is on the site already, by its address.
    /// False where the address is none of the platform's, or nothing can be taken in.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn adopt(&self, _plan: &mut Plan, _account: &Account, _url: &str) -> Result<bool, PlanError> {
        Ok(false)
    }

    /// What the ledger keeps of an article that was taken in: the plan as it would have been published, and its slots.
    fn adopted(&self, plan: &Plan, _slots: &Slots) -> (Plan, Slots) {
        (plan.clone(), Slots::default())
    }

    /// A plan that does what a person asks for beside publishing: a list, whose rows are then in the slot `rows`, or a
    /// deletion. None where the platform has no such thing.
    ///
    /// # Errors
    /// A site file that is not as needed.
    fn errand(&self, _account: &Account, _errand: &Errand) -> Result<Option<Asked>, PlanError> {
        Ok(None)
    }

    /// What is there already and seems to be the same article, by what was found when signed in.
    fn same_title(&self, _plan: &Plan, _slots: &Slots) -> Option<Receipt> {
        None
    }

    /// The article's text as a plan sends it, where it is one text. What a look finds of it is in the slot
    /// [`super::SEEN_TEXT`].
    fn text<'p>(&self, _plan: &'p Plan) -> Option<&'p Template> {
        None
    }

    /// What the slots prove, after the calls of a plan's look or its confirmed milestone were answered.
    fn verdict(&self, plan: &Plan, slots: &Slots) -> Verdict;
}

/// How one account's calls travel.
pub trait Dialect: Send + Sync {
    /// Turns a call in clear into the request as sent.
    fn seal(&self, call: &ClearCall, moment: &Moment) -> Request;

    /// Reads an answer.
    fn open(&self, call: &ClearCall, answer: &Answer) -> Reading;

    /// An answer's body in clear, for people: opened where it travels sealed. None where it cannot be read.
    fn clear(&self, answer: &Answer) -> Option<Value> {
        Some(answer.clear())
    }

    /// The call whose answer tells more about a refusal, such as what resembles a name that does not exist.
    fn explain(&self, _call: &ClearCall, _refusal: &Refusal) -> Option<ClearCall> {
        None
    }

    /// Begins the upload of a file, where the platform takes files.
    fn upload(&self, _upload: Upload<'_>) -> Option<Box<dyn Exchange>> {
        None
    }

    /// What identifies an uploaded file, read out of an address under which the platform shows it.
    fn uri_of(&self, _url: &str) -> Option<String> {
        None
    }
}

/// What an answer says.
#[derive(Clone, Debug)]
pub enum Reading {
    /// It succeeded; these slots were read.
    Done(Slots),
    /// It was refused.
    Refused(Refusal),
    /// It says nothing that can be relied on: HTML, a server's fault, a broken body. What was found instead, for people.
    Unclear(String),
}

/// A platform's well-formed no.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Its code, as a text.
    pub code: String,
    /// Its own words.
    pub says: String,
    /// What it means.
    pub means: ErrorMeaning,
    /// Whether it proves that a submit was not carried out.
    pub not_done: bool,
    /// When to try again, in seconds, where it says so.
    pub retry_after: Option<u64>,
}

/// What a look proves.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is there.
    Found(Receipt),
    /// It is not there, and the answer that says so was well-formed.
    Absent,
    /// Nothing is proved, and why.
    Unclear(String),
}
