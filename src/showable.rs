//! Characters that a page can hold.

use std::borrow::Cow;

/// `text` with U+FFFD in place of what neither HTML nor XML allows: controls other than white space, noncharacters.
pub fn showable(text: &str) -> Cow<'_, str> {
    match has_unshowable(text) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.chars().map(|c| if is_unshowable(c) { '\u{fffd}' } else { c }).collect()),
    }
}

/// Looks for suspects a stretch at a time, which processors do many bytes at once, and at each of them only where there
/// are any.
fn has_unshowable(text: &str) -> bool {
    const STRETCH: usize = 64;
    let begins_unshowable = |at: usize| text[at..].chars().next().is_some_and(is_unshowable);
    text.as_bytes().chunks(STRETCH).zip((0..).step_by(STRETCH)).any(|(stretch, start)| {
        let suspect = stretch.iter().fold(false, |any, byte| any | is_suspect(*byte));
        suspect && (start..).zip(stretch).any(|(at, byte)| is_suspect(*byte) && begins_unshowable(at))
    })
}

/// Whether a character that can't be shown may begin with `byte`; most text has none of these bytes.
fn is_suspect(byte: u8) -> bool {
    (byte < b' ' && byte != b'\n') || matches!(byte, 0x7f | 0xc2 | 0xef..)
}

fn is_unshowable(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_page_can_hold_is_replaced() {
        assert_eq!(showable("ก\tb\r\n\u{a0}🙂\u{e000}"), "ก\tb\r\n\u{a0}🙂\u{e000}");
        for odd in ['\0', '\u{1b}', '\u{7f}', '\u{85}', '\u{fdd0}', '\u{fffe}', '\u{10ffff}'] {
            assert_eq!(showable(&format!("a{odd}b")), "a\u{fffd}b", "{odd:?}");
            let far = "\u{a0}ก".repeat(30);
            assert_eq!(showable(&format!("{far}{odd}")), format!("{far}\u{fffd}"), "{odd:?} in a later stretch");
        }
    }
}
