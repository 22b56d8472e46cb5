//! `imagex.bytedanceapi.com`: apply and commit, steps 2 and 4, both signed.

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::state::{Image, UploadSession};
use super::{SERVICE, UPLOAD_HOST, asked, aws4};
use crate::sandbox::Shared;
use crate::sandbox::juejin::passport;
use crate::sandbox::juejin::state::State;

/// Serves both.
pub fn serve(shared: &Shared, parts: &Parts, bytes: &Bytes) -> Response {
    let action = asked(parts, "Action").unwrap_or_default();
    let now = (shared.clock)();
    let known = asked(parts, "Version").as_deref() == Some("2018-08-01")
        && asked(parts, "ServiceId").as_deref() == Some(SERVICE)
        && parts.uri.path() == "/";
    let done = shared.book.change(|s| {
        let state = &mut s.juejin;
        let user_id = aws4::signer(&state.images, parts, bytes, now)?
            .user_id
            .clone();
        match (action.as_str(), &parts.method) {
            _ if !known => Err(("InvalidParameter", "no such version or service")),
            ("ApplyImageUpload", &Method::GET) => Ok(apply(state, &user_id)),
            ("CommitImageUpload", &Method::POST) => {
                let session = asked(parts, "SessionKey").unwrap_or_default();
                commit(state, &user_id, &session, now)
            }
            _ => Err(("InvalidActionOrVersion", "no such action")),
        }
    });
    let meta = json!({
        "RequestId": passport::token().unwrap_or_default(),
        "Action": action, "Version": "2018-08-01", "Service": "imagex", "Region": "cn-north-1",
    });
    match done {
        Err(e) => passport::broken_book(&e),
        Ok(Ok(result)) => answer(
            StatusCode::OK,
            &json!({"ResponseMetadata": meta, "Result": result}),
        ),
        Ok(Err((code, words))) => {
            let mut meta = meta;
            meta["Error"] = json!({"CodeN": 100_010, "Code": code, "Message": words});
            answer(StatusCode::FORBIDDEN, &json!({"ResponseMetadata": meta}))
        }
    }
}

fn apply(state: &mut State, user_id: &str) -> Value {
    let random = || passport::token().unwrap_or_default();
    let session = UploadSession {
        // As the real one it has signs that must be encoded in a query.
        session_key: format!("{}/+==", random()),
        uri: format!("tos-cn-i-{SERVICE}/{}", random()),
        auth: format!("SpaceKey/{SERVICE}/1/:version:v2:{}", random()),
        user_id: user_id.to_owned(),
        came: None,
        times: 0,
    };
    let result = json!({"UploadAddress": {
        "StoreInfos": [{"StoreUri": session.uri, "Auth": session.auth, "UploadID": random()}],
        "UploadHosts": [UPLOAD_HOST],
        "SessionKey": session.session_key,
        "Cloud": "",
    }});
    state.images.sessions.push(session);
    result
}

fn commit(state: &mut State, user_id: &str, key: &str, now: i64) -> Result<Value, aws4::Wrong> {
    let sessions = &mut state.images.sessions;
    let at = sessions
        .iter()
        .position(|s| s.session_key == key && s.user_id == user_id)
        .ok_or(("InvalidParameter", "no such session"))?;
    let Some((sha256, size)) = sessions[at].came.clone() else {
        return Err(("InvalidParameter", "no bytes came"));
    };
    let session = sessions.remove(at);
    let answer = json!({
        "Results": [{"Uri": session.uri, "UriStatus": 2000}],
        "RequestId": passport::token().unwrap_or_default(),
        "PluginResult": [{"FileName": session.uri, "ImageUri": session.uri, "ImageSize": size}],
    });
    state.images.stored.push(Image {
        uri: session.uri,
        sha256,
        size,
        times: session.times,
        user_id: user_id.to_owned(),
        at: now,
    });
    Ok(answer)
}

/// An answer in JSON.
pub fn answer(status: StatusCode, whole: &Value) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json; charset=utf-8");
    (status, [kind], whole.to_string()).into_response()
}
