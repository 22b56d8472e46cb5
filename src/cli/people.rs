//! Who answers questions: the person at the terminal, a file or command of theirs, the sandbox's own, or nobody.

use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;

use super::output;
use crate::pipeline::Person;
use crate::plan::{Key, Money, Question};
use crate::sandbox::juejin;
use crate::secret::Secret;

/// How long a code's file is waited for.
const WAIT_FOR_CODE: Duration = Duration::from_secs(600);

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
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Who gives the phone number.
    pub phone: Answer,
    /// Who gives the code.
    pub code: Answer,
    /// Whether what it costs was agreed to on the command line.
    pub yes: bool,
}

#[async_trait]
impl Person for People {
    async fn ask(&self, account: &str, question: Question) -> Option<Secret> {
        let from = match question {
            Question::Phone => &self.phone,
            Question::SmsCode => &self.code,
        };
        let answer = match from {
            Answer::Terminal => ask_terminal(account, question).await,
            Answer::File(file) => wait_for_file(file).await,
            Answer::Command(command) => output_of(command).await,
            Answer::Sandbox => Some(match question {
                Question::Phone => juejin::TEST_PHONE.to_owned(),
                Question::SmsCode => juejin::TEST_CODE.to_owned(),
            }),
        };
        answer
            .map(|a| a.trim().to_owned())
            .filter(|a| !a.is_empty())
            .map(Secret::new)
    }

    async fn agrees(&self, orders: &[(Key, Money)], sum: Money) -> bool {
        if self.yes {
            return true;
        }
        if !output::can_ask() {
            return false;
        }
        for (key, price) in orders {
            output::err(&format!("{key} costs {price} yuan\n"));
        }
        let wanted = sum.to_string();
        let question = format!("Type {wanted} to spend it, anything else to stop");
        let typed = blocking(move || {
            dialoguer::Input::<String>::new()
                .with_prompt(question)
                .allow_empty(true)
                .interact_text()
                .ok()
        })
        .await;
        typed.is_some_and(|t| t.trim() == wanted)
    }
}

async fn ask_terminal(account: &str, question: Question) -> Option<String> {
    if !output::can_ask() {
        return None;
    }
    let prompt = format!("{account}: {question}");
    // Neither is shown while it is typed: terminals are shared and recorded.
    blocking(move || {
        dialoguer::Password::new()
            .with_prompt(prompt)
            .interact()
            .ok()
    })
    .await
}

async fn blocking(f: impl FnOnce() -> Option<String> + Send + 'static) -> Option<String> {
    tokio::task::spawn_blocking(f).await.ok().flatten()
}

/// Waits until a file holds something, for as long as a person may need.
async fn wait_for_file(file: &std::path::Path) -> Option<String> {
    let mut ticks = tokio::time::interval(Duration::from_millis(300));
    let waiting = async {
        loop {
            ticks.tick().await;
            if let Ok(text) = tokio::fs::read_to_string(file).await
                && !text.trim().is_empty()
            {
                return text;
            }
        }
    };
    tokio::time::timeout(WAIT_FOR_CODE, waiting).await.ok()
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
