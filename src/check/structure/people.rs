//! Personal data that was not in the published text.

use crate::check::{Level, Report, Rule, Subject};
use crate::letters::with_ascii_digit;
use std::collections::HashSet;
use std::ops::Range;

/// The number of a Thai identity card.
pub(super) const NATIONAL_ID: Rule = Rule {
    id: "PM021",
    name: "national-id",
    level: Level::Error,
    bad: "นายสมชาย เลขประจำตัวประชาชน 1-2345-67890-12-1",
    good: "นายสมชาย เลขประจำตัวประชาชน x-xxxx-xxxxx-12-1",
    check: national_id,
};

/// The number of a bank card.
pub(super) const CARD: Rule = Rule {
    id: "PM022",
    name: "bank-card",
    level: Level::Error,
    bad: "Pay with 4111 1111 1111 1111",
    good: "Pay by card at the counter",
    check: card,
};

/// The telephone of a person.
pub(super) const PHONE: Rule = Rule {
    id: "PM023",
    name: "personal-phone",
    level: Level::Warning,
    bad: "ติดต่อ นางสาวมาลี ใจดี โทร. 081-234-5678",
    good: "ติดต่อกองกฎหมาย โทร. 0-2123-4567",
    check: phone,
};

/// A number as written: its digits, and where it stands.
struct Number {
    digits: String,
    range: Range<usize>,
}

fn national_id(subject: &Subject<'_>, report: &mut Report) {
    for number in new_numbers(subject, is_national_id) {
        report.at(number.range, "national-id");
    }
}

fn card(subject: &Subject<'_>, report: &mut Report) {
    for number in new_numbers(subject, is_card) {
        report.at(number.range, "bank-card");
    }
}

fn phone(subject: &Subject<'_>, report: &mut Report) {
    let text = &subject.text.source.text;
    for number in new_numbers(subject, is_mobile) {
        // the name of a person before it, in the same line and not far away
        let before = &text[..number.range.start];
        let far = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
        let near = before[far..].rsplit('\n').next().unwrap_or_default();
        if TITLES.iter().any(|title| has_title(near, title)) {
            let shown = text[number.range.clone()].to_owned();
            report.at(number.range, "personal-phone").with("number", shown);
        }
    }
}

/// How many characters there may be between a person and a number.
const NEAR: usize = 120;

/// What stands before the name of a person.
const TITLES: [&str; 12] =
    ["นาย", "นางสาว", "นาง", "น.ส.", "คุณ", "ด.ต.", "พ.ต.", "ร.ต.", "Mr.", "Mrs.", "Ms.", "Miss "];

/// Whether a title of a person stands there, as a word and not within another one.
fn has_title(text: &str, title: &str) -> bool {
    text.match_indices(title).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        // what follows is a name: `นายจ้าง`, an employer, `คุณภาพ`, quality, and `นายก` are words of their own
        let after = text[at + title.len()..].trim_start();
        let word = ["จ้าง", "ภาพ", "ก", "หน้า", "สมบัติ", "ทะเบียน", "ธรรม", "ประโยชน์", "แพทย์", "ค่า", "ลักษณะ", "วุฒิ"];
        let bound = before.is_none_or(|c| !c.is_alphabetic() && !('\u{e30}'..='\u{e4e}').contains(&c));
        bound && !word.iter().any(|word| after.starts_with(word) && text[at + title.len()..].starts_with(word))
    })
}

/// The numbers for which `is` holds, that the published text does not have.
fn new_numbers(subject: &Subject<'_>, is: impl Fn(&str) -> bool) -> Vec<Number> {
    let text = &subject.text.source.text;
    let mut found = numbers(text);
    found.retain(|number| is(&number.digits) && !is_in_address(text, number.range.start));
    if let Some(before) = subject.before.as_ref().filter(|_| !found.is_empty()) {
        let known: HashSet<String> = numbers(&before.source.text).into_iter().map(|number| number.digits).collect();
        found.retain(|number| !known.contains(&number.digits));
    }
    found
}

/// Whether a number stands in a web address, where it names a page.
fn is_in_address(text: &str, at: usize) -> bool {
    let start = text[..at].rfind([' ', '\n', '(', '<', '"']).map_or(0, |at| at + 1);
    let word = &text[start..at];
    word.contains("://") || word.contains("www.") || word.contains('/') && word.contains('.') || word.starts_with('#')
}

/// The numbers of a text: digits, Arabic or Thai, with single spaces or hyphens between them.
fn numbers(text: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((start, c)) = chars.next() {
        let first = with_ascii_digit(c);
        if !first.is_ascii_digit() || before.is_alphanumeric() || matches!(before, '.' | '_' | '$' | '/') {
            before = c;
            continue;
        }
        let (mut digits, mut end, mut gap) = (String::from(first), start + c.len_utf8(), false);
        before = c;
        while let Some((at, next)) = chars.peek().copied() {
            let digit = with_ascii_digit(next);
            if digit.is_ascii_digit() {
                digits.push(digit);
                (end, gap) = (at + next.len_utf8(), false);
            } else if matches!(next, '-' | ' ' | '\u{a0}' | '\u{2011}' | '\u{2013}') && !gap {
                gap = true;
            } else {
                break;
            }
            before = next;
            chars.next();
        }
        let after = text[end..].chars().next();
        if !after.is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '@') {
            found.push(Number { digits, range: start..end });
        }
    }
    found
}

/// Whether 13 digits are the number of a Thai identity card: the last one is the sum of the others, each times its place from
/// the right, modulo 11, taken from 11 (Department of Provincial Administration). The first is 1 to 8.
fn is_national_id(digits: &str) -> bool {
    let Some(digits) = values(digits).filter(|digits| digits.len() == 13 && (1..=8).contains(&digits[0])) else {
        return false;
    };
    let sum: u32 = digits[..12].iter().zip((2..=13).rev()).map(|(digit, weight)| digit * weight).sum();
    let different = digits.iter().any(|digit| *digit != digits[0]);
    different && (11 - sum % 11) % 10 == digits[12]
}

/// Whether digits are the number of a bank card: of an issuer that has so many digits, with the check digit of ISO/IEC 7812-1
/// (Luhn).
fn is_card(digits: &str) -> bool {
    let prefix = |n: usize| digits.get(..n).and_then(|prefix| prefix.parse::<u32>().ok()).unwrap_or(0);
    let known = match digits.len() {
        15 => matches!(prefix(2), 34 | 37),
        16 => {
            prefix(1) == 4
                || matches!(prefix(2), 51..=55)
                || matches!(prefix(4), 2221..=2720 | 3528..=3589 | 6011)
                || matches!(prefix(2), 62 | 65)
        }
        _ => false,
    };
    let Some(values) = values(digits).filter(|_| known) else { return false };
    let doubled = |(place, digit): (usize, &u32)| match place % 2 {
        0 => *digit,
        _ if *digit > 4 => digit * 2 - 9,
        _ => digit * 2,
    };
    values.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// Whether digits are the number of a Thai mobile telephone, which belongs to a person.
fn is_mobile(digits: &str) -> bool {
    let local = digits.strip_prefix("66").map(|rest| format!("0{}", rest.trim_start_matches('0')));
    let digits = local.as_deref().unwrap_or(digits);
    digits.len() == 10 && ["06", "08", "09"].iter().any(|start| digits.starts_with(start))
}

fn values(digits: &str) -> Option<Vec<u32>> {
    digits.chars().map(|c| c.to_digit(10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        assert!(
            is_national_id("1234567890121") && !is_national_id("1234567890122") && !is_national_id("1111111111111")
        );
        assert!(is_card("4111111111111111") && !is_card("4111111111111112") && !is_card("9111111111111111"));
        assert!(is_card("378282246310005") && is_card("5555555555554444"));
        assert!(is_mobile("0812345678") && is_mobile("66812345678") && !is_mobile("021234567"));
    }

    #[test]
    fn numbers_are_read_as_written() {
        let found: Vec<String> =
            numbers("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑ and 4111 1111 x12 1.5").into_iter().map(|n| n.digits).collect();
        assert_eq!(found, ["1234567890121", "41111111", "1"]);
    }
}
