//! PHP's `serialize` and `unserialize`, byte for byte as PHP 8.2 writes it and safe to read from a stranger.
//!
//! ```
//! use fagao::platforms::jzguai::php::{PhpValue, unserialize};
//!
//! let request = PhpValue::from(serde_json::json!({ "model_id": 1, "name": "汉字" }));
//! assert_eq!(request.serialize(), r#"a:2:{s:8:"model_id";i:1;s:4:"name";s:6:"汉字";}"#.as_bytes());
//! assert_eq!(unserialize(&request.serialize()).unwrap(), request);
//! ```
//!
//! Only data is understood. Objects, enums and references are errors: nothing in the vendor's
//! document needs them, and they are what makes PHP's own `unserialize` dangerous.

mod entries;
mod errors;
mod float;
mod json;
mod key;
mod read;
mod value;
mod write;

pub use errors::{ToJsonError, UnserializeError, UnserializeErrorKind};
pub use key::PhpKey;
pub use read::{MAX_DEPTH, MAX_VALUES, unserialize};
pub use value::PhpValue;

#[cfg(test)]
mod tests;
