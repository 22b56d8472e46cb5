//! The table of API routes; what is not in it does not exist (`请求路由不存在`).

use axum::http::Method;
use serde_json::Value;

use super::answer::Reply;
use super::state::{Account, State};
use super::{articles, directory, documented, drafts, publish, users};

/// One call as it came in.
pub struct Asked {
    /// The signed-in account. Calls that demand one are not made without.
    pub user: Option<Account>,
    /// The JSON body; for GET the query.
    pub body: Value,
    /// Unix seconds.
    pub now: i64,
}

/// What a route does to the book.
#[derive(Clone, Copy)]
pub enum Call {
    Read(fn(&State, &Asked) -> Reply),
    Write(fn(&mut State, &Asked) -> Reply),
}

/// Who may call a route.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anyone,
    SignedIn,
    /// Signed in, with a phone bound.
    Writer,
}

/// One row of the table.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub who: Who,
    pub call: Call,
}

const fn post(path: &'static str, who: Who, call: Call) -> Route {
    let method = Method::POST;
    Route {
        method,
        path,
        who,
        call,
    }
}

const fn get(path: &'static str, who: Who, call: Call) -> Route {
    let method = Method::GET;
    Route {
        method,
        path,
        who,
        call,
    }
}

/// HEAD `user_api/v1/sys/token` answers by headers alone and is the router's own.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    get("/user_api/v1/user/get", Who::SignedIn, Call::Read(users::get)),
    post("/user_api/v1/user/get_info_pack", Who::SignedIn, Call::Read(users::info_pack)),
    post("/content_api/v1/article_draft/create", Who::Writer, Call::Write(drafts::create)),
    post("/content_api/v1/article_draft/update", Who::Writer, Call::Write(drafts::update)),
    post("/content_api/v1/article_draft/detail", Who::SignedIn, Call::Read(drafts::detail)),
    post("/content_api/v1/article_draft/query_list", Who::SignedIn, Call::Read(drafts::list)),
    post("/content_api/v1/article_draft/list_by_user", Who::SignedIn, Call::Read(drafts::list)),
    post("/content_api/v1/article_draft/delete", Who::SignedIn, Call::Write(drafts::delete)),
    post("/content_api/v1/article/publish", Who::Writer, Call::Write(publish::publish)),
    post("/content_api/v1/article/list_by_user", Who::SignedIn, Call::Write(articles::own_list)),
    post("/content_api/v1/article/query_list", Who::Anyone, Call::Write(articles::public_list)),
    post("/content_api/v1/article/detail", Who::Anyone, Call::Write(articles::detail)),
    post("/content_api/v1/article/delete", Who::SignedIn, Call::Write(articles::delete)),
    post("/content_api/v1/column/self_center_list", Who::SignedIn, Call::Read(users::columns)),
    post("/tag_api/v1/query_category_list", Who::Anyone, Call::Read(directory::category_list)),
    get("/tag_api/v1/query_category_briefs", Who::Anyone, Call::Read(directory::category_briefs)),
    post("/tag_api/v1/query_tag_list", Who::Anyone, Call::Read(directory::tag_list)),
    post("/recommend_api/v1/tag/recommend/search", Who::Anyone, Call::Read(directory::tag_search)),
    post("/tag_api/v1/theme/list_by_hot", Who::Anyone, Call::Read(directory::themes)),
    // As a document of 2026-02-02 has it.
    post("/content_api/v1/article_draft/", Who::SignedIn, Call::Read(documented::drafts)),
    get("/content_api/v1/categories", Who::Anyone, Call::Read(documented::categories)),
    get("/content_api/v1/tag/suggest", Who::Anyone, Call::Read(documented::suggest)),
];
