//! `fagao login` and `fagao logout`: an account's session.

use std::path::Path;

use super::args::{LoginArgs, LogoutArgs};
use super::config::Configured;
use super::online::Online;
use super::people::{Answer, People};
use super::stop::{self, Stop};
use super::world::World;
use super::{Failure, output, places, plans};
use crate::pipeline::{self, TroubleKind};
use crate::session::Store;
use crate::text::{Finding, Lang, RunMessage, say};

/// Runs `fagao login`.
pub async fn login(args: LoginArgs) -> Result<u8, Failure> {
    debug_assert!(args.sms, "clap demands a way in");
    let config = places::config(
        args.common.config.as_deref(),
        args.common.sandbox,
        Path::new("."),
    )?;
    let world = World::open(config, args.common.sandbox).await?;
    let configured = account(&world, &args.account)?;
    let run = places::run_id();
    let _locks = world
        .lock([args.account.as_str()].into_iter(), &run)
        .await?;
    let recorder = world.begin(&run)?;
    let online = Online::open(&world, args.headed).await?;
    let line = online.line();
    let own = online.people(false);
    let people = People {
        phone: answer(args.phone_file, args.phone_command).unwrap_or(own.phone),
        code: answer(args.code_file, args.code_command).unwrap_or(own.code),
        yes: false,
    };
    let ports = online.ports(&world, &line, &people, &recorder);
    let platform = plans::platform(configured);
    let work = pipeline::sign_in(&configured.account, platform, &ports);
    let result = match stop::unless_stopped(work).await {
        Stop::Done(result) => result,
        Stop::Stopped => {
            online.stop().await;
            Err(pipeline::Trouble::stop(RunMessage::Stopped))
        }
    };
    let code = match result {
        Ok(()) => {
            let file = world.sessions.file(&args.account);
            output::err(&format!(
                "{} is signed in; its session is in {}\n",
                args.account,
                file.display()
            ));
            0
        }
        Err(trouble) => {
            let sentence = say(Lang::En, &trouble.message.clone().into());
            let what = recorder.redactor().clean(&sentence.what);
            let hint = sentence.hint.unwrap_or_default();
            output::err(&format!(
                "fagao: {what} [{}]\n-> {hint}\nrun {run}; evidence in {}\n",
                trouble.message.code(),
                recorder.dir().display()
            ));
            if trouble.kind == TroubleKind::Person {
                6
            } else {
                4
            }
        }
    };
    online.close().await;
    world.close().await;
    Ok(code)
}

/// Runs `fagao logout`.
pub fn logout(args: &LogoutArgs) -> Result<u8, Failure> {
    let store = Store::new(&places::state_dir(args.common.sandbox)?.join("sessions"));
    store
        .remove(&args.account)
        .map_err(|e| RunMessage::State(e.to_string()))?;
    output::err(&format!("{} has no session any more\n", args.account));
    Ok(0)
}

fn account<'a>(world: &'a World, name: &str) -> Result<&'a Configured, Failure> {
    let found = world.config.accounts.get(name);
    found.ok_or_else(|| vec![Finding::of(world.config.no_account(name))].into())
}

fn answer(file: Option<std::path::PathBuf>, command: Option<String>) -> Option<Answer> {
    file.map(Answer::File).or(command.map(Answer::Command))
}
