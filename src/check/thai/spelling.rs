//! Thai letters and marks that are typed, or copied from a PDF file, in another way than they look.

use super::blocks::{Block, blocks, is_consonant, is_mark, is_tone, is_vowel_mark};
use crate::check::Subject;
use crate::check::{Fix, Report};
use crate::letters::is_thai;
use std::ops::Range;

const SARA_E: char = '\u{0E40}';
const SARA_AA: char = '\u{0E32}';
const SARA_AM: char = '\u{0E33}';
const NIKHAHIT: char = '\u{0E4D}';
const LAKKHANGYAO: char = '\u{0E45}';

/// Reports what `find` finds in the letters of each block: a stretch of them, and what should stand there.
fn each(
    subject: &Subject<'_>,
    report: &mut Report,
    key: &'static str,
    find: impl Fn(&Letters<'_>) -> Option<(usize, String)>,
) {
    for block in blocks(&subject.text.source).iter().filter(|block| block.may_be_thai()) {
        let all = letters(block);
        let letters = Letters::of(&all, block);
        let mut at = 0;
        while at < all.len() {
            match find(&Letters { at, ..letters }) {
                Some((length, by)) => {
                    let range = letters.range(at, at + length);
                    let word = word_around(block, &range);
                    let finding = report.at(block.place(range.clone()), key).with("word", word);
                    if let Some(place) = block.exact(range) {
                        finding.fix(Fix::safe(place, by));
                    }
                    at += length;
                }
                None => at += 1,
            }
        }
    }
}

/// The letters of a block with their places.
fn letters(block: &Block<'_>) -> Vec<(usize, char)> {
    block.text.char_indices().collect()
}

/// The letters of a block, seen from one of them.
#[derive(Clone, Copy)]
struct Letters<'l> {
    all: &'l [(usize, char)],
    end: usize,
    at: usize,
}

impl<'l> Letters<'l> {
    fn of(all: &'l [(usize, char)], block: &Block<'_>) -> Self {
        Self { all, end: block.text.len(), at: 0 }
    }

    /// The letter so many places after this one; `\0` beyond the ends.
    fn get(&self, by: isize) -> char {
        let at = self.at.checked_add_signed(by);
        at.and_then(|at| self.all.get(at)).map_or('\0', |(_, c)| *c)
    }

    fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.all[from].0..self.all.get(to).map_or(self.end, |(at, _)| *at)
    }
}

/// The word in which a stretch stands, for a message.
pub(super) fn word_around(block: &Block<'_>, range: &Range<usize>) -> String {
    const MOST: usize = 12;
    let is_word = |c: &char| is_thai(*c) || c.is_alphanumeric();
    let before: Vec<char> = block.text[..range.start].chars().rev().take_while(is_word).take(MOST).collect();
    let after = block.text[range.end..].chars().take_while(is_word).take(MOST);
    // no sign stands without the letter to which it belongs
    let is_sign = |c: &char| matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}');
    let before = before.into_iter().rev().skip_while(is_sign);
    before.chain(block.text[range.clone()].chars()).chain(after).collect()
}

/// `เเ` for `แ`: they look alike, but a search for the word doesn't find it.
pub(super) fn double_e(subject: &Subject<'_>, report: &mut Report) {
    each(subject, report, "double-sara-e", |here| {
        (here.get(0) == SARA_E && here.get(1) == SARA_E).then(|| (2, "แ".into()))
    });
}

/// `ํ` and `า` for `ำ`. Pages show and compare them alike; other programs don't.
pub(super) fn sara_am(subject: &Subject<'_>, report: &mut Report) {
    each(subject, report, "decomposed-sara-am", |here| match (here.get(0), here.get(1), here.get(2)) {
        (NIKHAHIT, SARA_AA, _) => Some((2, SARA_AM.into())),
        (NIKHAHIT, tone, SARA_AA) | (tone, NIKHAHIT, SARA_AA) if is_tone(tone) => {
            Some((3, [tone, SARA_AM].iter().collect()))
        }
        _ => None,
    });
}

/// A tone mark before the vowel of its consonant. Pages show and compare both alike; other programs don't.
pub(super) fn order(subject: &Subject<'_>, report: &mut Report) {
    each(subject, report, "mark-order", |here| {
        let (tone, vowel) = (here.get(0), here.get(1));
        // one that comes twice is another fault
        let alone = !is_mark(here.get(2)) && !is_tone(here.get(-1));
        (is_tone(tone) && is_vowel_mark(vowel) && alone).then(|| (2, [vowel, tone].iter().collect()))
    });
}

/// The same mark twice.
pub(super) fn doubled(subject: &Subject<'_>, report: &mut Report) {
    each(subject, report, "doubled-mark", |here| {
        let mark = here.get(0);
        let is_such = is_mark(mark) || mark == SARA_AM;
        let times = if is_such { (1..).take_while(|by| here.get(*by) == mark).count() + 1 } else { 1 };
        (times > 1 && is_thai(here.get(-1))).then(|| (times, mark.into()))
    });
    for block in blocks(&subject.text.source).iter().filter(|block| block.may_be_thai()) {
        let all = letters(block);
        let letters = Letters::of(&all, block);
        for at in 0..all.len() {
            let here = Letters { at, ..letters };
            let (one, other) = (here.get(0), here.get(1));
            let both_tones = matches!((one, other), ('\u{0E48}'..='\u{0E4B}', '\u{0E48}'..='\u{0E4B}'));
            let both_vowels = is_vowel_mark(one) && is_vowel_mark(other);
            if (both_tones || both_vowels) && one != other {
                let range = letters.range(at, at + 2);
                report.at(block.place(range.clone()), "two-marks").with("word", word_around(block, &range));
            }
        }
    }
}

/// `ๅ`, which stands only after `ฤ` and `ฦ`, for `า`.
pub(super) fn long_aa(subject: &Subject<'_>, report: &mut Report) {
    each(subject, report, "long-sara-aa", |here| {
        let before = here.get(-1);
        let own = matches!(before, 'ฤ' | 'ฦ');
        (here.get(0) == LAKKHANGYAO && is_thai(before) && !own).then(|| (1, SARA_AA.into()))
    });
}

/// Letters of other alphabets, or of a font's own, that look like Thai ones.
pub(super) fn look_alike(subject: &Subject<'_>, report: &mut Report) {
    each(subject, report, "font-letter", |here| of_font(here.get(0)).map(|letter| (1, letter.into())));
    each(subject, report, "lao-letter", |here| {
        let c = here.get(0);
        let thai = char::from_u32(u32::from(c).wrapping_sub(0x80)).filter(|thai| is_thai(*thai))?;
        let is_lao = |by: isize| matches!(here.get(by), '\u{0E81}'..='\u{0ECE}');
        let beside = |by: isize| is_thai(here.get(by));
        // a whole word is a name in that language
        let word = (is_lao(-1) && is_lao(1)) || (is_lao(1) && is_lao(2)) || (is_lao(-1) && is_lao(-2));
        (is_lao(0) && !word && (beside(-1) || beside(1))).then(|| (1, thai.into()))
    });
}

/// What old fonts of Windows and the Mac have at places of their own, which comes out of PDF files.
fn of_font(c: char) -> Option<char> {
    const LETTERS: [char; 27] = [
        'ฐ', '\u{0E34}', '\u{0E35}', '\u{0E36}', '\u{0E37}', '\u{0E48}', '\u{0E49}', '\u{0E4A}', '\u{0E4B}',
        '\u{0E4C}', '\u{0E48}', '\u{0E49}', '\u{0E4A}', '\u{0E4B}', '\u{0E4C}', 'ญ', '\u{0E31}', '\u{0E4D}',
        '\u{0E47}', '\u{0E48}', '\u{0E49}', '\u{0E4A}', '\u{0E4B}', '\u{0E4C}', '\u{0E38}', '\u{0E39}', '\u{0E3A}',
    ];
    LETTERS.get(usize::try_from(u32::from(c).checked_sub(0xF700)?).ok()?).copied()
}

/// A mark that stands on no consonant, and is shown on a dotted circle or on the sign before it.
pub(super) fn lone(subject: &Subject<'_>, report: &mut Report) {
    for block in blocks(&subject.text.source).iter().filter(|block| block.may_be_thai()) {
        let all = letters(block);
        let letters = Letters::of(&all, block);
        for at in 0..all.len() {
            let here = Letters { at, ..letters };
            if let Some(lone) = Lone::at(&here) {
                lone.report(block, &here, report);
            }
        }
    }
}

/// Why a mark stands on nothing.
enum Lone {
    /// After a space within a word.
    Space,
    /// The same, of a vowel behind its consonant: “ก าหนด”, as PDF files give กำหนด.
    Cut,
    /// On a letter that is no Thai one.
    Foreign,
    /// On a vowel that takes none: it stands before it, or after it.
    Vowel,
}

impl Lone {
    fn at(here: &Letters<'_>) -> Option<Self> {
        let (before, mark) = (here.get(-1), here.get(0));
        if matches!(mark, SARA_AA | 'ะ') {
            let cut = matches!(before, ' ' | '\u{a0}') && (is_consonant(here.get(-2)) || is_mark(here.get(-2)));
            return cut.then_some(Self::Cut);
        }
        if !(is_mark(mark) || mark == SARA_AM) {
            return None;
        }
        let after = (1..).map(|by| here.get(by)).find(|c| !is_mark(*c)).unwrap_or('\0');
        match before {
            // a mark that is spoken of stands alone: “ ่ ”
            ' ' | '\u{a0}' if is_thai(here.get(-2)) && is_thai(after) => Some(Self::Space),
            c if c.is_ascii_alphanumeric() && is_thai(after) => Some(Self::Foreign),
            'ะ' | SARA_AA | SARA_AM | 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ' if mark != SARA_AM => Some(Self::Vowel),
            _ => None,
        }
    }

    fn report(&self, block: &Block<'_>, here: &Letters<'_>, report: &mut Report) {
        let own = here.range(here.at, here.at + 1);
        let pair = here.range(here.at - 1, here.at + 1);
        let word = || word_around(block, &pair);
        let (before, mark) = (here.get(-1), here.get(0));
        match self {
            Self::Space => {
                let finding = report.at(block.place(pair.clone()), "mark-after-space").with("word", word());
                let joins = (is_consonant(here.get(-2)) || is_mark(here.get(-2))) && here.get(-2) != mark;
                if let Some(place) = block.exact(pair).filter(|_| joins) {
                    finding.fix(Fix::offered(place, mark));
                }
            }
            Self::Cut => {
                report.at(block.place(pair.clone()), "vowel-after-space").with("word", word());
            }
            Self::Foreign => {
                report.at(block.place(own), "mark-on-latin").with("word", word());
            }
            Self::Vowel => {
                let finding = report.at(block.place(pair.clone()), "mark-on-vowel").with("word", word());
                let follows = matches!(before, 'ะ' | SARA_AA | SARA_AM);
                // กา่ for ก่า, and เ่ก for เก่
                let swapped = if follows {
                    is_consonant(here.get(-2)).then(|| (pair, format!("{mark}{before}")))
                } else {
                    let triple = || here.range(here.at - 1, here.at + 2);
                    is_consonant(here.get(1)).then(|| (triple(), format!("{before}{}{mark}", here.get(1))))
                };
                if let Some((place, by)) = swapped.and_then(|(range, by)| Some((block.exact(range)?, by)))
                    && is_tone(mark)
                {
                    finding.fix(Fix::offered(place, by));
                }
            }
        }
    }
}
