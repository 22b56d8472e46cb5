//! Signing in through the page: by a code sent to the phone, by the app that scans a QR code, or by whatever a person does
//! in the window. No public tool signs in by calls.

use crate::plan::{
    CodeStep, Condition, Heading, Key, Milestone, MilestoneName, Plan, Question, Route, RouteVia,
    SignInWay, State, Step, Template,
};
use crate::site::{PagesFile, SiteFileError};

/// How many codes are tried: the site's own patience is not known, and this is less than any that has been seen.
const TRIES: u32 = 3;

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
    }
    Ok(Plan {
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
        site_files: vec![pages.id()],
        notes: Vec::new(),
        given: std::collections::BTreeMap::new(),
        milestones: vec![Milestone {
            name: MilestoneName::SignedIn,
            routes: vec![Route {
                via: RouteVia::Browser,
                steps,
            }],
        }],
        look: Vec::new(),
        expect: State::Unchanged,
    })
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
