//! Values to serialized text.

use std::io::Write;

use super::{float, key::PhpKey, value::PhpValue};

impl PhpValue {
    /// Writes the value as PHP 8.2's `serialize` does, byte for byte.
    ///
    /// The recursion is as deep as the value, which is the caller's own or has passed
    /// [`super::MAX_DEPTH`].
    pub fn serialize(&self) -> Vec<u8> {
        let mut out = Vec::new();
        value(&mut out, self);
        out
    }
}

fn value(out: &mut Vec<u8>, v: &PhpValue) {
    match v {
        PhpValue::Null => out.extend_from_slice(b"N;"),
        PhpValue::Bool(yes) => out.extend_from_slice(if *yes { b"b:1;" } else { b"b:0;" }),
        PhpValue::Int(number) => int(out, *number),
        PhpValue::Float(number) => put(out, format_args!("d:{};", float::format(*number))),
        PhpValue::Str(text) => string(out, text),
        PhpValue::Array(entries) => {
            put(out, format_args!("a:{}:{{", entries.len()));
            for (k, v) in entries {
                match k {
                    PhpKey::Int(number) => int(out, *number),
                    PhpKey::Str(text) => string(out, text),
                }
                value(out, v);
            }
            out.push(b'}');
        }
    }
}

fn int(out: &mut Vec<u8>, number: i64) {
    put(out, format_args!("i:{number};"));
}

/// Writes a string; its length is in bytes and nothing in it is escaped.
fn string(out: &mut Vec<u8>, text: &[u8]) {
    put(out, format_args!("s:{}:\"", text.len()));
    out.extend_from_slice(text);
    out.extend_from_slice(b"\";");
}

fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to memory cannot fail");
}
