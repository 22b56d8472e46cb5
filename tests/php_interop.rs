//! Holds the jzguai codec against PHP itself: the golden files that PHP made, and a PHP that judges what ours makes.
//!
//! Needs `php` (Debian: php-cli); without it these tests fail, because then nothing is known.
#![allow(
    clippy::disallowed_methods,
    reason = "tests start processes and read the environment"
)]

#[path = "php_interop/notation.rs"]
mod notation;
#[path = "php_interop/php.rs"]
mod php;
#[path = "php_interop/random.rs"]
mod random;
#[path = "php_interop/session.rs"]
mod session;

use std::{collections::BTreeSet, fs, path::Path};

use fagao::{
    platforms::jzguai::{
        envelope::{self, Opened},
        php::{PhpValue, ToJsonError, UnserializeErrorKind as Kind, unserialize},
    },
    secret::Secret,
};
use notation::notation_of;
use php::{fixtures, run};
use random::Random;
use serde_json::{Value, json};

/// The payloads' names, from the files.
fn payloads() -> BTreeSet<String> {
    stems(&fixtures().join("serialized"))
}

fn stems(dir: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(dir).expect("the golden files are there");
    let paths = files.map(|file| file.expect("a readable directory").path());
    let stem = |path: std::path::PathBuf| path.file_stem().map(|s| s.to_string_lossy().into());
    paths.filter_map(stem).collect()
}

fn serialized(name: &str) -> Vec<u8> {
    let path = fixtures().join("serialized").join(format!("{name}.txt"));
    fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn envelopes() -> Vec<Value> {
    let text = fs::read_to_string(fixtures().join("envelopes.json")).expect("envelopes.json");
    serde_json::from_str(&text).expect("envelopes.json is JSON")
}

fn text<'a>(envelope: &'a Value, name: &str) -> &'a str {
    envelope[name].as_str().expect("a text")
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

#[test]
fn the_golden_files_are_what_the_recipe_makes() {
    let made = tempfile::tempdir().expect("a directory");
    let dir = made.path().to_str().expect("a UTF-8 path");
    run("make_golden.php", &[dir], None);
    let mut compared = 0;
    for part in ["serialized", "seen"] {
        let names = stems(&made.path().join(part));
        assert_eq!(names, stems(&fixtures().join(part)), "{part}: other files");
        for file in fs::read_dir(made.path().join(part)).expect("a directory") {
            let file = file.expect("a readable directory");
            let committed = fs::read(fixtures().join(part).join(file.file_name()));
            let made = fs::read(file.path()).expect("a file");
            assert_eq!(committed.expect("a golden file"), made, "{file:?}");
            compared += 1;
        }
    }
    assert!(compared > 30, "only {compared} files");
    let made = fs::read(made.path().join("envelopes.json")).expect("a file");
    let committed = fs::read(fixtures().join("envelopes.json")).expect("a file");
    assert!(made == committed, "envelopes.json is not what PHP makes");
}

#[test]
fn php_texts_are_read_and_written_again_byte_for_byte() {
    for name in payloads() {
        let bytes = serialized(&name);
        let value = unserialize(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(value.serialize(), bytes, "{name}");
    }
}

#[test]
fn php_texts_cut_at_any_byte_are_errors() {
    for name in payloads() {
        let bytes = serialized(&name);
        for end in 0..bytes.len() {
            assert!(unserialize(&bytes[..end]).is_err(), "{name} cut at {end}");
        }
    }
}

#[test]
fn php_values_become_the_json_that_php_makes_of_them() {
    let seen = stems(&fixtures().join("seen"));
    for name in payloads() {
        let value = unserialize(&serialized(&name)).expect("a golden text");
        if !seen.contains(&name) {
            let refused = value.to_json().expect_err("PHP refused it too");
            let known = matches!(
                refused,
                ToJsonError::NotUtf8 { .. } | ToJsonError::NotFinite
            );
            assert!(known, "{name}: {refused}");
            continue;
        }
        // serde_json without `float_roundtrip` reads these one bit off; their bytes are compared above.
        if name == "floats-fine" {
            continue;
        }
        let path = fixtures().join("seen").join(format!("{name}.json"));
        let json: Value = serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON");
        assert_eq!(value.to_json(), Ok(json.clone()), "{name}");
        // And from JSON to the bytes that PHP writes.
        assert_eq!(
            PhpValue::from(json).serialize(),
            serialized(&name),
            "{name}"
        );
    }
    assert!(seen.len() > 10 && seen.len() < payloads().len());
}

#[test]
fn a_publish_request_is_built_from_json_with_prop_as_json_text_inside() {
    // PHP's json_encode escapes; ours need not, the vendor decodes either.
    let prop = r#"{"biaoti":"测试文章标题","leixing":1}"#;
    let request = json!({ "model_id": 1, "customer_order_id": "ORDER20231215001", "prop": prop });
    let text = PhpValue::from(request.clone()).serialize();
    let length = prop.len();
    let inside = format!("s:4:\"prop\";s:{length}:\"{prop}\";}}");
    assert!(String::from_utf8(text.clone()).unwrap().ends_with(&inside));
    assert_eq!(unserialize(&text).unwrap().to_json(), Ok(request));
}

#[test]
fn envelopes_sealed_by_php_open_and_are_sealed_again_byte_for_byte() {
    let mut lengths = BTreeSet::new();
    for e in envelopes() {
        let (name, key) = (text(&e, "payload"), secret(text(&e, "secret")));
        lengths.insert(key.expose().len());
        let clear = serialized(name);
        let opened = envelope::open(text(&e, "response"), &key);
        assert_eq!(opened.as_ref(), Ok(&clear), "{name}");

        let body = json!({ "response": e["response"], "sign": e["sign"] }).to_string();
        match envelope::open_answer(body.as_bytes(), &key) {
            Ok(Opened::Sealed(value)) => assert_eq!(value.serialize(), clear, "{name}"),
            other => panic!("{name}: {other:?}"),
        }

        let iv = hex::decode(text(&e, "iv")).expect("hex");
        let sealed = envelope::seal(&clear, &key, iv.try_into().expect("16 bytes"));
        assert_eq!(sealed.response, text(&e, "response"), "{name}");
        assert_eq!(sealed.sign, text(&e, "sign"), "{name}");
    }
    assert_eq!(lengths, BTreeSet::from([5, 16, 32, 40]));
}

#[test]
fn php_opens_what_ours_seals_and_sees_the_same_values() {
    let mut random = Random::new(1);
    let mut values: Vec<PhpValue> = payloads()
        .iter()
        .map(|name| unserialize(&serialized(name)).expect("a golden text"))
        .collect();
    values.extend((0..100).map(|_| random.value(4)));
    let keys = ["abcde", "0123456789abcdef", "密钥🔑", ""].map(str::to_owned);
    let keys = keys.into_iter().chain(["x".repeat(32), "y".repeat(40)]);
    let keys: Vec<String> = keys.collect();

    let mut sealed = Vec::new();
    let mut expected = Vec::new();
    for (n, value) in values.iter().enumerate() {
        let key = &keys[n % keys.len()];
        let clear = value.serialize();
        let s = envelope::seal(&clear, &secret(key), random.vector());
        sealed.push(json!({ "secret": key, "response": s.response, "sign": s.sign }));
        let seen = notation_of(value);
        expected.push(json!({ "sign_fits": true, "clear": hex::encode(clear), "seen": seen }));
    }
    let answers = run("open_with_php.php", &[], Some(&Value::Array(sealed)));
    let answers = answers.as_array().expect("a list");
    assert_eq!(answers.len(), expected.len());
    for (answer, expected) in answers.iter().zip(&expected) {
        assert_eq!(answer, expected);
    }
}

#[test]
fn a_thousand_random_values_are_serialized_as_php_does_it() {
    let mut random = Random::new(2);
    let values: Vec<PhpValue> = (0..1_000).map(|_| random.value(5)).collect();
    same_bytes(&values);
}

#[test]
fn twenty_thousand_random_floats_are_serialized_as_php_does_it() {
    let mut random = Random::new(3);
    let mut floats: Vec<f64> = (0..20_000).map(|_| random.float()).collect();
    // Powers of two and of ten and their neighbours, where shortest spellings are ties or change shape.
    for n in -1_074..=1_023 {
        floats.push(2f64.powi(n));
        floats.push(2f64.powi(n).next_up());
    }
    for n in -320..=308 {
        let ten: f64 = format!("1e{n}").parse().expect("a number");
        floats.extend([ten, ten.next_up(), ten.next_down()]);
    }
    let values: Vec<PhpValue> = floats.into_iter().map(PhpValue::Float).collect();
    same_bytes(&values);
}

fn same_bytes(values: &[PhpValue]) {
    let question = Value::Array(values.iter().map(notation_of).collect());
    let answers = run("serialize_with_php.php", &[], Some(&question));
    let answers = answers.as_array().expect("a list");
    assert_eq!(answers.len(), values.len());
    for (answer, value) in answers.iter().zip(values) {
        let php = hex::decode(answer.as_str().expect("hex")).expect("hex");
        let (ours, php) = (
            value.serialize(),
            String::from_utf8_lossy(&php).into_owned(),
        );
        assert_eq!(String::from_utf8_lossy(&ours), php);
    }
}

#[test]
fn damaged_texts_are_taken_or_refused_as_php_does_it() {
    let mut random = Random::new(4);
    let originals: Vec<Vec<u8>> = (0..4_000).map(|_| random.value(2).serialize()).collect();
    let small = originals.into_iter().filter(|text| text.len() < 300);
    let texts: Vec<Vec<u8>> = small
        .flat_map(|text| (0..5).map(|_| random.damage(&text)).collect::<Vec<_>>())
        .collect();
    let question = texts.iter().map(|text| Value::from(hex::encode(text)));
    let question = Value::Array(question.collect());
    let answers = run("unserialize_with_php.php", &[], Some(&question));
    let answers = answers.as_array().expect("a list");
    assert_eq!(answers.len(), texts.len());
    let (mut taken, mut refused) = (0, 0);
    for (answer, input) in answers.iter().zip(&texts) {
        let shown = String::from_utf8_lossy(input);
        match (unserialize(input), answer.as_str()) {
            (Ok(value), Some(php)) => {
                assert_eq!(hex::encode(value.serialize()), php, "{shown}");
                taken += 1;
            }
            (Err(_), None) => refused += 1,
            (Ok(_), None) => panic!("PHP refuses what ours takes: {shown}"),
            // The exceptions that `unserialize` documents.
            (Err(error), Some(_)) => assert!(
                matches!(
                    error.kind,
                    Kind::Trailing { .. } | Kind::Object | Kind::Reference | Kind::EscapedString
                ),
                "PHP takes what ours refuses with `{error}`: {shown}"
            ),
        }
    }
    assert!(taken > 1_000 && refused > 1_000, "{taken} {refused}");
}
