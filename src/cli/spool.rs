//! The plans of a run on disk: a run of many articles holds in memory what it works on, and of the rest the heads.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use async_trait::async_trait;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::config::Configured;
use super::plans::{self, Made};
use super::screen::lock;
use super::world::World;
use super::{Failure, secrets};
use crate::ledger::{Catalogue, Kept};
use crate::pipeline::{Head, Order, Orders, Taken};
use crate::plan::Plan;
use crate::platforms::jzguai::catalogue;
use crate::record::Recorder;
use crate::site::SiteFileKind;
use crate::text::{Findings, RunMessage};

/// The plans of a run, written one after the other and read when they are worked on.
pub struct Spool {
    file: Mutex<File>,
    path: PathBuf,
}

/// Where a value is in the spool.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    at: u64,
    long: u64,
}

impl Spool {
    /// Begins a spool in the state directory. Nobody else reads it, and it is gone with the process.
    ///
    /// # Errors
    /// The directory cannot be written.
    pub fn begin(state: &Path, run: &str) -> Result<Self, RunMessage> {
        let path = state.join(format!("{run}.plans"));
        let trouble = |e: io::Error| RunMessage::State(format!("{}: {e}", path.display()));
        std::fs::create_dir_all(state).map_err(trouble)?;
        let mut how = OpenOptions::new();
        how.create_new(true).read(true).write(true);
        let file = how.open(&path).map_err(trouble)?;
        // Where the system allows it the name goes at once, so that a killed run leaves nothing behind.
        let _ = std::fs::remove_file(&path);
        Ok(Self {
            file: Mutex::new(file),
            path,
        })
    }

    /// Puts a value in.
    ///
    /// # Errors
    /// The disk is full, or worse.
    pub fn put(&self, value: &impl Serialize) -> Result<Place, RunMessage> {
        let bytes = serde_json::to_vec(value).map_err(io::Error::other);
        let put = bytes.and_then(|bytes| {
            let mut file = lock(&self.file);
            let at = file.seek(SeekFrom::End(0))?;
            file.write_all(&bytes)?;
            let long = bytes.len() as u64;
            Ok(Place { at, long })
        });
        put.map_err(|e| self.trouble(&e))
    }

    /// Reads a value back.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn take<T: DeserializeOwned>(&self, place: Place) -> Result<T, RunMessage> {
        let mut file = lock(&self.file);
        let read = file.seek(SeekFrom::Start(place.at)).and_then(|_| {
            let part = BufReader::new((&mut *file).take(place.long));
            serde_json::from_reader(part).map_err(io::Error::other)
        });
        read.map_err(|e| self.trouble(&e))
    }

    fn trouble(&self, e: &io::Error) -> RunMessage {
        RunMessage::State(format!("{}: {e}", self.path.display()))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The plans of a run: their heads, and where they are.
pub struct Spooled<'a> {
    spool: Spool,
    rows: Vec<Row<'a>>,
    heads: Vec<Head<'a>>,
}

struct Row<'a> {
    place: Place,
    older: Place,
    configured: &'a Configured,
    root: PathBuf,
}

impl<'a> Spooled<'a> {
    /// Begins with no plan.
    ///
    /// # Errors
    /// The state directory cannot be written.
    pub fn begin(state: &Path, run: &str) -> Result<Self, RunMessage> {
        Ok(Self {
            spool: Spool::begin(state, run)?,
            rows: Vec::new(),
            heads: Vec::new(),
        })
    }

    /// Puts a plan in.
    ///
    /// # Errors
    /// The disk is full, or worse.
    pub fn put(&mut self, made: Made<'a>) -> Result<(), RunMessage> {
        let place = self.spool.put(&made.plan)?;
        let older = self.spool.put(&made.older)?;
        self.heads
            .push(Head::of(&made.plan, &made.configured.account));
        self.rows.push(Row {
            place,
            older,
            configured: made.configured,
            root: made.root,
        });
        Ok(())
    }

    /// The accounts, each once, in the order in which they come.
    pub fn accounts(&self) -> Vec<&'a Configured> {
        let mut found: Vec<&Configured> = Vec::new();
        for Row { configured, .. } in &self.rows {
            if !found
                .iter()
                .any(|f| f.account.name == configured.account.name)
            {
                found.push(configured);
            }
        }
        found
    }

    /// The heads.
    pub fn heads(&self) -> &[Head<'a>] {
        &self.heads
    }

    /// A plan.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn plan(&self, n: usize) -> Result<Plan, RunMessage> {
        self.spool.take(self.rows[n].place)
    }
}

/// The orders of a run: its plans with what carries them out.
pub struct Sent<'a> {
    world: &'a World,
    spooled: &'a Spooled<'a>,
}

impl<'a> Sent<'a> {
    /// Puts the two together, once every account's secrets are at hand and hidden from the record.
    ///
    /// # Errors
    /// Findings that name each missing secret and setting.
    pub fn of(
        world: &'a World,
        spooled: &'a Spooled<'a>,
        recorder: &Recorder,
    ) -> Result<Self, Failure> {
        let mut findings = Findings::new();
        for configured in spooled.accounts() {
            match secrets::of(configured, &world.config) {
                Ok(secrets) => {
                    for secret in secrets.0.values() {
                        recorder.hide(secret);
                    }
                    let platform = plans::platform(configured);
                    if let Err(more) = platform.dialect(&configured.account, &secrets) {
                        findings.extend(more);
                    }
                    platform
                        .pages(&configured.account)
                        .map_err(|e| Failure::Internal(e.to_string()))?;
                }
                Err(more) => findings.extend(more),
            }
        }
        findings.dedup();
        match findings.is_empty() {
            true => Ok(Self { world, spooled }),
            false => Err(findings.into()),
        }
    }

    /// An order.
    ///
    /// # Errors
    /// The plan cannot be read any more, or a secret is not there any more.
    pub async fn make(&self, n: usize) -> Result<Order<'a>, RunMessage> {
        let Row {
            configured,
            root,
            older,
            ..
        } = &self.spooled.rows[n];
        let account = &configured.account;
        let gone = |_| RunMessage::State(format!("the secrets of {} are gone", account.name));
        let secrets = secrets::of(configured, &self.world.config).map_err(gone)?;
        let platform = plans::platform(configured);
        let plan = self.spooled.plan(n)?;
        let own = plan.pages_file().map(|name| {
            let account = account.with_site_file(SiteFileKind::Pages, name);
            platform.pages(&account)
        });
        // The file that the plan was made from may be gone since.
        let pages = match own {
            Some(Ok(pages)) => Ok(pages),
            _ => platform.pages(account),
        };
        let mut order = Order {
            plan,
            account,
            platform,
            dialect: platform.dialect(account, &secrets).map_err(gone)?,
            root: root.clone(),
            pages: pages.map_err(|e| RunMessage::State(e.to_string()))?,
            older: self.spooled.spool.take(*older)?,
        };
        self.remember(&mut order).await;
        Ok(order)
    }

    /// Gives an order the last known price, for the hours in which the vendor's catalogue is closed.
    async fn remember(&self, order: &mut Order<'_>) {
        let Some((model, id)) = catalogue::ordered(&order.plan) else {
            return;
        };
        let account = &order.plan.key.account;
        // Without it an order waits for the catalogue to open again.
        let kept = self.world.ledger.media(account, id).await;
        let kept = kept.unwrap_or_default();
        let here = |k: &&Kept| k.medium.model == model && k.gone.is_none();
        if let Some(kept) = kept.iter().find(here) {
            catalogue::remember(&mut order.plan, &kept.medium, kept.seen);
        }
    }
}

#[async_trait]
impl Orders for Sent<'_> {
    fn heads(&self) -> &[Head<'_>] {
        &self.spooled.heads
    }

    async fn order(&self, n: usize) -> Result<Taken<'_>, RunMessage> {
        Ok(Taken::Made(Box::new(self.make(n).await?)))
    }
}
