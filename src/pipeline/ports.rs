//! What a run needs from outside, by traits.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::{Halt, ImageHost, Web};
use crate::browser::Browser;
use crate::http::Wire;
use crate::ledger::Ledger;
use crate::plan::{Key, Money, Question};
use crate::record::Recorder;
use crate::secret::Secret;
use crate::session::{Session, Store};
use crate::text::Lang;

/// The person at the terminal, a command or file that answers for them, or nobody.
#[async_trait]
pub trait Person: Send + Sync {
    /// Answers a question about an account; `says` is what the site said of the last answer. `None` when nobody is there;
    /// an empty code wants another one to be sent.
    async fn ask(&self, account: &str, question: Question, says: Option<&str>) -> Option<Secret>;

    /// Shows what a QR code says, as a QR code, to whoever signs the account in with the site's app.
    async fn show(&self, account: &str, code: &str);

    /// Agrees to spend; each order with its price, and the sum.
    async fn agrees(&self, orders: &[(Key, Money)], sum: Money) -> bool;
}

/// What a run may do when an account is signed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// It signs in through the page, with what the [`Person`] answers.
    Ask,
    /// It opens the page in the window, and a person signs in there.
    Window,
    /// It waits for a person to run `fagao login`.
    Refuse,
}

/// How much is kept of what happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trace {
    /// The steps and the names of the calls.
    Off,
    /// The calls in clear, and a picture of every step that changed the page; whoever runs it throws the pictures away
    /// when all went well.
    #[default]
    OnFailure,
    /// The same, and the pictures stay.
    On,
}

/// How a run goes.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// What is done when an account is signed out.
    pub sign_in: SignIn,
    /// How long one request may take.
    pub call_deadline: Duration,
    /// The least time between two calls of an upload.
    pub upload_gap: Duration,
    /// Seconds beyond a submit's own deadline before a look that finds nothing counts.
    pub grace: u32,
    /// Whether the browser is the user's own: its session is taken first, and none is put into it.
    pub own_browser: bool,
    /// Whether there is a window in which a person can see to what the site wants.
    pub window: bool,
    /// How long a person is waited for.
    pub patience: Duration,
    /// For how many seconds the site's word on who is signed in counts; older than that it is asked again before the submit.
    pub fresh: i64,
    /// How much is kept of what happens.
    pub trace: Trace,
}

/// Gives the line of one account: requests that carry its session and no other's.
pub type Line = dyn Fn(&Session) -> Arc<dyn Wire> + Send + Sync;

/// The outside of a run.
pub struct Ports<'a> {
    /// What has been done.
    pub ledger: &'a dyn Ledger,
    /// Opens browsers; none where no driver is known.
    pub browser: Option<&'a dyn Browser>,
    /// Opens lines.
    pub line: &'a Line,
    /// Fetches the pictures of the web that are brought to a platform; none where nothing may be fetched.
    pub web: Option<&'a dyn Web>,
    /// Where local pictures go for platforms that take addresses alone; none where the user has not said.
    pub images: Option<&'a dyn ImageHost>,
    /// The sessions at rest.
    pub sessions: &'a Store,
    /// Who answers.
    pub person: &'a dyn Person,
    /// Who is told.
    pub recorder: &'a Recorder,
    /// Fresh randomness.
    pub random: &'a (dyn Fn() -> [u8; 32] + Send + Sync),
    /// How it goes.
    pub policy: Policy,
    /// The language of what is noted for people.
    pub lang: Lang,
    /// Says when it should end.
    pub halt: &'a Halt,
}
