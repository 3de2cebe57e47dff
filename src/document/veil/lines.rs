//! Lines where CommonMark begins a block, but the author's tools begin none or another one.

use super::attributes::is_attribute_line;
use super::numerals;
use super::{Edit, JOINT, framed_lines};
use std::cell::LazyCell;

/// The changes of all lines.
pub(super) fn edits(source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let own_contents = LazyCell::new(|| source.to_ascii_lowercase().contains("[toc]:"));
    let mut before = Before::default();
    for (at, line) in framed_lines(source) {
        match line.as_bytes() {
            [b':', ..] => edits.extend(no_definition(at, line)),
            [b'[' | b'{', ..] if is_contents(line) && !*own_contents => {
                edits.extend(before.seed.take().map(|(at, length)| Edit::hide(source, at, length)));
                edits.push(Edit::hide(source, at, line.len()));
            }
            [b'{', ..] if is_attribute_line(line) => edits.push(Edit::hide(source, at, line.len())),
            [b'0'..=b'9', ..] => edits.extend(wrapped_year(at, line, &before)),
            [first, ..] if *first >= 0xC2 => edits.extend(numerals::item(at, line)),
            _ => {}
        }
        before.note(at, line);
    }
    edits
}

/// What stands before a line, without a blank one between.
#[derive(Default)]
struct Before {
    /// Whether the line before has text.
    goes_on: bool,
    /// The number with which the last item began.
    number: Option<u64>,
    /// An item that stands alone so far: what kramdown replaces by a table of contents.
    seed: Option<(usize, usize)>,
}

impl Before {
    fn note(&mut self, at: usize, line: &str) {
        if line.is_empty() {
            *self = Self::default();
            return;
        }
        let number = numbered(line).map(|(number, _)| number);
        let bullet = matches!(line.as_bytes(), [b'-' | b'*' | b'+', b' ' | b'\t', ..]);
        self.seed = ((bullet || number.is_some()) && !self.goes_on).then_some((at, line.len()));
        self.goes_on = true;
        self.number = number.or(self.number);
    }
}

/// The number with which an item begins, and the length of its digits.
fn numbered(line: &str) -> Option<(u64, usize)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let fits = matches!(line.as_bytes()[digits..], [b'.' | b')', b' ' | b'\t', ..]);
    (fits && digits < 10).then(|| line[..digits].parse().ok()).flatten().map(|number| (number, digits))
}

/// A definition begins with one colon and white space. All else that begins with a colon is text; but the line below the
/// head of a table.
fn no_definition(at: usize, line: &str) -> Option<Edit> {
    let definition = line.len() == 1 || line[1..].starts_with([' ', '\t']);
    let below_head = line.contains('-') && line.bytes().all(|b| b":-| \t".contains(&b));
    (!definition && !below_head).then(|| Edit::insert(at, JOINT))
}

/// Whether a line stands for a table of contents, which a site has anyhow.
fn is_contents(line: &str) -> bool {
    let is = |sign: &str| line.eq_ignore_ascii_case(sign);
    is("[toc]") || is("[[toc]]") || is("[[_toc_]]") || (is_attribute_line(line) && has_word(line, "toc"))
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|w| w == word)
}

/// A year at the start of a line that goes on with a sentence begins no item, unless the items before are years.
fn wrapped_year(at: usize, line: &str, before: &Before) -> Option<Edit> {
    let is_year = |number: u64| (1000..=2999).contains(&number);
    let (_, digits) = numbered(line).filter(|(number, _)| before.goes_on && is_year(*number))?;
    (!before.number.is_some_and(is_year)).then(|| Edit::insert(at + digits, JOINT))
}
