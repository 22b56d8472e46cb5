//! What can happen to the ledger as a document, as values.

/// About an export of the ledger, and about the ledger's soundness.
#[derive(Clone, Debug, PartialEq)]
pub enum ArchiveMessage {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        file: String,
        /// Why not.
        why: String,
    },
    /// The file cannot be written.
    Unwritable {
        /// The file.
        file: String,
        /// Why not.
        why: String,
    },
    /// The file is something else.
    Foreign(String),
    /// The file was cut short, or changed.
    Torn(String),
    /// A newer fagao wrote the file.
    Newer(String),
    /// A sandbox's export for the real ledger.
    OfTheSandbox(String),
    /// A real export for the sandbox's ledger.
    NotOfTheSandbox(String),
    /// Something in the file is not understood.
    Odd {
        /// The file.
        file: String,
        /// What, of which key.
        what: String,
    },
    /// It was written.
    Written {
        /// The file.
        file: String,
        /// How many keys are in it.
        entries: usize,
        /// How many of them are unknown.
        open: usize,
    },
    /// It was taken in, or would be.
    Imported {
        /// Keys that were not known.
        added: usize,
        /// Keys of which the file knew better.
        replaced: usize,
        /// Keys that stay as they were.
        kept: usize,
        /// Uploads that were not known.
        uploads: u64,
        /// Whether nothing was written.
        dry: bool,
    },
    /// The ledger is sound.
    Sound {
        /// How many keys are in it.
        entries: usize,
        /// How many of them are unknown.
        open: usize,
    },
    /// The file is damaged.
    Damaged(String),
    /// Part of a key is not understood.
    NotUnderstood {
        /// Which part.
        part: String,
        /// The key.
        key: String,
    },
    /// It is published and nothing shows it.
    NoEvidence(String),
    /// It is open and no submit of it was begun.
    NoAttempt(String),
    /// Its submits are not all there.
    Attempts(String),
}

impl ArchiveMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "ledger.export-unreadable",
            Self::Unwritable { .. } => "ledger.export-unwritable",
            Self::Foreign(_) => "ledger.export-foreign",
            Self::Torn(_) => "ledger.export-torn",
            Self::Newer(_) => "ledger.export-newer",
            Self::OfTheSandbox(_) | Self::NotOfTheSandbox(_) => "ledger.export-other-world",
            Self::Odd { .. } => "ledger.export-odd",
            Self::Written { .. } => "ledger.exported",
            Self::Imported { .. } => "ledger.imported",
            Self::Sound { .. } => "ledger.sound",
            Self::Damaged(_) => "ledger.damaged",
            Self::NotUnderstood { .. } => "ledger.unreadable",
            Self::NoEvidence(_) => "ledger.no-evidence",
            Self::NoAttempt(_) => "ledger.no-attempt",
            Self::Attempts(_) => "ledger.attempts",
        }
    }
}
