//! The simulator of juejin: its pages on `juejin.cn`, its internal API on `api.juejin.cn`.
//!
//! Follows what public tools measured up to 2026-10. What is not known of the real site (the
//! routes behind the sign-in form, the words of some refusals) is marked where it is decided.

mod answer;
mod articles;
mod broken;
mod classes;
mod content;
mod cookies;
mod cors;
mod deed;
mod directory;
mod documented;
mod drafts;
mod imagex;
mod markdown;
mod pages;
mod passport;
mod publish;
mod review;
mod router;
mod routes;
mod settings;
mod state;
mod template;
#[cfg(test)]
mod tests;
mod users;
mod variant;
mod vocabulary;

pub use content::Content;
pub use deed::Deed;
pub use imagex::{Image, Images, UploadKey, UploadSession};
pub use pages::captcha_page;
pub use review::Review;
pub use router::router;
pub use settings::Settings;
pub use state::{
    Account, Article, BLOCKED_PHONE, Draft, Publish, QrCode, SECOND_PHONE, SentCode, Session,
    State, TEST_CODE, TEST_PHONE, UNBOUND_PHONE,
};
pub use variant::{VARIANTS, Variant};
pub use vocabulary::Column;
