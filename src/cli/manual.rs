//! `fagao completions` and `fagao man`: made from the command line itself.

use std::path::PathBuf;

use clap::{Args, Command};

use super::{Failure, help, output};
use crate::text::{Lang, StartMessage, StartText};

/// `fagao completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `fagao man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write a page a command into this directory; without it the first page is printed
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// Prints the completions of a shell.
pub fn completions(args: &CompletionsArgs, lang: Lang) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(lang), "fagao", &mut script);
    output::out(&String::from_utf8_lossy(&script));
    0
}

/// Prints or writes the manual pages.
pub fn man(args: &ManArgs, lang: Lang) -> Result<u8, Failure> {
    let mut command = help::command(lang);
    command.build();
    let Some(dir) = &args.dir else {
        let page = page(command).map_err(|e| Failure::Internal(e.to_string()))?;
        output::out(&String::from_utf8_lossy(&page));
        return Ok(0);
    };
    std::fs::create_dir_all(dir)
        .and_then(|()| pages(command, "fagao", dir))
        .map_err(|e| StartMessage::CannotWrite(format!("{}: {e}", dir.display())))?;
    let written = StartText::Written(dir.display().to_string());
    output::err(&format!("{}\n", written.say(lang)));
    Ok(0)
}

fn page(command: Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(page)
}

/// A page a command: `fagao-media-sync.1`.
fn pages(command: Command, name: &str, dir: &std::path::Path) -> std::io::Result<()> {
    let subcommands: Vec<Command> = command.get_subcommands().cloned().collect();
    for sub in subcommands.into_iter().filter(|s| s.get_name() != "help") {
        let name = format!("{name}-{}", sub.get_name());
        pages(sub, &name, dir)?;
    }
    let page = page(command.name(name.to_owned()))?;
    std::fs::write(dir.join(format!("{name}.1")), page)
}
