//! `fagao init`: a few questions, and a commented `fagao.toml`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::config::FILE;
use super::new::{below, write_new};
use super::screen::screen;
use super::trust::trust;
use super::world::PLATFORMS;
use super::{Failure, output, places};
use crate::plan::Money;
use crate::session::write_private;
use crate::text::{ConfigMessage, Finding, Lang, Prompt, StartMessage, StartText};

/// `fagao init`. Keys are asked on the terminal, hidden; they are never arguments.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The platforms, instead of the question
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub platforms: Vec<String>,
    /// Where the articles are, instead of the question; fagao.toml goes there
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &InitArgs, lang: Lang) -> Result<u8, Failure> {
    let asks = output::can_ask();
    if args.platforms.is_empty() && !asks {
        return Err(StartMessage::NobodyToAsk.into());
    }
    let asking = Asking { lang, asks };
    let dir = match &args.dir {
        Some(dir) => dir.clone(),
        None => asking.line(&Prompt::Articles, ".")?.into(),
    };
    let file = below(&dir, FILE);
    // Before the questions: nobody types keys for nothing.
    if file.exists() {
        return Err(StartMessage::Exists(file.display().to_string()).into());
    }
    let platforms = platforms(&args.platforms, &asking)?;
    let project = project(&dir);
    let mut text = heading(lang, &project);
    let mut accounts = Vec::new();
    for platform in &platforms {
        let (account, table) = match *platform {
            "juejin" => ("juejin", juejin(lang)),
            "jzguai" => ("jz", jzguai(&asking, &project)?),
            _ => ("ys", yunsuo(&asking, &project)?),
        };
        accounts.push(account);
        text += &table;
    }
    write_new(&file, &text)?;
    // The user has answered just now: what it names of this machine is theirs.
    trust(&file)?;
    let written = StartText::Written(file.display().to_string());
    output::err(&format!("{}\n", written.say(lang)));
    let sign_in = accounts.iter().filter(|a| **a == "juejin");
    let here = Path::new(".").canonicalize().ok();
    let elsewhere = dir.canonicalize().ok() != here;
    let next = StartText::NextSteps {
        dir: elsewhere.then(|| quoted(&dir.display().to_string())),
        sign_in: sign_in.map(|a| (*a).to_owned()).collect(),
        to: accounts.join(","),
    };
    output::err(&format!("{}\n", next.say(lang)));
    Ok(0)
}

/// Asks on the terminal, or takes what is there when nobody can be asked.
struct Asking {
    lang: Lang,
    asks: bool,
}

impl Asking {
    fn line(&self, prompt: &Prompt, default: &str) -> Result<String, Failure> {
        if !self.asks {
            return Ok(default.to_owned());
        }
        let asked = screen().ask(|| {
            let input = dialoguer::Input::<String>::new()
                .with_prompt(prompt.say(self.lang))
                .allow_empty(true);
            match default {
                "" => input.interact_text(),
                default => input.default(default.to_owned()).interact_text(),
            }
        });
        let typed = asked.map_err(|_| StartMessage::NobodyToAsk)?;
        Ok(typed.trim().to_owned())
    }

    fn hidden(&self, prompt: &Prompt) -> Result<String, Failure> {
        if !self.asks {
            return Ok(String::new());
        }
        let asked = screen().ask(|| {
            dialoguer::Password::new()
                .with_prompt(prompt.say(self.lang))
                .allow_empty_password(true)
                .interact()
        });
        let typed = asked.map_err(|_| StartMessage::NobodyToAsk)?;
        Ok(typed.trim().to_owned())
    }

    /// A setting's line; what is not answered stands as a comment.
    fn setting(&self, name: &'static str, answer: &str) -> String {
        match answer {
            "" => format!(
                "# {name} = \"…\"  # {}\n",
                StartText::ConfigFillIn.say(self.lang)
            ),
            answer => format!("{name} = {}\n", quoted(answer)),
        }
    }

    /// A secret's line: the file that was typed into, readable by its owner alone, else the environment.
    fn secret(
        &self,
        project: &str,
        account: &str,
        key: &'static str,
        env: &str,
    ) -> Result<String, Failure> {
        let prompt = Prompt::Secret {
            key,
            env: env.to_owned(),
        };
        let typed = self.hidden(&prompt)?;
        let about = StartText::ConfigSecret.say(self.lang);
        if typed.is_empty() {
            return Ok(format!("{key} = {{ env = \"{env}\" }}  # {about}\n"));
        }
        let file = places::secret_file(&format!("{project}-{account}-{key}"))?;
        let failed =
            |e: std::io::Error| StartMessage::CannotWrite(format!("{}: {e}", file.display()));
        if file.exists() {
            return Err(StartMessage::Exists(file.display().to_string()).into());
        }
        if let Some(dir) = file.parent() {
            std::fs::create_dir_all(dir).map_err(failed)?;
        }
        write_private(&file, typed.as_bytes()).map_err(failed)?;
        let file = quoted(&file.display().to_string());
        Ok(format!("{key} = {{ file = {file} }}  # {about}\n"))
    }
}

fn platforms(named: &[String], asking: &Asking) -> Result<Vec<&'static str>, Failure> {
    let known: Vec<String> = PLATFORMS.iter().map(|p| p.name().to_owned()).collect();
    let named = match named.is_empty() {
        false => named.join(","),
        true => asking.line(&Prompt::Platforms(known.join(", ")), "juejin")?,
    };
    let words = named
        .split([',', '，', '、', ' '])
        .filter(|w| !w.is_empty());
    let mut found = Vec::new();
    for word in words {
        let Some(platform) = PLATFORMS.iter().find(|p| p.name() == word) else {
            let name = word.to_owned();
            return Err(Finding::of(ConfigMessage::NoPlatform { name, known }).into());
        };
        if !found.contains(&platform.name()) {
            found.push(platform.name());
        }
    }
    Ok(found)
}

/// The project's name: its directory's, as far as it is of plain letters.
fn project(dir: &Path) -> String {
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    let plain = |c: char| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_lowercase(),
        false => '-',
    };
    let name: String = name.chars().map(plain).collect();
    match name.trim_matches('-') {
        // Not one name for all: orders of two projects must not get the same numbers.
        "" => format!("blog-{}", hex::encode(&places::random()[..3])),
        name => name.to_owned(),
    }
}

fn heading(lang: Lang, project: &str) -> String {
    let head = StartText::ConfigHead.say(lang);
    let about = StartText::ConfigProject.say(lang);
    format!("# {head}\nproject = \"{project}\"  # {about}\n")
}

fn juejin(lang: Lang) -> String {
    let about = StartText::ConfigJuejin.say(lang);
    format!("\n# {about}\n[accounts.juejin]\nplatform = \"juejin\"\n")
}

fn jzguai(asking: &Asking, project: &str) -> Result<String, Failure> {
    let lang = asking.lang;
    let about = StartText::ConfigJzguai.say(lang);
    let key = asking.line(&Prompt::Setting("app_key"), "")?;
    let mut text = format!("\n# {about}\n[accounts.jz]\nplatform = \"jzguai\"\n");
    text += &asking.setting("app_key", &key);
    text += &asking.secret(project, "jz", "app_secret", "JZGUAI_APP_SECRET")?;
    let budget = asking.line(&Prompt::Budget, "50.00")?;
    if budget.parse::<Money>().is_err() {
        let (key, found) = ("budget", budget);
        return Err(StartMessage::BadAnswer { key, found }.into());
    }
    let about = StartText::ConfigBudget.say(lang);
    text +=
        &format!("budget = {{ per_order = \"{budget}\", per_day = \"{budget}\" }}  # {about}\n");
    Ok(text)
}

fn yunsuo(asking: &Asking, project: &str) -> Result<String, Failure> {
    let about = StartText::ConfigYunsuo.say(asking.lang);
    let code = asking.line(&Prompt::Setting("user_code"), "")?;
    let mut text = format!("\n# {about}\n[accounts.ys]\nplatform = \"yunsuo\"\n");
    text += &asking.setting("user_code", &code);
    text += &asking.secret(project, "ys", "api_key", "YUNSUO_API_KEY")?;
    let to = asking.line(&Prompt::PushTo, "")?;
    let ids: Vec<String> = to
        .split([',', '，', ' '])
        .filter(|id| !id.is_empty())
        .map(quoted)
        .collect();
    text += &match ids.is_empty() {
        true => {
            let about = StartText::ConfigFillIn.say(asking.lang);
            format!("# push_to = [\"…\"]  # {about}\n")
        }
        false => format!("push_to = [{}]\n", ids.join(", ")),
    };
    Ok(text)
}

/// A TOML text: JSON's escapes are TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
