//! What is wanted at a time, as the arguments of one `publish` of one file: whatever a command line may say, the
//! schedule can keep, and both are read by one parser.

use std::path::Path;

use clap::{CommandFactory, FromArgMatches, ValueEnum};

use crate::cli::args::{Args, Command, PublishArgs};

/// The arguments that publish one file as it is wanted, without its time.
pub fn written(args: &PublishArgs, file: &Path) -> Vec<String> {
    let how = &args.how;
    let site_file = how.site_file.clone();
    let config = how.common.config.as_deref().map(|c| shown(&absolute(c)));
    let patience = args.patience.wait_for_person.as_secs();
    let options = [
        ("--to", Some(how.to.join(","))),
        ("--via", name(how.via)),
        ("--trace", name(how.trace)),
        ("--site-file", site_file),
        ("--config", config),
        ("--wait-for-person", Some(format!("{patience}s"))),
        ("--at", Some("now".to_owned())),
    ];
    let flags = [
        ("--draft", how.draft),
        ("--yes", how.yes),
        ("--sandbox", how.common.sandbox),
        ("--no-heal", args.heal.no_heal),
    ];
    let mut all = vec!["publish".to_owned()];
    for (option, value) in options {
        all.extend(value.map(|v| format!("{option}={v}")));
    }
    let given = flags.into_iter().filter(|(_, given)| *given);
    all.extend(given.map(|(flag, _)| flag.to_owned()));
    // Whatever a file may be called.
    all.extend(["--".to_owned(), shown(&absolute(file))]);
    all
}

/// Reads arguments as the command line of a publish, held against a plan's hash.
///
/// # Errors
/// They are of another version of fagao: in clap's words.
pub fn read(arguments: &[String], hash: Option<&str>) -> Result<PublishArgs, String> {
    let expect = hash.map(|h| format!("--expect={h}"));
    let (command, rest) = arguments.split_at(arguments.len().min(1));
    let all = std::iter::once("fagao")
        .chain(command.iter().map(String::as_str))
        .chain(expect.as_deref())
        .chain(rest.iter().map(String::as_str));
    let matches = Args::command().try_get_matches_from(all);
    let args = matches.and_then(|m| Args::from_arg_matches(&m));
    match args.map_err(|e| e.to_string())?.command {
        Command::Publish(args) => Ok(args),
        _ => Err(arguments.join(" ")),
    }
}

fn name(value: impl ValueEnum) -> Option<String> {
    Some(value.to_possible_value()?.get_name().to_owned())
}

fn absolute(path: &Path) -> std::path::PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_is_read_as_it_was_given() {
        let given = [
            "publish",
            "--to=juejin,jz",
            "--via=api",
            "--trace=on",
            "--site-file=2026-02-02",
            "--config=/a b/fagao.toml",
            "--draft",
            "--yes",
            "--sandbox",
            "--no-heal",
            "--wait-for-person=90s",
            "--",
            "/a b/--post.md",
        ];
        let given: Vec<String> = given.iter().map(|a| (*a).to_owned()).collect();
        let first = read(&given, None).unwrap();
        let again = read(&written(&first, Path::new("/a b/--post.md")), Some("abc")).unwrap();
        // Its time has come, and its plan is held against the one that was reviewed.
        assert_eq!(again.at.as_deref(), Some("now"));
        assert_eq!(again.expect.as_deref(), Some("abc"));
        let same = PublishArgs {
            at: None,
            expect: None,
            ..again
        };
        assert_eq!(format!("{same:?}"), format!("{first:?}"));
    }
}
