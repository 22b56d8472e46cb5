//! What a stranger may send, and what must come back as it was.

use proptest::prelude::*;
use serde_json::json;

use super::{UnserializeErrorKind as Kind, *};

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

#[test]
fn json_becomes_php_as_json_decode_does_it() {
    let value = PhpValue::from(json!({
        "12": [], "012": {}, "big": u64::MAX, "list": [1, "a"], "real": 1.0, "none": null,
    }));
    let text = "a:6:{i:12;a:0:{}s:3:\"012\";a:0:{}s:3:\"big\";d:1.8446744073709552E+19;\
                s:4:\"list\";a:2:{i:0;i:1;i:1;s:1:\"a\";}s:4:\"real\";d:1;s:4:\"none\";N;}";
    assert_eq!(String::from_utf8(value.serialize()).unwrap(), text);
}

#[test]
fn php_becomes_json_as_json_encode_does_it() {
    for (text, json) in [
        ("a:0:{}", json!([])),
        ("a:2:{i:0;i:5;i:1;b:0;}", json!([5, false])),
        ("a:2:{i:1;i:5;i:0;N;}", json!({ "1": 5, "0": null })),
        ("a:1:{i:1;d:0.5;}", json!({ "1": 0.5 })),
        ("a:1:{s:1:\"a\";s:6:\"汉字\";}", json!({ "a": "汉字" })),
    ] {
        assert_eq!(read(text).unwrap().to_json(), Ok(json), "{text}");
    }
}

#[test]
fn what_json_cannot_say_is_an_error() {
    let latin = PhpValue::Str(b"caf\xe9".to_vec());
    let not_utf8 = Err(ToJsonError::NotUtf8 { valid: 3 });
    assert_eq!(latin.to_json(), not_utf8);
    assert_eq!(PhpValue::list([PhpValue::Null, latin]).to_json(), not_utf8);
    let key = PhpKey::from(b"caf\xe9".to_vec());
    assert_eq!(
        PhpValue::Array(vec![(key, PhpValue::Null)]).to_json(),
        not_utf8
    );
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(
            PhpValue::Float(number).to_json(),
            Err(ToJsonError::NotFinite)
        );
    }
    let twice = [PhpKey::Int(5), PhpKey::Str(b"5".to_vec())].map(|key| (key, PhpValue::Null));
    assert_eq!(
        PhpValue::Array(twice.into()).to_json(),
        Err(ToJsonError::SameKey)
    );
}

/// Any value: up to five arrays deep, keys distinct, floats of every kind but NaN, which equals nothing.
fn any_value() -> impl Strategy<Value = PhpValue> {
    let key = prop_oneof![
        any::<i64>().prop_map(PhpKey::Int),
        (-20i64..20).prop_map(PhpKey::Int),
        ".{0,8}".prop_map(|text| PhpKey::from(text.as_str())),
        "-?[0-9]{1,20}".prop_map(|text| PhpKey::from(text.as_str())),
    ];
    let leaf = prop_oneof![
        Just(PhpValue::Null),
        any::<bool>().prop_map(PhpValue::Bool),
        any::<i64>().prop_map(PhpValue::Int),
        any::<u64>()
            .prop_map(f64::from_bits)
            .prop_filter("NaN equals nothing", |n| !n.is_nan())
            .prop_map(PhpValue::Float),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(PhpValue::Str),
    ];
    leaf.prop_recursive(5, 200, 30, move |inner| {
        let entries = prop::collection::vec((key.clone(), inner), 0..30);
        entries.prop_map(|entries| {
            let mut distinct: Vec<(PhpKey, PhpValue)> = Vec::new();
            for (key, value) in entries {
                if distinct.iter().all(|(k, _)| *k != key) {
                    distinct.push((key, value));
                }
            }
            PhpValue::Array(distinct)
        })
    })
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e300f64..1e300).prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 100, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..10).prop_map(Value::from),
            // Not empty and not all integers: those come back as lists.
            prop::collection::vec(("[a-z汉]{1,6}", inner), 1..20)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_value_comes_back_as_it_was(value in any_value()) {
        let text = value.serialize();
        let back = unserialize(&text).unwrap();
        prop_assert_eq!(&back, &value);
        // Equality takes -0.0 for 0.0; the bytes do not.
        prop_assert_eq!(back.serialize(), text);
    }

    #[test]
    fn every_json_with_named_members_comes_back_as_it_was(json in any_json()) {
        let value = PhpValue::from(json.clone());
        let back = unserialize(&value.serialize()).unwrap();
        prop_assert_eq!(back.to_json().unwrap(), json);
    }

    #[test]
    fn any_bytes_at_all_are_a_value_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        match unserialize(&bytes) {
            Ok(value) => prop_assert!(!value.serialize().is_empty()),
            Err(error) => prop_assert!(error.offset <= bytes.len()),
        }
    }
}
