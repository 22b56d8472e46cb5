//! Pictures small enough to travel within the report.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;

/// How pictures are made smaller, the gentlest first: the greatest width in pixels, and JPEG's quality.
const WAYS: [(u32, u8); 3] = [(1280, 70), (960, 55), (640, 45)];

/// The most that all pictures of a report take, in bytes of its text.
const ROOM: usize = 3_600_000;

/// A JPEG that is no larger than this goes as it is.
const SMALL: usize = 150 * 1024;

/// A picture ready to be shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The `data:` address.
    pub src: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Makes pictures small enough that all fit, in their order; none where one cannot be read or there is no room.
pub(super) fn fit(pictures: &[Option<Vec<u8>>]) -> Vec<Option<Shown>> {
    let mut last = Vec::new();
    for (width, quality) in WAYS {
        last = pictures
            .iter()
            .map(|p| p.as_deref().and_then(|bytes| shrink(bytes, width, quality)))
            .collect();
        if size(&last) <= ROOM {
            return last;
        }
    }
    // The last ones tell most of what went wrong.
    let mut n = 0;
    while size(&last) > ROOM && n < last.len() {
        last[n] = None;
        n += 1;
    }
    last
}

fn size(shown: &[Option<Shown>]) -> usize {
    shown.iter().flatten().map(|s| s.src.len()).sum()
}

fn shrink(bytes: &[u8], width: u32, quality: u8) -> Option<Shown> {
    let format = image::guess_format(bytes).ok()?;
    let reader = image::ImageReader::with_format(std::io::Cursor::new(bytes), format);
    let (w, h) = reader.into_dimensions().ok()?;
    if format == image::ImageFormat::Jpeg && w <= width && bytes.len() <= SMALL {
        return Some(shown(bytes, w, h));
    }
    let whole = image::load_from_memory_with_format(bytes, format).ok()?;
    let small = match w > width {
        true => whole.resize(width, u32::MAX, FilterType::Triangle),
        false => whole,
    };
    let mut jpeg = Vec::new();
    let rgb = small.into_rgb8();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode_image(&rgb)
        .ok()?;
    Some(shown(&jpeg, rgb.width(), rgb.height()))
}

fn shown(jpeg: &[u8], width: u32, height: u32) -> Shown {
    Shown {
        src: format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg)),
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        // Noise, which nothing makes small.
        let noise = image::RgbImage::from_fn(width, height, |x, y| {
            let n = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503))
                .wrapping_mul(2_246_822_519);
            let [a, b, c, _] = n.to_le_bytes();
            image::Rgb([a, b, c])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        noise.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn pictures_fit_however_many_there_are_and_the_last_ones_stay() {
        let pictures: Vec<_> = (0..40).map(|_| Some(png(400, 300))).collect();
        let shown = fit(&pictures);
        assert!(size(&shown) <= ROOM);
        assert!(shown[39].is_some());
    }

    #[test]
    fn what_is_no_picture_is_left_out() {
        assert!(fit(&[Some(b"GIF89a no".to_vec()), None])[0].is_none());
    }

    #[test]
    fn a_wide_picture_is_made_narrower() {
        let shown = fit(&[Some(png(1600, 100))]);
        assert_eq!(
            shown[0].as_ref().map(|s| (s.width, s.height)),
            Some((1280, 80))
        );
    }
}
