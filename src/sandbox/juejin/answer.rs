//! The envelope `{err_no, err_msg, data}` and the table of refusals, as public tools captured them.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// What a call answers when it went well.
pub struct Done {
    data: Value,
    /// Without a code, as the document of 2026-02-02 has it.
    bare: bool,
    beside: Map<String, Value>,
}

/// What a call answers when it did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No live session.
    MustLogin,
    /// The account has no phone; comes nested in an envelope that says 0.
    MustBindPhone,
    /// A wrong or missing field.
    Parameter,
    /// No such route, or another method.
    NoRoute,
    /// An empty body.
    EmptyBody,
    /// More than three tags.
    TooManyTags,
    /// No category, or one that is not a string.
    NoCategory,
    /// No tag at all.
    NoTag,
    /// No title.
    NoTitle,
    /// No text.
    NoBody,
    /// The draft or article of another, or gone.
    Forbidden,
    /// A deletion that failed.
    Service,
}

/// The answer of every call.
pub type Reply = Result<Done, Refusal>;

impl Refusal {
    /// The number and the words. Those marked were never captured with a number.
    fn words(self) -> (i64, &'static str) {
        match self {
            Self::MustLogin => (403, "must login"),
            Self::MustBindPhone => (403, "must bind phone"),
            Self::Parameter => (2, "参数错误"),
            Self::NoRoute => (2, "请求路由不存在"),
            Self::EmptyBody => (2, "EOF"),
            Self::TooManyTags => (4031, "您最多可以为文章添加3个标签"),
            Self::NoCategory => (2, "至少添加一个分类"), // number not captured
            Self::NoTag => (2, "至少添加一个标签"),      // number not captured
            Self::NoTitle => (2, "标题不能为空"),        // number not captured
            Self::NoBody => (2, "内容不能为空"),         // number not captured
            Self::Forbidden => (403, "权限不足"),        // words not captured
            Self::Service => (1, "Call ServiceResponse Err"),
        }
    }
}

impl Done {
    /// Answers with data alone.
    pub fn new(data: Value) -> Self {
        let beside = Map::new();
        Self {
            data,
            beside,
            bare: false,
        }
    }

    /// Answers with data and no code.
    pub fn bare(data: Value) -> Self {
        Self {
            bare: true,
            ..Self::new(data)
        }
    }

    /// Adds a field beside `data`, such as `count`.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.beside.insert(name.to_owned(), value.into());
        self
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        if self.bare {
            return envelope(&json!({"data": self.data}));
        }
        let mut whole = json!({"err_no": 0, "err_msg": "success", "data": self.data});
        if let Value::Object(fields) = &mut whole {
            fields.extend(self.beside);
        }
        envelope(&whole)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (number, words) = self.words();
        let inner = json!({"err_no": number, "err_msg": words, "data": null});
        envelope(&match self {
            Self::MustBindPhone => json!({"err_no": 0, "err_msg": "", "data": inner}),
            _ => inner,
        })
    }
}

/// Refusals come with HTTP 200 too: the envelope tells.
fn envelope(whole: &Value) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json; charset=utf-8");
    (StatusCode::OK, [kind], whole.to_string()).into_response()
}
