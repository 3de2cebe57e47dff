//! Decodes the bytes of a file to text that can be shown.

use crate::error::Warning;
use crate::showable::showable;
use std::borrow::Cow;

/// The text of `bytes`: UTF-8 without byte order mark, or UTF-16. What can't be shown on a page becomes U+FFFD; what can't
/// be read is warned about.
pub(super) fn decode<'a>(bytes: &'a [u8], place: &str, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    match written(bytes, place, warnings) {
        Cow::Borrowed(text) => showable(text),
        Cow::Owned(text) => Cow::Owned(showable(&text).into_owned()),
    }
}

/// The text of `bytes` as [`decode`] reads it, with what can't be shown on a page as it is.
pub(super) fn written<'a>(bytes: &'a [u8], place: &str, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    if let Some((order, wide)) = wide(bytes) {
        let (text, damaged) = utf16(wide, order);
        if damaged {
            let hint = "save the file as UTF-8 (`iconv -f UTF-16 -t UTF-8`)";
            let message = format!("the file is UTF-16, and unreadable parts of it are shown as \u{fffd}; {hint}");
            warnings.push(Warning::new(place, message));
        }
        return Cow::Owned(text);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Cow::Borrowed(text),
        Err(error) => error,
    };
    let line = 1 + bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count();
    let hint = "unreadable bytes are shown as \u{fffd}; save the file as UTF-8 (from Thai Windows-874: `iconv -f CP874 -t UTF-8`)";
    warnings.push(Warning::in_line(place, line, format!("not valid UTF-8; {hint}")));
    Cow::Owned(String::from_utf8_lossy(bytes).into_owned())
}

/// The order of the two bytes of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// The order in which `bytes` are UTF-16, and what follows the byte order mark, if they are.
fn wide(bytes: &[u8]) -> Option<(Order, &[u8])> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => None, // UTF-32, which nobody writes
        [0xff, 0xfe, rest @ ..] => Some((Order::Little, rest)),
        [0xfe, 0xff, rest @ ..] => Some((Order::Big, rest)),
        _ => unmarked(bytes).map(|order| (order, bytes)),
    }
}

/// The order in which `bytes` without a mark are UTF-16, if they can be nothing else: text in one order, with spaces or
/// ends of lines, and none in the other.
fn unmarked(bytes: &[u8]) -> Option<Order> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let is_text = |order: &Order| {
        let (text, damaged) = utf16(bytes, *order);
        !damaged && text.contains([' ', '\n']) && matches!(showable(&text), Cow::Borrowed(_))
    };
    let mut orders = [Order::Little, Order::Big].into_iter().filter(is_text);
    orders.next().filter(|_| orders.next().is_none())
}

/// The text, and whether some of it can't be read.
fn utf16(bytes: &[u8], order: Order) -> (String, bool) {
    let unit = |pair: &[u8]| match order {
        Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
        Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
    };
    let (mut text, mut damaged) = (String::with_capacity(bytes.len()), !bytes.len().is_multiple_of(2));
    for c in char::decode_utf16(bytes.chunks_exact(2).map(unit)) {
        damaged |= c.is_err();
        text.push(c.unwrap_or('\u{fffd}'));
    }
    if !bytes.len().is_multiple_of(2) {
        text.push('\u{fffd}');
    }
    (text, damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str, order: Order) -> Vec<u8> {
        let pair = |unit: u16| if order == Order::Little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(pair).collect()
    }

    fn check(bytes: &[u8]) -> (String, usize) {
        let mut warnings = Vec::new();
        (decode(bytes, "p.md", &mut warnings).into_owned(), warnings.len())
    }

    #[test]
    fn utf_16_is_decoded_in_both_orders() {
        for text in ["# Rules\n\nKept for 30 days \u{1f600}\n", "# ระเบียบ\r\n\r\nเก็บไว้ 30 วัน\r\n", "a b"]
        {
            for order in [Order::Little, Order::Big] {
                assert_eq!(check(&bytes(&format!("\u{feff}{text}"), order)), (text.into(), 0));
                assert_eq!(check(&bytes(text, order)), (text.into(), 0), "without a mark");
            }
        }
        let mut cut = bytes("\u{feff}ab", Order::Little);
        cut.push(b'c');
        assert_eq!(check(&cut), ("ab\u{fffd}".into(), 1));
        assert_eq!(check(b"\xfe\xff\xd8\x00\x00a"), ("\u{fffd}a".into(), 1));
    }

    #[test]
    fn what_only_looks_like_utf_16_is_not() {
        for text in ["", "ab", "a b\n", "เก็บ", "a\0b\0c", "\0\0\0\0", "ab\0\0 \0"] {
            assert_eq!(check(text.as_bytes()), (text.replace('\0', "\u{fffd}"), 0), "{text:?}");
        }
    }
}
