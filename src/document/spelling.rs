//! Normalises characters that look the same in Thai and Lao but that Unicode's normal forms keep apart.

use std::borrow::Cow;

/// The text with sara am in one piece, and with vowels before the tone marks above or below the same consonant.
///
/// Unicode gives these marks no order, so that น + ้ + ำ, น + ํ + ้ + า and น + ้ + ํ + า are three texts to NFC.
pub(super) fn settled(text: &str) -> Cow<'_, str> {
    let may_begin = |at: &usize| text.as_bytes()[*at] == FIRST && replacement(&text[*at..]).is_some();
    let first = text.as_bytes().contains(&FIRST).then(|| (0..text.len()).find(may_begin)).flatten();
    let Some(first) = first else { return Cow::Borrowed(text) };
    let (head, mut rest) = text.split_at(first);
    let mut settled = String::with_capacity(text.len());
    settled.push_str(head);
    while let Some(c) = rest.chars().next() {
        let (new, length) = replacement(rest).unwrap_or_else(|| (c.into(), c.len_utf8()));
        settled.push_str(&new);
        rest = &rest[length..];
    }
    Cow::Owned(settled)
}

/// Sara am in two pieces, the circle and aa, and in one.
const SARA_AM: [(char, char, char); 2] = [('\u{0E4D}', '\u{0E32}', '\u{0E33}'), ('\u{0ECD}', '\u{0EB2}', '\u{0EB3}')];

/// The length in UTF-8 of every letter and mark here.
const LETTER: usize = 3;

/// With which all of them begin, in UTF-8.
const FIRST: u8 = 0xE0;

/// What stands for the front of `text`, and how much of it, if it is spelt otherwise.
fn replacement(text: &str) -> Option<(String, usize)> {
    // All of it begins with U+0E48 to U+0E4D or U+0EC8 to U+0ECD.
    let [0xE0, 0xB9 | 0xBB, 0x88..=0x8D, ..] = text.as_bytes() else { return None };
    let mut marks = text.chars();
    let front = [marks.next()?, marks.next()?, marks.next().unwrap_or('\0')];
    let am = SARA_AM.iter().find_map(|&(circle, aa, am)| match front {
        [a, b, _] if (a, b) == (circle, aa) => Some((am.into(), 2 * LETTER)),
        [a, tone, b] | [tone, a, b] if (a, b) == (circle, aa) && is_above(tone) => {
            Some(([tone, am].iter().collect(), 3 * LETTER))
        }
        _ => None,
    });
    let [tone, vowel, _] = front;
    let swapped = || (is_above(tone) && is_vowel(vowel)).then(|| ([vowel, tone].iter().collect(), 2 * LETTER));
    am.or_else(swapped)
}

/// Whether `c` stands above a vowel: a tone mark, or the sign of a silent letter.
fn is_above(c: char) -> bool {
    matches!(c, '\u{0E48}'..='\u{0E4C}' | '\u{0EC8}'..='\u{0ECC}')
}

/// Whether `c` is a vowel above or below its consonant.
fn is_vowel(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E39}' | '\u{0EB1}' | '\u{0EB4}'..='\u{0EB9}' | '\u{0EBB}' | '\u{0EBC}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(settled(text).escape_unicode().to_string(), expected.escape_unicode().to_string());
    }

    #[test]
    fn sara_am_is_one_letter_after_the_tone() {
        for text in ["น\u{0E49}\u{0E33}", "น\u{0E4D}\u{0E49}\u{0E32}", "น\u{0E49}\u{0E4D}\u{0E32}"] {
            check(text, "น\u{0E49}\u{0E33}");
        }
        check("ก\u{0E4D}\u{0E32}หนด และจ\u{0E4D}\u{0E32}", "ก\u{0E33}หนด และจ\u{0E33}");
        for text in ["ນ\u{0EC9}\u{0EB3}", "ນ\u{0ECD}\u{0EC9}\u{0EB2}", "ນ\u{0EC9}\u{0ECD}\u{0EB2}"] {
            check(text, "ນ\u{0EC9}\u{0EB3}");
        }
    }

    #[test]
    fn vowels_stand_before_tones() {
        check("ท\u{0E48}\u{0E35}ผ\u{0E49}\u{0E39}", "ท\u{0E35}\u{0E48}ผ\u{0E39}\u{0E49}");
        check("สิทธ\u{0E4C}\u{0E34}", "สิทธ\u{0E34}\u{0E4C}");
        check("ທ\u{0EC8}\u{0EB5}", "ທ\u{0EB5}\u{0EC8}");
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in ["", "a\u{301}", "ที่น้ำสิทธิ์", "\u{0E49}", "\u{0E4D}", "น\u{0E49}าน\u{0E4D}"]
        {
            assert!(matches!(settled(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn settled_text_stays(syllables in proptest::collection::vec("[กนສ]([้์]?[ิูຸ]?|ํ[่้]?า|[່]?ໍາ|[ั][่]?|a)", 0..9)) {
            let text = syllables.concat();
            let once = settled(&text).into_owned();
            prop_assert_eq!(settled(&once).into_owned(), once);
        }
    }
}
