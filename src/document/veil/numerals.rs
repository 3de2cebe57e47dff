//! Item numbers in the numerals of other scripts.

use super::Edit;
use crate::document::Numerals;

/// The scripts, each with the sign that stands for it in a veiled source.
const SCRIPTS: [(Numerals, char); 8] = [
    (Numerals::Thai, '\u{fdd2}'),
    (Numerals::Lao, '\u{fdd3}'),
    (Numerals::Khmer, '\u{fdd4}'),
    (Numerals::Burmese, '\u{fdd5}'),
    (Numerals::Arabic, '\u{fdd6}'),
    (Numerals::Persian, '\u{fdd7}'),
    (Numerals::Devanagari, '\u{fdd8}'),
    (Numerals::Bengali, '\u{fdd9}'),
];

/// A script of numerals.
#[derive(Clone, Copy)]
pub(super) struct Script {
    zero: char,
}

/// “๑. ” and “๒) ” begin items as “1. ” and “2) ” do. Years begin none.
pub(super) fn item(at: usize, line: &str) -> Option<Edit> {
    let first = line.chars().next()?;
    let own = |(numerals, sign): &(Numerals, char)| Some((numerals.zero()?, *sign));
    let (zero, sign) = SCRIPTS.iter().filter_map(own).find(|(zero, _)| digit(*zero, first).is_some())?;
    let digits: Vec<u32> = line.chars().map_while(|c| digit(zero, c)).collect();
    let length = digits.len() * zero.len_utf8();
    let [end @ ('.' | ')'), space @ (' ' | '\t')] = line[length..].chars().take(2).collect::<Vec<_>>()[..] else {
        return None;
    };
    let number: String = digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect();
    let by = format!("{number}{end}{space}{sign}").into();
    (digits.len() <= 3).then_some(Edit { at, length: length + 2, by })
}

fn digit(zero: char, c: char) -> Option<u32> {
    u32::from(c).checked_sub(u32::from(zero)).filter(|digit| *digit < 10)
}

/// The script that a sign stands for.
pub(super) fn of_sign(c: char) -> Option<Script> {
    let (numerals, _) = SCRIPTS.iter().find(|(_, sign)| *sign == c)?;
    numerals.zero().map(|zero| Script { zero })
}

/// The numerals in which the number of an item of a veiled source is written.
pub(in crate::document) fn of_item(item: &str) -> Numerals {
    let rest = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let sign = rest.chars().nth(2);
    SCRIPTS.iter().find(|(_, own)| Some(*own) == sign).map_or(Numerals::Decimal, |(numerals, _)| *numerals)
}

impl Script {
    /// Writes the number at the end of a text, with what follows it, in the script's own numerals.
    pub(super) fn restore(self, text: &mut String) {
        let marker = text.trim_end_matches([' ', '\t']).trim_end_matches(['.', ')']);
        let start = marker.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let own = |c: char| c.to_digit(10).and_then(|d| char::from_u32(u32::from(self.zero) + d));
        let number: String = text[start..].chars().map(|c| own(c).unwrap_or(c)).collect();
        if text.len() >= start + 3 && !marker[start..].is_empty() {
            text.truncate(start);
            text.push_str(&number);
        }
    }
}
