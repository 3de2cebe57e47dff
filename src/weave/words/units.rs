//! What is one word though its characters are not: numbers, dates, times, telephone numbers, addresses on the web, tags of
//! templates; and marks that nobody sees.

use super::script::{LETTER, parts};
use super::{ascii, dates, templates};
use crate::letters::{Script, digit, is_direction, is_joiner, is_spaceless};
use crate::model::is_word_char;
use std::ops::Range;

/// The units of `text`, in order. Punctuation that ends a sentence after one is not part of it.
pub(super) fn units(text: &str) -> Vec<Range<usize>> {
    if may_have(text) { all(text) } else { Vec::new() }
}

fn all(text: &str) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut at = 0;
    // Whether the character before is one of a word, so that no number or address begins here.
    let mut in_word = false;
    // Before this place no name of a host begins: it was looked for in vain.
    let mut no_host = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(end) = plain_end(text.as_bytes(), at, c) {
            in_word = ascii::wordlike(text.as_bytes()[at]);
            at = end;
            continue;
        }
        let unit = match c {
            _ if invisible(c) => Some(at + c.len_utf8()),
            '{' | '$' | '<' | '[' => templates::tag(&text[at..]).map(|length| at + length),
            _ if in_word => None,
            _ => unit_end(text, at, c, &mut no_host).filter(|_| parts(text, at)),
        };
        match unit {
            Some(end) => {
                let end = if invisible(c) { end } else { cluster_end(text, end) };
                units.push(at..end);
                (at, in_word) = (end, false);
            }
            None => {
                at += c.len_utf8();
                in_word = wordlike(c);
                if in_word {
                    at += run(&text[at..], wordlike);
                }
            }
        }
    }
    units
}

/// Whether a text has what every unit has: a digit, a tag's first sign, a sign of addresses before a letter, or a mark that
/// nobody sees.
fn may_have(text: &str) -> bool {
    let joined =
        |at: usize| matches!(text.as_bytes().get(at + 1), Some(b'/' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'));
    let byte = |(at, byte): (usize, u8)| match byte {
        b'0'..=b'9' | b'{' | b'$' | b'<' | b'[' => true,
        b'.' | b':' | b'@' => joined(at),
        _ => false,
    };
    text.bytes().enumerate().any(byte)
        || !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && (invisible(c) || is_digit(c)))
}

/// Where what stands at `at` ends, if at a glance it is no unit: a word with nothing that would make it one, a mark, a
/// letter of a script without spaces.
fn plain_end(text: &[u8], at: usize, first: char) -> Option<usize> {
    match first {
        'A'..='Z' | 'a'..='z' => {
            let end = at + ascii::count(&text[at..], ascii::wordlike);
            if first.is_ascii_uppercase() && before_day(&text[end..]) {
                return None; // a month, perhaps
            }
            let [next, then] = [end, end + 1].map(|i| text.get(i).copied().unwrap_or(b' '));
            let sign = matches!(next, b'.' | b':' | b'@' | b'-' | b'%' | b'+' | b'/' | b',' | b'\'');
            let joined = if next.is_ascii() {
                sign && (then.is_ascii_alphanumeric() || then == b'/')
            } else {
                text[at..end].iter().any(u8::is_ascii_digit)
            };
            (!joined).then_some(end)
        }
        '0'..='9' | '_' | '+' | '(' => None,
        '{' | '$' | '<' | '[' if matches!(text.get(at + 1), Some(b'{' | b'%')) => None,
        _ if first.is_ascii() => Some(at + 1),
        '‐'..='‧' => Some(at + first.len_utf8()),
        _ => Script::of(first).map(|_| at + LETTER),
    }
}

/// Whether a number stands after one word and perhaps a full stop.
fn before_day(text: &[u8]) -> bool {
    let text = text.strip_prefix(b".").unwrap_or(text);
    matches!(text, [b' ', b'0'..=b'9', ..] | [0xC2, 0xA0, b'0'..=b'9', ..])
}

fn unit_end(text: &str, at: usize, first: char, no_host: &mut usize) -> Option<usize> {
    let rest = &text[at..];
    let length = match first {
        '+' | '(' => telephone(rest),
        _ if is_digit(first) => {
            let named = dates::date(rest).or_else(|| telephone(rest));
            named.or_else(|| mail_or_path(rest, at, no_host)).or_else(|| Some(number(rest)))
        }
        _ if first.is_ascii_alphabetic() => {
            let address = dates::date(rest).or_else(|| address(rest)).or_else(|| host(rest, at, no_host));
            address.or_else(|| Some(number(rest)).filter(|length| !rest[..*length].chars().all(wordlike)))
        }
        _ => None,
    };
    length.map(|length| at + length)
}

/// Letters, digits and marks that UAX #29 would not part from a letter or digit before them.
fn wordlike(c: char) -> bool {
    match c as u32 {
        0..=0x7F => c.is_ascii_alphanumeric() || c == '_',
        // Most letters of Latin, Greek and Cyrillic, for which the tables are slow.
        0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x2C1 | 0x3A3..=0x3F5 | 0x400..=0x481 | 0x48A..=0x52F => true,
        _ => (is_word_char(c) || is_joiner(c)) && !is_spaceless(c),
    }
}

/// Whether `c` shows nothing but may change what is read, and is no part of a cluster as joiners are.
fn invisible(c: char) -> bool {
    is_direction(c) || matches!(c, '\u{2061}'..='\u{206F}')
}

/// Whether `c` is a decimal digit of a script that texts are numbered in.
fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The place after what belongs to the character before `at`.
fn cluster_end(text: &str, at: usize) -> usize {
    let ends = |end: &usize| parts(text, *end);
    let after = text[at..].char_indices().map(|(i, _)| at + i);
    after.into_iter().find(ends).unwrap_or(text.len())
}

/// The first character, or one that is part of nothing.
fn first(text: &str) -> char {
    text.chars().next().unwrap_or('\0')
}

/// How much of the front of `text`, in bytes, is characters that `is` holds for.
fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

/// The length of digits with single signs between them, and the letters at them: 1,000.50, 24/11/2569, 10:30am, A4.5.
fn number(text: &str) -> usize {
    let mut end = 0;
    loop {
        end += run(&text[end..], wordlike);
        let sign = first(&text[end..]);
        let signs = matches!(sign, '.' | ',' | ':' | '/' | '-' | '\'' | '’' | '\u{2011}');
        let between_digits = signs
            && text[..end].chars().next_back().is_some_and(is_digit)
            && is_digit(first(&text[end + sign.len_utf8()..]));
        if !between_digits {
            return end;
        }
        end += sign.len_utf8();
    }
}

/// The length of a telephone number in groups, which begins with +, with an area code in brackets or with a zero.
fn telephone(text: &str) -> Option<usize> {
    const MOST_DIGITS: usize = 15; // ITU-T E.164
    let (international, bracket) = (text.starts_with('+'), text.starts_with('('));
    if !international && !bracket && digit(first(text)) != Some(0) {
        return None;
    }
    // With as many digits as this a group after a space belongs to the number no more.
    let (least, enough) = if international { (8, 10) } else { (9, 9) };
    let (mut end, mut digits, mut groups) = (usize::from(international), 0, 0);
    loop {
        let rest = &text[end..];
        let gap = match first(rest) {
            ' ' | '\u{A0}' if digits >= enough => break,
            gap @ (' ' | '\u{A0}' | '-' | '.' | '\u{2011}') if groups > 0 => gap.len_utf8(),
            _ if groups == 0 || text[..end].ends_with(')') => 0,
            _ => break,
        };
        let Some((count, length)) = group(&rest[gap..]).filter(|(count, _)| digits + count <= MOST_DIGITS) else {
            break;
        };
        if groups == 0 && bracket && !(count == 3 || (2..=5).contains(&count) && digit(first(&rest[1..])) == Some(0)) {
            return None;
        }
        (end, digits, groups) = (end + gap + length, digits + count, groups + 1);
    }
    (groups > 1 && digits >= least && !wordlike(first(&text[end..]))).then_some(end)
}

/// Digits, perhaps in brackets, at the front of `text`: how many, and their length.
fn group(text: &str) -> Option<(usize, usize)> {
    let bracket = usize::from(text.starts_with('('));
    let size = run(&text[bracket..], is_digit);
    let digits = &text[bracket..bracket + size];
    let closed = bracket == 0 || text[bracket + size..].starts_with(')');
    (closed && !digits.is_empty()).then(|| (digits.chars().count(), size + 2 * bracket))
}

/// The length of an address that says so: https://…, www.…, mailto:….
fn address(text: &str) -> Option<usize> {
    const SCHEMES: [&str; 5] = ["https://", "http://", "www.", "mailto:", "ftp://"];
    let scheme = SCHEMES.iter().find(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))?;
    let end = address_end(text, scheme.len());
    (end > scheme.len()).then_some(end)
}

/// Where an address that goes on at `from` ends, without the punctuation of the sentence around it.
fn address_end(text: &str, from: usize) -> usize {
    let stops = |c: char| match c {
        _ if c.is_ascii() => !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^'),
        _ => !is_word_char(c) || is_spaceless(c),
    };
    let mut address = &text[..from + run(&text[from..], |c| !stops(c))];
    let count = |c: char| address[from..].matches(c).count();
    let mut open = [('(', ')'), ('[', ']')].map(|(o, c)| (c, count(o), count(c)));
    while address.len() > from {
        let last = address.as_bytes()[address.len() - 1] as char;
        let surplus = open.iter_mut().find(|(close, opened, closed)| *close == last && closed > opened);
        match (last, surplus) {
            ('.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*', _) => {}
            (_, Some((_, _, closed))) => *closed -= 1,
            _ => break,
        }
        address = &address[..address.len() - 1];
    }
    address.len()
}

/// The length of an e-mail address, or of a host's name with or without a path.
fn host(text: &str, at: usize, no_host: &mut usize) -> Option<usize> {
    if at < *no_host {
        return None;
    }
    let local = run(text, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-'));
    let mail = text[local..].starts_with('@');
    let found = if mail {
        name(&text[local + 1..]).map(|length| local + 1 + length)
    } else {
        name(text).map(|length| path(text, length))
    };
    if found.is_none() {
        *no_host = at + local;
    }
    found
}

/// As [`host`] where a number might stand: "30.days" is none, but an e-mail address or a path makes it one.
fn mail_or_path(text: &str, at: usize, no_host: &mut usize) -> Option<usize> {
    host(text, at, no_host).filter(|length| text[..*length].contains(['@', '/']) && text[..*length].contains('.'))
}

/// The length of a name such as example.org: labels with dots between them, the last one of letters in one case.
fn name(text: &str) -> Option<usize> {
    let label = |text: &str| run(text, |c| c.is_ascii_alphanumeric() || c == '-');
    let mut end = label(text);
    let mut last = 0..0;
    while end > 0 && text[end..].starts_with('.') && first(&text[end + 1..]).is_ascii_alphanumeric() {
        last = end + 1..end + 1 + label(&text[end + 1..]);
        end = last.end;
    }
    let last = text[last].trim_end_matches('-');
    let end = text[..end].trim_end_matches('-').len();
    let one_case = |is: fn(&u8) -> bool| last.len() > 1 && last.bytes().all(|b| is(&b));
    (one_case(u8::is_ascii_lowercase) || one_case(u8::is_ascii_uppercase)).then_some(end)
}

/// The end of a host's name with the port and the path after it.
fn path(text: &str, name: usize) -> usize {
    let port = match text[name..].strip_prefix(':') {
        Some(rest) => run(rest, |c| c.is_ascii_digit()),
        None => 0,
    };
    let end = if port > 0 { name + 1 + port } else { name };
    if text[end..].starts_with(['/', '?', '#']) { address_end(text, end) } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_unit_is_overlooked(
            text in "([ -~]|[a-cé ’\u{ad}\u{200e}๑ก.:@/_-]|www|http|mailto:|://|[(]?\\+|A |\\.c|é){0,14}"
        ) {
            prop_assert!(may_have(&text) || all(&text).is_empty(), "{:?}", text);
        }
    }
}
