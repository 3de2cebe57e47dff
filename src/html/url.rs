//! Which addresses a text may lead to, and how they are written.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// An address that can be written as it is here.
    Url(String),
    /// A place on the page; decoded.
    Fragment(String),
    /// Another file of the repository.
    Relative(&'a str),
    /// Nowhere.
    Nowhere,
}

/// What RFC 3986 lets stand nowhere in a URL, besides everything beyond ASCII.
const ILLEGAL: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
/// What lets a path of ours stand in a URL.
const PATH: &AsciiSet = &ILLEGAL.add(b'#').add(b'?').add(b'%').add(b'[').add(b']').add(b'&').add(b'\'').add(b':');

/// A path or fragment of ours as it stands in a URL: everything but RFC 3986's unreserved characters, `/` and some
/// harmless ones is percent-encoded in UTF-8.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Where `href`, as an author wrote it, leads.
pub(super) fn target(href: &str) -> Target<'_> {
    let href = href.trim();
    if let Some(fragment) = href.strip_prefix('#') {
        return match fragment {
            "" => Target::Nowhere,
            _ => Target::Fragment(percent_decode_str(fragment).decode_utf8_lossy().into_owned()),
        };
    }
    if href.starts_with("//") {
        return absolute(&format!("https:{href}"));
    }
    match scheme(href) {
        None if href.is_empty() => Target::Nowhere,
        None => Target::Relative(href),
        Some(scheme) => match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => absolute(href),
            "mailto" | "tel" if href.len() > scheme.len() + 1 => Target::Url(legal(href)),
            _ => Target::Nowhere,
        },
    }
}

fn scheme(href: &str) -> Option<&str> {
    let (scheme, _) = href.split_once(':')?;
    let fits = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    // what only looks like a path may be a scheme with odd characters in it, which browsers drop
    let path = scheme.contains(['/', '?', '#']);
    (!path).then_some(if fits { scheme } else { "" })
}

/// An address with a host, if its host can be one.
fn absolute(href: &str) -> Target<'static> {
    let Some((scheme, rest)) = href.split_once("://") else { return Target::Nowhere };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    let host_fits = !host.is_empty()
        && !host.starts_with('.')
        && !host.contains("..")
        && host.chars().all(|c| crate::model::is_word_char(c) || matches!(c, '.' | '-'));
    if !host_fits || !port.bytes().all(|b| b.is_ascii_digit()) || port.len() > 5 || authority.contains(['@', '\\']) {
        return Target::Nowhere;
    }
    Target::Url(format!("{}://{authority}{}", scheme.to_ascii_lowercase(), legal(path)))
}

/// The address with what can't stand in a URL percent-encoded.
fn legal(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    let mut fragment = false;
    let encoded = utf8_percent_encode(href, ILLEGAL).to_string();
    let mut rest = encoded.as_str();
    while let Some(c) = rest.chars().next() {
        let hex = |s: &str| s.len() >= 3 && s.as_bytes()[1..3].iter().all(u8::is_ascii_hexdigit);
        match c {
            '%' if !hex(rest) => out.push_str("%25"),
            '#' if std::mem::replace(&mut fragment, true) => out.push_str("%23"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}
