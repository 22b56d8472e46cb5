//! About a run and what the ledger has against it.

use super::sentence;
use crate::text::{LedgerMessage, RunMessage, Sentence};

pub(super) fn ledger(m: &LedgerMessage) -> Sentence {
    let at = |url: &Option<String>| url.as_ref().map(|u| format!(" at {u}")).unwrap_or_default();
    match m {
        LedgerMessage::Changed { account, url } => sentence(
            format!(
                "{account} has this article{} with another title or text",
                at(url)
            ),
            "this platform cannot change what is published: `--again` publishes it as a second article",
        ),
        LedgerMessage::ChangedWhileOpen { account } => sentence(
            format!(
                "this article was sent to {account} with another title or text, and whether it arrived is not known"
            ),
            "run `fagao resume` first: it looks",
        ),
        LedgerMessage::SameId { id, file } => sentence(
            format!("the id {id:?} belongs to {file} already"),
            "give one of the two files another `id:` in its front matter",
        ),
        LedgerMessage::SameText { id, file, url } => sentence(
            format!(
                "the same title and text were published as {id:?} from {file}{}",
                at(url)
            ),
            "if this is that article, give it the same `id:`; to publish it twice, use `--again`",
        ),
    }
}

pub(super) fn run(m: &RunMessage) -> Sentence {
    match m {
        RunMessage::ElementMissing {
            element,
            about,
            site_file,
            tried,
            waited,
            url,
        } => sentence(
            format!(
                "{element} ({about}) was not found on {url} in {waited} s by {site_file}: {}",
                tried.join("; ")
            ),
            "the page may have changed: look at the evidence in the run's directory; `publish --via api` needs no page",
        ),
        RunMessage::PageStuck { wanted, found, url } => sentence(
            format!("the page {url} did not get there: wanted {wanted}, found {found}"),
            "look at the evidence in the run's directory, then run the same command again",
        ),
        RunMessage::NotReadBack {
            element,
            difference,
        } => sentence(
            format!("what was written into {element} is not what stands there: {difference}"),
            "run the same command again; if it happens again, publish with `--via api`",
        ),
        RunMessage::Browser(why) => sentence(
            format!("the browser failed: {why}"),
            "`fagao doctor` tells what is wrong with the driver or the browser",
        ),
        RunMessage::NoDriver => sentence(
            "no WebDriver is known",
            "start the command with `./webdriver.sh`, or set FAGAO_WEBDRIVER_URL or `[webdriver] url`",
        ),
        RunMessage::NoDriverToSignIn { account } => sentence(
            format!("{account} is not signed in, and no WebDriver is known to sign in by"),
            format!(
                "start the command with `./webdriver.sh`, or set FAGAO_WEBDRIVER_URL or `[webdriver] url`; or take a session \
                 from elsewhere: `fagao login {account} --import FILE`"
            ),
        ),
        RunMessage::SignIn { account } => sentence(
            format!("{account} is not signed in"),
            format!(
                "run `fagao login {account} --sms` (or --qr, --headed, --import FILE), then `fagao resume`"
            ),
        ),
        RunMessage::PersonNeeded { account, what } => sentence(
            format!("the site wants a person for {account}: {what}"),
            "run `fagao resume --headed` and do what it asks in the window; or do it in your own browser, then run `fagao resume`",
        ),
        RunMessage::NoAnswer { account, what } => sentence(
            format!("nobody gave {what} of {account}"),
            "run `fagao login` in a terminal, or say where it comes from: --phone-file, --phone-command, --code-file, --code-command",
        ),
        RunMessage::OtherUser {
            account,
            owner,
            found,
        } => sentence(
            format!("{account} belongs to {owner}, and {found} is signed in; nothing was sent"),
            format!(
                "sign in as {owner} with `fagao login {account}`; if {account} is to be another user's from now on, \
                 run `fagao logout {account} --forget` first"
            ),
        ),
        RunMessage::Session(why) => sentence(
            why.clone(),
            "give the passphrase in FAGAO_PASSPHRASE, or sign in again with `fagao login`; a session is never shared \
             between accounts",
        ),
        RunMessage::SignInRefused {
            account,
            says,
            tries,
        } => sentence(
            match tries {
                0 => format!("the site does not let {account} in: {says}"),
                1 => format!("the site does not let {account} in after one code: {says}"),
                n => format!("the site does not let {account} in after {n} codes: {says}"),
            },
            format!(
                "wait as long as the site wants, then run `fagao login {account} --sms` again, or another way: --qr, --headed"
            ),
        ),
        RunMessage::NobodyCame { account, waited } => sentence(
            format!("nobody signed {account} in within {waited} s"),
            "run the same command again, with `--wait-for-person 30m` for more time",
        ),
        RunMessage::NotSignedInThere { account } => sentence(
            format!("{account} is not signed in there"),
            "sign in in that browser and run the same command again; with `--headed` a profile is opened in a window for it",
        ),
        RunMessage::NoSignInCalls { account } => sentence(
            format!(
                "the version of the API that {account} uses has no calls to sign in by; nothing was sent"
            ),
            "sign in through the page: leave `--via api` out; of Juejin's versions 2026-02-02 alone has such calls (`--site-file`)",
        ),
        RunMessage::Import { file, why } => sentence(
            format!("{file}: {why}"),
            "export it anew while you are signed in to the site; the session that was there is as it was",
        ),
        RunMessage::NoSession { account } => sentence(
            format!("{account} has no session"),
            format!("run `fagao login {account} --sms` (or --qr, --headed) first"),
        ),
        RunMessage::Unreachable(why) => sentence(
            format!("{why}; nothing was sent"),
            "check the network, then run the same command again",
        ),
        RunMessage::AnswerLost(why) => sentence(
            format!("{why}; nothing was submitted"),
            "run the same command again: it goes on where it stopped",
        ),
        RunMessage::Unclear { call, what } => sentence(
            format!("{call} was answered by something else than its API: {what}"),
            "run the same command again later; if it stays, the platform's API may have changed",
        ),
        RunMessage::Refused { call, code, says } => sentence(
            format!("{call} was refused: {says} ({code})"),
            super::jzguai::what_to_do(code)
                .unwrap_or("change what the platform names, then run the same command again"),
        ),
        RunMessage::UploadFile { path, why } => sentence(
            format!("the file {path} cannot be uploaded: {why}"),
            "put it where the article names it and run `fagao publish` again",
        ),
        RunMessage::ImageHost { path, why } => sentence(
            format!("{path} is not on your image host: {why}"),
            "try `[images] command` by hand with that file, then run the same command again; nothing was sent to the platform",
        ),
        RunMessage::Rehost { url, why } => sentence(
            format!("the picture {url} cannot be brought to the site: {why}"),
            "correct the address, put the picture beside the article, or write `remote_images: keep`; nothing was submitted",
        ),
        RunMessage::MissingValue(slot) => sentence(
            format!("nothing is known for {slot:?}, which a step needs"),
            "this is a fault of the site file or of fagao; `-v` shows the calls",
        ),
        RunMessage::WaitsFor { account } => sentence(
            format!("it needs a link from {account}, which has none yet"),
            "run the same command again when that one is published",
        ),
        RunMessage::Ledger(why) => sentence(
            why.clone(),
            "nothing more is sent until the state directory works; `fagao doctor` looks at it",
        ),
        RunMessage::OutcomeUnknown { account, run, why } => sentence(
            format!("whether it was published is not known: {why}"),
            format!(
                "`fagao resume` looks again; if you can see it on the site, \
                 `fagao settle {run} {account} --as live --url URL`"
            ),
        ),
        RunMessage::NoLook { account, run } => sentence(
            "whether it was taken is not known, and the platform cannot be asked",
            format!(
                "look at its console, then `fagao settle {run} {account} --as live` or `--as failed`; \
                 nothing is sent again before that"
            ),
        ),
        RunMessage::NotRefreshed { account, why } => sentence(
            format!("how it stands at {account} could not be seen: {why}"),
            "what is shown is what was known before; try again later",
        ),
        RunMessage::Rejected { why } => sentence(
            format!("the platform rejected it: {why}"),
            "change the article, then run the same command again",
        ),
        RunMessage::OverBudget {
            price,
            limit,
            which,
        } => sentence(
            format!("it costs {price} yuan and the budget allows {limit} ({which})"),
            "raise the budget in fagao.toml or choose another medium; nothing was ordered",
        ),
        RunMessage::NoBudget { account, price } => sentence(
            format!("it costs {price} yuan and {account} has no budget"),
            format!(
                "set `budget = {{ per_order = \"…\" }}` under [accounts.{account}]; nothing was ordered"
            ),
        ),
        RunMessage::TooLittleMoney {
            account,
            price,
            left,
        } => sentence(
            format!("the orders cost {price} yuan and {left} are left on {account}"),
            "top the account up in the vendor's console, or order less; nothing was ordered",
        ),
        RunMessage::PriceChanged { target, was, now } => sentence(
            format!("{target} costs {now} yuan now, and {was} was agreed to"),
            "run the same command again to see the new sum; what is not ordered yet was not ordered",
        ),
        RunMessage::NotAgreed { price } => sentence(
            format!("it costs {price} yuan and nobody agreed to that"),
            "run it with `--yes`, or in a terminal and answer; nothing was sent",
        ),
        RunMessage::Stopped => sentence(
            "it was stopped",
            "run the same command again: it goes on where it stopped",
        ),
        RunMessage::Busy { account, holder } => sentence(
            format!("{account} is in use by {holder}"),
            "wait until that one has ended, then run the same command again",
        ),
        RunMessage::State(why) => {
            sentence(why.clone(), "`fagao doctor` looks at the state directory")
        }
        RunMessage::TooFast { call, says, wait } => sentence(
            format!("the platform takes no more requests now: {call} was answered by {says}"),
            match wait {
                Some(seconds) => format!("run the same command again in {seconds} s"),
                None => "run the same command again in some minutes".to_owned(),
            },
        ),
        RunMessage::NoRoute { call, says } => sentence(
            format!("the platform does not know the call {call}: {says}"),
            "its API has changed: publish with `--via browser`, or choose another version with `--site-file`; `fagao doctor` says which one answers",
        ),
        RunMessage::Gone { url } => sentence(
            match url {
                Some(url) => format!("it was published at {url} and is there no more"),
                None => "it was published and is there no more".to_owned(),
            },
            "`fagao publish … --again` publishes it as a new one",
        ),
        RunMessage::SameTitle { account, file, url } => sentence(
            format!(
                "{account} has an article of this title already, at {url}, which fagao did not publish"
            ),
            format!(
                "if it is this one, `fagao adopt {file} --to {account} --url {url}`; if not, change the title; nothing was written"
            ),
        ),
        RunMessage::Paced {
            account,
            retry_at,
            cap,
        } => sentence(
            match cap {
                Some(cap) => {
                    format!("{account} has published {cap} times within a day, which is its cap")
                }
                None => format!("{account} has published a moment ago"),
            },
            format!(
                "run the same command again after {}, or change `daily_cap` or `min_interval` in its configuration",
                jiff::Timestamp::from_second(*retry_at)
                    .map_or_else(|_| retry_at.to_string(), |t| t.to_string())
            ),
        ),
        RunMessage::Closed { what } => sentence(
            format!("{what} takes no orders now"),
            "choose another medium; nothing was ordered",
        ),
    }
}
