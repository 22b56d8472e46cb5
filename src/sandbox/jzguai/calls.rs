//! What each call does, in clear.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde_json::Value;

use super::catalogue::{MODELS, Medium};
use super::failure::{
    BAD_PARAMETERS, Failure, NO_MONEY, NO_SUCH_MEDIUM, NO_SUCH_ORDER, ORDER_EXISTS,
};
use super::money::Fen;
use super::php::Php;
use super::state::{Order, State};

/// What a call gives when it is not refused.
pub(super) struct Done {
    pub(super) data: Php,
    pub(super) message: String,
    pub(super) status: Option<i64>,
}

impl Done {
    fn with(data: Php, message: &str) -> Self {
        Self {
            data,
            message: message.to_owned(),
            status: None,
        }
    }
}

type Answer = Result<Done, Failure>;

/// A call: the state, what was sent, the time.
pub(super) type Call = fn(&mut State, &Php, i64) -> Answer;

/// The calls by the last part of their path.
pub(super) const CALLS: &[(&str, Call)] = &[
    ("resource", resource),
    ("publish", publish),
    ("status", status),
    ("wallet", wallet),
];

/// The words for a status (the vendor's table).
const STATUSES: &[(i64, &str)] = &[
    (1011, "待安排"),
    (1001, "已安排"),
    (1002, "已发布"),
    (1004, "已退稿"),
    (1005, "退单申请"),
    (1006, "改稿中"),
];

/// The status of an order that has a link.
const LIVE: i64 = 1002;

/// A page of the catalogue.
fn resource(state: &mut State, sent: &Php, _now: i64) -> Answer {
    let model_id = model(sent)?.0;
    let wanted = optional_int(sent, "resource_id")?;
    let limit = optional_int(sent, "limit")?.unwrap_or(300);
    let page = optional_int(sent, "page")?.unwrap_or(1);
    if !(1..=1000).contains(&limit) || page < 1 {
        return Err(BAD_PARAMETERS);
    }
    let mut rows = state.catalogue();
    rows.retain(|m| m.model_id == model_id && wanted.is_none_or(|id| m.id == id));
    if wanted.is_some() {
        state.looks += 1;
        if state.dearer_after.is_some_and(|n| state.looks > n) {
            rows.iter_mut().for_each(|m| m.price_proxy.0 += 200);
        }
    }
    let total = rows.len();
    let start = usize::try_from((page - 1).saturating_mul(limit)).unwrap_or(usize::MAX);
    let length = usize::try_from(limit).unwrap_or(usize::MAX);
    let shown = rows.iter().skip(start).take(length).map(Medium::to_php);
    let data = Php::map([
        ("current_page", Php::Int(page)),
        ("data", Php::list(shown)),
        ("total", Php::Int(i64::try_from(total).unwrap_or(i64::MAX))),
    ]);
    Ok(Done::with(data, "查询成功"))
}

/// Takes an order and its money.
fn publish(state: &mut State, sent: &Php, now: i64) -> Answer {
    let (model_id, price_types) = model(sent)?;
    let resource_id = int(sent, "resource_id")?;
    let order_id = text(sent, "customer_order_id")?;
    if text(sent, "customer_batch_id")? != order_id {
        return Err(BAD_PARAMETERS);
    }
    int(sent, "out_model_id")?;
    int(sent, "out_resource_id")?;
    optional_int(sent, "sale_id")?;
    let price_type = optional_int(sent, "price_type")?;
    if !price_types.is_empty() && !price_type.is_some_and(|t| price_types.contains(&t)) {
        return Err(BAD_PARAMETERS);
    }
    let prop = prop(sent, model_id)?;

    let known = |o: &&mut Order| o.customer_order_id == order_id;
    if let Some(order) = state.orders.iter_mut().find(known) {
        order.repeated += 1;
        return Err(ORDER_EXISTS);
    }
    let medium = state
        .catalogue()
        .into_iter()
        .find(|m| m.id == resource_id && m.model_id == model_id && m.status == 1)
        .ok_or(NO_SUCH_MEDIUM)?;
    if state.remaining() < medium.price_proxy {
        return Err(NO_MONEY);
    }
    let mut fields = sent.to_json();
    fields["prop"] = prop;
    let resource_order_id = 120 + i64::try_from(state.orders.len()).unwrap_or(i64::MAX - 120);
    let order = Order {
        customer_order_id: order_id,
        resource_order_id,
        resource_order_num: format!("MP{}{:06}", day(now).strftime("%Y%m%d"), resource_order_id),
        model_id,
        resource_id,
        price: medium.price_proxy,
        placed_at: now,
        fields,
        repeated: 0,
        asked: 0,
        status: None,
    };
    // The document's example has all four as strings.
    let row = Php::map([
        (
            "resource_order_id",
            order.resource_order_id.to_string().into(),
        ),
        ("model_id", order.model_id.to_string().into()),
        ("resource_id", order.resource_id.to_string().into()),
        (
            "resource_order_num",
            order.resource_order_num.clone().into(),
        ),
    ]);
    state.orders.push(order);
    Ok(Done::with(Php::list([row]), ""))
}

/// Tells how far an order has come; asking is what moves it on.
fn status(state: &mut State, sent: &Php, _now: i64) -> Answer {
    let model_id = model(sent)?.0;
    let order_id = text(sent, "order_id")?;
    let State {
        orders, progress, ..
    } = state;
    let order = orders
        .iter_mut()
        .find(|o| o.customer_order_id == order_id && o.model_id == model_id)
        .ok_or(NO_SUCH_ORDER)?;
    let step = order.asked as usize;
    order.asked += 1;
    let reached = progress.get(step).or(progress.last()).copied();
    let status = order.status.or(reached).unwrap_or(LIVE);
    let word = STATUSES
        .iter()
        .find(|(code, _)| *code == status)
        .map_or("未知", |(_, word)| word);
    let data = match status {
        LIVE => link(order),
        _ => String::new(),
    };
    Ok(Done {
        data: data.into(),
        message: format!("稿件状态:{word}"),
        status: Some(status),
    })
}

/// Where an order is to be read once it is live.
fn link(order: &Order) -> String {
    format!(
        "http://www.example.com/news/{}.html",
        order.resource_order_id
    )
}

/// Tells the money.
fn wallet(state: &mut State, sent: &Php, _now: i64) -> Answer {
    let start = optional_date(sent, "start")?.unwrap_or(Date::MIN);
    let end = optional_date(sent, "end")?.unwrap_or(Date::MAX);
    let in_period = |o: &&Order| (start..=end).contains(&day(o.placed_at));
    let period = state.orders.iter().filter(in_period).map(|o| o.price.0);
    let period = Fen(period.sum());
    // The document shows a number where nothing was spent, and strings elsewhere.
    let consumed = match state.consumed() {
        Fen(0) => Php::Int(0),
        some => some.to_string().into(),
    };
    let data = Php::map([
        ("remaining", state.remaining().to_string().into()),
        ("recharge", state.recharge.to_string().into()),
        ("consume", consumed),
        ("period_consume", period.to_string().into()),
        ("period_recharge", state.recharge.to_string().into()),
    ]);
    Ok(Done::with(data, ""))
}

/// Reads `prop`: a JSON object in a string, with what the kind wants.
fn prop(sent: &Php, model_id: i64) -> Result<Value, Failure> {
    let prop: Value = serde_json::from_str(&text(sent, "prop")?).map_err(|_| BAD_PARAMETERS)?;
    // 代写 is written by others: it wants to know for whom and what, and has no body yet.
    let wanted: &[&str] = match model_id {
        9 => &["biaoti", "tuiguang", "xuanchuan"],
        _ => &["biaoti", "neirong"],
    };
    let there = |name: &&str| {
        let value = prop.get(*name).and_then(Value::as_str);
        value.is_some_and(|s| !s.trim().is_empty())
    };
    match prop.is_object() && wanted.iter().all(there) {
        true => Ok(prop),
        false => Err(BAD_PARAMETERS),
    }
}

fn model(sent: &Php) -> Result<(i64, &'static [i64]), Failure> {
    let id = int(sent, "model_id")?;
    MODELS
        .iter()
        .find(|(model, _)| *model == id)
        .copied()
        .ok_or(BAD_PARAMETERS)
}

fn int(sent: &Php, name: &str) -> Result<i64, Failure> {
    optional_int(sent, name)?.ok_or(BAD_PARAMETERS)
}

fn optional_int(sent: &Php, name: &str) -> Result<Option<i64>, Failure> {
    match sent.get(name) {
        None | Some(Php::Null) => Ok(None),
        Some(value) => value.as_int().map(Some).ok_or(BAD_PARAMETERS),
    }
}

fn text(sent: &Php, name: &str) -> Result<String, Failure> {
    let text = sent.get(name).and_then(Php::as_text);
    text.filter(|t| !t.is_empty()).ok_or(BAD_PARAMETERS)
}

fn optional_date(sent: &Php, name: &str) -> Result<Option<Date>, Failure> {
    match sent.get(name).map(Php::as_text) {
        None => Ok(None),
        Some(text) => match text.unwrap_or_default() {
            text if text.is_empty() => Ok(None),
            text => Date::strptime("%Y-%m-%d", text)
                .map(Some)
                .map_err(|_| BAD_PARAMETERS),
        },
    }
}

/// The day in China of a time in Unix seconds.
fn day(at: i64) -> Date {
    let time = Timestamp::from_second(at).unwrap_or_default();
    Offset::constant(8).to_datetime(time).date()
}
