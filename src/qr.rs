//! QR codes: read out of a picture, drawn for a terminal.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use qrcode::{EcLevel, QrCode};

/// The largest side of a picture that is looked at, in pixels.
const LARGEST: u32 = 4096;

/// How a drawing is meant to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// By a terminal that takes colours: black on white, whatever its own colours are.
    Colours,
    /// As plain text: the light parts are drawn, as most terminals are dark.
    Plain,
}

/// Reads the QR code of a PNG picture.
///
/// # Errors
/// Why it cannot be read, for people; nothing of what it says.
pub fn read(png: &[u8]) -> Result<String, String> {
    let mut reader = ImageReader::with_format(Cursor::new(png), ImageFormat::Png);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST);
    limits.max_image_height = Some(LARGEST);
    reader.limits(limits);
    let picture = reader
        .decode()
        .map_err(|e| format!("the picture is no PNG: {e}"))?;
    // What is see-through is the page's white.
    let grey = flat(&picture);
    // Small codes are read better when every module has several pixels.
    for times in [1, 2, 4] {
        let side = |n: u32| usize::try_from(n * times).unwrap_or(0);
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(
            side(grey.width()),
            side(grey.height()),
            |x, y| {
                let at = |n: usize| u32::try_from(n).unwrap_or(0) / times;
                grey.get_pixel(at(x), at(y)).0[0]
            },
        );
        if let Some(text) = prepared.detect_grids().iter().find_map(|g| g.decode().ok()) {
            return Ok(text.1);
        }
        if grey.width().max(grey.height()) * times * 2 > LARGEST {
            break;
        }
    }
    Err("there is no QR code in it that can be read".to_owned())
}

fn flat(picture: &DynamicImage) -> image::GrayImage {
    let mut grey = image::GrayImage::new(picture.width(), picture.height());
    for (to, from) in grey.pixels_mut().zip(picture.to_luma_alpha8().pixels()) {
        let [light, cover] = from.0.map(u32::from);
        to.0 = [u8::try_from((light * cover + 255 * (255 - cover)) / 255).unwrap_or(255)];
    }
    grey
}

/// Draws a text as a QR code of half blocks, two modules a character, with the quiet zone that scanners want.
///
/// # Errors
/// The text is too long for a QR code.
pub fn draw(text: &str, ink: Ink) -> Result<String, String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L)
        .or_else(|_| QrCode::new(text))
        .map_err(|e| format!("it is too long to be drawn: {e}"))?;
    let width = code.width();
    let modules = code.to_colors();
    let light = |x: usize, y: usize| {
        let inside = (4..4 + width).contains(&x) && (4..4 + width).contains(&y);
        !inside || modules[(y - 4) * width + (x - 4)] == qrcode::Color::Light
    };
    let side = width + 8;
    let mut drawing = String::new();
    for y in (0..side).step_by(2) {
        if ink == Ink::Colours {
            drawing.push_str("\x1b[38;5;231;48;5;16m");
        }
        for x in 0..side {
            // Below the last row there is only the quiet zone.
            let below = y + 1 >= side || light(x, y + 1);
            drawing.push(match (light(x, y), below) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        if ink == Ink::Colours {
            drawing.push_str("\x1b[0m");
        }
        drawing.push('\n');
    }
    Ok(drawing)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of a drawing, as a camera would see the terminal.
    fn seen(drawing: &str, scale: u32) -> Vec<u8> {
        let rows: Vec<Vec<char>> = drawing.lines().map(|l| l.chars().collect()).collect();
        let (w, h) = (rows[0].len(), rows.len() * 2);
        let size = |n: usize| u32::try_from(n).unwrap() * scale;
        let picture = image::GrayImage::from_fn(size(w), size(h), |x, y| {
            let (x, y) = ((x / scale) as usize, (y / scale) as usize);
            let light = match (rows[y / 2][x], y % 2) {
                ('█', _) | ('▀', 0) | ('▄', 1) => 255,
                _ => 0,
            };
            image::Luma([light])
        });
        let mut png = Vec::new();
        picture
            .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .unwrap();
        png
    }

    #[test]
    fn what_is_drawn_is_read_again() {
        for text in [
            "https://juejin.cn/app?token=0123456789abcdef0123456789abcdef",
            "x",
            &"掘金".repeat(60),
        ] {
            let drawing = draw(text, Ink::Plain).unwrap();
            for scale in [1, 3, 6] {
                assert_eq!(
                    read(&seen(&drawing, scale)).as_deref(),
                    Ok(text),
                    "scale {scale}"
                );
            }
        }
    }

    #[test]
    fn every_line_has_the_same_width_and_a_quiet_zone() {
        let drawing = draw("x", Ink::Plain).unwrap();
        let widths: Vec<usize> = drawing.lines().map(|l| l.chars().count()).collect();
        assert!(widths.iter().all(|w| *w == widths[0]), "{widths:?}");
        let first: Vec<&str> = drawing.lines().take(2).collect();
        assert!(
            first.iter().all(|l| l.chars().all(|c| c == '█')),
            "{first:?}"
        );
        let coloured = draw("x", Ink::Colours).unwrap();
        let plain = coloured
            .replace("\x1b[38;5;231;48;5;16m", "")
            .replace("\x1b[0m", "");
        assert_eq!(plain, drawing);
    }

    #[test]
    fn what_is_no_code_is_said() {
        assert!(read(b"MARKER").is_err_and(|e| !e.contains("MARKER")));
        let empty = seen(&"█████\n".repeat(20), 4);
        assert!(read(&empty).is_err());
        assert!(draw(&"x".repeat(9000), Ink::Plain).is_err());
    }
}
