//! The neutral notation of `notation.php`: values told without serialize and without loss.

use fagao::platforms::jzguai::php::{PhpKey, PhpValue};
use serde_json::{Value, json};

/// Tells a value in the notation.
pub fn notation_of(value: &PhpValue) -> Value {
    match value {
        PhpValue::Null => json!(["n"]),
        PhpValue::Bool(yes) => json!(["b", yes]),
        PhpValue::Int(number) => json!(["i", number.to_string()]),
        PhpValue::Float(number) if number.is_nan() => json!(["d", "nan"]),
        PhpValue::Float(number) => json!(["d", format!("{:016x}", number.to_bits())]),
        PhpValue::Str(bytes) => json!(["s", hex::encode(bytes)]),
        PhpValue::Array(entries) => {
            let entry = |(key, value): &(PhpKey, PhpValue)| {
                let key = match key {
                    PhpKey::Int(number) => json!(["i", number.to_string()]),
                    PhpKey::Str(bytes) => json!(["s", hex::encode(bytes)]),
                };
                json!([key, notation_of(value)])
            };
            json!(["a", entries.iter().map(entry).collect::<Vec<_>>()])
        }
    }
}
