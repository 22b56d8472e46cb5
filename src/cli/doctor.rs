//! `fagao doctor`: what works, what does not, and what to do.

mod around;
mod schedule;

use std::path::Path;

use serde_json::{Value, json};

use super::args::DoctorArgs;
use super::config::{Config, Configured, SecretSource};
use super::online::Online;
use super::screen::screen;
use super::world::World;
use super::{Failure, output, places, plans, secrets as secret_sources, term};
use crate::browser::Browser;
use crate::ledger::{Ephemeral, SqliteLedger, ephemeral};
use crate::pipeline::Order;
use crate::plan::{Errand, Secrets};
use crate::report;
use crate::report::Mark;
use crate::secret::Redactor;
use crate::session::{SessionError, Store};
use crate::site::{PagesFile, SiteFileKind};
use crate::text::{Advice, Found, Kept, Lang, Line, Part, Verdict};

/// One check.
#[derive(Clone, Debug)]
struct Check {
    part: Part,
    verdict: Verdict,
    found: String,
    hint: Option<String>,
}

impl Check {
    fn ok(part: &Part, found: impl Into<String>) -> Self {
        Self {
            part: part.clone(),
            verdict: Verdict::Ok,
            found: found.into(),
            hint: None,
        }
    }

    fn bad(
        part: &Part,
        verdict: Verdict,
        found: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            part: part.clone(),
            verdict,
            found: found.into(),
            hint: Some(hint.into()),
        }
    }

    fn mark(&self) -> Mark {
        match self.verdict {
            Verdict::Ok => Mark::Good,
            Verdict::Warning => Mark::Mind,
            Verdict::Problem => Mark::Bad,
        }
    }

    fn document(&self, lang: Lang) -> Value {
        let level = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Warning => "warning",
            Verdict::Problem => "problem",
        };
        json!({
            "check": self.part.code(), "what": self.part.say(lang), "level": level,
            "found": self.found, "hint": self.hint,
        })
    }
}

/// Runs the command: exit 0 when nothing is in the way of a publish, else 4.
pub async fn run(args: DoctorArgs, lang: Lang) -> Result<u8, Failure> {
    let mut checks = vec![
        state(args.common.sandbox, lang).await,
        assets(args.common.sandbox, lang)?,
    ];
    if let Ok(dir) = places::state_dir(args.common.sandbox) {
        checks.extend(schedule::schedule(&dir, args.common.sandbox, lang).await);
    }
    match places::config(
        args.common.config.as_deref(),
        args.common.sandbox,
        Path::new("."),
    ) {
        Ok(config) => {
            let found = config.file.as_ref().map_or_else(
                || Found::SandboxAccounts.say(lang),
                |f| f.display().to_string(),
            );
            checks.push(Check::ok(&Part::Config, found));
            checks.extend(accounts(&config, args.common.sandbox, lang)?);
            checks.extend(around::images(&config, lang));
            checks.extend(around::notices(&config, args.common.sandbox, lang));
            checks.extend(around::pages(&config, lang));
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
                &Part::Config,
                Verdict::Problem,
                format!("{place}{}", sentence.what),
                sentence.hint.unwrap_or_default(),
            )
        })),
        Err(other) => return Err(other),
    }
    if args.common.json {
        let checks: Vec<Value> = checks.iter().map(|c| c.document(lang)).collect();
        output::json(&json!({ "schema": 1, "checks": checks }));
    } else {
        for check in &checks {
            let words = check.verdict.say(lang);
            let mark = screen().colours.out.mark(check.mark(), &words);
            let pair = Line::Pair {
                what: check.part.say(lang),
                found: check.found.clone(),
            };
            output::out(&format!("{mark}  {}\n", pair.say(lang)));
            if let Some(hint) = &check.hint {
                let below = " ".repeat(report::width(&words) + 2);
                output::out(&format!("{below}-> {hint}\n"));
            }
        }
    }
    let problem = checks.iter().any(|c| c.verdict == Verdict::Problem);
    Ok(if problem { 4 } else { 0 })
}

async fn state(sandbox: bool, lang: Lang) -> Check {
    let dir = match places::state_dir(sandbox) {
        Ok(dir) => dir,
        Err(_) => {
            return Check::bad(
                &Part::State,
                Verdict::Problem,
                Found::NoHome.say(lang),
                Advice::SetState.say(lang),
            );
        }
    };
    match SqliteLedger::open(&dir).await {
        Ok(ledger) => {
            let checked = ledger.check().await;
            ledger.close().await;
            match checked {
                Ok(()) if sandbox => Check::ok(&Part::State, dir.display().to_string()),
                Ok(()) => lasting(&dir, lang),
                Err(e) => Check::bad(
                    &Part::State,
                    Verdict::Problem,
                    e.to_string(),
                    Advice::MendLedger.say(lang),
                ),
            }
        }
        Err(e) => Check::bad(
            &Part::State,
            Verdict::Problem,
            e.to_string(),
            Advice::MakeWritable.say(lang),
        ),
    }
}

/// Whether the state directory will be there the next time: without it everything would be published once more.
fn lasting(dir: &Path, lang: Lang) -> Check {
    let shown = dir.display().to_string();
    let found = match ephemeral(dir, &std::env::temp_dir()) {
        Some(Ephemeral::Memory(kind)) => Found::InMemory { dir: shown, kind },
        Some(Ephemeral::Emptied(by)) => Found::Emptied {
            dir: shown,
            below: by.display().to_string(),
        },
        Some(Ephemeral::Layer) => Found::InContainer(shown),
        None if places::env("CI").is_some() => Found::InCi(shown),
        None => return Check::ok(&Part::State, shown),
    };
    let hint = Advice::KeepState.say(lang);
    Check::bad(&Part::State, Verdict::Warning, found.say(lang), hint)
}

/// The editor's assets, which the sandbox alone needs.
fn assets(sandbox: bool, lang: Lang) -> Result<Check, Failure> {
    let dir = places::assets_dir()?;
    let what = &Part::Assets;
    Ok(if dir.join("dist/index.umd.js").is_file() {
        Check::ok(what, dir.display().to_string())
    } else {
        let level = if sandbox {
            Verdict::Problem
        } else {
            Verdict::Warning
        };
        let found = Found::NotIn(dir.display().to_string()).say(lang);
        Check::bad(what, level, found, Advice::Setup.say(lang))
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
                Check::bad(&Part::Sessions, Verdict::Problem, sentence.what, hint)
            }));
            None
        }
    };
    let sessions =
        Store::new(&places::state_dir(sandbox)?.join("sessions")).with_passphrase(passphrase);
    for (name, configured) in &config.accounts {
        let what = Part::Account {
            name: name.clone(),
            platform: configured.account.platform.clone(),
        };
        checks.extend(secrets(&what, configured, config, sandbox, lang));
        let needs_session = plans::platform(configured)
            .pages(&configured.account)
            .is_ok_and(|p| p.is_some());
        if needs_session {
            checks.push(session(&what, name, &sessions, sandbox, lang));
        }
    }
    Ok(checks)
}

fn secrets(
    what: &Part,
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
                Verdict::Problem,
                sentence.what,
                sentence.hint.unwrap_or_default(),
            )
        }));
    }
    for (key, source) in &configured.secrets {
        match source {
            SecretSource::Bare(_) if !sandbox => checks.push(Check::bad(
                what,
                Verdict::Warning,
                Found::Bare(key.clone()).say(lang),
                Advice::MoveSecret(key.clone()).say(lang),
            )),
            SecretSource::File(file) => {
                let file = config.root.join(file);
                if let Some(mode) = open_to_others(&file) {
                    checks.push(Check::bad(
                        what,
                        Verdict::Warning,
                        Found::OpenToOthers {
                            file: file.display().to_string(),
                            mode: format!("{mode:o}"),
                        }
                        .say(lang),
                        Advice::Chmod(file.display().to_string()).say(lang),
                    ));
                }
            }
            SecretSource::Bare(_) | SecretSource::Env(_) | SecretSource::Keyring(_) => {}
        }
    }
    if checks.is_empty() {
        let found = if configured.secrets.is_empty() {
            Found::Configured
        } else {
            Found::Keys
        };
        checks.push(Check::ok(what, found.say(lang)));
    }
    checks
}

fn session(what: &Part, name: &str, sessions: &Store, sandbox: bool, lang: Lang) -> Check {
    let again = Advice::SignIn(name.to_owned()).say(lang);
    let now = places::clock()() / 1000;
    let session = match sessions.load(name) {
        Ok(Some(session)) => session,
        Ok(None) if sandbox => return Check::ok(what, Found::SignsIn.say(lang)),
        Ok(None) => return Check::bad(what, Verdict::Warning, Found::NotSignedIn.say(lang), again),
        Err(e @ (SessionError::NoPassphrase { .. } | SessionError::DoesNotOpen { .. })) => {
            let hint = Advice::Passphrase(name.to_owned()).say(lang);
            return Check::bad(what, Verdict::Problem, e.to_string(), hint);
        }
        Err(e) => {
            let hint = Advice::SignInAnew(name.to_owned()).say(lang);
            return Check::bad(what, Verdict::Problem, e.to_string(), hint);
        }
    };
    let file = sessions.file(name);
    if let Some(open) = sessions.mode_problem(name) {
        let found = Found::OpenToOthers {
            file: file.display().to_string(),
            mode: format!("{:o}", open.mode),
        };
        let found = found.say(lang);
        return Check::bad(
            what,
            Verdict::Warning,
            found,
            Advice::Chmod(file.display().to_string()).say(lang),
        );
    }
    if let Some(warning) = term::warning(lang, &session, now) {
        return Check::bad(what, Verdict::Warning, warning, again);
    }
    let kept = match (sessions.is_sealed(name), sessions.seals()) {
        (true, _) => Kept::Sealed,
        (false, true) => Kept::NotYetSealed,
        (false, false) => Kept::Clear,
    };
    let who = term::describe(lang, &session, now);
    Check::ok(what, Found::SignedIn { who, kept }.say(lang))
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
        let what = Part::SiteFile(name.clone());
        let account = configured.account.with_site_file(SiteFileKind::Api, &name);
        let (Ok(Some(asked)), Ok(dialect)) = (
            platform.errand(&account, &errand),
            platform.dialect(&account, &Secrets::default()),
        ) else {
            let hint = Advice::CorrectFile.say(lang);
            checks.push(Check::bad(
                &what,
                Verdict::Warning,
                Found::Unusable.say(lang),
                hint,
            ));
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
            older: Vec::new(),
        };
        let answered = crate::pipeline::errand(&order, &ports).await;
        checks.push(match answered.map(|s| s.get("rows").is_some()) {
            Ok(true) => Check::ok(&what, Found::Answers.say(lang)),
            Ok(false) => Check::bad(
                &what,
                Verdict::Warning,
                Found::OtherShape.say(lang),
                Advice::OtherVersion.say(lang),
            ),
            Err(t) => {
                let sentence = crate::text::say(lang, &t.message.into());
                let hint = Advice::OtherVersion.say(lang);
                Check::bad(&what, Verdict::Warning, sentence.what, hint)
            }
        });
    }
    online.close().await;
    world.close().await;
    checks
}

/// The driver and the browser: a browser is really opened and closed again.
async fn driver(config: Config, sandbox: bool, lang: Lang) -> Check {
    let what = &Part::Browser;
    let hint = Advice::StartDriver.say(lang);
    let Ok(world) = World::open(config, sandbox, lang).await else {
        return Check::bad(
            what,
            Verdict::Problem,
            Found::NotTried.say(lang),
            Advice::StateFirst.say(lang),
        );
    };
    let Ok(online) = Online::open(&world, false).await else {
        return Check::bad(
            what,
            Verdict::Problem,
            Found::NotTried.say(lang),
            Advice::AboveFirst.say(lang),
        );
    };
    let check = match &online.browser {
        None => Check::bad(what, Verdict::Problem, Found::NoDriver.say(lang), hint),
        Some(browser) => match browser
            .open(&PagesFile::blank(), &[], &Redactor::default())
            .await
        {
            Ok(mut page) => {
                let agent = page.user_agent().await.unwrap_or_default();
                page.close().await;
                Check::ok(what, agent)
            }
            Err(e) => Check::bad(what, Verdict::Problem, e.to_string(), hint),
        },
    };
    online.close().await;
    world.close().await;
    check
}
