//! The notices of runs: events are heard beside the progress, and what they tell is sent while the run goes on. No notice
//! stops a run, and a command ends when its notices are through, each within its time.

use std::sync::{Arc, Mutex};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{JoinHandle, JoinSet};

use super::Table;
use crate::cli::config::Config;
use crate::cli::online::USER_AGENT;
use crate::cli::{output, places, screen, stop};
use crate::http::{HttpOptions, HttpWire};
use crate::notify::{Channel, Delivery, Gathering, Notice, Tools, Worded, deliver};
use crate::record::{Event, Listener, Recorder, Stamped};
use crate::text::{Lang, NoticeText, NotifyMessage, say};

/// What the sending of a run's notices hears.
enum Heard {
    /// Something happened.
    Event(Box<Stamped>),
    /// No more comes.
    Over,
}

/// The notices of the runs of a command.
#[derive(Default)]
pub struct Notices {
    runs: Mutex<Vec<(UnboundedSender<Heard>, JoinHandle<()>)>>,
}

/// A run's events on their way to its notices.
pub struct Begun {
    tell: UnboundedSender<Heard>,
    hear: UnboundedReceiver<Heard>,
}

impl Notices {
    /// A listener that hears beside another one, where anybody is to be told anything.
    pub fn listen(config: &Config, beside: Listener) -> (Listener, Option<Begun>) {
        if config.notices.is_empty() {
            return (beside, None);
        }
        let (tell, hear) = unbounded_channel();
        let begun = Begun {
            tell: tell.clone(),
            hear,
        };
        let listener = move |stamped: &Stamped| {
            beside(stamped);
            if Gathering::wants(&stamped.event) {
                // Nobody hears any more once the run has ended.
                let _ = tell.send(Heard::Event(Box::new(stamped.clone())));
            }
        };
        (Box::new(listener), Some(begun))
    }

    /// Begins to send what a run tells; what opens the receivers is hidden from its record.
    pub fn begin(
        &self,
        begun: Begun,
        recorder: &Recorder,
        config: &Config,
        lang: Lang,
        sandbox: bool,
    ) {
        let channels: Vec<(Table, Result<Channel, NotifyMessage>)> = config
            .notices
            .iter()
            .map(|table| (table.clone(), table.channel(config)))
            .collect();
        for channel in channels.iter().filter_map(|(_, c)| c.as_ref().ok()) {
            channel.secrets().iter().for_each(|s| recorder.hide(s));
        }
        let sending = Sending {
            channels,
            recorder: recorder.clone(),
            tools: tools(lang, sandbox).map(Arc::new),
            lang,
        };
        let task = tokio::spawn(sending.run(begun.hear));
        let mut runs = screen::lock(&self.runs);
        runs.retain(|(_, task)| !task.is_finished());
        runs.push((begun.tell, task));
    }

    /// Waits for the notices that are still on their way.
    pub async fn finish(&self) {
        let runs = std::mem::take(&mut *screen::lock(&self.runs));
        for (tell, _) in &runs {
            let _ = tell.send(Heard::Over);
        }
        let all = async {
            for (_, task) in runs {
                let _ = task.await;
            }
        };
        let _ = stop::unless_stopped(all).await;
    }
}

/// What sending needs: a client of its own, for receivers are no platforms.
pub fn tools(lang: Lang, sandbox: bool) -> Result<Tools, String> {
    let options = HttpOptions {
        user_agent: USER_AGENT.to_owned(),
        no_proxy: sandbox,
        ..HttpOptions::default()
    };
    Ok(Tools {
        wire: Arc::new(HttpWire::new(options).map_err(|e| e.to_string())?),
        clock: places::clock(),
        roots: Vec::new(),
        lang,
    })
}

/// A notice's number.
pub fn id() -> String {
    hex::encode(&places::random()[..16])
}

struct Sending {
    channels: Vec<(Table, Result<Channel, NotifyMessage>)>,
    recorder: Recorder,
    tools: Result<Arc<Tools>, String>,
    lang: Lang,
}

impl Sending {
    async fn run(self, mut hear: UnboundedReceiver<Heard>) {
        let mut gathering = Gathering::new(self.lang);
        let mut sent = JoinSet::new();
        loop {
            let (notice, over) = match hear.recv().await {
                Some(Heard::Event(stamped)) => {
                    let over = matches!(stamped.event, Event::RunEnded { .. });
                    (gathering.hear(&stamped), over)
                }
                Some(Heard::Over) | None => (gathering.broken(), true),
            };
            if let Some(notice) = notice {
                self.send(&notice, &mut sent);
            }
            if over {
                break;
            }
        }
        while sent.join_next().await.is_some() {}
    }

    fn send(&self, notice: &Notice, sent: &mut JoinSet<()>) {
        for (table, channel) in &self.channels {
            if !table.on.contains(&notice.event) {
                continue;
            }
            let (table, channel, notice) = (table.clone(), channel.clone(), notice.clone());
            let (recorder, tools, lang) = (self.recorder.clone(), self.tools.clone(), self.lang);
            sent.spawn(async move {
                let event = notice.event.word();
                let delivery = match (channel, tools) {
                    (Ok(channel), Ok(tools)) => {
                        let redactor = recorder.redactor();
                        let worded = Worded::new(notice, id(), &channel, lang, &redactor);
                        deliver(&channel, &worded, &tools, &redactor).await
                    }
                    (Err(message), _) => Delivery::untried(message),
                    (_, Err(why)) => {
                        let host = table.name.clone();
                        Delivery::untried(NotifyMessage::Unreachable { host, why })
                    }
                };
                recorder.say(delivery.event(&table.name, event));
                tell(&table, &delivery, lang);
            });
        }
    }
}

/// Says that a notice was not delivered; one that was is heard of elsewhere.
fn tell(table: &Table, delivery: &Delivery, lang: Lang) {
    let Some(message) = &delivery.trouble else {
        tracing::info!("the notice {} was delivered", table.name);
        return;
    };
    let sentence = say(lang, &message.clone().into());
    let line = NoticeText::NotDelivered {
        name: table.name.clone(),
        kind: table.kind.word().to_owned(),
        why: format!("{} [{}]", sentence.what, message.code()),
    };
    // In one go: several may be told at once, and each has its own hint below it.
    let hint = sentence.hint.map(|h| format!("  -> {h}\n"));
    output::err(&format!("{}\n{}", line.say(lang), hint.unwrap_or_default()));
}
