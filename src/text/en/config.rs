//! About the configuration.

use super::sentence;
use crate::text::{ConfigMessage, Sentence};

pub(super) fn say(m: &ConfigMessage) -> Sentence {
    match m {
        ConfigMessage::Unreadable(why) => sentence(
            format!("the configuration cannot be read: {why}"),
            "check the file's name and its permissions",
        ),
        ConfigMessage::NoSiteFiles(dir) => sentence(
            format!("there is no directory {dir}, in which your site files are to be"),
            "make it, or take the line out; `fagao selectors record` and `fagao selectors heal --write` make it",
        ),
        ConfigMessage::None { upwards, user } => sentence(
            match user {
                Some(user) => {
                    format!("there is no fagao.toml (upwards from {upwards}, {user})")
                }
                None => format!("there is no fagao.toml (upwards from {upwards})"),
            },
            "`fagao init` writes one; or try it with `--sandbox`",
        ),
        ConfigMessage::NoAccount {
            name,
            nearest,
            known,
        } => sentence(
            format!("there is no account {name:?}"),
            match nearest {
                Some(n) => format!("did you mean {n:?}? the accounts are {}", known.join(", ")),
                None => format!("the accounts are {}", known.join(", ")),
            },
        ),
        ConfigMessage::NoAccounts { known } => sentence(
            "`--to` names no account",
            format!("the accounts are {}", known.join(", ")),
        ),
        ConfigMessage::BadName(name) => sentence(
            format!("{name:?} cannot be an account's name"),
            "use letters, digits, `-` and `_`",
        ),
        ConfigMessage::NoPlatform { name, known } => sentence(
            format!("there is no platform {name:?}"),
            format!("write one of {}", known.join(", ")),
        ),
        ConfigMessage::Missing { key, what } => {
            sentence(format!("{key} is missing"), format!("write it: {what}"))
        }
        ConfigMessage::BadValue { key, wanted } => {
            sentence(format!("{key} is not {wanted}"), format!("write {wanted}"))
        }
        ConfigMessage::NotInProject(key) => sentence(
            format!("{key} may not stand in a project's own fagao.toml"),
            "a cloned project must not choose where your sessions and keys go: look at the file, and if you agree to it run \
             `fagao trust`; or put it into your user configuration",
        ),
        ConfigMessage::NotTrusted => sentence(
            "nobody agreed to what this configuration names",
            "run `fagao trust` in a terminal and answer, or with `--yes`",
        ),
        ConfigMessage::NoSecret { account, key, why } => sentence(
            format!("{key} of {account} cannot be had: {why}"),
            format!(
                "provide it there, or write `{key} = {{ env = \"NAME\" }}` or `{{ file = \"PATH\" }}` under [accounts.{account}]"
            ),
        ),
        ConfigMessage::NoPassphrase(why) => sentence(
            format!("the passphrase of the sessions cannot be had: {why}"),
            "set FAGAO_PASSPHRASE, or mend `passphrase` under [sessions]; nothing is kept in clear instead",
        ),
        ConfigMessage::UnknownSection { name, nearest } => sentence(
            format!("{name:?} under `fagao:` is neither an account nor a platform"),
            match nearest {
                Some(n) => format!("did you mean {n:?}?"),
                None => "write the name of an account or of a platform".to_owned(),
            },
        ),
        ConfigMessage::Draft => sentence(
            "the front matter says `draft: true`",
            "remove the line when the article is ready, or stop at a draft with `--draft`",
        ),
        ConfigMessage::NoDrafts(platform) => sentence(
            format!("{platform} has no drafts: what it takes is handed in at once"),
            "leave the account out of `--to`, or run without `--draft`",
        ),
        ConfigMessage::Directory(dir) => sentence(
            format!("{dir} is a directory"),
            format!("name its articles: \"{dir}/*.md\", or \"{dir}/**/*.md\" with those below"),
        ),
        ConfigMessage::NoMatch(pattern) => sentence(
            format!("no file fits {pattern}"),
            "check the pattern; `*` fits names, `**` directories",
        ),
        ConfigMessage::BadPattern { pattern, why } => sentence(
            format!("{pattern} is no pattern: {why}"),
            "write one such as \"posts/*.md\"",
        ),
        ConfigMessage::PlanChanged { expected, found } => sentence(
            format!("the plan is not the one that was reviewed: it is {found} now, not {expected}"),
            "review it again with `--dry-run`; the article, a file that it names, the configuration or a site file was changed",
        ),
    }
}
