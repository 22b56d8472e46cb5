//! The document's error table.

/// A reason why a call was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) code: &'static str,
    pub(super) message: &'static str,
}

const fn failure(code: &'static str, message: &'static str) -> Failure {
    Failure { code, message }
}

pub(super) const NO_SUCH_CALL: Failure = failure("ERROR00001", "接口不存在");
pub(super) const UNKNOWN_APP_KEY: Failure = failure("ERROR00013", "app_key异常");
pub(super) const BAD_PARAMETERS: Failure = failure("ERROR00015", "请求参数错误");
pub(super) const NO_MONEY: Failure = failure("ERROR00020", "余额不足");
pub(super) const NO_SUCH_MEDIUM: Failure = failure("ERROR00021", "媒体资源不存在");
pub(super) const ORDER_EXISTS: Failure = failure("ERROR00022", "订单已存在");
pub(super) const IP_NOT_LISTED: Failure = failure("ERROR00023", "IP不在白名单中");
pub(super) const BAD_SIGN: Failure = failure("ERROR00024", "签名验证失败");
pub(super) const CLOSED_HOURS: Failure = failure("ERROR00025", "同步时间限制");
pub(super) const INTERNAL: Failure = failure("ERROR00099", "系统内部错误");

/// The answer to `/status` for an order that is not there. The document does not say what the real
/// one answers; this is the code for a wrong parameter with a message of its own.
pub(super) const NO_SUCH_ORDER: Failure = failure("ERROR00015", "订单不存在");

/// The whole table.
pub(super) const TABLE: &[Failure] = &[
    NO_SUCH_CALL,
    UNKNOWN_APP_KEY,
    BAD_PARAMETERS,
    NO_MONEY,
    NO_SUCH_MEDIUM,
    ORDER_EXISTS,
    IP_NOT_LISTED,
    BAD_SIGN,
    CLOSED_HOURS,
    INTERNAL,
];

/// The failure of a code.
pub(super) fn of(code: &str) -> Option<Failure> {
    TABLE.iter().find(|f| f.code == code).copied()
}
