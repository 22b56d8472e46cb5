//! What ImageX has on its books.

use serde::{Deserialize, Serialize};

/// Keys, uploads under way, pictures.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Images {
    /// The keys that were given out.
    pub keys: Vec<UploadKey>,
    /// The uploads that were applied for and not committed.
    pub sessions: Vec<UploadSession>,
    /// The pictures that are there.
    pub stored: Vec<Image>,
    /// What addresses are signed with.
    pub signing: String,
}

/// A key for uploads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UploadKey {
    /// The access key's id.
    pub id: String,
    /// The access key.
    pub secret: String,
    /// The token that goes with it.
    pub token: String,
    /// Whose.
    pub user_id: String,
    /// Unix seconds.
    pub expires: i64,
}

/// An upload that was applied for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UploadSession {
    /// Names it in the commit.
    pub session_key: String,
    /// Where the bytes go.
    pub uri: String,
    /// What the bytes must come with.
    pub auth: String,
    /// Whose.
    pub user_id: String,
    /// The SHA-256 of the bytes that came, and how many they were.
    pub came: Option<(String, usize)>,
    /// How often bytes came.
    pub times: u32,
}

/// A picture that is there; its bytes are in the file `images/<uri>` beside the book.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Image {
    /// `tos-cn-i-<service>/<id>`.
    pub uri: String,
    /// Of its bytes, in hex.
    pub sha256: String,
    /// In bytes.
    pub size: usize,
    /// How often its bytes were sent.
    pub times: u32,
    /// By whom.
    pub user_id: String,
    /// Unix seconds.
    pub at: i64,
}
