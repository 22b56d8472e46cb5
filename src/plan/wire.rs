//! Requests and answers as values, sealed or signed as they travel.

use serde_json::Value;

/// A request as it is sent. Headers and body may hold secrets: it has no `Debug`.
#[derive(Clone)]
pub struct Request {
    /// The HTTP method.
    pub method: String,
    /// The whole URL with its query.
    pub url: String,
    /// Headers in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
}

/// A request's body.
#[derive(Clone)]
pub enum Body {
    /// None.
    Empty,
    /// JSON, with its content type.
    Json(Value),
    /// `multipart/form-data` of text fields.
    Multipart(Vec<(String, String)>),
    /// Bytes as they are; their content type is among the headers.
    Bytes(Vec<u8>),
}

/// An answer as it came.
#[derive(Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, whole and bounded.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON where it is JSON, else as a text.
    pub fn clear(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&self.body).into_owned()))
    }

    /// A header's value by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }
}

/// The time and the randomness of a moment, as arguments to what is otherwise pure.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Seconds since 1970.
    pub unix: i64,
    /// Fresh random bytes.
    pub random: [u8; 32],
}
