//! Who answers questions: the person at the terminal, a file or command of theirs, the sandbox's own, or nobody.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use super::output;
use super::screen::screen;
use crate::pipeline::Person;
use crate::plan::{Key, Money, Question};
use crate::qr::{self, Ink};
use crate::sandbox::juejin;
use crate::secret::Secret;
use crate::text::{Lang, Line, Prompt};

/// Where an answer comes from.
#[derive(Clone, Debug, Default)]
pub enum Answer {
    /// The terminal.
    #[default]
    Terminal,
    /// A file, waited for.
    File(PathBuf),
    /// A command's standard output.
    Command(String),
    /// The sandbox's own test user.
    Sandbox,
}

/// The people of a run.
#[derive(Clone)]
pub struct People {
    /// The language of the questions.
    pub lang: Lang,
    /// Who gives the phone number.
    pub phone: Answer,
    /// Who gives the code.
    pub code: Answer,
    /// Whether what it costs was agreed to on the command line.
    pub yes: bool,
    /// How long they are waited for.
    pub patience: Duration,
    /// The code that was given last, which is not given again out of a file.
    given: Arc<Mutex<Option<String>>>,
}

impl People {
    /// People who answer from here, and agree to what it costs beforehand or not.
    pub fn new(lang: Lang, phone: Answer, code: Answer, yes: bool, patience: Duration) -> Self {
        Self {
            lang,
            phone,
            code,
            yes,
            patience,
            given: Arc::default(),
        }
    }
}

#[async_trait]
impl Person for People {
    async fn ask(&self, account: &str, question: Question, says: Option<&str>) -> Option<Secret> {
        let from = match question {
            Question::Phone => &self.phone,
            Question::SmsCode => &self.code,
        };
        if let Some(says) = says {
            let (account, says) = (account.to_owned(), says.to_owned());
            output::err(&format!(
                "{}\n",
                Line::SiteSays { account, says }.say(self.lang)
            ));
        }
        let answer = match from {
            Answer::Terminal => ask_terminal(self.lang, account, question, self.patience).await,
            Answer::File(file) => self.wait_for_file(file).await,
            Answer::Command(command) => output_of(command).await,
            Answer::Sandbox => Some(match question {
                Question::Phone => sandbox_phone(account).to_owned(),
                Question::SmsCode => juejin::TEST_CODE.to_owned(),
            }),
        };
        let answer = answer.map(|a| a.trim().to_owned());
        if question == Question::SmsCode {
            self.given
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone_from(&answer);
        }
        // An empty line of the terminal or of a command wants another code to be sent.
        let resend = question == Question::SmsCode;
        answer.filter(|a| resend || !a.is_empty()).map(Secret::new)
    }

    async fn show(&self, account: &str, code: &str) {
        let ink = match output::watched() {
            true => Ink::Colours,
            false => Ink::Plain,
        };
        match qr::draw(code, ink) {
            Ok(drawing) => {
                let line = Line::Scan(account.to_owned()).say(self.lang);
                output::err(&format!("{line}\n{drawing}"));
            }
            Err(why) => {
                let (account, why) = (account.to_owned(), why.to_string());
                output::err(&format!("{}\n", Line::NoQr { account, why }.say(self.lang)));
            }
        }
    }

    async fn agrees(&self, orders: &[(Key, Money)], sum: Money) -> bool {
        if self.yes {
            return true;
        }
        if !output::can_ask() {
            return false;
        }
        for (key, price) in orders {
            let (key, price) = (key.to_string(), price.to_string());
            output::err(&format!("{}\n", Line::Costs { key, price }.say(self.lang)));
        }
        let wanted = sum.to_string();
        let question = Prompt::Spend(wanted.clone()).say(self.lang);
        let typed = blocking(move || {
            screen().ask(|| {
                dialoguer::Input::<String>::new()
                    .with_prompt(question)
                    .allow_empty(true)
                    .interact_text()
                    .ok()
            })
        })
        .await;
        typed.is_some_and(|t| t.trim() == wanted)
    }
}

async fn ask_terminal(
    lang: Lang,
    account: &str,
    question: Question,
    patience: Duration,
) -> Option<String> {
    if !output::can_ask() {
        return None;
    }
    let code = question == Question::SmsCode;
    let prompt = match question {
        Question::Phone => Prompt::Phone(account.to_owned()),
        Question::SmsCode => Prompt::SmsCode(account.to_owned()),
    };
    let prompt = prompt.say(lang);
    // Neither is shown while it is typed: terminals are shared and recorded.
    let asking = blocking(move || {
        screen().ask(|| {
            dialoguer::Password::new()
                .with_prompt(prompt)
                .allow_empty_password(code)
                .interact()
                .ok()
        })
    });
    tokio::time::timeout(patience, asking).await.ok().flatten()
}

async fn blocking(f: impl FnOnce() -> Option<String> + Send + 'static) -> Option<String> {
    tokio::task::spawn_blocking(f).await.ok().flatten()
}

impl People {
    /// Waits until a file holds something else than the last answer, for as long as a person may need.
    async fn wait_for_file(&self, file: &std::path::Path) -> Option<String> {
        let mut ticks = tokio::time::interval(Duration::from_millis(300));
        let last = self
            .given
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let waiting = async {
            loop {
                ticks.tick().await;
                if let Ok(text) = tokio::fs::read_to_string(file).await
                    && !text.trim().is_empty()
                    && last.as_deref() != Some(text.trim())
                {
                    return text;
                }
            }
        };
        tokio::time::timeout(self.patience, waiting).await.ok()
    }
}

/// The phone of an account of the sandbox's own configuration.
fn sandbox_phone(account: &str) -> &'static str {
    match account {
        "juejin2" => juejin::SECOND_PHONE,
        _ => juejin::TEST_PHONE,
    }
}

async fn output_of(command: &str) -> Option<String> {
    let output = tokio::process::Command::new("sh")
        .args(["-c", command])
        .stdin(std::process::Stdio::null())
        .stderr(std::process::Stdio::inherit())
        .output()
        .await
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
