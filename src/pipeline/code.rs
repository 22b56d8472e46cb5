//! A code that the site sends to a phone: had sent, asked for, handed in; asked for again when it was wrong.
//! Through its page, or by its calls.

use std::time::Duration;

use super::desk::Desk;
use super::{Trouble, TroubleKind};
use crate::plan::{Call, CodeCalls, CodeStep, Condition, Question, Reading, Step, Template};
use crate::secret::Secret;
use crate::text::RunMessage;

/// The slot of the code.
const CODE: &str = "code";

/// How long a site may take to say what it thinks of a code, or to have one sent.
const ANSWER: Duration = Duration::from_secs(15);

/// How long its page may take after it said something, before what it said counts.
const AFTERTHOUGHT: Duration = Duration::from_secs(2);

/// How long words of the page stay at most that are about something earlier.
const FADING: Duration = Duration::from_secs(6);

/// How long a site may make one wait before it sends another code; a minute is usual.
const COUNTDOWN: Duration = Duration::from_secs(90);

/// How often another code is had sent.
const RESENDS: u32 = 3;

/// Words by which the site says that trying on is of no use.
const OVER: [&str; 5] = ["频繁", "过多", "上限", "异常", "冻结"];

/// By what a code is had sent and handed in.
#[derive(Clone, Copy)]
enum Way<'a> {
    Page(&'a CodeStep),
    Calls(&'a CodeCalls),
}

impl Way<'_> {
    fn tries(self) -> u32 {
        match self {
            Way::Page(step) => step.tries,
            Way::Calls(step) => step.tries,
        }
    }
}

/// Done, or what the site says of it.
type Said = Result<(), String>;

impl Desk<'_> {
    /// Carries the step out on the page.
    pub async fn code(&mut self, step: &CodeStep) -> Result<(), Trouble> {
        self.by_code(Way::Page(step)).await
    }

    /// Carries the step out by calls.
    pub async fn code_by_calls(&mut self, step: &CodeCalls) -> Result<(), Trouble> {
        self.by_code(Way::Calls(step)).await
    }

    /// Nothing of it is done again without a person's answer in between.
    async fn by_code(&mut self, way: Way<'_>) -> Result<(), Trouble> {
        let sent = match way {
            Way::Page(step) => {
                let gone = Condition::Gone(step.send.clone());
                self.press(step, &step.send, &gone).await?
            }
            Way::Calls(step) => self.call_once(&step.send).await?,
        };
        if let Err(says) = sent {
            return Err(self.refused(says, 0));
        }
        let mut says: Option<String> = None;
        let (mut tries, mut resends) = (0, 0);
        while tries < way.tries() {
            let code = self.answer(Question::SmsCode, says.as_deref()).await?;
            if code.expose().is_empty() {
                resends += 1;
                if resends > RESENDS {
                    return Err(self.refused("no code was given".to_owned(), tries));
                }
                says = Some(match way {
                    Way::Page(step) => self.send_again(step).await?,
                    Way::Calls(step) => again(self.call_once(&step.send).await?),
                });
                continue;
            }
            self.slots.set_secret(CODE, code.expose().clone());
            tries += 1;
            let handed_in = match way {
                Way::Page(step) => {
                    let fill = Step::Fill {
                        element: step.field.clone(),
                        text: Template::slot(CODE),
                        secret: true,
                    };
                    self.perform(&fill, None).await?;
                    self.press(step, &step.button, &step.until).await?
                }
                Way::Calls(step) => self.call_once(&step.sign_in).await?,
            };
            match handed_in {
                Ok(()) => return Ok(()),
                Err(words) if OVER.iter().any(|over| words.contains(over)) => {
                    return Err(self.refused(words, tries));
                }
                Err(words) => says = Some(words),
            }
        }
        Err(self.refused(says.unwrap_or_default(), tries))
    }

    /// Sends a call once; its no in the site's own words.
    async fn call_once(&mut self, call: &Call) -> Result<Said, Trouble> {
        let clear = call.fill(&self.slots)?;
        let request = self.order.dialect.seal(&clear, &self.moment());
        let deadline = self.ports.policy.call_deadline;
        let began = self.ports.recorder.now_ms();
        let answer = self.line().send(request, deadline).await;
        let took = self.ports.recorder.now_ms() - began;
        let answer = answer.map_err(|e| {
            self.called_by_name(&call.name, &e.to_string(), took);
            Trouble::wire(&e)
        })?;
        Ok(match self.order.dialect.open(&clear, &answer) {
            Reading::Done(slots) => {
                self.called_by_name(&call.name, "done", took);
                self.slots.extend(slots);
                Ok(())
            }
            Reading::Refused(refusal) => {
                self.called_by_name(&call.name, &format!("refused with {}", refusal.code), took);
                Err(refusal.says)
            }
            Reading::Unclear(what) => {
                self.called_by_name(&call.name, &what, took);
                let call = call.name.clone();
                return Err(Trouble::stop(RunMessage::Unclear { call, what }));
            }
        })
    }

    /// Has another code sent, and says how that went.
    async fn send_again(&mut self, step: &CodeStep) -> Result<String, Trouble> {
        let account = self.order.account.name.clone();
        let patience = COUNTDOWN.min(self.ports.policy.patience);
        let page = self.page().await?;
        let there = Condition::Shows(step.resend.clone());
        let ready = page
            .wait_for_one(&[there], patience)
            .await
            .map_err(|e| Trouble::page(&e, &account))?;
        if ready.is_none() {
            return Ok("its countdown is not over, and no other code was sent".to_owned());
        }
        let gone = Condition::Gone(step.resend.clone());
        Ok(again(self.press(step, &step.resend, &gone).await?))
    }

    /// Presses an element once, and waits until a condition holds or the site says why not: its words.
    async fn press(
        &mut self,
        step: &CodeStep,
        element: &crate::site::Element,
        until: &Condition,
    ) -> Result<Said, Trouble> {
        let account = self.order.account.name.clone();
        let trouble = |e| Trouble::page(&e, &account);
        let policy = self.ports.policy;
        let answer = match policy.window {
            // There may be something that the person must do first.
            true => policy.patience,
            false => ANSWER,
        };
        let page = self.page().await?;
        // What the page still says is not about this press.
        let quiet = Condition::Gone(step.says.clone());
        page.wait_for_one(&[quiet], FADING)
            .await
            .map_err(&trouble)?;
        page.click_once(element).await.map_err(&trouble)?;
        let says = Condition::Shows(step.says.clone());
        let either = [until.clone(), says];
        match page.wait_for_one(&either, answer).await.map_err(&trouble)? {
            Some(0) => return Ok(Ok(())),
            Some(_) => {}
            None => {
                return Ok(Err(format!(
                    "the page said nothing within {} s",
                    answer.as_secs()
                )));
            }
        }
        let words = page.texts(&step.says).await.map_err(&trouble)?.join("; ");
        // It may have said that all is well, and go on.
        let on = page
            .wait_for_one(std::slice::from_ref(until), AFTERTHOUGHT)
            .await
            .map_err(&trouble)?;
        Ok(match on {
            Some(_) => Ok(()),
            None => Err(words),
        })
    }

    /// Asks the person; what they say is hidden from all that is recorded.
    pub async fn answer(
        &mut self,
        question: Question,
        says: Option<&str>,
    ) -> Result<Secret, Trouble> {
        let account = self.order.account.name.clone();
        let answer = self.ports.person.ask(&account, question, says).await;
        let answer = answer.ok_or_else(|| Trouble {
            message: RunMessage::NoAnswer {
                account,
                what: question.to_string(),
            },
            kind: TroubleKind::Person,
        })?;
        self.ports.recorder.hide(&answer);
        Ok(answer)
    }

    fn refused(&self, says: String, tries: u32) -> Trouble {
        Trouble {
            message: RunMessage::SignInRefused {
                account: self.order.account.name.clone(),
                says,
                tries,
            },
            kind: TroubleKind::Person,
        }
    }
}

/// What is told when another code was asked for.
fn again(sent: Said) -> String {
    sent.map_or_else(|words| words, |()| "another code was sent".to_owned())
}
