//! The hash of a plan: `--dry-run` shows it, `--expect` holds a publish against it.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::plans::{Made, Making};
use super::{Failure, output};
use crate::article::Article;
use crate::plan::{Fingerprint, Plan};
use crate::text::{ConfigMessage, Finding, Lang, Line, Message, retold_lines};

/// Prints the plans as they would be on any machine, and their hash.
///
/// # Errors
/// All findings of all articles.
pub async fn dry_run(
    blind: &Making<'_>,
    files: &[PathBuf],
    json: bool,
    lang: Lang,
) -> Result<u8, Failure> {
    let mut plans: Vec<Plan> = Vec::new();
    let (hash, _) = read(blind, files, &mut |made| plans.push(made.plan)).await?;
    if json {
        output::json(&serde_json::json!({ "schema": 1, "plan_hash": hash, "plans": plans }));
    } else {
        let texts: Vec<String> = plans.iter().map(ToString::to_string).collect();
        output::out(&retold_lines(lang, &format!("{}\n", texts.join("\n"))));
        output::out(&format!("{}\n", Line::PlanHash(hash).say(lang)));
    }
    Ok(0)
}

/// Holds plans against the hash of those that were reviewed; what each article was made of.
///
/// # Errors
/// The plan is another one, or all findings of all articles.
pub async fn hold(
    blind: &Making<'_>,
    files: &[PathBuf],
    expected: &str,
) -> Result<Vec<String>, Failure> {
    let expected = expected.trim().to_ascii_lowercase();
    let (found, sums) = read(blind, files, &mut drop).await?;
    match found == expected {
        true => Ok(sums),
        false => Err(changed(expected, found)),
    }
}

/// The hash of all plans, and what each article is made of.
///
/// # Errors
/// All findings of all articles.
pub async fn read<'a>(
    blind: &Making<'a>,
    files: &[PathBuf],
    each: &mut (dyn FnMut(Made<'a>) + Send),
) -> Result<(String, Vec<String>), Failure> {
    let mut print = Fingerprint::default();
    let mut sums = Vec::new();
    let mut take = |article: &Article, made: Vec<Made<'a>>| {
        let of = sum(article);
        for made in made {
            let older: Vec<&Plan> = made.older.iter().map(|v| &v.plan).collect();
            print.add(&made.plan, &older, &made.configured.account, &of);
            each(made);
        }
        sums.push(of);
        Ok(())
    };
    blind.each(files, &mut take).await?;
    Ok((print.finish(), sums))
}

/// What an article is made of: its own bytes and those of the files that it names.
pub fn sum(article: &Article) -> String {
    let files = article.files.iter().map(|(name, file)| match file {
        Ok(file) => format!("{name} {}", file.sha256),
        Err(why) => format!("{name} {}", Message::from(why.clone()).code()),
    });
    let all: Vec<String> = [article.sum.clone()].into_iter().chain(files).collect();
    hex::encode(Sha256::digest(all.join("\n")))
}

/// The plan is not the one that was reviewed.
pub fn changed(expected: String, found: String) -> Failure {
    Finding::of(ConfigMessage::PlanChanged { expected, found }).into()
}
