//! The document's tables: what an order's status and an error code mean.

use crate::plan::State;

/// A status of an order.
pub(super) struct Status {
    /// The number in the answer of `/status`.
    pub(super) code: i64,
    /// The document's word for it.
    pub(super) word: &'static str,
    /// How the publication stands then.
    pub(super) state: State,
    /// What a person should know besides.
    pub(super) note: Option<&'static str>,
}

const fn status(code: i64, word: &'static str, state: State) -> Status {
    Status {
        code,
        word,
        state,
        note: None,
    }
}

/// The statuses of an order, in the document's order.
pub(super) const STATUSES: &[Status] = &[
    status(1011, "待安排", State::Submitted),
    status(1001, "已安排", State::Submitted),
    status(1002, "已发布", State::Live),
    status(1004, "已退稿", State::Rejected),
    Status {
        note: Some(
            "its cancellation was asked for; nothing is ordered again before that is decided",
        ),
        ..status(1005, "退单申请", State::Submitted)
    },
    status(1006, "改稿中", State::Submitted),
];

/// An error code of the document.
pub(super) struct ErrorCode {
    /// The code as it is sent.
    pub(super) code: &'static str,
    /// The document's words, for an answer that has none.
    pub(super) words: &'static str,
    /// Whether it proves that an order was not placed.
    pub(super) not_done: bool,
}

const fn error(code: &'static str, words: &'static str, not_done: bool) -> ErrorCode {
    ErrorCode {
        code,
        words,
        not_done,
    }
}

/// The error codes. 22 is an order that is there, so a look follows; 99 proves nothing.
pub(super) const ERRORS: &[ErrorCode] = &[
    error("ERROR00001", "接口不存在", true),
    error("ERROR00013", "app_key异常", true),
    error("ERROR00015", "请求参数错误", true),
    error("ERROR00020", "余额不足", true),
    error("ERROR00021", "媒体资源不存在", true),
    error("ERROR00022", "订单已存在", false),
    error("ERROR00023", "IP不在白名单中", true),
    error("ERROR00024", "签名验证失败", true),
    error("ERROR00025", "同步时间限制", true),
    error("ERROR00099", "系统内部错误", false),
];

/// Codes with which `/status` may say before the order that there is none of our id.
///
/// The document does not say which one it is. After an order was handed in, only the first row of the
/// site file's table counts.
pub(super) const NO_ORDER_YET: &[&str] = &["ERROR00015", "ERROR00021"];

/// Finds a status by its number.
pub(super) fn status_of(code: i64) -> Option<&'static Status> {
    STATUSES.iter().find(|s| s.code == code)
}

/// Finds an error by its code.
pub(super) fn error_of(code: &str) -> Option<&'static ErrorCode> {
    ERRORS.iter().find(|e| e.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_order_that_exists_and_an_internal_error_leave_the_outcome_open() {
        let open: Vec<_> = ERRORS
            .iter()
            .filter(|e| !e.not_done)
            .map(|e| e.code)
            .collect();
        assert_eq!(open, ["ERROR00022", "ERROR00099"]);
    }

    /// The page that a person decides by says the same.
    #[test]
    fn the_codes_that_prove_it_are_those_of_the_docs() {
        let proofs = ERRORS.iter().filter(|e| e.not_done).map(|e| e.code);
        let proofs: Vec<&str> = proofs
            .map(|code| code.trim_start_matches("ERROR000"))
            .collect();
        let row = format!("| jzguai | ERROR000{} |", proofs.join(", "));
        assert!(
            include_str!("../../../docs/exactly-once.md").contains(&row),
            "{row}"
        );
    }
}
