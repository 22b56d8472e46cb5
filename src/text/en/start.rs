//! The first steps.

use super::sentence;
use crate::text::{Sentence, StartMessage, StartText};

pub(super) fn message(m: &StartMessage) -> Sentence {
    match m {
        StartMessage::Exists(file) => sentence(
            format!("{file} is there already; it was left as it is"),
            "choose another directory with `--dir`, or edit the file that is there",
        ),
        StartMessage::CannotWrite(why) => sentence(
            format!("a file cannot be written: {why}"),
            "choose a directory that is yours to write with `--dir`",
        ),
        StartMessage::NobodyToAsk => sentence(
            "nobody can be asked here",
            "say it by options, such as `fagao init --platforms juejin,jzguai --dir posts`; `fagao init --help` lists them",
        ),
        StartMessage::BadAnswer { key, found } => sentence(
            format!("{found:?} is not a value for `{key}`"),
            "run the same command again and write it as the question says",
        ),
    }
}

pub(in crate::text) fn text(t: &StartText) -> String {
    match t {
        StartText::Written(file) => format!("{file} is written"),
        StartText::StillToChange => "this is still to change in it:".to_owned(),
        StartText::NextSteps { dir, sign_in, to } => {
            let line = |command: &str, about: &str| format!("  # {about}\n  {command}\n");
            let mut text = String::from("next:\n");
            if let Some(dir) = dir {
                text += &line(&format!("cd {dir}"), "the commands look for fagao.toml upwards from here");
            }
            text += &line("fagao doctor", "what is still missing, and what to do");
            for account in sign_in {
                text += &line(&format!("fagao login {account} --qr"), "sign in with the site's app");
            }
            text += &line("fagao new \"A title\"", "an article to begin with");
            text += &line("fagao check ARTICLE", "what has to change in it");
            let publish = format!("fagao publish ARTICLE --to {to} --sandbox");
            text += &line(&publish, "publish it to the sandbox first");
            text.trim_end().to_owned()
        }
        StartText::ConfigHead => "fagao's configuration of this project. No secret stands here: only where each one is.".to_owned(),
        StartText::ConfigProject => "part of order numbers: do not change it later".to_owned(),
        StartText::ConfigJuejin => "Juejin, through the browser: `fagao login juejin --qr` signs in".to_owned(),
        StartText::ConfigJzguai => "jzguai's paid media: `fagao media search` finds one".to_owned(),
        StartText::ConfigBudget => "in yuan; nothing is ordered beyond it".to_owned(),
        StartText::ConfigYunsuo => "Yunsuo: pushes to the accounts of its pool".to_owned(),
        StartText::ConfigFillIn => "fill this in, from the platform's console".to_owned(),
        StartText::ConfigSecret => "where the secret is".to_owned(),
        StartText::ArticleCategory => "one of the site's categories; `fagao juejin categories` lists them".to_owned(),
        StartText::ArticleTags => "1 to 3 tags that the site has; `fagao juejin tags WORD` finds them".to_owned(),
        StartText::ArticleSummary => "50 to 100 characters; without it the text's beginning is taken".to_owned(),
        StartText::ArticleMedium => "the medium's number: choose one with `fagao media search` before you order".to_owned(),
        StartText::ArticleCategories => "at least five; `fagao yunsuo categories` lists them".to_owned(),
        StartText::ArticleCover => "the web address of your cover image".to_owned(),
        StartText::ArticleBody => "Write the article here, and delete these lines. The first paragraph is what readers see in lists, so begin with what they get from reading on.\n\n## A section\n\nImages stand beside the article and are named relative to it. `fagao check` tells what has to change before it can be published.\n".to_owned(),
    }
}
