//! Characters that a page, a feed or a terminal can show, and invisible ones.

use crate::letters::{is_direction, is_invisible, is_joiner};
use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with U+FFFD in place of what neither HTML nor XML allows: controls other than white space, noncharacters.
pub fn showable(text: &str) -> Cow<'_, str> {
    match has_unshowable(text) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.chars().map(|c| if is_unshowable(c) { '\u{fffd}' } else { c }).collect()),
    }
}

/// `text` as [`showable`], without characters that turn the direction of what follows and without tags: for titles, notes,
/// names and addresses, in which a reader must see what is there. What stands for a picture is no text there.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = showable(text);
    if text.contains('\u{fffc}') {
        return Cow::Owned(plain(&text.replace('\u{fffc}', "")).trim().to_owned());
    }
    if !has_hidden(&text) {
        return text;
    }
    let parts = parts(&text, false).map(|part| if let Part::Text(text) = part { text } else { "" });
    Cow::Owned(parts.collect())
}

/// `text` as [`plain`], on one line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return plain(text);
    }
    let lines = text.split(breaks).map(str::trim).filter(|line| !line.is_empty());
    Cow::Owned(plain(&lines.collect::<Vec<_>>().join(" ")).into_owned())
}

/// `text` for a terminal: nothing in it moves the cursor or turns the direction. What would is shown: `[U+202E]`. What stands
/// for a picture is `[image]`.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    if text.contains('\u{fffc}') {
        return Cow::Owned(for_terminal(&text.replace('\u{fffc}', "[image]")).into_owned());
    }
    if !has_unshowable(text) && !has_hidden(text) && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for part in parts(text, false) {
        match part {
            Part::Text(text) => out.push_str(&showable(text).replace('\r', "\u{fffd}")),
            Part::Hidden(c) => _ = write!(out, "[{}]", name(c)),
        }
    }
    Cow::Owned(out)
}

/// JSON in which all that is not shown is escaped. The value is the same: such characters stand in strings only.
pub fn escaped_json(json: String) -> String {
    let bare = |c: char| !matches!(c, ' '..='~' | '\n') && (is_unshowable(c) || c == '\u{7f}' || is_hidden(c, true));
    if !json.contains(bare) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match bare(c) {
            false => out.push(c),
            true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| _ = write!(out, "\\u{unit:04x}")),
        }
    }
    out
}

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// What is seen.
    Text(&'a str),
    /// A character that nobody sees, in a place where it may deceive.
    Hidden(char),
}

/// The name of a character: U+202E.
pub fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// `text` in parts. Hidden are controls of direction and tags, which may make a text look like another; in a text that was
/// `edited`, also marks of direction and what has no width. Joiners where writing needs them, between letters of scripts
/// whose letters join and in emoji, and the tags of a flag are none of these.
pub fn parts(text: &str, edited: bool) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    // a text that has none is one part
    let mut none = !(has_hidden(text) || edited && text.contains(|c| is_hidden(c, true)));
    let (mut before, mut flag) = ('\0', false);
    std::iter::from_fn(move || {
        let mut end = 0;
        if std::mem::take(&mut none) {
            return Some(Part::Text(std::mem::take(&mut rest))).filter(|part| *part != Part::Text(""));
        }
        for c in rest.chars() {
            flag = c == '\u{1f3f4}' || (flag && is_tag(c));
            let fits = (is_tag(c) && flag) || (is_joiner(c) && joins(before));
            if is_hidden(c, edited) && !fits {
                break;
            }
            before = c;
            end += c.len_utf8();
        }
        if end == 0 {
            let c = rest.chars().next()?;
            rest = &rest[c.len_utf8()..];
            before = c;
            return Some(Part::Hidden(c));
        }
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(Part::Text(part))
    })
}

/// Whether `c` is a letter of a script that is written from right to left, in which marks of direction are needed.
pub fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x10800..=0x10fff | 0x1e800..=0x1efff)
        && c != '\u{61c}'
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn is_hidden(c: char, edited: bool) -> bool {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ if is_tag(c) => true,
        '\u{180e}' | '\u{2060}'..='\u{206f}' => edited,
        _ => edited && (is_invisible(c) || is_joiner(c) || is_direction(c)),
    }
}

/// Whether a joiner after `c` is part of how a word or an emoji is written.
fn joins(c: char) -> bool {
    matches!(u32::from(c),
        0x590..=0x1cff | 0x2190..=0x2bff | 0x3030 | 0x303d | 0x3297 | 0x3299 | 0xa800..=0xabff | 0xfb1d..=0xfefe | 0x10a00..)
}

/// Whether there is a character that is hidden unless writing needs it where it stands; most text has not even the bytes they begin with.
pub fn has_hidden(text: &str) -> bool {
    let may = |bytes: &[u8]| matches!(bytes, [0xe2, 0x80 | 0x81, _] | [0xf3, 0xa0, _]);
    text.bytes().any(|b| matches!(b, 0xe2 | 0xf3))
        && text.as_bytes().windows(3).any(may)
        && text.chars().any(|c| is_hidden(c, false))
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

    #[test]
    fn what_turns_direction_is_left_out_of_titles_and_shown_in_terminals() {
        let odd = "pay \u{202e}012\u{202c} \u{1b}[31m\rx\u{9b}";
        assert_eq!(plain(odd), "pay 012 \u{fffd}[31m\rx\u{fffd}");
        assert_eq!(for_terminal(odd), "pay [U+202E]012[U+202C] \u{fffd}[31m\u{fffd}x\u{fffd}");
        assert_eq!(one_line("a\r\n\n  b\u{2028}c\u{2067}d"), "a b cd");
        let json = escaped_json("[\"\u{9b}\u{202e}\u{e0041}ก\"]\n".into());
        assert_eq!(json, "[\"\\u009b\\u202e\\udb40\\udc41ก\"]\n");
    }

    #[test]
    fn joiners_and_tags_that_writing_needs_are_not_hidden() {
        let hidden = |text: &str, edited| parts(text, edited).filter(|p| matches!(p, Part::Hidden(_))).count();
        for fine in
            ["می\u{200c}خواهم", "क\u{94d}\u{200d}ष", "👩\u{200d}⚕\u{fe0f}", "🏴\u{e0067}\u{e0062}\u{e007f}", "ก ข", ""]
        {
            assert_eq!(hidden(fine, true), 0, "{fine}");
        }
        for odd in ["a\u{202e}b", "a\u{2066}", "baht\u{e0041}"] {
            assert_eq!((hidden(odd, false), hidden(odd, true)), (1, 1), "{odd:?}");
        }
        for odd in ["p\u{200c}ay", "a\u{200d}", "\u{200f}a", "a\u{2060}b", "\u{feff}", "a\u{61c}"] {
            assert_eq!((hidden(odd, false), hidden(odd, true)), (0, 1), "{odd:?}");
        }
        assert_eq!(
            parts("a\u{202e}b", false).collect::<Vec<_>>(),
            [Part::Text("a"), Part::Hidden('\u{202e}'), Part::Text("b")]
        );
    }
}
