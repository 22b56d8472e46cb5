//! The jzguai platform: paid media behind a sealed PHP envelope.
//!
//! [`php`] reads and writes PHP's serialized values, [`envelope`] seals and opens what carries them.

pub mod envelope;
pub mod php;
