//! One plan per medium.

use serde_json::Value;

use super::fields::Fields;
use super::order_id::order_id;
use super::{NAME, calls, settings};
use crate::article::Article;
use crate::plan::{
    Account, Act, Call, Effect, Heading, Key, Known, Milestone, MilestoneName, Note, Plan,
    PlanError, Route, RouteVia, State, Step, Submit, TODAY, Template,
};
use crate::platforms::site_call;
use crate::site::{ApiFile, SiteFileError};
use crate::text::{Finding, Findings, JzguaiMessage};

/// The slot with our id of the order; it is given, so that the ledger has it before anything is sent.
pub(super) const ORDER_ID: &str = "order_id";

/// The slot with what the order costs at most.
pub(super) const PRICE: &str = "price";

/// Makes the plans of an article for an account.
///
/// # Errors
/// All findings at once, with the account's name in each.
pub(super) fn plans(
    article: &Article,
    account: &Account,
    known: &Known,
) -> Result<Vec<Plan>, PlanError> {
    let mut findings = Findings::new();
    if known.project.is_empty() {
        findings.push(Finding::of(JzguaiMessage::NoProject));
    }
    let base = settings::base_url(account, &mut findings);
    let fields = match Fields::read(article, account, known) {
        Ok(fields) if findings.is_empty() => fields,
        Ok(_) => return Err(for_account(findings, account)),
        Err(more) => {
            findings.extend(more);
            return Err(for_account(findings, account));
        }
    };
    let file = settings::api_file(account)?;
    let maker = Maker {
        file: &file,
        base: base.as_deref(),
        title: &article.title.value,
        fields: &fields,
    };
    let plan = |resource: &i64| {
        let key = Key {
            article: article.id.clone(),
            account: account.name.clone(),
            target: target(fields.model.id, *resource),
            generation: known.generation,
        };
        let heading = Heading {
            file: article.file.clone(),
            title: article.title.value.clone(),
            hash: article.content_hash(),
        };
        maker.plan(*resource, key, heading, known)
    };
    let plans: Result<Vec<_>, SiteFileError> = fields.resources.iter().map(plan).collect();
    Ok(plans?)
}

/// Names the medium, as keys have it.
pub(super) fn target(model: i64, resource: i64) -> String {
    format!("{model}/{resource}")
}

fn for_account(mut findings: Findings, account: &Account) -> PlanError {
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    let named = findings.into_iter().map(|f| f.for_account(&account.name));
    PlanError::Findings(named.collect())
}

/// What the plans of one article share.
struct Maker<'a> {
    file: &'a ApiFile,
    base: Option<&'a str>,
    title: &'a str,
    fields: &'a Fields,
}

impl Maker<'_> {
    fn plan(
        &self,
        resource: i64,
        key: Key,
        article: Heading,
        known: &Known,
    ) -> Result<Plan, SiteFileError> {
        let call = |name, effect| self.call(name, effect, resource);
        let status = call(calls::STATUS, Effect::Read)?;
        let order = Submit {
            cost: Some(PRICE.to_owned()),
            act: Act::Call(call(calls::PUBLISH, Effect::Submit)?),
            deadline: known.submit_deadline,
        };
        let milestones = vec![
            milestone(
                MilestoneName::SignedIn,
                vec![
                    Step::Call(call(calls::RESOURCE, Effect::Read)?),
                    Step::Call(call(calls::WALLET, Effect::Read)?),
                ],
            ),
            milestone(
                MilestoneName::DraftReady,
                [
                    self.fields.hosted.clone(),
                    vec![
                        Step::Call(call(calls::STATUS_BEFORE, Effect::Read)?),
                        Step::Call(call(calls::RESOURCE_AGAIN, Effect::Read)?),
                    ],
                ]
                .concat(),
            ),
            milestone(MilestoneName::Submitted, vec![Step::Submit(order)]),
            milestone(MilestoneName::Confirmed, vec![Step::Call(status.clone())]),
        ];
        let id = Value::from(order_id(&known.project, &key));
        Ok(Plan {
            key,
            platform: NAME.to_owned(),
            article,
            site_files: vec![self.file.id()],
            pinned: false,
            notes: vec![Note::PriceNotKnown, Note::HighestPrice],
            given: [(ORDER_ID.to_owned(), id)].into(),
            milestones,
            look: vec![status],
            expect: State::Submitted,
        })
    }

    fn call(&self, name: &str, effect: Effect, resource: i64) -> Result<Call, SiteFileError> {
        let values = |name: &str| self.value(name, resource);
        site_call::build(self.file, name, effect, self.base, &values).map(site_call::without_nulls)
    }

    /// What a name of the site file stands for.
    fn value(&self, name: &str, resource: i64) -> Option<Template> {
        let fields = self.fields;
        let json = |value: Value| Some(Template::Value(value));
        match name {
            "model_id" => json(fields.model.id.into()),
            "resource_id" => json(resource.into()),
            "out_model_id" => json(fields.out_model.unwrap_or(fields.model.id).into()),
            "out_resource_id" => json(fields.out_resource.unwrap_or(resource).into()),
            "price_type" => json(fields.price_type.into()),
            "sale_id" => json(fields.sale_id.into()),
            "sale_name" => json(fields.sale_name.clone().into()),
            "leixing" => json(fields.kind.into()),
            "title" => Some(Template::text(self.title)),
            "html" => Some(fields.html.clone()),
            // The wallet of the day: what is left does not depend on the period.
            "start" | "end" => Some(Template::slot(TODAY)),
            // A slot, so that an attempt goes on under the id that the ledger has.
            ORDER_ID => Some(Template::slot(ORDER_ID)),
            name => fields.props.get(name).cloned(),
        }
    }
}

fn milestone(name: MilestoneName, steps: Vec<Step>) -> Milestone {
    Milestone {
        name,
        routes: vec![Route {
            via: RouteVia::Api,
            steps,
        }],
    }
}
