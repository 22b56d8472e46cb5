//! Values and damage from a seed: the same in every run.

use fagao::platforms::jzguai::php::{PhpKey, PhpValue};

/// A linear congruential generator.
pub struct Random(u64);

impl Random {
    /// Starts at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        let mut half = || {
            self.0 = self
                .0
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            self.0 >> 32
        };
        half() << 32 | half()
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from((self.bits() >> 33) % limit as u64).expect("below the limit")
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).expect("below 256")
    }

    /// Gives an initialisation vector.
    pub fn vector(&mut self) -> [u8; 16] {
        std::array::from_fn(|_| self.byte())
    }

    /// Gives a float: any bits but NaN, or a decimal as people write them.
    pub fn float(&mut self) -> f64 {
        let any = f64::from_bits(self.bits());
        if self.below(2) == 0 && !any.is_nan() {
            return any;
        }
        let digits = self.bits() % 10u64.pow(u32::try_from(self.below(18)).expect("small"));
        let exponent = self.below(40);
        format!("{digits}e{}", exponent as i64 - 25)
            .parse()
            .expect("a decimal")
    }

    fn int(&mut self) -> i64 {
        match self.below(3) {
            0 => self.bits().cast_signed(),
            1 => self.pick(&[0, 1, -1, i64::MAX, i64::MIN]),
            _ => self.below(2_000) as i64 - 1_000,
        }
    }

    fn text(&mut self) -> Vec<u8> {
        const PARTS: [&str; 14] = [
            "汉", "字", "🚀", "a", "Z", "\"", ";", "}", "\\", "\0", "\n", " ", "é", "<p>",
        ];
        if self.below(8) == 0 {
            return (0..self.below(20)).map(|_| self.byte()).collect();
        }
        let parts = (0..self.below(12)).map(|_| self.pick(&PARTS));
        parts.collect::<String>().into_bytes()
    }

    fn key(&mut self) -> PhpKey {
        const NEARLY: [&str; 10] = [
            "",
            "0",
            "-0",
            "+1",
            "012",
            "1.5",
            "-7",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
        ];
        match self.below(4) {
            0 => PhpKey::Int(self.int()),
            1 => PhpKey::from(self.pick(&NEARLY)),
            2 => PhpKey::from(self.int().to_string().as_str()),
            _ => PhpKey::from(self.text()),
        }
    }

    /// Gives a value with at most so many arrays within each other.
    pub fn value(&mut self, depth: usize) -> PhpValue {
        match self.below(if depth == 0 { 5 } else { 9 }) {
            0 => PhpValue::Null,
            1 => PhpValue::Bool(self.below(2) == 0),
            2 => PhpValue::Int(self.int()),
            3 => PhpValue::Float(self.float()),
            4 => PhpValue::Str(self.text()),
            5 => PhpValue::list(
                (0..self.below(6))
                    .map(|_| self.value(depth - 1))
                    .collect::<Vec<_>>(),
            ),
            _ => {
                let mut entries: Vec<(PhpKey, PhpValue)> = Vec::new();
                for _ in 0..self.below(10) {
                    let key = self.key();
                    if entries.iter().all(|(k, _)| *k != key) {
                        entries.push((key, self.value(depth - 1)));
                    }
                }
                PhpValue::Array(entries)
            }
        }
    }

    /// Damages a text in one to three places; never leaves it empty.
    pub fn damage(&mut self, text: &[u8]) -> Vec<u8> {
        const PARTS: [&[u8]; 16] = [
            b"a:", b"s:1:", b"i:5;", b"d:1;", b"N;", b"b:1;", b"{", b"}", b"\"", b";", b":", b"+",
            b"-", b".", b"e", b"",
        ];
        let mut text = text.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(text.len());
            match self.below(4) {
                0 => text[at] = self.byte(),
                1 => text[at] = b'0' + u8::try_from(self.below(10)).expect("a digit"),
                2 => text.insert(at, b'0' + u8::try_from(self.below(3)).expect("a digit")),
                _ => {
                    let end = (at + self.below(4)).min(text.len());
                    text.splice(at..end, self.pick(&PARTS).iter().copied());
                }
            }
            if text.is_empty() {
                text.push(b'N');
            }
        }
        text
    }
}
