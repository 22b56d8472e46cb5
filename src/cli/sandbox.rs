//! `fagao sandbox`: keep it up, show its book, empty it.

use super::args::{Deed, SandboxAction, SandboxArgs};
use super::{Failure, output, places, stop};
use crate::sandbox::{self, Book, Joined, juejin};
use crate::text::{Lang, Line, RunMessage, Told};

/// Runs the command.
pub async fn run(args: SandboxArgs, lang: Lang) -> Result<u8, Failure> {
    let dir = places::state_dir(true)?;
    let failed = |e: std::io::Error| RunMessage::State(format!("the sandbox: {e}"));
    if let Some(name) = args.variant {
        let name = if name == "today" { String::new() } else { name };
        let deed = juejin::Deed::Variant(name);
        sandbox::act(&dir, deed).await.map_err(failed)?;
    }
    match args.action {
        Some(SandboxAction::Book) => {
            let book = Book::open(&dir).map_err(failed)?;
            let mut text = book.to_json().map_err(failed)?;
            text.push(b'\n');
            output::out(&String::from_utf8_lossy(&text));
        }
        Some(SandboxAction::Reset) => {
            sandbox::reset(&dir).await.map_err(failed)?;
            for part in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
                remove(&dir.join(part)).map_err(failed)?;
            }
            for part in ["sessions", "runs"] {
                let part = dir.join(part);
                if part.exists() {
                    std::fs::remove_dir_all(part).map_err(failed)?;
                }
            }
            output::err(&format!("{}\n", Line::SandboxEmpty.say(lang)));
        }
        Some(SandboxAction::Do { what, phone, code }) => {
            let deed = match what {
                Deed::Scan => juejin::Deed::Scan { phone, code },
                Deed::SignOut => juejin::Deed::SignOut { phone },
                Deed::AskCaptcha => juejin::Deed::Captcha(true),
                Deed::SolveCaptcha => juejin::Deed::Captcha(false),
                Deed::Expire => juejin::Deed::Expire,
            };
            sandbox::act(&dir, deed).await.map_err(failed)?;
            output::err(&format!("{}\n", Told::Done.say(lang)));
        }
        None => {
            let joined = sandbox::join_or_serve(&dir, &places::assets_dir()?)
                .await
                .map_err(failed)?;
            let at = joined.addr();
            if let Joined::Other(_) = joined {
                let told = Told::SandboxElsewhere(at.to_string());
                output::err(&format!("{}\n", told.say(lang)));
                return Ok(0);
            }
            let told = Told::SandboxUp {
                at: at.to_string(),
                dir: dir.display().to_string(),
            };
            output::err(&format!("{}\n", told.say(lang)));
            stop::signal().await;
            joined.stop().await;
        }
    }
    Ok(0)
}

fn remove(file: &std::path::Path) -> std::io::Result<()> {
    match std::fs::remove_file(file) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
