//! Which language people are spoken to in: chosen once, before the command line is read, and passed on as a value.

use std::ffi::OsString;

use super::Failure;
use crate::text::{Lang, UsageText};

/// Reads the name of a language.
pub fn parse(name: &str) -> Result<Lang, String> {
    Lang::named(name).ok_or_else(|| "there are zh and en".to_owned())
}

/// What `--lang` says on a command line: found before the rest is understood, so that its help and its errors
/// are in that language too.
pub fn said(args: impl Iterator<Item = OsString>) -> Option<String> {
    let mut args = args.skip(1).take_while(|a| a != "--");
    while let Some(arg) = args.next() {
        let Some(arg) = arg.to_str() else { continue };
        if arg == "--lang" {
            return args.next()?.into_string().ok();
        }
        if let Some(name) = arg.strip_prefix("--lang=") {
            return Some(name.to_owned());
        }
    }
    None
}

/// Chooses: `--lang`, then `FAGAO_LANG`, then the locale (the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set),
/// else English. A name that `--lang` gives and nobody knows is left to the command line's own error.
///
/// # Errors
/// `FAGAO_LANG` names a language that there is no table for.
pub fn choose(said: Option<&str>, env: impl Fn(&str) -> Option<String>) -> Result<Lang, Failure> {
    if let Some(lang) = said.and_then(Lang::named) {
        return Ok(lang);
    }
    let set = |name: &str| env(name).filter(|v| !v.is_empty());
    if let Some(name) = set("FAGAO_LANG") {
        let unknown = || Failure::Misused(UsageText::NoLanguage(name.clone()));
        return Lang::named(&name).ok_or_else(unknown);
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    Ok(locale.and_then(|l| Lang::named(&l)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(said: Option<&str>, env: &[(&str, &str)]) -> Option<Lang> {
        let get = |name: &str| {
            let found = env.iter().find(|(n, _)| *n == name);
            found.map(|(_, v)| (*v).to_owned())
        };
        choose(said, get).ok()
    }

    #[test]
    fn what_is_nearer_to_the_person_decides() {
        let (en, zh) = (Some(Lang::En), Some(Lang::Zh));
        for (said, env, wanted) in [
            (None, &[][..], en),
            (None, &[("LANG", "zh_CN.UTF-8")], zh),
            (None, &[("LANG", "zh_TW.UTF-8")], zh),
            (None, &[("LANG", "C.UTF-8")], en),
            (None, &[("LANG", "de_DE.UTF-8")], en),
            (
                None,
                &[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "en_US.UTF-8")],
                en,
            ),
            (None, &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], en),
            (None, &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")], zh),
            (None, &[("LC_ALL", "zh_CN.UTF-8"), ("FAGAO_LANG", "en")], en),
            (None, &[("FAGAO_LANG", "zh")], zh),
            (None, &[("FAGAO_LANG", "fr"), ("LANG", "zh_CN")], None),
            (Some("en"), &[("FAGAO_LANG", "zh")], en),
            (Some("zh-CN"), &[("FAGAO_LANG", "fr")], zh),
        ] {
            assert_eq!(chosen(said, env), wanted, "{said:?} {env:?}");
        }
    }

    #[test]
    fn the_option_is_found_wherever_it_stands() {
        let said = |line: &str| said(line.split(' ').map(OsString::from));
        assert_eq!(said("fagao --lang zh status").as_deref(), Some("zh"));
        assert_eq!(said("fagao status --lang=en").as_deref(), Some("en"));
        assert_eq!(said("fagao status -- --lang zh"), None);
        assert_eq!(said("fagao status --lang"), None);
    }
}
