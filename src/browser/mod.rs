//! The only code that knows WebDriver.

mod page;

pub use page::{Browser, Done, Fault, Page, PageError, Tried};
