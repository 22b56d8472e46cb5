//! Damaged pushes and callbacks: a fixed number of them, the same ones every time.

use fagao::platforms::jzguai::{callback, envelope};
use fagao::platforms::yunsuo::push::{Envelope, Push};
use fagao::secret::Secret;

use super::serving::{KEYS, article};

const ROUNDS: u64 = 40_000;

/// A small generator (SplitMix64): the same numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below as u64).expect("below a usize")
    }

    /// Damages bytes in one to four places: another byte, a piece gone, a piece twice, a sign of the format.
    fn damage(&mut self, sample: &[u8]) -> Vec<u8> {
        let mut bytes = sample.to_vec();
        for _ in 0..=self.roll(4) {
            if bytes.is_empty() {
                break;
            }
            let at = self.roll(bytes.len());
            let end = (at + 1 + self.roll(12)).min(bytes.len());
            match self.roll(4) {
                0 => bytes[at] = u8::try_from(self.roll(256)).expect("a byte"),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                _ => {
                    let signs = b"{}[]\",:\\%&=+-0\xff\xed";
                    bytes.insert(at, signs[self.roll(signs.len())]);
                }
            }
        }
        bytes
    }
}

#[test]
fn no_damaged_push_panics_and_what_is_taken_can_be_kept() {
    let mut samples = vec![article(
        KEYS[0],
        "n1",
        "标题",
        "<p>正文<img src='http://a/b'></p>",
    )];
    let mut gallery = samples[0].clone();
    gallery["type"] = 2.into();
    gallery["data"]["images"] = serde_json::json!([{"url": "http://a/1", "text": "图"}]);
    let mut video = samples[0].clone();
    video["type"] = "1".into();
    video["data"]["video_url"] = "https://a/v.mp4".into();
    samples.extend([gallery, video]);
    let samples: Vec<String> = samples.iter().map(ToString::to_string).collect();
    let key = Secret::new(KEYS[0].to_owned());
    let mut dice = Dice(1);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..ROUNDS {
        let sample = &samples[dice.roll(samples.len())];
        let body = dice.damage(sample.as_bytes());
        let read = Envelope::read(&body).and_then(|e| {
            e.is_signed_by(std::slice::from_ref(&key));
            e.open()
        });
        match read {
            Ok(push) => {
                taken += 1;
                let kept = serde_json::to_string(&push).unwrap();
                let again: Push = serde_json::from_str(&kept).unwrap();
                assert_eq!(again.hash(), push.hash());
            }
            Err(_) => refused += 1,
        }
    }
    assert!(
        taken > 100 && refused > 100,
        "{taken} taken, {refused} refused"
    );
}

#[test]
fn no_damaged_callback_panics() {
    let key = Secret::new("k".to_owned());
    let sealed = envelope::seal(br#"a:1:{s:8:"order_id";s:4:"FG42";}"#, &key, [7; 16]);
    let json = serde_json::json!({"response": sealed.response, "sign": sealed.sign}).to_string();
    let form = "--x\r\nContent-Disposition: form-data; name=\"order_id\"\r\n\r\nFG42\r\n--x--\r\n";
    let samples = [
        (json.as_str(), "application/json"),
        (r#"{"data": [{"order_id": "FG42", "n": 1.5e3}]}"#, ""),
        ("order_id=FG42&data=%7B%22id%22%3A1%7D&x=+", ""),
        (form, "multipart/form-data; boundary=x"),
    ];
    let mut dice = Dice(2);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..ROUNDS {
        let (sample, content_type) = samples[dice.roll(samples.len())];
        let body = dice.damage(sample.as_bytes());
        match callback::words(&body, content_type, &key) {
            Ok(_) => taken += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(
        taken > 100 && refused > 100,
        "{taken} taken, {refused} refused"
    );
}
