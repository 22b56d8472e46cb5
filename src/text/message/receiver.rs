//! What can happen to the server that the platforms call, as values.

/// About the server that the platforms call.
#[derive(Clone, Debug, PartialEq)]
pub enum ReceiverMessage {
    /// No account has anything to receive.
    Nobody,
    /// The address cannot be listened on.
    Listen {
        /// The address.
        address: String,
        /// Why not.
        why: String,
    },
    /// It is not a loopback address.
    Open {
        /// The address.
        address: String,
    },
    /// Another server works with the same state directory.
    Another(String),
    /// The bearer token cannot be had.
    NoToken(String),
    /// The directory of posts cannot be used.
    Directory {
        /// The directory.
        dir: String,
        /// Why not.
        why: String,
    },
    /// It is up.
    Up {
        /// The address.
        address: String,
        /// The directory of posts.
        dir: String,
    },
    /// Where an account's pushes go.
    Pushes {
        /// The account's name.
        account: String,
    },
    /// Where an account's callbacks go; said when the token is made, and never again.
    Callbacks {
        /// The account's name.
        account: String,
        /// The token.
        token: String,
        /// The last parts of the paths.
        kinds: String,
    },
    /// The paths were told when the token was made.
    CallbacksKept {
        /// The account's name.
        account: String,
        /// The token's file.
        file: String,
    },
}

impl ReceiverMessage {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nobody => "serve.nobody",
            Self::Listen { .. } => "serve.listen",
            Self::Open { .. } => "serve.open",
            Self::Another(_) => "serve.another",
            Self::NoToken(_) => "serve.no-token",
            Self::Directory { .. } => "serve.directory",
            Self::Up { .. } => "serve.up",
            Self::Pushes { .. } => "serve.pushes",
            Self::Callbacks { .. } => "serve.callbacks",
            Self::CallbacksKept { .. } => "serve.callbacks-kept",
        }
    }
}
