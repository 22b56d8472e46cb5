//! What can be wrong with serialized text; none of it repeats the text, which may be confidential.

/// Why serialized text was refused, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not serialized PHP data: {kind}, at byte {offset}")]
pub struct UnserializeError {
    /// The byte, counted from 0, where the trouble was seen; the input's length at its end.
    pub offset: usize,
    /// What the trouble is.
    pub kind: UnserializeErrorKind,
}

/// What is wrong with serialized text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnserializeErrorKind {
    /// The text ends within a value.
    #[error("the text ends within a value")]
    UnexpectedEnd,
    /// Something else than the named thing stands here.
    #[error("expected {0}")]
    Expected(&'static str),
    /// No value begins with this byte.
    #[error("no value begins with this byte")]
    UnknownType,
    /// An object, an enum or a class's own format (`O`, `o`, `C`, `E`): never built.
    #[error("objects are not read")]
    Object,
    /// A reference to another value (`R`, `r`): never followed.
    #[error("references are not read")]
    Reference,
    /// The escaped string of PHP 6 (`S`), which no released PHP writes.
    #[error("escaped strings are not read")]
    EscapedString,
    /// An integer that 64 bits do not hold; PHP would take the nearest one and warn.
    #[error("the integer does not fit in 64 bits")]
    IntOutOfRange,
    /// A string longer, or an array of more entries, than the rest of the text can hold.
    #[error("the length exceeds what is left, {left} bytes")]
    LengthBeyondInput {
        /// Bytes left after the length.
        left: usize,
    },
    /// Arrays nested deeper than [`super::MAX_DEPTH`].
    #[error("nested deeper than {} arrays", super::MAX_DEPTH)]
    TooDeep,
    /// More values than [`super::MAX_VALUES`].
    #[error("more than {} values", super::MAX_VALUES)]
    TooManyValues,
    /// Text follows the value.
    #[error("{left} bytes follow the value")]
    Trailing {
        /// Bytes that follow.
        left: usize,
    },
}

/// Why a PHP value has no JSON form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ToJsonError {
    /// A string or a key is not UTF-8.
    #[error("a string is not UTF-8 from its byte {valid} on")]
    NotUtf8 {
        /// Bytes before the first that is wrong.
        valid: usize,
    },
    /// NAN or an infinity.
    #[error("a number is infinite or not a number")]
    NotFinite,
    /// Two keys are one in JSON; only an array built by hand has such keys.
    #[error("two keys of an array have the same text")]
    SameKey,
}
