//! Signing in by a code sent to the phone, through the page: no public tool does it by calls.

use crate::plan::{
    Condition, Heading, Key, Milestone, MilestoneName, Plan, Question, Route, RouteVia, State,
    Step, Template,
};
use crate::site::{PagesFile, SiteFileError};

/// Makes the plan. It has one milestone; whether the account is known then is for the user call to say.
pub(super) fn plan(
    platform: &str,
    account: &str,
    pages: &PagesFile,
) -> Result<Plan, SiteFileError> {
    let login = pages.page("login")?;
    let phone = pages.element("login-phone")?;
    let send = pages.element("login-send-code")?;
    let mut landed = pages.page("editor")?.matches.clone();
    landed.extend(pages.page("home")?.matches.clone());
    let steps = vec![
        Step::GoTo {
            page: "login".to_owned(),
            url: Template::text(&login.url),
            resume: None,
            matches: login.matches.clone(),
        },
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
        // Its words change into a countdown once the code was sent.
        Step::Press {
            element: send.clone(),
            until: Condition::Gone(send),
        },
        Step::Ask {
            question: Question::SmsCode,
            slot: "sms_code".to_owned(),
        },
        Step::Fill {
            element: pages.element("login-code")?,
            text: Template::slot("sms_code"),
            secret: true,
        },
        Step::Press {
            element: pages.element("login-button")?,
            until: Condition::Url(landed),
        },
    ];
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
