//! The jzguai envelope: sealing, opening, and reading a page of the catalogue.

use divan::{Bencher, black_box, counter::BytesCount};
use fagao::{
    platforms::jzguai::{
        envelope,
        php::{PhpValue, unserialize},
    },
    secret::Secret,
};
use serde_json::{Value, json};

fn main() {
    divan::main();
}

fn key() -> Secret<String> {
    Secret::new("0123456789abcdef".to_owned())
}

/// An article of one mebibyte, as `publish` would carry it.
fn megabyte() -> Vec<u8> {
    let text = "汉字 and text\n".repeat(65_536);
    PhpValue::from(text.as_str()).serialize()
}

/// A page of the catalogue like the document's example.
fn page(rows: usize) -> PhpValue {
    let row = |n: usize| {
        json!({
            "id": 24_065 + n, "model_id": 1, "name": format!("汉网财经首发{n}"),
            "price_original": "10.00", "price_proxy": format!("{}.00", 13 + n % 90), "status": 1,
            "attributes": {
                "pindaoleixing": "财经金融", "zonghemenhu": "其他门户", "quyu": "湖北",
                "meitianli": format!("http://www.cnhan.com/html/biz/20181225/{n}.htm"),
                "lianjieleixing": "可带网址", "shouluxiaoguo": "不包网页收录", "weekend_active": 1,
                "meitiquanzhong": "1", "tebiehangye": "金融", "jiegaoshijian": "18:00",
            },
        })
    };
    let rows: Vec<Value> = (0..rows).map(row).collect();
    PhpValue::from(json!({
        "data": { "current_page": 1, "data": rows, "total": 5144 },
        "errorCode": "", "message": "查询成功", "t": 1563243867,
    }))
}

#[divan::bench]
fn seal_a_megabyte(bencher: Bencher) {
    let (clear, key) = (megabyte(), key());
    bencher
        .counter(BytesCount::of_slice(&clear))
        .bench(|| envelope::seal(black_box(&clear), &key, [7; 16]));
}

#[divan::bench]
fn open_a_megabyte(bencher: Bencher) {
    let (clear, key) = (megabyte(), key());
    let sealed = envelope::seal(&clear, &key, [7; 16]);
    bencher
        .counter(BytesCount::of_slice(&clear))
        .bench(|| envelope::open(black_box(&sealed.response), &key).expect("our own envelope"));
}

#[divan::bench(args = [1_000, 5_000])]
fn unserialize_a_page(bencher: Bencher, rows: usize) {
    let text = page(rows).serialize();
    bencher
        .counter(BytesCount::of_slice(&text))
        .bench(|| unserialize(black_box(&text)).expect("our own text"));
}

#[divan::bench(args = [1_000, 5_000])]
fn open_a_sealed_page_as_json(bencher: Bencher, rows: usize) {
    let key = key();
    let sealed = envelope::seal(&page(rows).serialize(), &key, [7; 16]);
    let body = json!({ "response": sealed.response, "sign": sealed.sign }).to_string();
    bencher.bench(|| match envelope::open_answer(body.as_bytes(), &key) {
        Ok(envelope::Opened::Sealed(value)) => value.to_json().expect("UTF-8"),
        other => panic!("not an envelope of ours: {:?}", other.err()),
    });
}
