//! Bare web addresses in a text, which GitHub and GitLab turn into links (GFM autolinks); also next to letters of
//! scripts that are written without spaces.

use std::ops::Range;

/// The addresses in a text, in order, and where each leads.
pub(super) fn links(text: &str) -> Vec<(Range<usize>, String)> {
    let mut links: Vec<(Range<usize>, String)> = Vec::new();
    let (mut from, mut next) = (0, 0);
    while let Some(at) = text[next..].find([':', '@', '.']).map(|at| next + at) {
        let found = match text.as_bytes()[at] {
            b':' => with_scheme(text, at, from),
            b'.' => with_www(text, at, from),
            _ => mail(text, at, from),
        };
        next = found.as_ref().map_or(at + 1, |(range, _)| range.end);
        from = if found.is_some() { next } else { from };
        links.extend(found);
    }
    links
}

type Found = Option<(Range<usize>, String)>;

/// `https://example.org/a`, with its colon at `at`.
fn with_scheme(text: &str, at: usize, from: usize) -> Found {
    let rest = text[at..].strip_prefix("://")?;
    let letters = text[from..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let scheme = &text[at - letters..at];
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) || !begins(&text[..at - letters]) {
        return None;
    }
    domain(rest).filter(|domain| domain.contains('.'))?;
    let range = at - letters..at + 3 + length(rest);
    Some((range.clone(), text[range].to_owned()))
}

/// `www.example.org/a`, with its first dot at `at`.
fn with_www(text: &str, at: usize, from: usize) -> Found {
    let start = at.checked_sub(3).filter(|start| *start >= from && text.is_char_boundary(*start))?;
    if !text[start..at].eq_ignore_ascii_case("www") || !begins(&text[..start]) {
        return None;
    }
    domain(&text[at + 1..])?;
    let range = start..start + length(&text[start..]);
    Some((range.clone(), format!("http://{}", &text[range])))
}

/// `name@example.org`, with its sign at `at`.
fn mail(text: &str, at: usize, from: usize) -> Found {
    let local = |b: &u8| b.is_ascii_alphanumeric() || b".-_+".contains(b);
    let before = text[from..at].bytes().rev().take_while(local).count();
    let host = text[at + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b".-_".contains(b)).count();
    let host = text[at + 1..at + 1 + host].trim_end_matches('.');
    let fits = host.contains('.') && !host.contains("..") && !host.starts_with('.');
    let range = at - before..at + 1 + host.len();
    let ends = host.ends_with(|c: char| c.is_ascii_alphabetic());
    let more = text[range.end..].starts_with(['@', '-', '_']);
    (before > 0 && fits && ends && !more).then(|| (range.clone(), format!("mailto:{}", &text[range])))
}

/// Whether an address may begin after a text: not in a word of letters that it could be part of.
fn begins(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| !(c.is_ascii_alphanumeric() || (c.is_alphabetic() && c < '\u{0e00}') || c == '/'))
}

/// The name of a host that a text begins with.
fn domain(text: &str) -> Option<&str> {
    let end =
        text.find(|c: char| !crate::model::is_word_char(c) && !matches!(c, '-' | '_' | '.')).unwrap_or(text.len());
    let domain = text[..end].trim_end_matches('.');
    let last = domain.rsplit('.').take(2).any(|part| part.contains('_'));
    let empty = domain.split('.').any(str::is_empty);
    (!last && !empty).then_some(domain)
}

/// How much of a text is an address: no white space, and at its end no sign of the sentence around it.
fn length(text: &str) -> usize {
    let mut end = text.len();
    let mut last = '/';
    for (at, c) in text.char_indices() {
        let far = u32::from(c) >= 0x0e00;
        // a letter of such a script right after one of the address is the next word
        let next_word = far && c.is_alphabetic() && last.is_ascii_alphanumeric();
        if c.is_whitespace() || c == '<' || next_word || is_far_sign(c) {
            end = at;
            break;
        }
        last = c;
    }
    let mut address = &text[..end];
    let count = |c: char| address.matches(c).count();
    // how many brackets close that were not opened
    let mut unpaired = [('(', ')'), ('[', ']')].map(|(open, close)| count(close).saturating_sub(count(open)));
    let mut close = |kind: usize| {
        let more = unpaired[kind] > 0;
        unpaired[kind] -= usize::from(more);
        usize::from(more)
    };
    while let Some(c) = address.chars().next_back() {
        let shorter = match c {
            '?' | '!' | '.' | ',' | ':' | '>' | '*' | '_' | '~' | '\'' | '"' | '”' | '’' | '»' | '…' => 1,
            ')' => close(0),
            ']' => close(1),
            ';' => entity(address),
            _ => 0,
        };
        if shorter == 0 {
            break;
        }
        address = &address[..address.len() - if shorter == 1 { c.len_utf8() } else { shorter }];
    }
    address.len()
}

/// Signs of Chinese and Japanese, which no address has.
fn is_far_sign(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x3004 | 0x3008..=0x3020 | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF3D | 0xFF5B..=0xFF65)
}

/// The length of what looks like `&copy;` at the end of an address; of a semicolon alone.
fn entity(address: &str) -> usize {
    let inside = address[..address.len() - 1].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let rest = &address[..address.len() - 1 - inside];
    if inside > 0 && rest.ends_with('&') { inside + 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` are the addresses as they stand in the text.
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = links(text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_end_before_the_signs_of_their_sentence() {
        check(
            "See https://example.org/privacy, www.example.org or mail dpo@example.org.",
            &["https://example.org/privacy", "www.example.org", "dpo@example.org"],
        );
        check(
            "(https://a.org/x_(y)) \"http://b.org/?q=1&r=2\" https://c.org/&copy; <https://d.org>",
            &["https://a.org/x_(y)", "http://b.org/?q=1&r=2", "https://c.org/", "https://d.org"],
        );
        check(
            "a.b-c_d@e.org, x@y.z- me@1.2.3 @user a@b git+x@example.co.th!",
            &["a.b-c_d@e.org", "git+x@example.co.th"],
        );
    }

    #[test]
    fn what_is_none_stays_text() {
        check("http:// https://x ftp://x.org xhttps://a.org www. www.. e.g. 3.14 http://a_b.c_d", &[]);
        check("javascript://a.org data:text a:b éwww.x.org", &[]);
    }

    #[test]
    fn addresses_beside_letters_without_spaces() {
        check(
            "ดูที่https://example.go.th/privacyและอีเมลdpo@example.go.thครับ",
            &["https://example.go.th/privacy", "dpo@example.go.th"],
        );
        check(
            "https://example.go.th/นโยบาย/ข้อ-๑ หรือwww.example.orgได้",
            &["https://example.go.th/นโยบาย/ข้อ-๑", "www.example.org"],
        );
        check("请见https://例子.cn/隐私。或（www.example.cn）", &["https://例子.cn/隐私", "www.example.cn"]);
    }

    #[test]
    fn many_addresses_cost_no_more_than_they_are_long() {
        check(&"a.b@".repeat(50_000), &[]);
        assert_eq!(links(&"https://a.org ".repeat(10_000)).len(), 10_000);
        assert_eq!(links(&format!("https://a.org/{}", ")".repeat(300_000))).len(), 1);
    }
}
