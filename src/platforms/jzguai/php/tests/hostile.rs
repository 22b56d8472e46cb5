//! What a stranger may send.

use serde_json::json;

use super::super::{UnserializeErrorKind as Kind, *};

fn read(text: &str) -> Result<PhpValue, UnserializeError> {
    unserialize(text.as_bytes())
}

/// A page of the catalogue in small, with every type.
fn sample() -> Vec<u8> {
    let mut value = PhpValue::from(json!({
        "data": { "data": [{ "id": 24065, "name": "汉网财经首发🚀", "weight": 0.5, "attributes": {} }], "7": [null] },
        "errorCode": "", "ok": true,
    }));
    if let PhpValue::Array(entries) = &mut value {
        entries.push((PhpKey::Int(-3), PhpValue::Float(-1e25)));
    }
    value.serialize()
}

#[test]
fn what_php_accepts_is_accepted() {
    for (text, again) in [
        ("i:+5;", "i:5;"),
        ("i:007;", "i:7;"),
        ("i:-0;", "i:0;"),
        ("i:00000000000000000000000000005;", "i:5;"),
        ("i:-9223372036854775808;", "i:-9223372036854775808;"),
        ("d:.5;", "d:0.5;"),
        ("d:5.;", "d:5;"),
        ("d:1.e5;", "d:100000;"),
        ("d:-.5e-3;", "d:-0.0005;"),
        ("d:1e400;", "d:INF;"),
        ("d:-1e400;", "d:-INF;"),
        ("d:1e-400;", "d:0;"),
        ("d:NAN;", "d:NAN;"),
        ("s:01:\"a\";", "s:1:\"a\";"),
        ("s:3:\"\";}\";", "s:3:\"\";}\";"),
        ("a:00:{}", "a:0:{}"),
        ("a:1:{s:2:\"12\";N;}", "a:1:{i:12;N;}"),
        ("a:1:{s:3:\"012\";N;}", "a:1:{s:3:\"012\";N;}"),
    ] {
        let value = read(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(
            String::from_utf8(value.serialize()).unwrap(),
            again,
            "{text}"
        );
    }
}

#[test]
fn a_key_that_comes_twice_keeps_its_place_and_takes_the_last_value() {
    for (text, again) in [
        ("a:3:{i:0;i:1;i:1;i:2;i:0;i:3;}", "a:2:{i:0;i:3;i:1;i:2;}"),
        ("a:2:{s:2:\"12\";i:1;i:12;i:2;}", "a:1:{i:12;i:2;}"),
    ] {
        assert_eq!(read(text).unwrap().serialize(), again.as_bytes());
    }
    // The same with so many entries that a hash finds them.
    let twice: String = (0..100)
        .map(|n| format!("s:2:\"k{}\";i:{n};", n % 10))
        .collect();
    let once: String = (0..10)
        .map(|n| format!("s:2:\"k{n}\";i:{};", n + 90))
        .collect();
    let value = read(&format!("a:100:{{{twice}}}")).unwrap();
    assert_eq!(value.serialize(), format!("a:10:{{{once}}}").as_bytes());
}

#[test]
fn what_is_refused_says_where_and_why() {
    for (text, offset, kind) in [
        ("", 0, Kind::UnexpectedEnd),
        ("x", 0, Kind::UnknownType),
        ("}", 0, Kind::UnknownType),
        ("n;", 0, Kind::UnknownType),
        ("N", 1, Kind::UnexpectedEnd),
        ("N:", 1, Kind::Expected("`N;`")),
        ("N;N;", 2, Kind::Trailing { left: 2 }),
        ("b:2;", 2, Kind::Expected("`0` or `1`")),
        ("b:01;", 3, Kind::Expected("`;`")),
        ("i:;", 2, Kind::Expected("a digit")),
        ("i:--1;", 3, Kind::Expected("a digit")),
        ("i: 1;", 2, Kind::Expected("a digit")),
        ("i:9223372036854775808;", 2, Kind::IntOutOfRange),
        ("i:-9223372036854775809;", 2, Kind::IntOutOfRange),
        ("d:;", 2, Kind::Expected("a number")),
        ("d:.;", 2, Kind::Expected("a number")),
        ("d:1e+;", 2, Kind::Expected("a number")),
        ("d:+INF;", 2, Kind::Expected("a number")),
        ("d:inf;", 2, Kind::Expected("a number")),
        ("d:0x1p3;", 3, Kind::Expected("`;`")),
        ("s:-1:\"a\";", 2, Kind::Expected("a digit")),
        ("s:+1:\"a\";", 2, Kind::Expected("a digit")),
        ("s:9:\"abc\";", 2, Kind::LengthBeyondInput { left: 5 }),
        ("s:1:\"abc\";", 6, Kind::Expected("`\";`")),
        (
            "s:99999999999999999999999:\"a\";",
            2,
            Kind::LengthBeyondInput { left: 3 },
        ),
        (
            "s:18446744073709551617:\"a\";",
            2,
            Kind::LengthBeyondInput { left: 3 },
        ),
        (
            "a:4294967295:{i:0;N;}",
            2,
            Kind::LengthBeyondInput { left: 7 },
        ),
        (
            "a:18446744073709551616:{}",
            2,
            Kind::LengthBeyondInput { left: 1 },
        ),
        ("a:0:{i:0;N;}", 5, Kind::Expected("`}`")),
        ("a:-1:{}", 2, Kind::Expected("a digit")),
        (
            "a:1:{b:1;N;};",
            5,
            Kind::Expected("an integer or a string as key"),
        ),
        ("a:1:{i:0;O:8:\"stdClass\":0:{}}", 9, Kind::Object),
        ("O:8:\"stdClass\":0:{}", 0, Kind::Object),
        ("o:0:{}", 0, Kind::Object),
        ("C:11:\"ArrayObject\":0:{}", 0, Kind::Object),
        ("E:3:\"A:B\";", 0, Kind::Object),
        ("a:2:{i:0;i:5;i:1;R:2;}", 17, Kind::Reference),
        ("r:1;", 0, Kind::Reference),
        ("S:1:\"\\41\";", 0, Kind::EscapedString),
    ] {
        assert_eq!(read(text), Err(UnserializeError { offset, kind }), "{text}");
    }
}

#[test]
fn depth_has_a_limit_and_ten_thousand_arrays_are_an_error() {
    let nested = |depth: usize| "a:1:{i:0;".repeat(depth) + "N;" + &"}".repeat(depth);
    let value = read(&nested(MAX_DEPTH)).unwrap();
    assert_eq!(value.serialize(), nested(MAX_DEPTH).as_bytes());
    let json = value.to_json().unwrap().to_string();
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    for depth in [MAX_DEPTH + 1, 10_000, 1_000_000] {
        let error = read(&nested(depth)).unwrap_err();
        let offset = MAX_DEPTH * "a:1:{i:0;".len();
        let kind = Kind::TooDeep;
        assert_eq!(error, UnserializeError { offset, kind });
    }
}

#[test]
fn the_number_of_values_has_a_limit_whatever_is_claimed() {
    let text = |count: usize| {
        let entries: String = (0..count).map(|n| format!("i:{n};N;")).collect();
        format!("a:{count}:{{{entries}}}")
    };
    assert!(read(&text(MAX_VALUES - 1)).is_ok());
    let kind = Kind::TooManyValues;
    let refused = Err(UnserializeError { offset: 2, kind });
    assert_eq!(read(&text(MAX_VALUES)), refused);
    // Arrays that each claim nearly all that is left: the second is not granted.
    let claim = "a:900000:{i:0;".repeat(50) + &" ".repeat(6_000_000);
    assert_eq!(
        read(&claim).unwrap_err(),
        UnserializeError { offset: 16, kind }
    );
}

#[test]
fn a_text_cut_at_any_byte_is_an_error_within_it() {
    let whole = sample();
    assert!(unserialize(&whole).is_ok());
    for end in 0..whole.len() {
        let error = unserialize(&whole[..end]).unwrap_err();
        assert!(error.offset <= end, "{end}: {error}");
        let expected = matches!(
            error.kind,
            Kind::UnexpectedEnd | Kind::LengthBeyondInput { .. }
        );
        assert!(expected, "{end}: {error}");
    }
}

#[test]
fn two_hundred_thousand_damaged_texts_never_panic() {
    let whole = sample();
    let tokens: &[&[u8]] = &[
        b"a:",
        b"s:",
        b"i:",
        b"d:",
        b"N;",
        b"O:",
        b"R:1;",
        b"{",
        b"}",
        b"\";",
        b"9999999999",
        b"-",
        b"",
    ];
    // A linear congruential generator: the same damage in every run.
    let mut state = 2024u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        usize::try_from(state >> 33).expect("31 bits fit") % below
    };
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..200_000 {
        let mut text = whole.clone();
        for _ in 0..=next(3) {
            let at = next(text.len());
            match next(3) {
                0 => text[at] = u8::try_from(next(256)).expect("below 256"),
                1 => {
                    let end = (at + next(4)).min(text.len());
                    text.splice(at..end, tokens[next(tokens.len())].iter().copied());
                }
                _ => text[at] = b'0' + u8::try_from(next(10)).expect("below 10"),
            }
        }
        match unserialize(&text) {
            // What is accepted is a value like any other: it can be written and read.
            Ok(value) => {
                let again = value.serialize();
                assert_eq!(unserialize(&again).unwrap().serialize(), again);
                accepted += 1;
            }
            Err(error) => {
                assert!(error.offset <= text.len());
                refused += 1;
            }
        }
    }
    // Both ways were taken, so the damage is neither nothing nor total.
    assert!(accepted > 1_000 && refused > 1_000, "{accepted} {refused}");
}
