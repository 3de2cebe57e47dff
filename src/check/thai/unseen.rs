//! Characters that nobody sees, where they have no use.

use super::blocks::{blocks, has_thai, is_mark};
use super::spelling::word_around;
use crate::check::Subject;
use crate::check::{Fix, Level, Report};
use crate::letters::is_thai;

const ZWSP: char = '\u{200b}';
const BOM: char = '\u{feff}';

/// Reports characters of no width that split a word, or join nothing.
///
/// A space of no width between two Thai words is left alone: it says where a line may be broken.
pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    for block in blocks(&subject.text.source) {
        if !block.text.contains(is_unseen) {
            continue;
        }
        let (thai, mut noted) = (has_thai(&block.text), false);
        let letters: Vec<(usize, char)> = block.text.char_indices().collect();
        let get = |ix: Option<usize>| ix.and_then(|ix| letters.get(ix)).map(|(_, c)| *c);
        for (ix, (at, c)) in letters.iter().copied().enumerate().filter(|(_, (_, c))| is_unseen(*c)) {
            let before = get(ix.checked_sub(1));
            let after = get(Some(ix + 1));
            let Some((key, level)) = fault(c, before, after, thai) else { continue };
            // a block that was pasted has many that do no harm
            if level == Level::Note && std::mem::replace(&mut noted, true) {
                continue;
            }
            let range = at..at + c.len_utf8();
            let word = word_around(&block, &range).replace(is_unseen, "");
            let code = format!("U+{:04X}", u32::from(c));
            let finding = report.at(block.place(range.clone()), key).with("code", code).with("word", word).level(level);
            // beside a sign of Markdown, or at the start of a line, something else may begin
            let plain = |c: Option<char>| c.is_some_and(|c| is_thai(c) || c.is_alphabetic() || c == ' ');
            let safe = plain(before) && plain(after);
            if let Some(place) = block.exact(range) {
                finding.fix(Fix { safe, ..Fix::safe(place, "") });
            }
        }
    }
}

fn is_unseen(c: char) -> bool {
    matches!(c, ZWSP | BOM | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{ad}')
}

fn is_letter(c: char) -> bool {
    is_thai(c) || c.is_alphanumeric()
}

/// What is wrong with an unseen character between these two.
fn fault(c: char, before: Option<char>, after: Option<char>, thai: bool) -> Option<(&'static str, Level)> {
    let is = |c: Option<char>, what: fn(char) -> bool| c.is_some_and(what);
    let beside_thai = is(before, is_thai) || is(after, is_thai);
    let splits_syllable = is(before, is_thai) && is(after, |c| is_mark(c) || c == '\u{0E33}' || c == '\u{0E32}');
    let splits_latin = is(before, |c| c.is_ascii_alphanumeric()) && is(after, |c| c.is_ascii_alphanumeric());
    match c {
        // one that stands at the very beginning of a file is no part of the text
        BOM if is(before, is_letter) && is(after, is_letter) => Some(("unseen-mark", Level::Warning)),
        BOM => Some(("unseen-mark", Level::Note)),
        ZWSP | '\u{2060}' if splits_syllable => Some(("unseen-in-syllable", Level::Warning)),
        ZWSP if thai && splits_latin => Some(("unseen-in-word", Level::Warning)),
        ZWSP if thai => {
            let no_use = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == ZWSP);
            (no_use(before) || no_use(after)).then_some(("unseen-beside-space", Level::Note))
        }
        '\u{200c}' | '\u{200d}' if beside_thai => Some(("unseen-joiner", Level::Warning)),
        '\u{ad}' if splits_syllable => Some(("unseen-in-syllable", Level::Warning)),
        _ => None,
    }
}
