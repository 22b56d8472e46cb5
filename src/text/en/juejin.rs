//! The English table about Juejin.

use super::sentence;
use crate::text::{JuejinMessage, Sentence};

pub(super) fn juejin(m: &JuejinMessage) -> Sentence {
    match m {
        JuejinMessage::TitleTooLong { length, limit } => sentence(
            format!("the title has {length} characters and Juejin takes {limit}"),
            "shorten it; an emoji counts as two or more",
        ),
        JuejinMessage::NoCategory { known } => sentence(
            "Juejin wants a category and none is given",
            format!(
                "write `category: …` in the account's section under `fagao:`, one of {}",
                known.join(", ")
            ),
        ),
        JuejinMessage::UnknownCategory {
            name,
            nearest,
            known,
        } => sentence(
            format!("Juejin has no category `{name}`"),
            match nearest {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", known.join(", ")),
            },
        ),
        JuejinMessage::NoTags { most } => sentence(
            "Juejin wants a tag and none is given",
            format!("write `tags: [Rust]` with 1 to {most} tags that Juejin has"),
        ),
        JuejinMessage::TooManyTags { count, most } => sentence(
            format!("there are {count} tags and Juejin takes {most}"),
            format!("keep 1 to {most} of them"),
        ),
        JuejinMessage::TooManyTopTags { count, most } => sentence(
            format!("there are {count} tags and Juejin takes {most}"),
            format!(
                "choose 1 to {most} of them for Juejin: write `tags: […]` in the account's section under `fagao:`"
            ),
        ),
        JuejinMessage::TagTwice { tag } => sentence(
            format!("the tag `{tag}` is there twice"),
            "keep one of them",
        ),
        JuejinMessage::SummaryTooShort {
            length,
            least,
            most,
        } => sentence(
            format!("the summary has {length} characters and Juejin wants at least {least}"),
            format!("write {least} to {most} characters, or none to have it taken from the text"),
        ),
        JuejinMessage::SummaryTooLong {
            length,
            least,
            most,
        } => sentence(
            format!("the summary has {length} characters and Juejin takes {most}"),
            format!(
                "write {least} to {most} characters as `summary: …` in the account's section under `fagao:`; an emoji counts as two or more"
            ),
        ),
        JuejinMessage::TextTooShort { length, least } => sentence(
            format!(
                "no summary is given, and the text's {length} characters are fewer than the {least} that Juejin wants of one"
            ),
            "write `summary: …` in the account's section under `fagao:`",
        ),
        JuejinMessage::NotBuilt { key } => sentence(
            format!("`{key}` is not built yet for Juejin"),
            format!("leave `{key}` out and set it on the site"),
        ),
        JuejinMessage::LocalImage { url } => sentence(
            format!("the image `{url}` is not on the web, and image upload is not built yet"),
            "put it on the web and write its https address",
        ),
        JuejinMessage::DataImage => sentence(
            "an image is written into its own address (`data:`), and image upload is not built yet",
            "put it on the web and write its https address",
        ),
        JuejinMessage::NoDraft { url } => sentence(
            "it is published and has changed, and which draft it was made of is not known",
            format!(
                "take it in again with `fagao adopt ARTICLE --to ACCOUNT --url {}`, or publish it as a second one with `--again`",
                url.as_deref().unwrap_or("URL")
            ),
        ),
        JuejinMessage::SiteFile { what } => sentence(
            what.clone(),
            "correct the account's site files in the configuration",
        ),
    }
}
