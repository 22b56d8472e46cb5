//! The platform as the rest of the program meets it.

use super::dialect::Sealed;
use super::{API, NAME, fields, plan, settings, verdict};
use crate::article::Article;
use crate::plan::{
    Account, Dialect, Known, Plan, PlanError, Platform, Secrets, Slots, Template, Verdict,
};
use crate::text::{Finding, Findings, JzguaiMessage};

/// What the calls of a site file may name.
const VALUES: &[&str] = &[
    "end",
    "fengmian",
    "html",
    "laiyuan",
    "leixing",
    "limit",
    "miaoshu",
    "model_id",
    "order_id",
    "out_model_id",
    "out_resource_id",
    "page",
    "price_type",
    "qiyelogo",
    "resource_id",
    "sale_id",
    "sale_name",
    "start",
    "title",
    "tuiguang",
    "xinwenlianjie",
    "xuanchuan",
    "yingyezhizhao",
    "yuanwenlianjie",
];

/// Paid media: one order per medium, sealed, each with an id that is derived from its key.
#[derive(Clone, Copy, Debug, Default)]
pub struct Jzguai;

impl Platform for Jzguai {
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

    fn pictures(&self, article: &Article, account: &Account) -> Vec<String> {
        fields::pictures(article, account)
    }

    fn plan(
        &self,
        article: &Article,
        account: &Account,
        known: &Known,
    ) -> Result<Vec<Plan>, PlanError> {
        plan::plans(article, account, known)
    }

    fn dialect(&self, account: &Account, secrets: &Secrets) -> Result<Box<dyn Dialect>, Findings> {
        let keys = settings::keys(account, secrets)?;
        let file = settings::api_file(account).map_err(|e| {
            let message = JzguaiMessage::SiteFile { why: e.to_string() };
            vec![Finding::of(message).for_account(&account.name)]
        })?;
        Ok(Box::new(Sealed { keys, file }))
    }

    fn text<'p>(&self, plan: &'p Plan) -> Option<&'p Template> {
        plan.field(super::calls::PUBLISH, &["prop", "neirong"])
    }

    fn verdict(&self, plan: &Plan, slots: &Slots) -> Verdict {
        verdict::verdict(plan, slots)
    }
}
