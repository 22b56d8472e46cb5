//! `fagao wallet`: what is left of an account's money, and what was spent.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::args::WalletArgs;
use super::asking::{Asking, account, made};
use super::media::PLATFORM;
use super::online::Online;
use super::table::table;
use super::world::World;
use super::{Failure, output};
use crate::plan::Money;
use crate::platforms::jzguai::wallet::{Wallet, wallet, wallet_call};
use crate::text::{Lang, Told, UsageText};

/// The days of a period that is not given.
const DAYS: i64 = 30;

/// At most so many bars: each is a question to the vendor.
const BARS: i64 = 10;

/// The width of the longest bar.
const WIDTH: i64 = 40;

/// Runs the command.
pub async fn run(args: WalletArgs, lang: Lang) -> Result<u8, Failure> {
    let common = &args.common;
    let world = World::here(common, lang).await?;
    let configured = account(&world.config, args.account.as_deref(), PLATFORM)?;
    let now = jiff::Timestamp::from_millisecond((world.clock)()).unwrap_or_default();
    let today = jiff::tz::Offset::constant(8).to_datetime(now).date();
    let to = day(args.to.as_deref(), "--to")?.unwrap_or(today);
    let from = day(args.from.as_deref(), "--from")?;
    let from = from.unwrap_or_else(|| to.saturating_sub((DAYS - 1).days()));
    if from > to {
        return Err(Failure::Misused(UsageText::DaysSwapped {
            from: from.to_string(),
            to: to.to_string(),
        }));
    }
    let online = Online::open(&world, false).await?;
    let asked = ask(&Asking::new(&world, &online, configured)?, from, to).await;
    online.close().await;
    let (whole, bars) = asked?;
    if common.json {
        let bars: Vec<Value> = bars
            .iter()
            .map(
                |b| json!({"from": b.from.to_string(), "to": b.to.to_string(), "consume": b.spent}),
            )
            .collect();
        output::json(&json!({
            "schema": 1, "sandbox": common.sandbox, "account": configured.account.name,
            "from": from.to_string(), "to": to.to_string(), "remaining": whole.remaining,
            "recharge": whole.recharge, "consume": whole.consume,
            "period_consume": whole.period_consume, "period_recharge": whole.period_recharge,
            "periods": bars,
        }));
    } else {
        output::out(&shown(lang, &whole, from, to));
        output::out(&chart(&bars));
    }
    world.close().await;
    Ok(0)
}

fn day(text: Option<&str>, option: &str) -> Result<Option<Date>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let wrong = |_| {
        Failure::Misused(UsageText::NoDay {
            option: option.to_owned(),
            text: text.to_owned(),
        })
    };
    text.parse().map(Some).map_err(wrong)
}

/// What was spent in some days.
struct Bar {
    from: Date,
    to: Date,
    spent: Option<Money>,
}

async fn ask(asking: &Asking<'_>, from: Date, to: Date) -> Result<(Wallet, Vec<Bar>), Failure> {
    let whole = one(asking, from, to).await?;
    let mut bars = Vec::new();
    for (from, to) in periods(from, to) {
        let spent = one(asking, from, to).await?.period_consume;
        bars.push(Bar { from, to, spent });
    }
    Ok((whole, bars))
}

async fn one(asking: &Asking<'_>, from: Date, to: Date) -> Result<Wallet, Failure> {
    let call = made(wallet_call(
        asking.account,
        &from.to_string(),
        &to.to_string(),
    ))?;
    let slots = asking.ask(&call).await?;
    wallet(&slots).map_err(|what| Asking::odd(&call, what))
}

/// A period in parts of the same number of days, the last one perhaps shorter.
fn periods(from: Date, to: Date) -> Vec<(Date, Date)> {
    let days = i64::from((to - from).get_days()) + 1;
    let step = days.saturating_add(BARS - 1) / BARS;
    let mut parts = Vec::new();
    let mut begin = from;
    while begin <= to {
        let end = begin.saturating_add((step - 1).days()).min(to);
        parts.push((begin, end));
        match end.tomorrow() {
            Ok(next) => begin = next,
            Err(_) => break,
        }
    }
    parts
}

fn shown(lang: Lang, wallet: &Wallet, from: Date, to: Date) -> String {
    let days = (from.to_string(), to.to_string());
    let line =
        |what: Told, amount: Option<Money>| amount.map(|a| vec![what.say(lang), a.to_string()]);
    let (from, to) = days.clone();
    let spent = Told::SpentIn { from, to };
    let (from, to) = days;
    let paid_in = Told::PaidInIn { from, to };
    let rows = [
        line(Told::Left, Some(wallet.remaining)),
        line(Told::PaidIn, wallet.recharge),
        line(Told::Spent, wallet.consume),
        line(spent, wallet.period_consume),
        line(paid_in, wallet.period_recharge),
    ];
    table(&rows.into_iter().flatten().collect::<Vec<_>>())
}

/// A bar a period, the longest for the highest amount.
fn chart(bars: &[Bar]) -> String {
    let spent = |b: &Bar| b.spent.unwrap_or_default().as_fen().max(0);
    let most = bars.iter().map(spent).max().unwrap_or(0).max(1);
    let rows: Vec<Vec<String>> = bars
        .iter()
        .map(|bar| {
            // What is more than nothing is seen.
            let full = ((spent(bar) * WIDTH + most - 1) / most) as usize;
            let amount = bar.spent.map_or_else(|| "?".to_owned(), |m| m.to_string());
            vec![bar.from.to_string(), amount, "█".repeat(full)]
        })
        .collect();
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_period_is_cut_into_at_most_ten_parts_without_gaps() {
        for (from, to, count, last) in [
            ("2026-01-01", "2026-01-01", 1, "2026-01-01"),
            ("2026-01-01", "2026-01-10", 10, "2026-01-10"),
            ("2026-01-01", "2026-01-30", 10, "2026-01-28"),
            ("2026-01-01", "2026-12-31", 10, "2026-11-30"),
        ] {
            let parts = periods(date(from), date(to));
            assert_eq!(parts.len(), count, "{from} {to}");
            assert_eq!(parts.last().map(|p| p.1), Some(date(to)));
            assert_eq!(parts.last().map(|p| p.0), Some(date(last)));
            for pair in parts.windows(2) {
                assert_eq!(pair[0].1.tomorrow().ok(), Some(pair[1].0));
            }
        }
    }

    #[test]
    fn the_longest_bar_is_the_highest_amount_and_nothing_is_no_bar() {
        let bar = |d: &str, fen: i64| Bar {
            from: date(d),
            to: date(d),
            spent: Some(Money::fen(fen)),
        };
        let text = chart(&[
            bar("2026-01-01", 0),
            bar("2026-01-02", 1),
            bar("2026-01-03", 9999),
        ]);
        let bars: Vec<usize> = text.lines().map(|l| l.matches('█').count()).collect();
        assert_eq!(bars, [0, 1, 40]);
    }
}
