//! The picture that comes in the place of every picture: of its size, and of nobody.

use std::fmt::Write as _;

/// The attribute by which the in-page script tells a picture's own size, as `WIDTHxHEIGHT`.
pub(super) const SIZE: &str = "data-fagao-size";

/// The largest side, in pixels.
const LARGEST: u32 = 4096;

/// A grey picture of a size, as a `data:` URL; with a person's outline where it was a person's.
pub(super) fn neutral(size: Option<&str>, person: bool) -> String {
    let side = |text: Option<&str>| text.and_then(|t| t.parse::<u32>().ok());
    let (width, height) = size.and_then(|s| s.split_once('x')).unwrap_or(("", ""));
    let width = side(Some(width)).unwrap_or(24).clamp(1, LARGEST);
    let height = side(Some(height)).unwrap_or(24).clamp(1, LARGEST);
    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 24 24' preserveAspectRatio='none'><path fill='#d5dae0' d='M0 0h24v24H0z'/>"
    );
    if person {
        let _ = write!(
            svg,
            "<path fill='#fff' d='M12 5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 22c0-5 3-8 8-8s8 3 8 8z'/>"
        );
    }
    svg.push_str("</svg>");
    let svg = svg
        .replace('#', "%23")
        .replace('<', "%3C")
        .replace('>', "%3E");
    format!("data:image/svg+xml,{svg}")
}

/// Whether an address is one of these pictures already.
pub(super) fn is_neutral(url: &str) -> bool {
    let side = |name: &str| {
        let (_, rest) = url.split_once(&format!("{name}='"))?;
        rest.split('\'').next().map(str::to_owned)
    };
    let (Some(width), Some(height)) = (side(" width"), side(" height")) else {
        return false;
    };
    let size = format!("{width}x{height}");
    [true, false]
        .iter()
        .any(|person| neutral(Some(&size), *person) == url)
}
