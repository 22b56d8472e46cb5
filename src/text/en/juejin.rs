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
        JuejinMessage::ColumnTwice { column } => sentence(
            format!("the column `{column}` is there twice"),
            "keep one of them",
        ),
        JuejinMessage::TooManyColumns { count, most } => sentence(
            format!("there are {count} columns and Juejin takes {most}"),
            format!("keep at most {most} of them"),
        ),
        JuejinMessage::TooManyTopics { count, most } => sentence(
            format!("there are {count} topics and Juejin takes {most}"),
            "keep one of them",
        ),
        JuejinMessage::BadLook { key, value } => sentence(
            format!("`{value}` is not the name of a {key}"),
            format!(
                "write a name as the site's editor shows it, such as `{key}: juejin`, or leave it out"
            ),
        ),
        JuejinMessage::BadImagePolicy { value } => sentence(
            format!("`{value}` is not what can become of an image"),
            "write `images: fail` to stop, `keep` to leave the image as written, or `skip` to leave it out",
        ),
        JuejinMessage::BadRemoteImages { value } => sentence(
            format!("`{value}` is not what can become of an image of the web"),
            "write `remote_images: keep` to leave it where it is, or `rehost` to have it fetched and uploaded to Juejin",
        ),
        JuejinMessage::CoverNotAUrl { url } => sentence(
            format!("the cover `{url}` is neither a file nor on the web"),
            "name a file relative to the article, or an https address",
        ),
        JuejinMessage::ImageTooLarge { url, size, limit } => sentence(
            format!("the image `{url}` has {size} bytes and Juejin takes {limit}"),
            "make it smaller",
        ),
        JuejinMessage::DataImage => sentence(
            "an image is written into its own address (`data:`)",
            "put it into a file and name that",
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
