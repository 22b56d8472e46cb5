//! About the author's file.

use super::sentence;
use crate::text::{ArticleMessage, Kind, Sentence, Unopened};

pub(super) fn say(m: &ArticleMessage) -> Sentence {
    match m {
        ArticleMessage::NotFound => sentence(
            "there is no such file",
            "check the path; it is taken from the directory you are in",
        ),
        ArticleMessage::NotAFile => sentence(
            "this is not a file",
            "name the Markdown file itself, such as `posts/hello.md`",
        ),
        ArticleMessage::CannotRead { reason } => sentence(
            format!("the file cannot be read: {reason}"),
            "check that it exists and that you may read it",
        ),
        ArticleMessage::TooLarge { size, limit } => sentence(
            format!(
                "the file has {}, more than the limit of {}",
                mebibytes(*size),
                mebibytes(*limit)
            ),
            "publish it in parts, and keep images in files of their own instead of `data:` addresses",
        ),
        ArticleMessage::Utf16 => sentence(
            "the file is in UTF-16",
            "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
        ),
        ArticleMessage::NotUtf8 { byte } => sentence(
            format!("the byte 0x{byte:02X} is not UTF-8"),
            "save the file as UTF-8; if it is in GBK, `iconv -f GBK -t UTF-8` converts it",
        ),
        ArticleMessage::Nul => sentence(
            "there is a NUL character",
            "delete it; if the file is full of them it is no text, or is in UTF-16: save it as UTF-8",
        ),
        ArticleMessage::NoFrontMatter { instead } => sentence(
            match instead {
                Unopened::Text => "the file has no front matter",
                Unopened::Json => "the front matter is JSON, which is not read",
                Unopened::Keys => "the front matter has no opening `---` line",
                Unopened::Blanks => "the front matter does not begin at the start of the file",
            },
            match instead {
                Unopened::Text => "begin it with a line `---`, a line `title: …` and a line `---`",
                Unopened::Json => {
                    "write it as YAML between `---` lines, or as TOML between `+++` lines"
                }
                Unopened::Keys => "write a line `---` before it",
                Unopened::Blanks => "delete what is before it, so that the fence is the first line",
            },
        ),
        ArticleMessage::NotClosed { fence } => sentence(
            format!("the front matter that begins here with `{fence}` is never closed"),
            format!("write a line `{fence}` after its last key"),
        ),
        ArticleMessage::NotKeys { found } => sentence(
            format!("the front matter is {} in place of keys with values", kind(*found)),
            "write `key: value` lines, such as `title: …`, with a space after the colon",
        ),
        ArticleMessage::BadYaml { reason } => sentence(
            format!("the front matter is not valid YAML: {reason}"),
            "write one `key: value` a line; put a value with special characters in double quotes",
        ),
        ArticleMessage::YamlTab => sentence(
            "there is a tab in the YAML where only spaces may be",
            "indent with spaces",
        ),
        ArticleMessage::YamlQuote => sentence(
            "a quoted text in the YAML does not end where its value ends",
            "close it with the same quote; inside double quotes write `\\\"` for a quote and `\\\\` for a backslash, inside single quotes `''`",
        ),
        ArticleMessage::YamlBracket => sentence(
            "a `[` or `{` in the YAML has no partner, or text follows the closing one",
            "close the list with `]` or the map with `}`; a text that begins with a bracket goes in double quotes",
        ),
        ArticleMessage::YamlEscape => sentence(
            "a backslash in double quotes begins no escape that YAML knows",
            "write `\\\\` for a backslash, or put the text in single quotes",
        ),
        ArticleMessage::YamlColon => sentence(
            "there is a `: ` inside an unquoted text",
            "put the whole text in double quotes",
        ),
        ArticleMessage::YamlSpace { key } => sentence(
            format!("there is no space after the colon of `{key}`"),
            format!("write `{key}: …`, with the colon of an English keyboard and a space"),
        ),
        ArticleMessage::YamlStart { character } => sentence(
            match character {
                '`' => "an unquoted text begins with a backtick, which YAML reserves".to_owned(),
                _ => format!("an unquoted text begins with `{character}`, which means something in YAML"),
            },
            "put the whole text in double quotes",
        ),
        ArticleMessage::YamlIndent => sentence(
            "this line is neither a key of the level above nor part of the value before it",
            "give the keys of one level the same indentation, and put long texts in double quotes",
        ),
        ArticleMessage::YamlAlias { name } => sentence(
            format!("`*{name}` refers to an anchor `&{name}` that is not there"),
            "put a text that begins with `*` in double quotes",
        ),
        ArticleMessage::YamlKey => sentence(
            "a key in the YAML is a list or a map",
            "put a text that begins with `[` or `{` in double quotes; fill in what a template left as `{{ … }}`",
        ),
        ArticleMessage::YamlTooLarge { limit } => sentence(
            format!("the front matter has more than {limit} values, aliases counted in full"),
            "write the values themselves in place of nested `*aliases`",
        ),
        ArticleMessage::BadToml { reason } => sentence(
            format!("this is not valid TOML: {reason}"),
            "write one `key = value` a line, with texts in double quotes",
        ),
        ArticleMessage::DuplicateKey { key, first } => sentence(
            match first {
                Some(line) => format!("the key `{key}` is there twice, first on line {line}"),
                None => format!("the key `{key}` is there twice"),
            },
            "keep one of them",
        ),
        ArticleMessage::UnknownKey {
            key,
            nearest,
            known,
        } => sentence(
            format!("nothing reads the key `{key}`"),
            match nearest {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "no key may be here; delete it".to_owned(),
                None => format!("the keys here are: {}", known.join(", ")),
            },
        ),
        ArticleMessage::WrongKind { key, wanted, found } => sentence(
            format!("`{key}` wants {} and has {}", kind(*wanted), kind(*found)),
            match wanted {
                Kind::Nothing => format!("delete `{key}`"),
                Kind::Truth => format!("write `{key}` with true or false"),
                Kind::Whole => format!("write `{key}` with digits only, such as 12"),
                Kind::Number => format!("write `{key}` with a number, such as 12.50"),
                Kind::Text => format!("write `{key}` with one text, in double quotes"),
                Kind::List => format!("write `{key}` with a list, such as [one, two]"),
                Kind::Map => format!("give `{key}` keys of its own, one a line"),
            },
        ),
        ArticleMessage::NoTitle => sentence(
            "the front matter has no title",
            "write `title: …` between the `---` lines at the top of the file",
        ),
        ArticleMessage::EmptyTitle => sentence("the title is empty", "write the title after `title:`"),
        ArticleMessage::EmptyBody => sentence(
            "there is no text after the front matter",
            "write the article below it; comments alone are not published",
        ),
        ArticleMessage::NoImageAddress => sentence(
            "the image has no address",
            "write its file or its `https:` address between the brackets, or delete it",
        ),
        ArticleMessage::MissingImage {
            url,
            path,
            nearest,
            absolute,
        } => sentence(
            format!("the image `{url}` is not there: no file `{path}`"),
            match (nearest, absolute) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, true) => "name it relative to the article; an address that begins with `/` is looked up in the project's root, not in the `source` or `static` directory of a site generator".to_owned(),
                (None, false) => "put the file there, or correct the address; it is relative to the article".to_owned(),
            },
        ),
        ArticleMessage::CannotReadImage { url, reason } => sentence(
            format!("the image `{url}` cannot be read: {reason}"),
            "make the file readable for you",
        ),
        ArticleMessage::NotAnImage { url } => sentence(
            format!("the file `{url}` is not a PNG, JPEG, GIF or WebP image"),
            "convert it; what counts is its content, not its name",
        ),
        ArticleMessage::ImageInPieces { url } => sentence(
            format!("the address of the image `{url}` is written across lines"),
            "write the whole image on one line",
        ),
        ArticleMessage::OutsideProject { url } => sentence(
            format!("the image `{url}` is not below the project's root, so `[images] base_url` does not lead to it"),
            "move it into the project, or upload images with `[images] command`",
        ),
    }
}

/// A kind in words.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Nothing => "nothing",
        Kind::Truth => "true or false",
        Kind::Whole => "a whole number",
        Kind::Number => "a number",
        Kind::Text => "a text",
        Kind::List => "a list",
        Kind::Map => "keys with values",
    }
}

fn mebibytes(bytes: u64) -> String {
    // Rounded up, so that one byte over the limit does not read as the limit.
    format!(
        "{:.1} MiB",
        (bytes as f64 / 1_048_576.0 * 10.0).ceil() / 10.0
    )
}
