//! `fagao doctor`: what works, what does not, and what to do.

use std::path::Path;

use serde::Serialize;

use super::args::DoctorArgs;
use super::config::{Config, Configured, SecretSource};
use super::online::Online;
use super::screen::screen;
use super::world::World;
use super::{Failure, output, places, plans, secrets as secret_sources, term};
use crate::browser::Browser;
use crate::ledger::SqliteLedger;
use crate::pipeline::Order;
use crate::plan::{Errand, Secrets};
use crate::report::Mark;
use crate::secret::Redactor;
use crate::session::{SessionError, Store};
use crate::site::PagesFile;
use crate::text::Lang;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Ok,
    Warning,
    Problem,
}

/// One check.
#[derive(Clone, Debug, Serialize)]
struct Check {
    what: String,
    level: Level,
    found: String,
    hint: Option<String>,
}

impl Check {
    fn ok(what: &str, found: impl Into<String>) -> Self {
        Self {
            what: what.to_owned(),
            level: Level::Ok,
            found: found.into(),
            hint: None,
        }
    }

    fn bad(what: &str, level: Level, found: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            what: what.to_owned(),
            level,
            found: found.into(),
            hint: Some(hint.into()),
        }
    }
}

/// Runs the command: exit 0 when nothing is in the way of a publish, else 4.
pub async fn run(args: DoctorArgs, lang: Lang) -> Result<u8, Failure> {
    let mut checks = vec![
        state(args.common.sandbox).await,
        assets(args.common.sandbox)?,
    ];
    match places::config(
        args.common.config.as_deref(),
        args.common.sandbox,
        Path::new("."),
    ) {
        Ok(config) => {
            let found = config.file.as_ref().map_or_else(
                || "the sandbox's own accounts".to_owned(),
                |f| f.display().to_string(),
            );
            checks.push(Check::ok("configuration", found));
            checks.extend(accounts(&config, args.common.sandbox, lang)?);
            checks.extend(versions(&config, args.common.sandbox, lang).await);
            checks.push(driver(config, args.common.sandbox, lang).await);
        }
        Err(Failure::Findings(findings)) => checks.extend(findings.iter().map(|f| {
            let sentence = f.say(lang);
            let place = f
                .place
                .as_ref()
                .map(|p| format!("{p}: "))
                .unwrap_or_default();
            Check::bad(
                "configuration",
                Level::Problem,
                format!("{place}{}", sentence.what),
                sentence.hint.unwrap_or_default(),
            )
        })),
        Err(other) => return Err(other),
    }
    if args.common.json {
        output::json(&serde_json::json!({ "schema": 1, "checks": checks }));
    } else {
        for check in &checks {
            let mark = match check.level {
                Level::Ok => (Mark::Good, "ok     "),
                Level::Warning => (Mark::Mind, "warning"),
                Level::Problem => (Mark::Bad, "PROBLEM"),
            };
            let mark = screen().colours.out.mark(mark.0, mark.1);
            output::out(&format!("{mark}  {}: {}\n", check.what, check.found));
            if let Some(hint) = &check.hint {
                output::out(&format!("         -> {hint}\n"));
            }
        }
    }
    let problem = checks.iter().any(|c| c.level == Level::Problem);
    Ok(if problem { 4 } else { 0 })
}

async fn state(sandbox: bool) -> Check {
    let dir = match places::state_dir(sandbox) {
        Ok(dir) => dir,
        Err(_) => {
            return Check::bad(
                "state directory",
                Level::Problem,
                "there is no home directory",
                "set FAGAO_STATE_DIR",
            );
        }
    };
    match SqliteLedger::open(&dir).await {
        Ok(ledger) => {
            let checked = ledger.check().await;
            ledger.close().await;
            match checked {
                Ok(()) => Check::ok("state directory", dir.display().to_string()),
                Err(e) => Check::bad(
                    "state directory",
                    Level::Problem,
                    e.to_string(),
                    "nothing is sent until the ledger works: free the disk, or restore the file from a backup",
                ),
            }
        }
        Err(e) => Check::bad(
            "state directory",
            Level::Problem,
            e.to_string(),
            "make it writable, or set FAGAO_STATE_DIR to another directory of this machine",
        ),
    }
}

/// The editor's assets, which the sandbox alone needs.
fn assets(sandbox: bool) -> Result<Check, Failure> {
    let dir = places::assets_dir()?;
    let what = "editor's assets (for the sandbox)";
    Ok(if dir.join("dist/index.umd.js").is_file() {
        Check::ok(what, dir.display().to_string())
    } else {
        let level = if sandbox {
            Level::Problem
        } else {
            Level::Warning
        };
        let found = format!("not in {}", dir.display());
        Check::bad(what, level, found, "run `./webdriver.sh --setup`")
    })
}

fn accounts(config: &Config, sandbox: bool, lang: Lang) -> Result<Vec<Check>, Failure> {
    let mut checks = Vec::new();
    let passphrase = match secret_sources::passphrase(config) {
        Ok(passphrase) => passphrase,
        Err(findings) => {
            checks.extend(findings.iter().map(|f| {
                let sentence = f.say(lang);
                let hint = sentence.hint.unwrap_or_default();
                Check::bad("sessions", Level::Problem, sentence.what, hint)
            }));
            None
        }
    };
    let sessions =
        Store::new(&places::state_dir(sandbox)?.join("sessions")).with_passphrase(passphrase);
    for (name, configured) in &config.accounts {
        let what = format!("account {name} ({})", configured.account.platform);
        checks.extend(secrets(&what, configured, config, sandbox, lang));
        let needs_session = plans::platform(configured)
            .pages(&configured.account)
            .is_ok_and(|p| p.is_some());
        if needs_session {
            checks.push(session(&what, name, &sessions, sandbox));
        }
    }
    Ok(checks)
}

fn secrets(
    what: &str,
    configured: &Configured,
    config: &Config,
    sandbox: bool,
    lang: Lang,
) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Err(findings) = secret_sources::of(configured, config).and_then(|secrets| {
        plans::platform(configured)
            .dialect(&configured.account, &secrets)
            .map(drop)
    }) {
        checks.extend(findings.iter().map(|f| {
            let sentence = f.say(lang);
            Check::bad(
                what,
                Level::Problem,
                sentence.what,
                sentence.hint.unwrap_or_default(),
            )
        }));
    }
    for (key, source) in &configured.secrets {
        match source {
            SecretSource::Bare(_) if !sandbox => checks.push(Check::bad(
                what,
                Level::Warning,
                format!("{key} stands in the configuration itself"),
                format!("write `{key} = {{ env = \"NAME\" }}` or `{{ file = \"PATH\" }}` instead"),
            )),
            SecretSource::File(file) => {
                let file = config.root.join(file);
                if let Some(mode) = open_to_others(&file) {
                    checks.push(Check::bad(
                        what,
                        Level::Warning,
                        format!("{} may be read by others (mode {mode:o})", file.display()),
                        format!("chmod 600 {}", file.display()),
                    ));
                }
            }
            SecretSource::Bare(_) | SecretSource::Env(_) => {}
        }
    }
    if checks.is_empty() {
        let found = if configured.secrets.is_empty() {
            "configured"
        } else {
            "its keys are at hand"
        };
        checks.push(Check::ok(what, found));
    }
    checks
}

fn session(what: &str, name: &str, sessions: &Store, sandbox: bool) -> Check {
    let again = format!("run `fagao login {name} --sms` (or --qr, --headed, --import FILE)");
    let now = places::clock()() / 1000;
    let session = match sessions.load(name) {
        Ok(Some(session)) => session,
        Ok(None) if sandbox => return Check::ok(what, "signs in by itself in the sandbox"),
        Ok(None) => return Check::bad(what, Level::Warning, "is not signed in", again),
        Err(e @ (SessionError::NoPassphrase { .. } | SessionError::DoesNotOpen { .. })) => {
            let hint = format!("set FAGAO_PASSPHRASE to the passphrase; or {again}");
            return Check::bad(what, Level::Problem, e.to_string(), hint);
        }
        Err(e) => {
            let hint = format!("run `fagao logout {name}`, then `fagao login {name} --sms`");
            return Check::bad(what, Level::Problem, e.to_string(), hint);
        }
    };
    let file = sessions.file(name);
    if let Some(open) = sessions.mode_problem(name) {
        let found = format!(
            "{} may be read by others (mode {:o})",
            file.display(),
            open.mode
        );
        return Check::bad(
            what,
            Level::Warning,
            found,
            format!("chmod 600 {}", file.display()),
        );
    }
    if let Some(warning) = term::warning(&session, now) {
        return Check::bad(what, Level::Warning, warning, again);
    }
    let kept = match (sessions.is_sealed(name), sessions.seals()) {
        (true, _) => "sealed with the passphrase",
        (false, true) => "not sealed yet: the next sign-in seals it",
        (false, false) => {
            "in clear, readable by you alone (mode 0600); FAGAO_PASSPHRASE would seal it from the next sign-in on"
        }
    };
    let who = term::describe(&session, now);
    Check::ok(what, format!("signed in as {who}; kept {kept}"))
}

/// The mode of a file that others may read, where there are modes.
fn open_to_others(file: &Path) -> Option<u32> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file).ok()?.permissions().mode() & 0o777;
        (mode & 0o077 != 0).then_some(mode)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        None
    }
}

/// Which versions of an API answer, where a platform has several: asked by a read that needs no session.
async fn versions(config: &Config, sandbox: bool, lang: Lang) -> Vec<Check> {
    let errand = Errand::List("categories", String::new(), 1);
    let asked = config.accounts.values().find(|c| {
        let platform = plans::platform(c);
        matches!(platform.errand(&c.account, &errand), Ok(Some(_)))
    });
    let Some(configured) = asked else {
        return Vec::new();
    };
    let platform = plans::platform(configured);
    let kind = format!("{}/api/", platform.name());
    let names = configured.account.shelf.names();
    let names: Vec<String> = names.into_iter().filter(|n| n.starts_with(&kind)).collect();
    let Ok(world) = World::open(config.clone(), sandbox, lang).await else {
        return Vec::new();
    };
    let (Ok(online), Ok(recorder)) = (
        Online::open(&world, false).await,
        world.begin(&places::run_id()),
    ) else {
        return Vec::new();
    };
    let line = online.line();
    let people = online.people(false);
    let ports = online.ports(&world, &line, &people, &recorder);
    let mut checks = Vec::new();
    for name in names {
        let what = format!("site file {name}");
        let mut account = configured.account.clone();
        account.site_files.insert("api".to_owned(), name);
        let (Ok(Some(asked)), Ok(dialect)) = (
            platform.errand(&account, &errand),
            platform.dialect(&account, &Secrets::default()),
        ) else {
            let hint = "correct the file";
            checks.push(Check::bad(&what, Level::Warning, "cannot be used", hint));
            continue;
        };
        let mut plan = asked.plan;
        for route in plan.milestones.iter_mut().flat_map(|m| &mut m.routes) {
            route.steps = route.steps.split_off(route.steps.len().saturating_sub(1));
        }
        let order = Order {
            plan,
            account: &account,
            root: config.root.clone(),
            platform,
            dialect,
            pages: None,
        };
        let answered = crate::pipeline::errand(&order, &ports).await;
        checks.push(match answered.map(|s| s.get("rows").is_some()) {
            Ok(true) => Check::ok(&what, "answers"),
            Ok(false) => Check::bad(
                &what,
                Level::Warning,
                "answers in another shape",
                "use another version: `--site-file NAME`",
            ),
            Err(t) => {
                let sentence = crate::text::say(lang, &t.message.into());
                let hint = "use another version: `--site-file NAME`";
                Check::bad(&what, Level::Warning, sentence.what, hint)
            }
        });
    }
    online.close().await;
    world.close().await;
    checks
}

/// The driver and the browser: a browser is really opened and closed again.
async fn driver(config: Config, sandbox: bool, lang: Lang) -> Check {
    let what = "driver and browser";
    let hint = "start the command with `./webdriver.sh`, or set FAGAO_WEBDRIVER_URL";
    let Ok(world) = World::open(config, sandbox, lang).await else {
        return Check::bad(
            what,
            Level::Problem,
            "could not be tried",
            "mend the state directory first",
        );
    };
    let Ok(online) = Online::open(&world, false).await else {
        return Check::bad(
            what,
            Level::Problem,
            "could not be tried",
            "mend what is named above first",
        );
    };
    let check = match &online.browser {
        None => Check::bad(what, Level::Problem, "no WebDriver is known", hint),
        Some(browser) => match browser
            .open(&PagesFile::blank(), &[], &Redactor::default())
            .await
        {
            Ok(mut page) => {
                let agent = page.user_agent().await.unwrap_or_default();
                page.close().await;
                Check::ok(what, agent)
            }
            Err(e) => Check::bad(what, Level::Problem, e.to_string(), hint),
        },
    };
    online.close().await;
    world.close().await;
    check
}
