//! Ascending numbers as text, for the script: the distances between them, or a mark for each that there is, whichever is
//! shorter.

/// Digits of six bits.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
/// Stands before marks.
const MARKED: char = '~';

/// Adds `numbers`, ascending and each once.
pub(super) fn write(out: &mut String, numbers: &[u32]) {
    let begin = out.len();
    let mut next = 0;
    for &number in numbers {
        write_number(out, number - next);
        next = number + 1;
    }
    let marks = numbers.last().map_or(0, |last| *last as usize / 6 + 1);
    if marks + 1 < out.len() - begin {
        out.truncate(begin);
        out.push(MARKED);
        let mut rest = numbers.iter().peekable();
        for from in (0..marks as u32).map(|digit| digit * 6) {
            let here = std::iter::from_fn(|| rest.next_if(|number| **number < from + 6));
            let bits = here.fold(0, |bits, number| bits | 1 << (number - from));
            out.push(char::from(DIGITS[bits]));
        }
    }
}

/// A number as digits of five bits, the lowest first; all but the last have a sixth bit.
fn write_number(out: &mut String, mut number: u32) {
    loop {
        let (digit, rest) = (number & 31, number >> 5);
        out.push(char::from(DIGITS[(digit | if rest > 0 { 32 } else { 0 }) as usize]));
        number = rest;
        if number == 0 {
            return;
        }
    }
}

/// Adds pairs, ascending by their first numbers, each of which is there once.
pub(super) fn write_pairs(out: &mut String, pairs: &[(u32, u32)]) {
    let mut next = 0;
    for &(number, value) in pairs {
        write_number(out, number - next);
        write_number(out, value);
        next = number + 1;
    }
}

/// The pairs in a text that [`write_pairs`] gave; `None` where it gave no such text.
pub(super) fn read_pairs(text: &str) -> Option<Vec<(u32, u32)>> {
    let (mut pairs, mut next) = (Vec::new(), 0u32);
    let numbers = raw(text)?;
    for pair in numbers.chunks(2) {
        let [distance, value] = pair else { return None };
        let number = next.checked_add(*distance)?;
        pairs.push((number, *value));
        next = number.checked_add(1)?;
    }
    Some(pairs)
}

/// Adds numbers in any order, each as how far it is from the one before.
pub(super) fn write_steps(out: &mut String, numbers: impl Iterator<Item = i32>) {
    let mut before = 0;
    for number in numbers {
        let step: i32 = number - before;
        write_number(out, (step << 1 ^ step >> 31) as u32);
        before = number;
    }
}

/// The numbers in a text that [`write()`] gave; `None` where it gave no such text.
pub(super) fn read(text: &str) -> Option<Vec<u32>> {
    if let Some(marks) = text.strip_prefix(MARKED) {
        let mut numbers = Vec::new();
        for (byte, from) in marks.bytes().zip((0..).step_by(6)) {
            let bits = digit(byte)?;
            numbers.extend((0..6).filter(|bit| bits & 1 << bit != 0).map(|bit| from + bit));
        }
        return Some(numbers);
    }
    let (mut numbers, mut next) = (raw(text)?, 0u32);
    for number in &mut numbers {
        *number = next.checked_add(*number)?;
        next = number.checked_add(1)?;
    }
    Some(numbers)
}

/// Numbers as they are written one by one.
fn raw(text: &str) -> Option<Vec<u32>> {
    let (mut numbers, mut number, mut shift) = (Vec::new(), 0u32, 0);
    for byte in text.bytes() {
        let bits = digit(byte)?;
        number = number.checked_add((bits & 31).checked_shl(shift)?)?;
        shift += 5;
        if bits & 32 == 0 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    (shift == 0).then_some(numbers)
}

fn digit(byte: u8) -> Option<u32> {
    DIGITS.iter().position(|digit| *digit == byte).map(|bits| bits as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(numbers: &[u32]) -> String {
        let mut out = String::new();
        write(&mut out, numbers);
        out
    }

    #[test]
    fn numbers_are_distances_or_marks() {
        assert_eq!(written(&[0, 1, 40]), "AAmB");
        assert_eq!(written(&[40]), "oB");
        assert_eq!(written(&[0, 1, 2, 4]), "~X");
        assert_eq!(written(&[]), "");
    }

    #[test]
    fn steps_go_both_ways() {
        let mut out = String::new();
        write_steps(&mut out, [3, 2, 2, 20].into_iter());
        assert_eq!(out, "GBAkB");
    }

    proptest! {
        #[test]
        fn pairs_are_read_as_they_were_written(pairs in prop::collection::btree_map(0u32..5000, 1u32..5000, 0..100)) {
            let pairs: Vec<(u32, u32)> = pairs.into_iter().collect();
            let mut out = String::new();
            write_pairs(&mut out, &pairs);
            prop_assert_eq!(read_pairs(&out), Some(pairs));
        }

        #[test]
        fn numbers_are_read_as_they_were_written(numbers in prop::collection::btree_set(0u32..5000, 0..300)) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            prop_assert_eq!(read(&written(&numbers)), Some(numbers));
        }
    }
}
