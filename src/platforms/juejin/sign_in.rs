//! Signing in through the page: by a code sent to the phone, by the app that scans a QR code, or by whatever a person does
//! in the window. No public tool signs in by calls; a document of 2026-02-02 has two for it.

use super::calls::Calls;
use crate::plan::{
    CodeCalls, CodeStep, Condition, Effect, Heading, Key, Milestone, MilestoneName, Plan, Question,
    Route, RouteVia, SignInWay, State, Step, Template,
};
use crate::site::{ApiFile, PagesFile, SiteFileError};

/// The calls of a version that has any for it.
const SMS_SEND: &str = "sms_send";
const SMS_LOGIN: &str = "sms_login";

/// How many codes are tried: the site's own patience is not known, and this is less than any that has been seen.
const TRIES: u32 = 3;

/// Makes the plan that signs in by calls; none where the version of the API has none for it.
pub(super) fn plan_by_calls(
    platform: &str,
    account: &str,
    api: &ApiFile,
) -> Result<Option<Plan>, SiteFileError> {
    if [SMS_SEND, SMS_LOGIN].iter().any(|c| api.call(c).is_err()) {
        return Ok(None);
    }
    let calls = Calls::new(api, None);
    let steps = vec![
        Step::Ask {
            question: Question::Phone,
            slot: "phone".to_owned(),
        },
        Step::CodeByCalls(Box::new(CodeCalls {
            send: calls.call(SMS_SEND, Effect::Submit)?,
            sign_in: calls.call(SMS_LOGIN, Effect::Submit)?,
            tries: TRIES,
        })),
    ];
    let site_file = api.id();
    Ok(Some(one(
        platform,
        account,
        site_file,
        RouteVia::Api,
        steps,
    )))
}

/// Makes the plan. It has one milestone; whether the account is known then is for the user call to say.
pub(super) fn plan(
    platform: &str,
    account: &str,
    pages: &PagesFile,
    way: SignInWay,
) -> Result<Plan, SiteFileError> {
    let login = pages.page("login")?;
    let mut landed = pages.page("editor")?.matches.clone();
    landed.extend(pages.page("home")?.matches.clone());
    let until = Condition::Url(landed);
    let mut steps = vec![Step::GoTo {
        page: "login".to_owned(),
        url: Template::text(&login.url),
        resume: None,
        matches: login.matches.clone(),
    }];
    match way {
        SignInWay::Sms => steps.extend(by_sms(pages, until)?),
        SignInWay::Qr => steps.push(Step::Watch {
            code: Some(pages.element("login-qr")?),
            until,
        }),
        SignInWay::Window => steps.push(Step::Watch { code: None, until }),
        // It has a plan of its own, without pages.
        SignInWay::SmsByCalls => {}
    }
    let site_file = pages.id();
    Ok(one(platform, account, site_file, RouteVia::Browser, steps))
}

fn one(platform: &str, account: &str, site_file: String, via: RouteVia, steps: Vec<Step>) -> Plan {
    Plan {
        key: Key {
            article: "sign-in".to_owned(),
            account: account.to_owned(),
            target: account.to_owned(),
            generation: 0,
        },
        platform: platform.to_owned(),
        article: Heading {
            file: String::new(),
            title: String::new(),
            hash: String::new(),
        },
        site_files: vec![site_file],
        pinned: false,
        notes: Vec::new(),
        given: std::collections::BTreeMap::new(),
        milestones: vec![Milestone {
            name: MilestoneName::SignedIn,
            routes: vec![Route { via, steps }],
        }],
        look: Vec::new(),
        expect: State::Unchanged,
    }
}

fn by_sms(pages: &PagesFile, until: Condition) -> Result<Vec<Step>, SiteFileError> {
    let phone = pages.element("login-phone")?;
    Ok(vec![
        Step::Press {
            element: pages.element("login-sms-tab")?,
            until: Condition::Shows(phone.clone()),
        },
        Step::Ask {
            question: Question::Phone,
            slot: "phone".to_owned(),
        },
        Step::Fill {
            element: phone,
            text: Template::slot("phone"),
            secret: true,
        },
        // Before the code, as a site may refuse to send it otherwise.
        Step::Press {
            element: pages.element("login-agree")?,
            until: Condition::Shows(pages.element("login-agreed")?),
        },
        Step::Code(Box::new(CodeStep {
            // Its words change into a countdown once the code was sent.
            send: pages.element("login-send-code")?,
            resend: pages.element("login-resend")?,
            field: pages.element("login-code")?,
            button: pages.element("login-button")?,
            says: pages.element("login-says")?,
            until,
            tries: TRIES,
        })),
    ])
}
