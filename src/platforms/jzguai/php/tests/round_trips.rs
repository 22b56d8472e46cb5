//! Values to text and back, to JSON and back.

use proptest::prelude::*;
use serde_json::json;

use super::super::*;

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
        assert_eq!(
            unserialize(text.as_bytes()).unwrap().to_json(),
            Ok(json),
            "{text}"
        );
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
