//! Notices: what became of a run, or that it needs a person, told to a webhook, a chat robot or a mailbox.
//!
//! Events of the record become a [`Notice`]; a [`Channel`] puts it into words by its templates; [`deliver`] sends it, once
//! more where that may help. A notice may come twice and none ever stops a run.

mod address;
mod channel;
mod deliver;
mod gather;
mod mail;
mod notice;
mod robot;
mod template;
mod webhook;
mod words;

pub use address::{fault, is_loopback, shown};
pub use channel::{Channel, Kind, Way};
pub use deliver::{Delivery, Tools, deliver};
pub use gather::Gathering;
pub use mail::{MailServer, is_mailbox};
pub use notice::{Notice, Occasion, Row, Waits};
pub use template::{Mistake, Template, VARIABLES};
pub use words::{Worded, sample};
