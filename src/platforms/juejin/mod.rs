//! Juejin (稀土掘金): an article becomes a draft, the draft gets its fields, and is handed in for review.
//!
//! Two ways lead there, the pages through a browser and the internal API, and both work on the
//! same draft. What is known of either is in `selectors/juejin/`; here is what is made of it.

mod api_route;
mod aws4;
mod browser_route;
mod calls;
mod dialect;
mod errand;
mod fields;
mod guard;
mod images;
mod imagex;
mod likeness;
mod limits;
mod links;
mod nearest;
mod orphan;
mod pace;
mod platform;
mod sign_in;
mod summary;
mod url_decode;
mod uuid;
mod verdict;

#[cfg(test)]
mod tests;

pub use platform::Juejin;
