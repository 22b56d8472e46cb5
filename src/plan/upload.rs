//! Uploads: what takes several calls, as a machine that is given answers and gives requests.

use super::{Answer, Moment, Refusal, Request, Slots};
use crate::article::LocalFile;

/// A file to be uploaded.
pub struct Upload<'a> {
    /// What is known of it.
    pub file: &'a LocalFile,
    /// Its bytes; not needed when the platform has it.
    pub bytes: Vec<u8>,
    /// What identifies it on the platform, where the account has uploaded it before.
    pub uri: Option<String>,
    /// What is known, such as what an account's cookies say, and what an earlier upload kept.
    pub slots: &'a Slots,
}

/// The calls of one upload, one after the other.
pub trait Exchange: Send {
    /// Takes the answer to the last request, none at first, and gives the next turn.
    fn next(&mut self, answer: Option<&Answer>, moment: &Moment) -> Turn;
}

/// What comes next in an upload.
pub enum Turn {
    /// A request, and the name of the call for people.
    Send(String, Request),
    /// The end: what identifies the file on the platform, and an address under which it is shown, for a while.
    Done {
        /// What identifies it.
        uri: String,
        /// The address.
        url: String,
        /// What the next upload of this run can use again, such as a key; all of it secret.
        keep: Slots,
    },
    /// A well-formed no of a call.
    Refused(String, Refusal),
    /// A call said nothing that can be relied on: its name, and what came instead.
    Unclear(String, String),
}
