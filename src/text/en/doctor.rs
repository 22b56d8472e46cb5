//! What `fagao doctor` says.

use crate::text::{Advice, Found, Kept, Part, Verdict};

pub(in crate::text) fn part(p: &Part) -> String {
    match p {
        Part::State => "state directory".to_owned(),
        Part::Assets => "editor's assets (for the sandbox)".to_owned(),
        Part::Config => "configuration".to_owned(),
        Part::Sessions => "sessions".to_owned(),
        Part::Account { name, platform } => format!("account {name} ({platform})"),
        Part::Images => "images".to_owned(),
        Part::Notice { name, kind } => format!("notice {name} ({kind})"),
        Part::SiteFile(name) => format!("site file {name}"),
        Part::Schedule => "schedule".to_owned(),
        Part::Browser => "driver and browser".to_owned(),
    }
}

pub(in crate::text) fn found(f: &Found) -> String {
    match f {
        Found::NoHome => "there is no home directory".to_owned(),
        Found::InMemory { dir, kind } => {
            format!("{dir} is in memory ({kind}): what is published is forgotten at the next start")
        }
        Found::InContainer(dir) => {
            format!(
                "{dir} is in a container's own layer: what is published is forgotten with the container"
            )
        }
        Found::Emptied { dir, below } => {
            format!(
                "{dir} is below {below}, which the system empties: what is published is forgotten then"
            )
        }
        Found::InCi(dir) => {
            format!(
                "{dir} is on a machine of continuous integration (CI is set), which may be another one the next time"
            )
        }
        Found::SandboxAccounts => "the sandbox's own accounts".to_owned(),
        Found::NotIn(dir) => format!("not in {dir}"),
        Found::Configured => "configured".to_owned(),
        Found::Keys => "its keys are at hand".to_owned(),
        Found::Bare(key) => format!("{key} stands in the configuration itself"),
        Found::OpenToOthers { file, mode } => {
            format!("{file} may be read by others (mode {mode})")
        }
        Found::SignsIn => "signs in by itself in the sandbox".to_owned(),
        Found::NotSignedIn => "is not signed in".to_owned(),
        Found::SignedIn { who, kept } => format!("signed in as {who}; kept {}", kept_how(*kept)),
        Found::Unusable => "cannot be used".to_owned(),
        Found::Answers => "answers".to_owned(),
        Found::OtherShape => "answers in another shape".to_owned(),
        Found::NotTried => "could not be tried".to_owned(),
        Found::NoDriver => "no WebDriver is known".to_owned(),
        Found::NoticeReady(name) => format!("ready; `fagao notify test {name}` sends a sample"),
        Found::InClear => "its address is without TLS: others on the way can read the notices".to_owned(),
        Found::ImagesSandbox => "the sandbox's own host".to_owned(),
        Found::ImagesNowhere => {
            "not set: articles with images of their own go to Juejin alone ([images] of fagao.toml, docs/platforms.md)".to_owned()
        }
        Found::NoProgram(program) => format!("there is no program {program}"),
        Found::Scheduled {
            waiting,
            next,
            kept: true,
        } => format!("{waiting} waiting, the next at {next}; `fagao serve` runs"),
        Found::Scheduled {
            waiting,
            next,
            kept: false,
        } => format!("{waiting} waiting, the next at {next}, and no `fagao serve` runs here"),
        Found::DaysOld(1) => "measured 1 day ago".to_owned(),
        Found::DaysOld(days) => format!("measured {days} days ago"),
    }
}

fn kept_how(kept: Kept) -> &'static str {
    match kept {
        Kept::Sealed => "sealed with the passphrase",
        Kept::NotYetSealed => "not sealed yet: the next sign-in seals it",
        Kept::Clear => {
            "in clear, readable by you alone (mode 0600); FAGAO_PASSPHRASE would seal it from the next sign-in on"
        }
    }
}

pub(in crate::text) fn advice(a: &Advice) -> String {
    match a {
        Advice::SetState => "set FAGAO_STATE_DIR".to_owned(),
        Advice::KeepState => {
            "set FAGAO_STATE_DIR to a directory that stays, such as a mounted volume; or take the ledger along: \
             `fagao ledger export` after each run, `fagao ledger import` before the next"
                .to_owned()
        }
        Advice::MendLedger => {
            "nothing is sent until the ledger works: free the disk, or restore the file from a backup".to_owned()
        }
        Advice::MakeWritable => {
            "make it writable, or set FAGAO_STATE_DIR to another directory of this machine".to_owned()
        }
        Advice::Setup => "run `./webdriver.sh --setup`".to_owned(),
        Advice::MoveSecret(key) => {
            format!("write `{key} = {{ env = \"NAME\" }}` or `{{ file = \"PATH\" }}` instead")
        }
        Advice::Chmod(file) => format!("chmod 600 {file}"),
        Advice::SignIn(name) => {
            format!("run `fagao login {name} --sms` (or --qr, --headed, --import FILE)")
        }
        Advice::Passphrase(name) => format!(
            "set FAGAO_PASSPHRASE to the passphrase; or run `fagao login {name} --sms` (or --qr, --headed, --import FILE)"
        ),
        Advice::SignInAnew(name) => {
            format!("run `fagao logout {name}`, then `fagao login {name} --sms`")
        }
        Advice::CorrectFile => "correct the file".to_owned(),
        Advice::OtherVersion => "use another version: `--site-file NAME`".to_owned(),
        Advice::StateFirst => "mend the state directory first".to_owned(),
        Advice::AboveFirst => "mend what is named above first".to_owned(),
        Advice::StartDriver => {
            "start the command with `./webdriver.sh`, or set FAGAO_WEBDRIVER_URL".to_owned()
        }
        Advice::UseTls => "write an https address".to_owned(),
        Advice::ImagesCommand => "install it, or correct `command` under [images]".to_owned(),
        Advice::KeepClock(command) => format!("start `{command}` and keep it running"),
        Advice::CheckPages => {
            "the pages may have changed: `fagao selectors check` looks; a newer fagao may know them".to_owned()
        }
    }
}

pub(in crate::text) fn verdict(v: &Verdict) -> String {
    match v {
        Verdict::Ok => "ok     ",
        Verdict::Warning => "warning",
        Verdict::Problem => "PROBLEM",
    }
    .to_owned()
}
