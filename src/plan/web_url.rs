//! Addresses of the web.

/// Tells whether a text is an `http:` or `https:` address with a host and without blanks.
pub fn is_web_url(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let rest = match lower.as_str() {
        l if l.starts_with("https://") => &text[8..],
        l if l.starts_with("http://") => &text[7..],
        _ => return false,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::is_web_url;

    #[test]
    fn an_address_of_the_web_has_a_scheme_and_a_host() {
        for good in [
            "https://a.cn",
            "http://a.cn/图.png?x=1#y",
            "HTTPS://A.CN/x",
            "http://127.0.0.1:8080/api",
        ] {
            assert!(is_web_url(good), "{good}");
        }
        for bad in [
            "",
            "a.png",
            "//a.cn/x",
            "https://",
            "https:///x",
            "http://?x",
            "ftp://a.cn/x",
            "https://a.cn/a b",
            "图片图片图片",
        ] {
            assert!(!is_web_url(bad), "{bad}");
        }
    }
}
