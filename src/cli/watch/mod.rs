//! `fagao watch`: what is marked ready in a directory is published, once.

mod desk;
mod files;
mod happening;

use std::path::PathBuf;

use clap::Args as ClapArgs;

use self::desk::Desk;
use self::happening::Happening;
use super::args::Publishing;
use super::{Failure, output, publish, stop};
use crate::text::{Lang, ScheduleMessage};

/// `fagao watch`.
#[derive(Debug, ClapArgs)]
pub struct WatchArgs {
    /// The directory; those below it are watched too
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// How to publish
    #[command(flatten)]
    pub how: Publishing,
}

/// Runs the command.
pub async fn run(args: WatchArgs, lang: Lang) -> Result<u8, Failure> {
    let dir = args.dir.display().to_string();
    let not_watched = |why: String| ScheduleMessage::NotWatched {
        dir: dir.clone(),
        why,
    };
    let root = std::fs::canonicalize(&args.dir).map_err(|e| not_watched(e.to_string()))?;
    // A wrong account is told before anything is waited for.
    publish::configured(&args.how, &root)?.select(&args.how.to)?;
    let mut happening = Happening::of(&root).map_err(|e| not_watched(e.to_string()))?;
    let halt = stop::halt_at_signal();
    output::tell(lang, ScheduleMessage::Watching(dir));
    let mut desk = Desk::new(&args.how, lang, &halt);
    while !halt.is_called() {
        let retry = async {
            match desk.next_retry() {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            touched = happening.next() => desk.look_at(&touched, &mut happening).await,
            () = retry => desk.retry(&mut happening).await,
            () = halt.called() => {}
        }
    }
    Ok(0)
}
