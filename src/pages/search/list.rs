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

/// The numbers in a text that [`write()`] gave; `None` where it gave no such text.
pub(super) fn read(text: &str) -> Option<Vec<u32>> {
    let digit = |byte: u8| DIGITS.iter().position(|digit| *digit == byte).map(|bits| bits as u32);
    if let Some(marks) = text.strip_prefix(MARKED) {
        let mut numbers = Vec::new();
        for (byte, from) in marks.bytes().zip((0..).step_by(6)) {
            let bits = digit(byte)?;
            numbers.extend((0..6).filter(|bit| bits & 1 << bit != 0).map(|bit| from + bit));
        }
        return Some(numbers);
    }
    let (mut numbers, mut next, mut number, mut shift) = (Vec::new(), 0u32, 0u32, 0);
    for byte in text.bytes() {
        let bits = digit(byte)?;
        number = number.checked_add((bits & 31).checked_shl(shift)?)?;
        shift += 5;
        if bits & 32 == 0 {
            next = next.checked_add(number)?;
            numbers.push(next);
            next = next.checked_add(1)?;
            (number, shift) = (0, 0);
        }
    }
    (shift == 0).then_some(numbers)
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

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(numbers in prop::collection::btree_set(0u32..5000, 0..300)) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            prop_assert_eq!(read(&written(&numbers)), Some(numbers));
        }
    }
}
