//! Reading an article and rendering it, at the size of a long post and of a book.

use std::path::Path;

use divan::{Bencher, black_box, counter::BytesCount};
use fagao::article::Article;

fn main() {
    divan::main();
}

const HELLO: &str = include_str!("../fixtures/articles/hello/article.md");

/// The hello article with its body repeated up to a size.
fn article(size: usize) -> Vec<u8> {
    let hello = read(HELLO.as_bytes());
    let mut text = HELLO.to_owned();
    while text.len() < size {
        text.push('\n');
        text.push_str(&hello.body);
    }
    text.into_bytes()
}

fn read(bytes: &[u8]) -> Article {
    Article::parse("hello/article.md", bytes, Path::new("hello")).expect("a good article")
}

#[divan::bench(args = [100_000, 5_000_000], sample_count = 20)]
fn parse(bencher: Bencher<'_, '_>, size: usize) {
    let bytes = article(size);
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| read(black_box(&bytes)));
}

#[divan::bench(args = [100_000, 5_000_000], sample_count = 20)]
fn html(bencher: Bencher<'_, '_>, size: usize) {
    let article = read(&article(size));
    bencher
        .counter(BytesCount::new(article.body.len()))
        .bench(|| black_box(&article).html());
}
