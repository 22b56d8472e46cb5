//! Floats as PHP writes them with `serialize_precision = -1`, the default since 7.1.

/// Writes a float: the shortest digits that read back the same, plain from 1.0E-4 up to 17 digits
/// before the point, else with an exponent (`1.0E+25`). Measured with PHP 8.2.
pub(super) fn format(number: f64) -> String {
    if number.is_nan() {
        return "NAN".to_owned();
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let size = number.abs();
    if size.is_infinite() {
        return format!("{sign}INF");
    }
    if size == 0.0 {
        return format!("{sign}0");
    }
    let (digits, exponent) = shortest(size);
    // Digits before the point; zero or less when the number begins with `0.`.
    let point = exponent + 1;
    if !(-3..=17).contains(&point) {
        let (first, rest) = digits.split_at(1);
        let rest = if rest.is_empty() { "0" } else { rest };
        return format!("{sign}{first}.{rest}E{exponent:+}");
    }
    match usize::try_from(point) {
        Ok(before) if before > 0 => match digits.split_at_checked(before) {
            Some((whole, "")) => format!("{sign}{whole}"),
            Some((whole, part)) => format!("{sign}{whole}.{part}"),
            None => format!("{sign}{digits:0<before$}"),
        },
        _ => {
            format!(
                "{sign}0.{:0>width$}",
                "",
                width = point.unsigned_abs() as usize
            ) + &digits
        }
    }
}

/// Gives the shortest digits that read back as the number, and the exponent of the first of them.
fn shortest(size: f64) -> (String, i32) {
    let short = format!("{size:e}");
    let count = short
        .bytes()
        .take_while(|b| *b != b'e')
        .filter(u8::is_ascii_digit)
        .count();
    // Of two equally short and equally near spellings PHP takes the even one, as exact rounding
    // does, and Rust's shortest takes the other: 2^-25 is …95312E-8, not …95313E-8. Exact rounding
    // alone would not do: near a power of two its digits may read back as the neighbour (2^-44).
    let exact = format!("{size:.*e}", count - 1);
    let chosen = if exact.parse() == Ok(size) {
        exact
    } else {
        short
    };
    let (mantissa, exponent) = chosen.split_once('e').expect("`{:e}` writes an exponent");
    let exponent = exponent.parse().expect("`{:e}` writes a decimal exponent");
    (mantissa.replace('.', ""), exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_php_writes_them() {
        for (number, text) in [
            (0.5, "0.5"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (0.0, "0"),
            (-0.0, "-0"),
            (f64::INFINITY, "INF"),
            (f64::NEG_INFINITY, "-INF"),
            (f64::NAN, "NAN"),
            (-f64::NAN, "NAN"),
            (1e25, "1.0E+25"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e15, "1000000000000000"),
            (1e16, "10000000000000000"),
            (1e17, "1.0E+17"),
            (123456789012345680.0, "1.2345678901234568E+17"),
            (12345678901234568.0, "12345678901234568"),
            (100.25, "100.25"),
            (0.0001, "0.0001"),
            (0.00012, "0.00012"),
            (0.1, "0.1"),
            (0.01, "0.01"),
            (0.00001, "1.0E-5"),
            (-1.5e-10, "-1.5E-10"),
            (5e-324, "5.0E-324"),
            (f64::MAX, "1.7976931348623157E+308"),
            (f64::MIN_POSITIVE, "2.2250738585072014E-308"),
            (2f64.powi(-25), "2.9802322387695312E-8"),
            (2f64.powi(50) + 0.25, "1125899906842624.2"),
            (2f64.powi(-44), "5.684341886080802E-14"),
            (9007199254740993.0, "9007199254740992"),
        ] {
            assert_eq!(format(number), text, "{number:e}");
        }
    }
}
