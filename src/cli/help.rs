//! The command line as it shows itself: examples for every command, and the help in the person's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory};

use super::args::Args;
use crate::text::help::{self, Wrong};
use crate::text::{HelpWord, Lang};

/// What every command is shown with: its path below `fagao`, and command lines that work.
const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "fagao init",
            "fagao new \"Hello\"",
            "fagao check hello.md",
            "fagao publish hello.md --to juejin --sandbox",
        ],
    ),
    (
        "report",
        &[
            "fagao report --open",
            "fagao report --list",
            "fagao report --format junit --out report.xml",
            "fagao report --prune --older-than 30d",
        ],
    ),
    ("notify", &["fagao notify list", "fagao notify test"]),
    ("notify list", &["fagao notify list --json"]),
    (
        "notify test",
        &["fagao notify test", "fagao notify test team --event failed"],
    ),
    (
        "init",
        &[
            "fagao init",
            "fagao init --platforms juejin,yunsuo --dir posts",
        ],
    ),
    (
        "new",
        &[
            "fagao new \"用 Rust 写发稿机器人\"",
            "fagao new \"Hello\" --to juejin --dir posts",
        ],
    ),
    (
        "check",
        &[
            "fagao check posts/*.md",
            "fagao check post.md --to juejin --format sarif",
        ],
    ),
    (
        "publish",
        &[
            "fagao publish post.md --to juejin --dry-run",
            "fagao publish post.md --to juejin,jz,ys --sandbox --yes",
            "fagao publish \"posts/*.md\" --to juejin,jz --yes",
            "fagao publish post.md --to juejin --at \"2026-12-01 09:00\"",
            "fagao publish post.md --to juejin --via api --json",
        ],
    ),
    (
        "status",
        &["fagao status", "fagao status post.md --refresh"],
    ),
    ("resume", &["fagao resume", "fagao resume --headed"]),
    (
        "settle",
        &[
            "fagao settle 20261121-214500-3fa9 ys --as failed",
            "fagao settle 20261121-214500-3fa9 ys --as live --url https://example.com/1",
        ],
    ),
    (
        "adopt",
        &["fagao adopt post.md --to juejin --url https://juejin.cn/post/7400000000000000001"],
    ),
    (
        "ledger",
        &[
            "fagao ledger export ledger.json",
            "fagao ledger import ledger.json --dry-run",
            "fagao ledger check",
        ],
    ),
    (
        "ledger export",
        &[
            "fagao ledger export ledger.json",
            "fagao ledger export > ledger.json",
        ],
    ),
    (
        "ledger import",
        &[
            "fagao ledger import ledger.json --dry-run",
            "fagao ledger import ledger.json",
        ],
    ),
    ("ledger check", &["fagao ledger check"]),
    (
        "juejin",
        &["fagao juejin categories", "fagao juejin tags Rust"],
    ),
    (
        "juejin list",
        &["fagao juejin list", "fagao juejin list Rust --page 2"],
    ),
    ("juejin drafts", &["fagao juejin drafts --json"]),
    ("juejin categories", &["fagao juejin categories"]),
    ("juejin tags", &["fagao juejin tags Rust"]),
    ("juejin columns", &["fagao juejin columns"]),
    ("juejin topics", &["fagao juejin topics"]),
    (
        "juejin delete",
        &[
            "fagao juejin delete 7400000000000000001",
            "fagao juejin delete 7400000000000000002 --draft --yes",
        ],
    ),
    (
        "media",
        &[
            "fagao media sync --model 网络媒体",
            "fagao media search 财经 --region 湖北 --price-max 50.00",
            "fagao media show 24065",
        ],
    ),
    (
        "media sync",
        &["fagao media sync", "fagao media sync --model 网络媒体"],
    ),
    (
        "media search",
        &["fagao media search 财经 --region 湖北 --price-max 50.00"],
    ),
    ("media show", &["fagao media show 24065"]),
    (
        "orders",
        &["fagao orders", "fagao orders --watch", "fagao orders --csv"],
    ),
    (
        "wallet",
        &[
            "fagao wallet",
            "fagao wallet --from 2026-11-01 --to 2026-11-30",
        ],
    ),
    (
        "yunsuo",
        &["fagao yunsuo categories", "fagao yunsuo accounts"],
    ),
    ("yunsuo categories", &["fagao yunsuo categories"]),
    ("yunsuo accounts", &["fagao yunsuo accounts --json"]),
    (
        "selectors",
        &[
            "fagao selectors list",
            "fagao selectors check juejin",
            "fagao selectors diff 2026-02-02 2026-09-27",
        ],
    ),
    (
        "selectors check",
        &[
            "fagao selectors check juejin",
            "fagao selectors check juejin --html captures/juejin",
            "fagao selectors check juejin --json --site-file 2026-09-27",
        ],
    ),
    (
        "selectors diff",
        &[
            "fagao selectors diff 2026-02-02 2026-09-27",
            "fagao selectors diff juejin/api/2026-02-02 juejin/api/2026-09-13",
            "fagao selectors diff 2026-09-27 mine/juejin/pages/2026-11-27.toml",
        ],
    ),
    ("selectors list", &["fagao selectors list --json"]),
    (
        "selectors capture",
        &["fagao selectors capture juejin --out captures/juejin"],
    ),
    (
        "selectors heal",
        &[
            "fagao selectors heal juejin",
            "fagao selectors heal juejin --write --out selectors",
        ],
    ),
    (
        "selectors record",
        &[
            "fagao selectors record juejin",
            "fagao selectors record juejin --only title,editor",
            "fagao selectors record juejin --import recording.json --mapping steps.json",
        ],
    ),
    ("selectors schema", &["fagao selectors schema --kind api"]),
    (
        "login",
        &[
            "fagao login juejin --qr",
            "fagao login juejin --sms",
            "fagao login juejin --import cookies.txt",
        ],
    ),
    (
        "logout",
        &["fagao logout juejin", "fagao logout juejin --forget"],
    ),
    (
        "sandbox",
        &["fagao sandbox", "fagao sandbox book", "fagao sandbox reset"],
    ),
    ("sandbox book", &["fagao sandbox book"]),
    ("sandbox reset", &["fagao sandbox reset"]),
    ("sandbox do", &["fagao sandbox do ask-captcha"]),
    (
        "serve",
        &[
            "fagao serve --listen 127.0.0.1:8787",
            "fagao serve --late 6h",
            "fagao serve --sandbox",
        ],
    ),
    (
        "schedule",
        &[
            "fagao schedule",
            "fagao schedule list --json",
            "fagao schedule cancel 3",
        ],
    ),
    ("schedule list", &["fagao schedule list"]),
    ("schedule cancel", &["fagao schedule cancel 3"]),
    (
        "watch",
        &[
            "fagao watch posts --to juejin",
            "fagao watch posts --to juejin,jz --yes",
        ],
    ),
    ("doctor", &["fagao doctor", "fagao doctor --sandbox --json"]),
    (
        "trust",
        &["fagao trust", "fagao trust posts/fagao.toml --yes"],
    ),
    (
        "completions",
        &["fagao completions bash > ~/.local/share/bash-completion/completions/fagao"],
    ),
    (
        "man",
        &["fagao man | man -l -", "fagao man ~/.local/share/man/man1"],
    ),
];

/// The command line in a language.
pub fn command(lang: Lang) -> Command {
    dressed(Args::command(), "", lang)
}

fn dressed(command: Command, path: &str, lang: Lang) -> Command {
    let mut command = command;
    let names: Vec<String> = command
        .get_subcommands()
        .map(|s| s.get_name().to_owned())
        .collect();
    for name in names {
        let below = format!("{path} {name}").trim().to_owned();
        command = command.mut_subcommand(name, |sub| dressed(sub, &below, lang));
    }
    let examples = EXAMPLES.iter().find(|(p, _)| *p == path);
    if let Some((_, examples)) = examples {
        let head = HelpWord::Examples.say(lang);
        command = command.after_help(format!("{head}\n  {}", examples.join("\n  ")));
    }
    match lang {
        // What stands in the code is English.
        Lang::En => command,
        Lang::Zh => translated(command, path, lang),
    }
}

/// Replaces the texts that the derived command line has; what the table lacks stays as it is.
fn translated(command: Command, path: &str, lang: Lang) -> Command {
    let word = |w: HelpWord| w.say(lang);
    let mut command = command
        .subcommand_help_heading(word(HelpWord::Commands))
        .disable_help_subcommand(true)
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}",
            word(HelpWord::Usage)
        ))
        .mut_args(|arg| translated_arg(arg, path, lang));
    if let Some(about) = help::about(lang, path) {
        command = command.about(about).long_about(None::<&str>);
    }
    let option = word(HelpWord::Options);
    command = command.disable_help_flag(true).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(clap::ArgAction::Help)
            .help(word(HelpWord::Help))
            .help_heading(option.clone()),
    );
    if path.is_empty() {
        command = command.disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help(word(HelpWord::Version))
                .help_heading(option),
        );
    }
    let usage = usage(&command, path, lang);
    command.override_usage(usage)
}

/// The usage of a command, with the parser's own placeholders in a language.
fn usage(command: &Command, path: &str, lang: Lang) -> String {
    let name = format!("fagao {path}");
    let mut named = command.clone().bin_name(name.trim_end());
    let usage = named.render_usage().to_string();
    let mut usage = usage.trim_start_matches("Usage: ").to_owned();
    for (placeholder, word) in [
        ("OPTIONS", HelpWord::Options),
        ("COMMAND", HelpWord::Commands),
    ] {
        for (open, close) in [("[", "]"), ("<", ">")] {
            let said = format!("{open}{}{close}", word.say(lang));
            usage = usage.replace(&format!("{open}{placeholder}{close}"), &said);
        }
    }
    usage
}

fn translated_arg(arg: Arg, path: &str, lang: Lang) -> Arg {
    let heading = match arg.is_positional() {
        true => HelpWord::Arguments,
        false => HelpWord::Options,
    };
    let Some(text) = help::argument(lang, path, arg.get_id().as_str()) else {
        return arg.help_heading(heading.say(lang));
    };
    let mut text = text.to_owned();
    let takes = arg.get_action().takes_values();
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|v| takes && !v.is_hide_set())
        .map(|v| v.get_name().to_owned())
        .collect();
    if !values.is_empty() {
        text += &HelpWord::Values(values).say(lang);
    }
    let defaults: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|d| d.to_string_lossy().into_owned())
        .filter(|d| takes && !d.is_empty())
        .collect();
    if !defaults.is_empty() {
        text += &HelpWord::Default(defaults.join(",")).say(lang);
    }
    if let Some(env) = arg.get_env() {
        text += &HelpWord::Env(env.to_string_lossy().into_owned()).say(lang);
    }
    let arg = arg
        .help(text)
        .long_help(None::<&str>)
        .help_heading(heading.say(lang));
    match takes {
        true => arg
            .hide_possible_values(true)
            .hide_default_value(true)
            .hide_env(true),
        false => arg,
    }
}

/// What clap says of a command line, in a language that it does not speak; none for help, which is no error.
pub fn wrong(lang: Lang, error: &clap::Error) -> Option<String> {
    let all = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(many)) => many.clone(),
        Some(other) => vec![other.to_string()],
        None => Vec::new(),
    };
    let one = |kind| all(kind).into_iter().next();
    let argument = || one(ContextKind::InvalidArg).unwrap_or_default();
    let wrong = match error.kind() {
        _ if !error.use_stderr() => return None,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::MissingRequiredArgument => Wrong::Missing(all(ContextKind::InvalidArg)),
        ErrorKind::UnknownArgument => Wrong::Unknown {
            found: argument(),
            nearest: one(ContextKind::SuggestedArg),
        },
        ErrorKind::InvalidSubcommand => Wrong::NoCommand {
            found: one(ContextKind::InvalidSubcommand).unwrap_or_default(),
            nearest: one(ContextKind::SuggestedSubcommand),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => Wrong::Value {
            argument: argument(),
            found: one(ContextKind::InvalidValue).unwrap_or_default(),
            known: all(ContextKind::ValidValue),
        },
        ErrorKind::ArgumentConflict => Wrong::Conflict {
            argument: argument(),
            with: all(ContextKind::PriorArg),
        },
        _ => Wrong::Other,
    };
    help::wrong(lang, &wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(command: &Command, path: &str, see: &mut dyn FnMut(&Command, &str)) {
        see(command, path);
        for sub in command.get_subcommands() {
            let below = format!("{path} {}", sub.get_name()).trim().to_owned();
            walk(sub, &below, see);
        }
    }

    fn han(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn every_command_has_examples_that_it_understands() {
        let mut lacking = Vec::new();
        walk(&command(Lang::En), "", &mut |command, path| {
            let help = command.get_after_help().map(ToString::to_string);
            let examples: Vec<String> = help
                .iter()
                .flat_map(|h| h.lines())
                .map(|l| l.trim().to_owned())
                .filter(|l| l.starts_with("fagao "))
                .collect();
            if !examples
                .iter()
                .any(|e| e.starts_with(format!("fagao {path}").trim()))
            {
                lacking.push(path.to_owned());
            }
        });
        assert!(lacking.is_empty(), "no example: {lacking:?}");
        for (path, examples) in EXAMPLES {
            for example in *examples {
                let line = example
                    .split([' ', '|'])
                    .take_while(|w| *w != ">" && !w.is_empty());
                let words: Vec<&str> = line.collect();
                // A title in quotes has its blanks in the shell.
                let words = words.join(" ");
                let mut parts: Vec<String> = Vec::new();
                for (n, part) in words.split('"').enumerate() {
                    match n % 2 {
                        1 => parts.push(part.to_owned()),
                        _ => parts.extend(part.split_whitespace().map(str::to_owned)),
                    }
                }
                let read = command(Lang::En).try_get_matches_from(&parts);
                assert!(read.is_ok(), "{path}: {example}: {:?}", read.err());
            }
        }
    }

    #[test]
    fn every_command_and_argument_has_a_chinese_help_text() {
        let mut lacking = Vec::new();
        walk(&command(Lang::Zh), "", &mut |command, path| {
            if !command.get_about().is_some_and(|a| han(&a.to_string())) {
                lacking.push(path.to_owned());
            }
            for arg in command.get_arguments().filter(|a| !a.is_hide_set()) {
                let text = help::argument(Lang::Zh, path, arg.get_id().as_str());
                if !text.is_some_and(han) {
                    lacking.push(format!("{path} {}", arg.get_id()));
                }
            }
        });
        assert!(
            lacking.is_empty(),
            "in English only:\n{}",
            lacking.join("\n")
        );
    }

    #[test]
    fn what_is_wrong_with_a_command_line_is_said_in_chinese() {
        let said = |line: &str| {
            let error = command(Lang::Zh).try_get_matches_from(line.split(' '));
            let error = error.expect_err("a command line that makes no sense");
            wrong(Lang::Zh, &error).map(|text| format!("$ {line}\n{text}\n"))
        };
        let lines = [
            "fagao publish",
            "fagao publsh a.md",
            "fagao publish a.md --to juejin --dry-rum",
            "fagao publish a.md --to juejin --via post",
            "fagao publish a.md --to juejin --wait soon",
            "fagao publish a.md --to juejin --draft --wait 10m",
            "fagao --lang fr status",
        ];
        let all: Vec<String> = lines.into_iter().filter_map(said).collect();
        insta::assert_snapshot!("wrong_zh", all.join("\n"));
        assert_eq!(said("fagao --help"), None);
        let english = command(Lang::En).try_get_matches_from(["fagao", "publish"]);
        assert_eq!(wrong(Lang::En, &english.expect_err("an error")), None);
    }

    #[test]
    fn the_chinese_help_reads_as_chinese() {
        let mut command = command(Lang::Zh);
        command.build();
        insta::assert_snapshot!("help_zh", command.render_help());
        let publish = command.find_subcommand_mut("publish").expect("publish");
        insta::assert_snapshot!("help_publish_zh", publish.render_help());
    }
}
