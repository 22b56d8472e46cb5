//! `fagao serve`: receives Yunsuo's pushes and jzguai's callbacks.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::net::TcpListener;

use super::args::ServeArgs;
use super::config::Config;
use super::online::Online;
use super::output::tell;
use super::people::People;
use super::schedule::{Clock, keeper};
use super::world::World;
use super::{Failure, places, plans, secrets, stop};
use crate::http::{Fetcher, Unfetched};
use crate::ledger::{AccountLock, Ledger};
use crate::pipeline::{self, Line, Order};
use crate::plan::{Key, Plan};
use crate::platforms::jzguai::callback;
use crate::receiver::{
    self, Answered, Caller, Fetch, FetchError, Filing, Hold, Orders, Proving, Pushes, Reception,
    Shelf,
};
use crate::record::Recorder;
use crate::secret::Secret;
use crate::text::{Finding, Findings, Lang, ReceiverMessage, RunMessage};

/// The names by which this machine is reached from itself.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// How long a file that could not be made waits.
const AGAIN: Duration = Duration::from_secs(15);

/// How often what is unknown is held against what came.
const PROVE: Duration = Duration::from_secs(2);

/// What opens the envelopes of each jzguai account.
type Openers = BTreeMap<String, Secret>;

/// Runs the command.
pub async fn run(args: ServeArgs, lang: Lang) -> Result<u8, Failure> {
    let config = places::config(args.config.as_deref(), args.sandbox, Path::new("."))?;
    let (pushes, keys) = accounts(&config)?;
    let receives = !(pushes.is_empty() && keys.is_empty());
    let world = World::open(config, args.sandbox, lang).await?;
    let run = places::run_id();
    let home = keeper::home(&world.state);
    let _alone = keeper::take(&world.state, &run)
        .await
        .map_err(|e| ReceiverMessage::Another(e.to_string()))?;
    let halt = stop::halt_at_signal();
    let clock = Clock {
        world: &world,
        late: args.late.as_secs().cast_signed(),
        halt: &halt,
    };
    if !receives {
        tell(lang, ReceiverMessage::Nobody);
        clock.keep().await?;
        world.close().await;
        return Ok(0);
    }
    let recorder = world.begin(&run)?;
    let listener = TcpListener::bind(args.listen).await;
    let listener = listener.map_err(|e| cannot_listen(args.listen, &e))?;
    let address = listener.local_addr();
    let address = address.map_err(|e| cannot_listen(args.listen, &e))?;
    let shelf = shelf(&world)?;
    let reception = Arc::new(reception(&world, &home, pushes, keys, address)?);
    for secret in secrets_of(&reception) {
        recorder.hide(&secret);
    }
    let online = Online::open(&world, false).await?;
    let line = online.line();
    let people = online.people(false);
    let asking = Asking {
        world: &world,
        online: &online,
        line: &line,
        people: &people,
        recorder: &recorder,
    };
    if !address.ip().is_loopback() {
        let address = address.to_string();
        tell(lang, ReceiverMessage::Open { address });
    }
    tell(
        lang,
        ReceiverMessage::Up {
            address: address.to_string(),
            dir: shelf.dir().display().to_string(),
        },
    );
    let agent = concat!("fagao/", env!("CARGO_PKG_VERSION"));
    let fetcher = Fetcher::new(agent).map_err(|e| Failure::Internal(e.to_string()))?;
    let filing = Filing {
        inbox: Arc::new(world.ledger.clone()),
        shelf,
        layout: world.config.serve.layout,
        fetch: Arc::new(Images(fetcher)),
        metrics: reception.metrics.clone(),
    };
    // What was hinted at before a restart is among the open orders.
    for account in reception.callers.keys() {
        reception.questions.hint_at_all(account);
    }
    let proving = proving(&world, &run, &reception);
    let receiving = async {
        tokio::select! {
            () = receiver::serve(listener, receiver::router(reception.clone()), halt.called()) => {}
            () = file(&filing, &reception) => {}
            () = prove(&proving, &reception) => {}
            () = reception.questions.run(&world.ledger, &asking, &reception.metrics) => {}
        }
        // What is being published is settled before the process ends.
        halt.call();
    };
    let ((), kept) = tokio::join!(receiving, clock.keep());
    kept?;
    online.close().await;
    world.close().await;
    Ok(0)
}

/// The accounts that have something to receive, with their keys.
fn accounts(config: &Config) -> Result<(BTreeMap<String, Pushes>, Openers), Failure> {
    let mut pushes = BTreeMap::new();
    let mut callers = BTreeMap::new();
    let mut findings = Findings::new();
    for (name, configured) in &config.accounts {
        if !configured.receiving.is_empty() {
            match secrets::receiving(configured, config) {
                Ok(keys) => {
                    pushes.insert(name.clone(), Pushes { keys });
                }
                Err(more) => findings.extend(more),
            }
        }
        if configured.account.platform == "jzguai" {
            let key = secrets::of(configured, config)
                .and_then(|secrets| callback::key(&configured.account, &secrets));
            match key {
                Ok(key) => {
                    callers.insert(name.clone(), key);
                }
                Err(more) => findings.extend(more),
            }
        }
    }
    if findings.is_empty() {
        Ok((pushes, callers))
    } else {
        Err(findings.into())
    }
}

/// The directory of posts; the sandbox has its own beside its ledger.
fn shelf(world: &World) -> Result<Shelf, Failure> {
    let serve = &world.config.serve;
    let dir = if world.sandbox {
        world.state.join(&serve.dir)
    } else {
        world.config.root.join(&serve.dir)
    };
    Shelf::open(&dir).map_err(|e| {
        ReceiverMessage::Directory {
            dir: dir.display().to_string(),
            why: e.to_string(),
        }
        .into()
    })
}

/// Puts together who may speak and read, and tells their paths.
fn reception(
    world: &World,
    home: &Path,
    pushes: BTreeMap<String, Pushes>,
    keys: Openers,
    address: SocketAddr,
) -> Result<Reception, Failure> {
    let inbox = Arc::new(world.ledger.clone());
    let mut reception = Reception::new(inbox.clone(), inbox, world.clock.clone());
    reception.hosts = hosts(&world.config.serve.hosts, address);
    if let Some(source) = &world.config.serve.token {
        let token = secrets::one(source, &world.config)
            .map_err(|why| vec![Finding::of(ReceiverMessage::NoToken(why))])?;
        // An empty one would be anybody's.
        reception.token = Some(token).filter(|t| !t.expose().is_empty());
    }
    for account in pushes.keys() {
        let account = account.clone();
        tell(world.lang, ReceiverMessage::Pushes { account });
    }
    reception.pushes = pushes;
    for (account, key) in keys {
        let token = token(world.lang, home, &account)
            .map_err(|e| RunMessage::State(format!("{}: {e}", home.display())))?;
        reception.callers.insert(account, Caller { token, key });
    }
    Ok(reception)
}

fn hosts(named: &[String], address: SocketAddr) -> BTreeSet<String> {
    let own = match address {
        SocketAddr::V4(v4) => v4.ip().to_string(),
        SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
    };
    LOOPBACK
        .into_iter()
        .map(str::to_owned)
        .chain([own])
        .chain(named.iter().map(|h| h.to_ascii_lowercase()))
        .collect()
}

/// The part of an account's callback paths that nobody can guess: made once, readable by its owner alone.
fn token(lang: Lang, home: &Path, account: &str) -> io::Result<Secret> {
    let file = home.join(format!("{account}.token"));
    let kept = match std::fs::read_to_string(&file) {
        Ok(text) => text.trim().to_owned(),
        Err(e) if e.kind() == io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(e),
    };
    if kept.len() >= 32 {
        tell(
            lang,
            ReceiverMessage::CallbacksKept {
                account: account.to_owned(),
                file: file.display().to_string(),
            },
        );
        return Ok(Secret::new(kept));
    }
    // None yet, or one whose making was cut short.
    let token = hex::encode(&places::random()[..24]);
    let new = home.join(format!("{account}.token.new"));
    match std::fs::remove_file(&new) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&new)?;
    open.write_all(format!("{token}\n").as_bytes())?;
    open.sync_all()?;
    std::fs::rename(&new, &file)?;
    tell(
        lang,
        ReceiverMessage::Callbacks {
            account: account.to_owned(),
            token: token.clone(),
            kinds: callback::KINDS.join(","),
        },
    );
    Ok(Secret::new(token))
}

fn secrets_of(reception: &Reception) -> Vec<Secret> {
    let keys = reception.pushes.values().flat_map(|p| p.keys.iter());
    let callers = reception.callers.values();
    keys.chain(callers.flat_map(|c| [&c.token, &c.key]))
        .chain(&reception.token)
        .cloned()
        .collect()
}

/// Makes files of what came, now and whenever more comes.
async fn file(filing: &Filing, reception: &Reception) {
    loop {
        match filing.pass().await {
            Ok(0) => reception.arrived.notified().await,
            Ok(_) => drop(tokio::time::timeout(AGAIN, reception.arrived.notified()).await),
            Err(e) => {
                tracing::error!("the inbox cannot be read: {e}");
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
}

fn proving(world: &World, run: &str, reception: &Reception) -> Proving {
    let (state, run) = (world.state.clone(), run.to_owned());
    let hold: Arc<Hold> = Arc::new(move |account| {
        let lock = AccountLock::take(&state, account, &run).ok()?;
        Some(Box::new(lock) as Box<dyn Any + Send>)
    });
    Proving {
        inbox: Arc::new(world.ledger.clone()),
        ledger: Arc::new(world.ledger.clone()),
        hold,
        clock: world.clock.clone(),
        metrics: reception.metrics.clone(),
    }
}

/// Holds what is unknown against what came, again and again: the push may be here before its own run knows that its answer is lost.
async fn prove(proving: &Proving, reception: &Reception) {
    let mut ticks = tokio::time::interval(PROVE);
    loop {
        ticks.tick().await;
        for account in reception.pushes.keys() {
            if let Err(e) = proving.look(account).await {
                tracing::error!("what is unknown of {account} cannot be settled: {e}");
            }
        }
    }
}

/// Asks through the look that `status --refresh` takes.
struct Asking<'a> {
    world: &'a World,
    online: &'a Online,
    line: &'a Line,
    people: &'a People,
    recorder: &'a Recorder,
}

#[async_trait(?Send)]
impl Orders for Asking<'_> {
    async fn ask(&self, key: &Key) -> Answered {
        let world = self.world;
        let entry = match world.ledger.entry(key).await {
            Ok(Some(entry)) => entry,
            Ok(None) => return Answered::Asked,
            Err(e) => {
                tracing::error!("{e}");
                return Answered::Later;
            }
        };
        let undecided = entry.decided.is_some_and(|at| at > (world.clock)() / 1000);
        let Some(configured) = world.config.accounts.get(&key.account) else {
            return Answered::Asked;
        };
        // While its own run lives, or its submit may still arrive, a look would ask again and again.
        let held = AccountLock::take(&world.state, &key.account, self.recorder.run());
        let (false, Ok(_held)) = (undecided, held) else {
            return Answered::Later;
        };
        let platform = plans::platform(configured);
        let dialect = secrets::of(configured, &world.config).and_then(|secrets| {
            for secret in secrets.0.values() {
                self.recorder.hide(secret);
            }
            platform.dialect(&configured.account, &secrets)
        });
        let Ok(dialect) = dialect else {
            return Answered::Asked;
        };
        let order = Order {
            plan: Plan::clone(&entry.plan),
            account: &configured.account,
            root: world.config.root.clone(),
            platform,
            dialect,
            pages: None,
            older: Vec::new(),
        };
        if !order.plan.look.is_empty() {
            let ports = self
                .online
                .ports(world, self.line, self.people, self.recorder);
            let ended = pipeline::look(&order, &entry, &ports).await;
            tracing::info!("asked about {key}: {}", ended.state);
        }
        Answered::Asked
    }
}

/// The fetcher, as the receiver wants it.
struct Images(Fetcher);

#[async_trait]
impl Fetch for Images {
    async fn fetch(&self, url: &str, longest: usize) -> Result<Vec<u8>, FetchError> {
        self.0.fetch(url, longest).await.map_err(|e| match e {
            Unfetched::Refused(why) => FetchError::Refused(why),
            Unfetched::Failed(why) => FetchError::Failed(why),
        })
    }
}

fn cannot_listen(address: SocketAddr, e: &io::Error) -> ReceiverMessage {
    ReceiverMessage::Listen {
        address: address.to_string(),
        why: e.to_string(),
    }
}
