//! `fagao login` and `fagao logout`: an account's session.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::args::{LoginArgs, LogoutArgs};
use super::config::Configured;
use super::online::{Browsing, Online};
use super::people::{Answer, People};
use super::stop::{self, Stop};
use super::world::World;
use super::{Failure, healed, output, places, plans, site_files, term};
use crate::pipeline::{self, Ports, Trace, Trouble, TroubleKind};
use crate::plan::{Platform, SignInWay, Via};
use crate::record::Recorder;
use crate::session::{self, Session, Store};
use crate::text::{Finding, Lang, Line, RunMessage, say};

/// The largest file of cookies that is read, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Runs `fagao login`.
pub async fn login(args: LoginArgs, lang: Lang) -> Result<u8, Failure> {
    let mut config = places::config(
        args.common.config.as_deref(),
        args.common.sandbox,
        Path::new("."),
    )?;
    if let Some(name) = &args.site_file {
        site_files::choose(&mut config, name, std::slice::from_ref(&args.account))?;
    }
    let world = World::open(config, args.common.sandbox, lang).await?;
    let configured = account(&world, &args.account)?;
    if let Some(file) = &args.export {
        let done = export(lang, &world.sessions, &args.account, file);
        world.close().await;
        return done;
    }
    let run = places::run_id();
    let _locks = world
        .lock([args.account.as_str()].into_iter(), &run)
        .await?;
    let recorder = world.begin(&run)?;
    let browsing = Browsing {
        headed: args.headed,
        attach: args.attach.clone(),
        profile: args.profile.clone(),
        patience: args.patience.wait_for_person,
        trace: Trace::Off,
        healing: args.heal.into(),
    };
    let online = Online::open(&world, browsing).await?;
    let line = online.line();
    let own = online.people(false);
    let people = People::new(
        lang,
        answer(&args.phone_file, &args.phone_command).unwrap_or(own.phone),
        answer(&args.code_file, &args.code_command).unwrap_or(own.code),
        false,
        args.patience.wait_for_person,
    );
    let ports = online.ports(&world, &line, &people, &recorder);
    let work = sign_in(&args, configured, &ports);
    let result = match stop::unless_stopped(work).await {
        Stop::Done(result) => result,
        Stop::Stopped => {
            online.stop().await;
            Err(Trouble::stop(RunMessage::Stopped))
        }
    };
    let code = match result {
        Ok(session) => {
            told(&world, &args.account, &session);
            0
        }
        Err(trouble) => tell(lang, &trouble, &recorder, &run),
    };
    healed::tell(&world, &recorder, &healed::of(&recorder));
    online.close().await;
    world.close().await;
    Ok(code)
}

/// Signs in the way that was asked for.
async fn sign_in(
    args: &LoginArgs,
    configured: &Configured,
    ports: &Ports<'_>,
) -> Result<Session, Trouble> {
    let (account, platform) = (&configured.account, plans::platform(configured));
    if let Some(file) = &args.import {
        let cookies = import(file, platform)?;
        return pipeline::take_in(account, platform, ports, cookies).await;
    }
    if args.attach.is_some() || args.profile.is_some() {
        // The user's own Chrome has a window, or they are at it in some other way.
        let wait = args.headed || args.attach.is_some();
        return pipeline::take_over(account, platform, ports, wait).await;
    }
    let way = match (args.sms, args.qr) {
        (true, _) if Via::from(args.via) == Via::Api => SignInWay::SmsByCalls,
        (true, _) => SignInWay::Sms,
        (_, true) => SignInWay::Qr,
        _ => SignInWay::Window,
    };
    pipeline::sign_in(account, platform, ports, way).await
}

/// Says who is signed in now, until when, and how it is kept.
fn told(world: &World, account: &str, session: &Session) {
    let now = (world.clock)() / 1000;
    let line = Line::SignedIn {
        account: account.to_owned(),
        who: term::describe(world.lang, session, now),
        file: world.sessions.file(account).display().to_string(),
        sealed: world.sessions.seals(),
    };
    output::err(&format!("{}\n", line.say(world.lang)));
}

/// Says what stopped it, and gives the exit code.
fn tell(lang: Lang, trouble: &Trouble, recorder: &Recorder, run: &str) -> u8 {
    let sentence = say(lang, &trouble.message.clone().into());
    let what = recorder.redactor().clean(&sentence.what);
    let hint = sentence.hint.unwrap_or_default();
    let evidence = Line::Evidence {
        run: run.to_owned(),
        dir: recorder.dir().display().to_string(),
    };
    output::err(&format!(
        "fagao: {what} [{}]\n-> {hint}\n{}\n",
        trouble.message.code(),
        evidence.say(lang)
    ));
    match trouble.kind {
        TroubleKind::Person | TroubleKind::SignIn => 6,
        _ => 4,
    }
}

/// Reads the site's cookies out of a file or standard input.
fn import(file: &Path, platform: &dyn Platform) -> Result<Vec<crate::secret::Cookie>, Trouble> {
    let told = |why: String| {
        let file = match file == Path::new("-") {
            true => "standard input".to_owned(),
            false => file.display().to_string(),
        };
        Trouble::stop(RunMessage::Import { file, why })
    };
    let site = platform
        .site()
        .ok_or_else(|| told(format!("{} has no sessions", platform.name())))?;
    let mut text = String::new();
    let read = match file == Path::new("-") {
        true => std::io::stdin().take(LARGEST).read_to_string(&mut text),
        false => std::fs::File::open(file).and_then(|f| f.take(LARGEST).read_to_string(&mut text)),
    };
    read.map_err(|e| told(e.to_string()))?;
    session::import(&text, site).map_err(|e| told(e.to_string()))
}

/// Writes a session as a storageState, to a file of its owner's alone or to standard output.
fn export(lang: Lang, sessions: &Store, account: &str, file: &Path) -> Result<u8, Failure> {
    let session = sessions
        .load(account)
        .map_err(|e| Failure::from(Trouble::session(&e).message))?;
    let session = session.ok_or_else(|| RunMessage::NoSession {
        account: account.to_owned(),
    })?;
    let state = session::export(&session.cookies);
    if file == Path::new("-") {
        output::out(state.expose());
        return Ok(0);
    }
    session::write_private(file, state.expose().as_bytes())
        .map_err(|e| RunMessage::State(format!("{}: {e}", file.display())))?;
    let line = Line::SessionIn {
        account: account.to_owned(),
        file: file.display().to_string(),
    };
    output::err(&format!("{}\n", line.say(lang)));
    Ok(0)
}

/// Runs `fagao logout`.
pub fn logout(args: &LogoutArgs, lang: Lang) -> Result<u8, Failure> {
    let store = Store::new(&places::state_dir(args.common.sandbox)?.join("sessions"));
    let failed = |e: session::SessionError| RunMessage::State(e.to_string());
    store.remove(&args.account).map_err(failed)?;
    if args.forget {
        store.forget_owner(&args.account).map_err(failed)?;
    }
    let line = Line::NoSession {
        account: args.account.clone(),
        forgotten: args.forget,
    };
    output::err(&format!("{}\n", line.say(lang)));
    Ok(0)
}

fn account<'a>(world: &'a World, name: &str) -> Result<&'a Configured, Failure> {
    let found = world.config.accounts.get(name);
    found.ok_or_else(|| vec![Finding::of(world.config.no_account(name))].into())
}

fn answer(file: &Option<PathBuf>, command: &Option<String>) -> Option<Answer> {
    file.clone()
        .map(Answer::File)
        .or_else(|| command.clone().map(Answer::Command))
}
