//! Thai and Arabic digits, mixed.

use super::blocks::blocks;
use crate::check::Subject;
use crate::check::{Fix, Report};
use crate::letters::{digit, with_ascii_digit};

fn is_thai_digit(c: char) -> bool {
    matches!(c, '๐'..='๙')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_thai_digit(c)
}

/// A digit in the other script.
fn other(c: char) -> char {
    match digit(c).and_then(|value| char::from_u32(u32::from('๐') + value)) {
        Some(thai) if c.is_ascii_digit() => thai,
        _ => with_ascii_digit(c),
    }
}

/// Both kinds of digits in one number. They become those that the text has more of.
pub(super) fn in_number(subject: &Subject<'_>, report: &mut Report) {
    let blocks = blocks(&subject.text.source);
    let count = |is: fn(char) -> bool| blocks.iter().map(|block| block.text.chars().filter(|c| is(*c)).count()).sum();
    let (thai, arabic): (usize, usize) = (count(is_thai_digit), count(|c| c.is_ascii_digit()));
    if thai == 0 || arabic == 0 {
        return;
    }
    for block in &blocks {
        let mut at = 0;
        for part in block.text.split_inclusive(|c| !is_digit(c)) {
            let number = part.trim_end_matches(|c| !is_digit(c));
            let range = at..at + number.len();
            at += part.len();
            let mixed = number.contains(is_thai_digit) && number.contains(|c: char| c.is_ascii_digit());
            if !mixed {
                continue;
            }
            let wrong: fn(char) -> bool = if thai >= arabic { |c| c.is_ascii_digit() } else { is_thai_digit };
            let by: String = number.chars().map(|c| if wrong(c) { other(c) } else { c }).collect();
            let finding = report.at(block.place(range.clone()), "digits-in-number");
            finding.with("number", number).with("good", by.as_str());
            // at the start of a block it may become the number of an item
            let begins = range.start == 0 && block.text[range.end..].starts_with(['.', ')']);
            if let Some(place) = block.exact(range).filter(|_| !begins) {
                finding.fix(Fix::safe(place, by));
            }
        }
    }
}

/// What stands before numbers that a text writes in one way throughout.
const LABELS: [&str; 7] = ["มาตรา", "ข้อ", "หมวด", "พ.ศ.", "ส่วนที่", "ฉบับที่", "ร้อยละ"];

/// Numbers of one kind, such as those of clauses, once in Thai digits and once in Arabic ones. Reported once for each kind, where the
/// rarer digits stand first.
pub(super) fn in_text(subject: &Subject<'_>, report: &mut Report) {
    let blocks = blocks(&subject.text.source);
    for label in LABELS {
        let mut found = [Vec::new(), Vec::new()];
        for block in &blocks {
            for label in block.find(label) {
                if block.text[..label.start].ends_with("หัว") {
                    continue; // หัวข้อ, a topic
                }
                let rest = &block.text[label.end..];
                let start = label.end + rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
                let number: String = block.text[start..].chars().take_while(|c| is_digit(*c)).collect();
                let Some(first) = number.chars().next() else { continue };
                let place = block.place(label.start..start + number.len());
                found[usize::from(is_thai_digit(first))]
                    .push((place, block.text[label.start..start].to_owned() + &number));
            }
        }
        let [arabic, thai] = &found;
        let (rare, often) = if thai.len() >= arabic.len() { (arabic, thai) } else { (thai, arabic) };
        if let (Some((place, text)), Some((_, example))) = (rare.first(), often.first()) {
            report.at(place.clone(), "digits-in-text").with("text", text.as_str()).with("example", example.as_str());
        }
    }
}
