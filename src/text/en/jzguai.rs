//! About an order of paid media.

use super::sentence;
use crate::text::{JzguaiMessage, Sentence};

pub(super) fn say(m: &JzguaiMessage) -> Sentence {
    match m {
        JzguaiMessage::NoProject => sentence(
            "the configuration has no `project`, so that another project's orders could get the same ids",
            "write `project = \"my-blog\"` at the top of fagao.toml, and do not change it later",
        ),
        JzguaiMessage::NoResource => sentence(
            "no medium is named",
            "write the medium's number from the catalogue, such as `resource: 12786`, or a list of them",
        ),
        JzguaiMessage::NoModel { known } => sentence(
            "no kind of media is named",
            format!("write `model:` with one of: {}", known.join(", ")),
        ),
        JzguaiMessage::UnknownModel {
            found,
            nearest,
            known,
        } => sentence(
            format!("there is no kind of media {found:?}"),
            match nearest {
                Some(near) => format!("did you mean {near}?"),
                None => format!("the kinds are: {}", known.join(", ")),
            },
        ),
        JzguaiMessage::PriceType {
            model,
            found,
            allowed,
        } => sentence(
            match found {
                Some(found) => format!("media of kind {model} have no type of price {found:?}"),
                None => format!("media of kind {model} want a type of price"),
            },
            format!("write `price_type:` with one of: {}", allowed.join(", ")),
        ),
        JzguaiMessage::NoPriceTypes { model } => sentence(
            format!("media of kind {model} have no types of price"),
            "delete `price_type`",
        ),
        JzguaiMessage::NotPositive { key, found } => sentence(
            format!("`{key}` is {found}"),
            format!("write `{key}` with the number from the catalogue, such as 12786"),
        ),
        JzguaiMessage::Twice { resource } => sentence(
            format!("the medium {resource} is named twice"),
            "delete one; to order it again, use `--again`",
        ),
        JzguaiMessage::OneOut => sentence(
            "`out_resource` is one number for several media",
            "delete it, or give the article one `resource` at a time",
        ),
        JzguaiMessage::Missing { key, model } => sentence(
            format!("an order of kind {model} wants `{key}`"),
            format!(
                "write `{key}:` here; the order costs money at once, so it is sent complete or not at all"
            ),
        ),
        JzguaiMessage::NotAUrl { key, url } => sentence(
            format!("`{key}` is no address of the web: {url:?}"),
            "write it in full, such as `https://example.com/page`",
        ),
        JzguaiMessage::LocalFile { key, url } => sentence(
            format!("`{key}` names the local file `{url}`, and jzguai takes addresses only"),
            "say where local images go with `[images] base_url` or `command` in fagao.toml, or write its `https://` address",
        ),
        JzguaiMessage::LocalImage { url } => sentence(
            format!("the image `{url}` is on this machine, and jzguai needs remote images"),
            "say where local images go with `[images] base_url` or `command` in fagao.toml, or write its `https://` address",
        ),
        JzguaiMessage::UnknownSlot { key, slot } => sentence(
            format!("`{key}` uses `${{{slot}}}`, which nothing fills"),
            "write `${account.url}` with the name of an account",
        ),
        JzguaiMessage::NotEarlier { key, account, this } => sentence(
            format!(
                "`{key}` uses the link of {account}, which this run does not publish to before {this}"
            ),
            format!("name it first: `--to {account},{this}`; or write the address itself"),
        ),
        JzguaiMessage::After { found } => sentence(
            format!("`after` is {found:?}"),
            "write `after: live`, or delete it",
        ),
        JzguaiMessage::AfterNothing => sentence(
            "`after` waits for a link, and no field uses one",
            "use one, such as `source: \"${juejin.url}\"`, or delete `after`",
        ),
        JzguaiMessage::DataImage => sentence(
            "an image of the text is within its own address (`data:`), and jzguai needs remote images",
            "put it into a file and name that; `[images]` says where files go",
        ),
        JzguaiMessage::BaseUrl { url } => sentence(
            format!("`base_url` is no address of the web: {url:?}"),
            "write it as `base_url = \"https://open-rw-cs.jzguai.com\"`, or delete it",
        ),
        JzguaiMessage::KeyChoice { found } => sentence(
            format!("`key` is {found:?}"),
            "write `key = \"app_secret\"`, or `key = \"app_key\"` for the V5.5 dialect",
        ),
        JzguaiMessage::NoSetting { name } => sentence(
            format!("the account has no `{name}`"),
            format!(
                "write `{name} = \"…\"` under the account in fagao.toml; the vendor's console shows it"
            ),
        ),
        JzguaiMessage::NoSecret { name } => sentence(
            format!("the account has no `{name}`"),
            format!(
                "write `{name} = {{ env = \"…\" }}` under the account in fagao.toml and set that variable"
            ),
        ),
        JzguaiMessage::SiteFile { why } => sentence(
            why.clone(),
            "choose another `site_file` for the account, or none",
        ),
    }
}

/// What to do about an error code of the vendor's table.
pub(super) fn what_to_do(code: &str) -> Option<&'static str> {
    Some(match code {
        "ERROR00001" => "check `base_url` of the account: the vendor knows no such call there",
        "ERROR00013" => "check `app_key` of the account against the vendor's console",
        "ERROR00015" => {
            "check the fields of the order against the kind of medium; `--dry-run` shows what is sent"
        }
        "ERROR00020" => {
            "top the account up in the vendor's console, then run the same command again; `fagao wallet` shows what is left"
        }
        "ERROR00021" => "choose another medium: `fagao media sync`, then `fagao media search`",
        "ERROR00022" => {
            "the vendor has an order of this id already: `fagao status --refresh` asks how it stands"
        }
        "ERROR00023" => {
            "add this machine's public address to the white list (IP白名单) in the vendor's console, then run the same command again"
        }
        "ERROR00024" => {
            "check `app_secret` and `key` of the account: the document seals with \"app_secret\", V5.5 with \"app_key\""
        }
        "ERROR00025" => {
            "the catalogue is closed daily 9:00-12:00 and 13:00-19:00 China time, as far as is known: run the same command again after that"
        }
        "ERROR00099" => {
            "the vendor's own fault: run the same command again later; an order that may have arrived is looked for first"
        }
        _ => return None,
    })
}
