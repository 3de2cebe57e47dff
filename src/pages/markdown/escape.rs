//! Text that stands for itself in GitHub's Markdown, and in those of GitLab and Forgejo.

use crate::percent::encode;
use crate::showable::{self, Part, parts, showable};
use std::fmt::Write as _;

/// Characters that may be markup wherever they stand in a line.
const MARKUP: &str = "\\`*_[]<>&~|";

/// `text` on one line, of which nothing is markup, a mention, a reference to an issue, a formula or a link.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for part in parts(text, true) {
        match part {
            Part::Text(text) => push(&mut out, &showable(text)),
            Part::Hidden(c) => _ = write!(out, "\\[{}\\]", showable::name(c)),
        }
    }
    out
}

fn push(out: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match c {
            '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{fffc}' => out.push_str("\\[…\\]"),
            c if MARKUP.contains(c) => out.extend(['\\', c]),
            // an address of a person or a team, or of an issue: an empty comment parts it
            '@' => out.push_str("@<!-- -->"),
            '#' if next.is_some_and(|next| next.is_ascii_digit()) => out.push_str("#<!-- -->"),
            // an address of a page
            ':' if next == Some('/') => out.push_str("\\:"),
            '.' if out.to_ascii_lowercase().ends_with("www") => out.push_str("\\."),
            // a formula
            '$' => out.push_str("<span>$</span>"),
            c => out.push(c),
        }
    }
}

/// `text`, as [`text`] gives it, at the beginning of a line: it begins no heading, list or rule.
pub(super) fn at_the_beginning(text: &str) -> String {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text[digits..].chars().next();
    match text.chars().next() {
        Some('#' | '+' | '-' | '=' | '!') => format!("\\{text}"),
        Some(_) if digits > 0 && matches!(after, Some('.' | ')')) => {
            format!("{}\\{}", &text[..digits], &text[digits..])
        }
        _ => text.to_owned(),
    }
}

/// A link to `url` that shows `shown`, which is Markdown.
pub(super) fn link(shown: &str, url: &str) -> String {
    let safe = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '(' | ')' | '\\' | '"' | '`' | '[' | ']');
    let url: String = url.chars().map(|c| if safe(c) { c.to_string() } else { encode(&c.to_string()) }).collect();
    let url = url.replace('(', "%28").replace(')', "%29");
    format!("[{shown}]({url})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(text("a*b_c <b> `x` [y](z) a|b"), "a\\*b\\_c \\<b\\> \\`x\\` \\[y\\](z) a\\|b");
        assert_eq!(
            text("ask @team about #12, see https://x.org or www.x.org"),
            "ask @<!-- -->team about #<!-- -->12, see https\\://x.org or www\\.x.org"
        );
        assert_eq!(text("$5 or $6\nnext"), "<span>$</span>5 or <span>$</span>6 next");
        assert_eq!(text("a\u{202e}b"), "a\\[U+202E\\]b");
        assert_eq!(at_the_beginning("1. one"), "1\\. one");
        assert_eq!(at_the_beginning("# one"), "\\# one");
        assert_eq!(at_the_beginning("ข้อ ๑. หนึ่ง"), "ข้อ ๑. หนึ่ง");
    }

    #[test]
    fn a_link_is_one_whatever_its_address_has() {
        assert_eq!(link("a", "https://x.org/ก (1)/"), "[a](https://x.org/%E0%B8%81%20%281%29/)");
    }
}
