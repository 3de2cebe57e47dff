//! Validates the address of the site strictly: it is repeated in files where a line break, a quote or a bracket would
//! start something else.

use crate::percent;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The longest that a host's name may be, and each part of it between dots (RFC 1035 section 2.3.4).
const HOST: usize = 253;
const LABEL: usize = 63;

/// The address in `text`, ending in `/`: an `http` or `https` URL (RFC 3986) with a host and perhaps a path, of which
/// every byte is one that may stand in a URL. What lies beyond ASCII in its path is encoded.
///
/// # Errors
/// What is wrong with it, as a sentence's end.
pub(super) fn parse(text: &str) -> Result<String, String> {
    if let Some(odd) = text.chars().find(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(*c)) {
        return Err(format!("contains {odd:?}"));
    }
    let (scheme, rest) = text.split_once("://").ok_or("is not a valid web address")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") {
        return Err("begins with neither `https://` nor `http://`".into());
    }
    if let Some(mark) = rest.chars().find(|c| matches!(c, '?' | '#')) {
        return Err(format!("contains `{mark}`: the address of a site can't have a query or a fragment"));
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if authority.contains('@') {
        return Err("contains a user name or password before `@`".into());
    }
    let (host, port) = host_and_port(authority);
    check_host(host)?;
    if port.is_some_and(|port| !is_port(port)) {
        return Err("has no valid port number after `:`".into());
    }
    check_path(path)?;
    Ok(format!("{scheme}://{authority}{}/", percent::mend(path.trim_end_matches('/'))))
}

/// The address of any page in `text`: as [`parse`] reads it, perhaps with a query and a fragment, and as it is written.
///
/// # Errors
/// What is wrong with it, as a sentence's end.
pub(super) fn link(text: &str) -> Result<String, String> {
    let (page, rest) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
    parse(page)?;
    match rest.chars().find(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(*c)) {
        Some(odd) => Err(format!("contains {odd:?}")),
        None => Ok(percent::mend(text)),
    }
}

/// What stands before and after the `:` before a port; the colons of an IPv6 address stand in brackets.
fn host_and_port(authority: &str) -> (&str, Option<&str>) {
    let after_brackets = authority.find(']').map_or(0, |at| at + 1);
    match authority[after_brackets..].find(':') {
        Some(at) => (&authority[..after_brackets + at], Some(&authority[after_brackets + at + 1..])),
        None => (authority, None),
    }
}

fn check_host(host: &str) -> Result<(), String> {
    if host.is_empty() {
        return Err("has no host".into());
    }
    if !host.is_ascii() {
        return Err("has a host with non-ASCII letters".into());
    }
    if let Some(inner) = host.strip_prefix('[') {
        let is_address = inner.strip_suffix(']').is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok());
        return if is_address { Ok(()) } else { Err(format!("has no valid IPv6 address in `{host}`")) };
    }
    let is_label = |label: &str| {
        let letters = label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        letters && (1..=LABEL).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    // a name whose last part is a number is an IPv4 address for whoever reads it (URL Standard, section 3.5)
    let is_number = host.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    let fits = host.len() <= HOST && host.split('.').all(is_label) && (!is_number || host.parse::<Ipv4Addr>().is_ok());
    if fits { Ok(()) } else { Err(format!("has no valid host: `{host}`")) }
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|number| number > 0)
}

fn check_path(path: &str) -> Result<(), String> {
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('%') {
        if !after.as_bytes().get(..2).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
            return Err("has a `%` without two hexadecimal digits after it".into());
        }
        rest = after;
    }
    if path.contains(['[', ']']) {
        return Err("contains brackets in its path".into());
    }
    if path.split('/').any(|segment| matches!(percent::decode(segment).as_str(), "." | "..")) {
        return Err("contains `.` or `..` as a path segment".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_taken() {
        for (written, read) in [
            ("https://example.org", "https://example.org/"),
            ("https://www.example.go.th/policies//", "https://www.example.go.th/policies/"),
            ("HTTP://Example.org:8080/a/b", "http://Example.org:8080/a/b/"),
            ("http://localhost", "http://localhost/"),
            ("http://192.0.2.7/a", "http://192.0.2.7/a/"),
            ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]:80/a/"),
            ("https://xn--12c1fe0br.example/", "https://xn--12c1fe0br.example/"),
            (
                "https://example.org/~office/a(b);c,d='e'&f*g+h!i$/",
                "https://example.org/~office/a(b);c,d='e'&f*g+h!i$/",
            ),
            ("https://example.org/%E0%B8%81/ก/", "https://example.org/%E0%B8%81/%E0%B8%81/"),
            ("https://example.org/a\u{202e}b", "https://example.org/a%E2%80%AEb/"),
        ] {
            assert_eq!(parse(written).as_deref(), Ok(read));
        }
    }

    #[test]
    fn pages_may_have_a_query_and_a_fragment() {
        assert_eq!(link("https://example.org/a?b=ก#c").as_deref(), Ok("https://example.org/a?b=%E0%B8%81#c"));
        for text in
            ["https://example.org/?a\"b", "https://example.org/#<", "javascript:alert(1)", "/a", "#a", "//example.org/"]
        {
            assert!(link(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_could_begin_something_else_is_refused() {
        let odd =
            (0..=0x20).chain(0x7f..=0xa0).filter_map(char::from_u32).chain("\"<>\\^`{|}#?\u{2028}\u{3000}".chars());
        for odd in odd {
            for text in [
                format!("https://example.org{odd}/"),
                format!("https://example.org/a{odd}b"),
                format!("https://example.org/{odd}"),
                format!("{odd}https://example.org/"),
                format!("https://{odd}example.org/"),
            ] {
                assert!(parse(&text).is_err(), "{text:?}");
            }
        }
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        for text in [
            "",
            "/",
            "//example.org/",
            "example.org",
            "https:example.org",
            "https:/example.org",
            "https:///example.org",
            "https://",
            "https://:80/",
            "https:::::://example.org",
            "ftp://example.org/",
            "javascript://example.org/%0aalert(1)",
            "data:text/html,://x/",
            "file:///srv/www/",
            "https://user@example.org/",
            "https://user:secret@example.org/",
            "https://example.org@evil.example/",
            "https://example.org:/",
            "https://example.org:0/",
            "https://example.org:65536/",
            "https://example.org:80:80/",
            "https://example.org:+80/",
            "https://example..org/",
            "https://example.org./",
            "https://.example.org/",
            "https://-example.org/",
            "https://example-.org/",
            "https://exa%6dple.org/",
            "https://exa*mple.org/",
            "https://นโยบาย.example/",
            "https://1.2.3/",
            "https://1.2.3.256/",
            "https://[::1/",
            "https://[::g]/",
            "https://a[::1]/",
            "https://[::1]a/",
            "https://example.org/%",
            "https://example.org/%4",
            "https://example.org/%zz/",
            "https://example.org/a[b]/",
            "https://example.org/a/../b/",
            "https://example.org/./",
            "https://example.org/%2e%2E/",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&format!("https://{}.org/", "a".repeat(64))).is_err());
        assert!(parse(&format!("https://{}org/", "a.".repeat(126))).is_err());
    }
}
