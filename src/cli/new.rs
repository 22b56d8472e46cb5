//! `fagao new`: the skeleton of an article that passes the checks.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::config::{Config, Configured};
use super::{Failure, check, output, places};
use crate::report;
use crate::text::{ArticleMessage, Finding, Lang, StartMessage, StartText};

/// The most characters of a file's name before its ending.
const LONGEST: usize = 60;

/// `fagao new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The title
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// The accounts that it will be published to; without it all that are configured
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub to: Vec<String>,
    /// The directory that it is written into
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// The configuration, instead of the fagao.toml found upwards from the directory
    #[arg(long, value_name = "FILE", env = "FAGAO_CONFIG")]
    pub config: Option<PathBuf>,
    /// Write it for the accounts of the simulated platforms
    #[arg(long)]
    pub sandbox: bool,
}

/// Runs the command: exit 3 when something of what was written has to change at once, such as a title that is too long.
pub async fn run(args: NewArgs, lang: Lang) -> Result<u8, Failure> {
    let title = args.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(Finding::of(ArticleMessage::EmptyTitle).into());
    }
    let config = places::config(args.config.as_deref(), args.sandbox, &args.dir)?;
    let accounts = match args.to.is_empty() {
        true => one_each(&config),
        false => config.select(&args.to)?,
    };
    let slug = slug(&title);
    let file = below(&args.dir, &format!("{slug}.md"));
    let day = jiff::Zoned::now().date().to_string();
    write_new(&file, &skeleton(lang, &title, &slug, &day, &accounts))?;
    let written = StartText::Written(file.display().to_string());
    // A script takes the file's name, a person a sentence.
    match output::shown() {
        true => output::out(&format!("{}\n", written.say(lang))),
        false => output::out(&format!("{}\n", file.display())),
    }
    let names: Vec<String> = accounts.iter().map(|c| c.account.name.clone()).collect();
    let findings = check::check(std::slice::from_ref(&file), &names, &config).await?;
    if findings.is_empty() {
        return Ok(0);
    }
    output::err(&format!("{}\n", StartText::StillToChange.say(lang)));
    output::err(&report::findings(lang, &findings));
    Ok(3)
}

/// The accounts, one a platform: a second one reads the platform's section too.
fn one_each(config: &Config) -> Vec<&Configured> {
    let mut all: Vec<&Configured> = Vec::new();
    for configured in config.accounts.values() {
        let platform = &configured.account.platform;
        if !all.iter().any(|c| c.account.platform == *platform) {
            all.push(configured);
        }
    }
    all
}

/// A file of a directory, as a person writes it: `hello.md` in place of `./hello.md`.
pub fn below(dir: &Path, name: &str) -> PathBuf {
    match dir == Path::new(".") {
        true => name.into(),
        false => dir.join(name),
    }
}

/// Writes a file that is not there yet.
///
/// # Errors
/// It is there, or cannot be written.
pub fn write_new(file: &Path, text: &str) -> Result<(), StartMessage> {
    let shown = file.display().to_string();
    let failed = |e: std::io::Error| StartMessage::CannotWrite(format!("{shown}: {e}"));
    if let Some(dir) = file.parent() {
        std::fs::create_dir_all(dir).map_err(failed)?;
    }
    let mut options = std::fs::OpenOptions::new();
    let mut open = match options.write(true).create_new(true).open(file) {
        Ok(open) => open,
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(StartMessage::Exists(shown));
        }
        Err(e) => return Err(failed(e)),
    };
    open.write_all(text.as_bytes()).map_err(failed)
}

/// A file's name out of a title: letters and digits of any script stay, Chinese ones too; all else becomes one `-`.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if slug.chars().count() == LONGEST {
            break;
        }
        match c.is_alphanumeric() {
            true => slug.push(c),
            false if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            false => {}
        }
    }
    match slug.trim_end_matches('-') {
        "" => "article".to_owned(),
        slug => slug.to_owned(),
    }
}

fn skeleton(lang: Lang, title: &str, slug: &str, day: &str, accounts: &[&Configured]) -> String {
    // A JSON text is a YAML text in double quotes.
    let quoted = serde_json::Value::from(title);
    let mut text = format!("---\ntitle: {quoted}\nid: \"{day}-{slug}\"\ndate: {day}\n");
    if !accounts.is_empty() {
        text += "fagao:\n";
    }
    let note = |t: StartText| t.say(lang);
    for configured in accounts {
        text += &format!("  {}:\n", configured.account.name);
        let lines = match configured.account.platform.as_str() {
            "juejin" => vec![
                ("category: 后端", StartText::ArticleCategory),
                ("tags: [后端]", StartText::ArticleTags),
                ("# summary: \"\"", StartText::ArticleSummary),
            ],
            "jzguai" => vec![("resource: 12786", StartText::ArticleMedium)],
            _ => vec![
                (
                    "categories: [科技, 互联网, 教育, 科普, 工具]",
                    StartText::ArticleCategories,
                ),
                (
                    "cover: \"https://example.com/cover.png\"",
                    StartText::ArticleCover,
                ),
            ],
        };
        for (line, about) in lines {
            text += &format!("    {line}  # {}\n", note(about));
        }
        match configured.account.platform.as_str() {
            "jzguai" => text += "    model: 1\n",
            "yunsuo" => text += "    keywords: [发稿]\n",
            _ => {}
        }
    }
    text + "---\n\n" + &note(StartText::ArticleBody)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_title_in_any_script_makes_a_name() {
        for (title, wanted) in [
            ("Hello, World!", "hello-world"),
            (
                "用 Rust 写发稿机器人：从零到一",
                "用-rust-写发稿机器人-从零到一",
            ),
            ("../../etc/passwd", "etc-passwd"),
            ("😀？！", "article"),
            ("—— C++ ——", "c"),
        ] {
            assert_eq!(slug(title), wanted, "{title}");
        }
        assert_eq!(slug(&"长".repeat(300)).chars().count(), 60);
    }
}
