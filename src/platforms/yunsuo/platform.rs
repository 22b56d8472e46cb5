//! The platform as the rest of the program meets it.

use super::dialect::Signed;
use super::{API, NAME, fields, plan, settings};
use crate::article::Article;
use crate::plan::{
    Account, Dialect, Known, Plan, PlanError, Platform, Secrets, Slots, Template, Verdict,
};
use crate::text::{Finding, Findings, YunsuoMessage};

/// What the calls of a site file may name.
const VALUES: &[&str] = &[
    "account_ids",
    "audio_url",
    "categories",
    "content_html",
    "cover",
    "description",
    "images",
    "keywords",
    "title",
    "type",
    "video_url",
];

/// Distribution to the accounts of a pool: one push per article, and no way to ask what became of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Yunsuo;

impl Platform for Yunsuo {
    fn name(&self) -> &'static str {
        NAME
    }

    fn values(&self) -> &'static [&'static str] {
        VALUES
    }

    fn api_file(&self) -> &'static str {
        API
    }

    fn keys(&self) -> &'static [&'static str] {
        fields::KEYS
    }

    fn settings(&self) -> &'static [&'static str] {
        settings::SETTINGS
    }

    fn secrets(&self) -> &'static [&'static str] {
        settings::SECRETS
    }

    fn receiving(&self) -> &'static [&'static str] {
        settings::POOL_KEYS
    }

    fn pictures(&self, article: &Article, account: &Account) -> Vec<String> {
        fields::pictures(article, account)
    }

    fn plan(
        &self,
        article: &Article,
        account: &Account,
        known: &Known,
    ) -> Result<Vec<Plan>, PlanError> {
        Ok(vec![plan::plan(article, account, known)?])
    }

    fn dialect(&self, account: &Account, secrets: &Secrets) -> Result<Box<dyn Dialect>, Findings> {
        let keys = settings::keys(account, secrets)?;
        let file = settings::api_file(account).map_err(|e| {
            let message = YunsuoMessage::SiteFile { why: e.to_string() };
            vec![Finding::of(message).for_account(&account.name)]
        })?;
        Ok(Box::new(Signed { keys, file }))
    }

    fn text<'p>(&self, plan: &'p Plan) -> Option<&'p Template> {
        plan.field("push", &["content_html"])
    }

    fn verdict(&self, _plan: &Plan, slots: &Slots) -> Verdict {
        plan::verdict(slots)
    }
}
