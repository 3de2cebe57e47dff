//! The number with which a heading or an item may begin.

use crate::languages::ordinals;

/// How many of the words at the start of a block are its number, with what stands between it and the text: “3.”, “(a)”,
/// “๒.๑”, “IV.”, “ข้อ ๓”, “Section 4:”. 0 for a block without one.
pub(super) fn ordinal<'a>(words: impl Iterator<Item = &'a str>) -> usize {
    let (mut count, mut numbers, mut named) = (0, 0, false);
    for word in words {
        let blank = word.chars().all(char::is_whitespace);
        let sign = !blank && word.chars().all(|c| !c.is_alphanumeric());
        let fits = match word {
            _ if blank => true,
            _ if is_number(word) => {
                numbers += 1;
                true
            }
            "(" | "[" | "§" => numbers == 0,
            _ if sign => numbers > 0 && word.chars().all(|c| matches!(c, '.' | ')' | ']' | ':' | '-' | '–')),
            _ => {
                numbers == 0
                    && !std::mem::replace(&mut named, true)
                    && ordinals().contains(word.to_lowercase().as_str())
            }
        };
        let closed = numbers > 0 && (blank || numbers > 3);
        if !fits {
            return if numbers > 0 && count > 1 { count } else { 0 };
        }
        count += 1;
        if closed {
            return count;
        }
    }
    0
}

fn is_number(word: &str) -> bool {
    let digits = word.chars().all(|c| c.is_numeric() || c == '.') && word.chars().any(char::is_numeric);
    let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let roman = word.len() <= 5 && word.chars().all(|c| matches!(c.to_ascii_uppercase(), 'I' | 'V' | 'X'));
    digits || letter || roman
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: usize) {
        assert_eq!(ordinal(words.split('|')), expected, "{words}");
    }

    #[test]
    fn numbers_of_headings_and_items() {
        check("3|.| |Scope", 3);
        check("1.2| |Scope", 2);
        check("(|a|)| |Scope", 4);
        check("IV|.| |Scope", 3);
        check("ข้อ| |๓| |ผู้ใช้", 4);
        check("Section| |4|:| |Scope", 5);
        check("Scope", 0);
        check("Section| |two", 0);
        check("(|see| |below|)", 0);
    }
}
