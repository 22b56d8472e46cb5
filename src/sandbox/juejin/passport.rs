//! Signing in and out. The routes are the sandbox's own: no public source has the real ones,
//! and clients are to use the page. Answers have the shape `{message, data}` of the passport.

use std::io;

use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::cookies;
use super::state::{Account, QrCode, SentCode, Session, State, TEST_CODE};
use crate::sandbox::Shared;

/// For how long a code or a QR code is good, in seconds.
const GOOD_FOR: i64 = 300;
/// What a QR code says before its token.
const SCANNED: &str = "https://juejin.cn/app/qrcode?token=";
/// How many wrong codes are taken until another one must be sent.
const WRONG_CODES: u32 = 5;

/// Why signing in failed, in the page's words.
struct No(&'static str);

/// Answers the routes under `/passport/web/`; none when there is no such route.
pub fn serve(
    shared: &Shared,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: &Value,
) -> Option<Response> {
    let now = (shared.clock)();
    let route = path.strip_prefix("/passport/web/")?.trim_end_matches('/');
    let field = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    Some(match (method.as_str(), route) {
        ("POST", "send_code") => told(
            shared
                .book
                .change(|s| send_code(&mut s.juejin, field("mobile"), now)),
            &json!({"retry_in": shared.book.read(|s| s.juejin.settings.seconds_between_codes)}),
        ),
        ("POST", "sms_login") => signed_in(
            shared
                .book
                .change(|s| sms_login(&mut s.juejin, field("mobile"), field("code"), now)),
        ),
        ("POST", "get_qrcode") => match shared.book.change(|s| show_qr(&mut s.juejin, now)) {
            Ok(token) => said(&json!({"token": token, "qrcode": picture(&token)})),
            Err(e) => broken_book(&e),
        },
        ("GET", "check_qrconnect") => {
            let token = query.strip_prefix("token=").unwrap_or_default();
            check_qr(shared, token, now)
        }
        ("GET" | "POST", "logout") => logout(shared, headers),
        _ => return None,
    })
}

/// Answers `captcha/send` and `captcha/login` as a document of 2026-02-02 has them: the session is in the
/// cookies `sessionid` and `sessionid_sig`.
pub fn documented(shared: &Shared, path: &str, body: &Value) -> Option<Response> {
    let now = (shared.clock)();
    let field = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let no = |no: &No| answer(&json!({"err_no": 2, "err_msg": no.0, "data": null}));
    match path {
        "/captcha/send" => {
            let sent = shared
                .book
                .change(|s| send_code(&mut s.juejin, field("phone"), now));
            Some(match sent {
                Ok(Ok(())) => answer(&json!({"data": {}})),
                Ok(Err(why)) => no(&why),
                Err(e) => broken_book(&e),
            })
        }
        "/captcha/login" => {
            let (phone, code) = (field("phone"), field("code"));
            let signed = shared
                .book
                .change(|s| sms_login(&mut s.juejin, phone, code, now));
            Some(match signed {
                Ok(Ok(session)) => {
                    let token = token().unwrap_or_default();
                    let data = json!({"user_id": session.user_id, "token": token});
                    let mut response = answer(&json!({"data": data}));
                    cookies::add(
                        response.headers_mut(),
                        cookies::documented(&session, &token),
                    );
                    response
                }
                Ok(Err(why)) => no(&why),
                Err(e) => broken_book(&e),
            })
        }
        _ => None,
    }
}

fn send_code(state: &mut State, phone: &str, now: i64) -> Result<(), No> {
    check_phone(state, phone)?;
    let between = state.settings.seconds_between_codes;
    let recent = |c: &SentCode| c.phone == phone && now - c.at < between;
    if state.codes.iter().any(recent) {
        return Err(No("操作太频繁，请稍后再试"));
    }
    state.codes.retain(|c| c.phone != phone);
    state.codes.push(SentCode {
        phone: phone.to_owned(),
        at: now,
        wrong: 0,
    });
    Ok(())
}

fn sms_login(state: &mut State, phone: &str, code: &str, now: i64) -> Result<Session, No> {
    check_phone(state, phone)?;
    let sent = state.codes.iter_mut().find(|c| c.phone == phone);
    match sent {
        None => return Err(No("请先获取验证码")),
        Some(sent) if now - sent.at > GOOD_FOR => return Err(No("验证码已过期，请重新获取")),
        Some(sent) if sent.wrong >= WRONG_CODES => {
            return Err(No("验证码错误次数过多，请稍后再试"));
        }
        Some(sent) if code != TEST_CODE => {
            sent.wrong += 1;
            return Err(No("验证码错误"));
        }
        Some(_) => {}
    }
    state.codes.retain(|c| c.phone != phone);
    if state.account(phone).is_none() {
        let id = state.next_id();
        let account = Account {
            user_id: id.get(3..).unwrap_or(&id).to_owned(),
            phone: phone.to_owned(),
            name: format!("用户{}", phone.get(7..).unwrap_or_default()),
            ..Account::default()
        };
        state.accounts.push(account);
    }
    let user_id = state.account(phone).map(|a| a.user_id.clone());
    open_session(state, &user_id.unwrap_or_default(), now)
}

fn check_phone(state: &State, phone: &str) -> Result<(), No> {
    let digits = phone.bytes().all(|b| b.is_ascii_digit());
    if phone.len() != 11 || !phone.starts_with('1') || !digits {
        return Err(No("手机号格式错误"));
    }
    match state.account(phone) {
        Some(account) if account.blocked => Err(No("账号异常，暂时无法登录")),
        _ => Ok(()),
    }
}

fn open_session(state: &mut State, user_id: &str, now: i64) -> Result<Session, No> {
    let session = Session {
        id: token().ok_or(No("系统错误"))?,
        user_id: user_id.to_owned(),
        created: now,
        expires: now + state.settings.session_seconds,
    };
    state.sessions.push(session.clone());
    Ok(session)
}

fn show_qr(state: &mut State, now: i64) -> String {
    let token = token().unwrap_or_default();
    state.qr_codes.push(QrCode {
        token: token.clone(),
        at: now,
        confirmed_by: None,
    });
    token
}

fn check_qr(shared: &Shared, token: &str, now: i64) -> Response {
    let code = shared.book.read(|s| {
        let codes = &s.juejin.qr_codes;
        codes.iter().find(|c| c.token == token).cloned()
    });
    match code {
        Some(code) if now - code.at <= GOOD_FOR => match code.confirmed_by {
            None => said(&json!({"status": "new"})),
            Some(user_id) => signed_in(shared.book.change(|s| {
                s.juejin.qr_codes.retain(|c| c.token != token);
                open_session(&mut s.juejin, &user_id, now)
            })),
        },
        _ => said(&json!({"status": "expired"})),
    }
}

fn logout(shared: &Shared, headers: &HeaderMap) -> Response {
    let id = cookies::read(headers, "sessionid").unwrap_or_default();
    if let Err(e) = shared
        .book
        .change(|s| s.juejin.sessions.retain(|x| x.id != id))
    {
        return broken_book(&e);
    }
    let mut response = said(&json!({"redirect_url": "https://juejin.cn/"}));
    cookies::add(response.headers_mut(), cookies::without_session());
    response
}

/// A random token of 32 hexadecimal digits.
pub fn token() -> Option<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(hex::encode(bytes))
}

/// The QR code of a token as a data URL. The sandbox's app is [`State::confirm_qr`].
fn picture(token: &str) -> String {
    let Ok(code) = qrcode::QrCode::new(format!("{SCANNED}{token}")) else {
        return String::new();
    };
    let width = code.width();
    let cells: String = code
        .to_colors()
        .iter()
        .enumerate()
        .filter(|(_, colour)| **colour == qrcode::Color::Dark)
        .map(|(i, _)| format!("M{} {}h1v1h-1z", i % width + 4, i / width + 4))
        .collect();
    // Six pixels a module, with the quiet zone that scanners want.
    let (box_, size) = (width + 8, (width + 8) * 6);
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {box_} {box_}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{box_}v{box_}H0z"/><path d="{cells}"/></svg>"##
    );
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg))
}

fn told(outcome: io::Result<Result<(), No>>, data: &Value) -> Response {
    match outcome {
        Ok(Ok(())) => said(data),
        Ok(Err(no)) => refused(&no),
        Err(e) => broken_book(&e),
    }
}

fn signed_in(outcome: io::Result<Result<Session, No>>) -> Response {
    match outcome {
        Ok(Ok(session)) => {
            let mut response =
                said(&json!({"status": "confirmed", "user_id_str": session.user_id}));
            let uid = token().unwrap_or_default();
            cookies::add(response.headers_mut(), cookies::session(&session, &uid));
            response
        }
        Ok(Err(no)) => refused(&no),
        Err(e) => broken_book(&e),
    }
}

fn said(data: &Value) -> Response {
    answer(&json!({"message": "success", "data": data}))
}

fn refused(no: &No) -> Response {
    answer(&json!({"message": "error", "data": {"error_code": 1202, "description": no.0}}))
}

fn answer(whole: &Value) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json; charset=utf-8");
    ([kind], whole.to_string()).into_response()
}

/// The book could not be written: nothing was done.
pub fn broken_book(error: &io::Error) -> Response {
    let words = format!("the sandbox's book cannot be written: {error}\n");
    (StatusCode::INTERNAL_SERVER_ERROR, words).into_response()
}
