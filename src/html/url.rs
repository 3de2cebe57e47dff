//! Decides which addresses a text may link to, and how they are written.

use crate::percent::{decode, mend};
use std::borrow::Cow;

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// An address that can be written as it is here.
    Url(Cow<'a, str>),
    /// A place on the page; decoded.
    Fragment(String),
    /// Another file of the repository.
    Relative(&'a str),
    /// Nowhere.
    Nowhere,
}

/// Where `href`, as an author wrote it, leads.
pub(super) fn target(href: &str) -> Target<'_> {
    let href = href.trim();
    if let Some(fragment) = href.strip_prefix('#') {
        return match fragment {
            "" => Target::Nowhere,
            _ => Target::Fragment(decode(fragment)),
        };
    }
    if href.starts_with("//") {
        return match absolute(&format!("https:{href}")) {
            Target::Url(url) => Target::Url(url.into_owned().into()),
            _ => Target::Nowhere,
        };
    }
    match scheme(href) {
        None if href.is_empty() => Target::Nowhere,
        None => Target::Relative(href),
        Some(scheme) => {
            let is = |names: [&str; 2]| names.iter().any(|name| scheme.eq_ignore_ascii_case(name));
            match () {
                () if is(["http", "https"]) => absolute(href),
                () if is(["mailto", "tel"]) && href.len() > scheme.len() + 1 => Target::Url(legal(href)),
                () => Target::Nowhere,
            }
        }
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
fn absolute(href: &str) -> Target<'_> {
    let Some((scheme, rest)) = href.split_once(':') else { return Target::Nowhere };
    let Some(rest) = rest.strip_prefix("//") else { return Target::Nowhere };
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
    Target::Url(match legal(path) {
        Cow::Borrowed(_) if !scheme.bytes().any(|b| b.is_ascii_uppercase()) => href.into(),
        path => format!("{}://{authority}{path}", scheme.to_ascii_lowercase()).into(),
    })
}

/// The address with what can't stand in a URL percent-encoded.
fn legal(href: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/.-_?=&:~+,;@!$()*'".contains(&b);
    if href.bytes().all(plain) {
        return href.into();
    }
    let mut out = String::with_capacity(href.len());
    let mut fragment = false;
    let encoded = mend(href);
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
    out.into()
}
