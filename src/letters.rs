//! What single characters are, where several modules must agree on it: invisible ones, and digits.
//!
//! There are three kinds of invisible characters, and each user takes those that it means:
//!
//! | | [`is_invisible`] | [`is_joiner`] | [`is_direction`] |
//! |--|--|--|--|
//! | texts are compared without (`weave::words::seen`) | yes | no: a joiner may change a word | no: it may change what is read |
//! | the size of a word (`weave::vocabulary`) | yes | yes | only marks: a control that turns text counts as seen |
//! | words as a search looks for them (`weave::terms`) | yes | yes | no |
//! | facts are found without (`brief::plain`) | yes | no: it is part of a word | yes |

/// Whether `c` shows nothing and means nothing: it only says where a line may or may not be broken.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether `c` joins or parts the letters around it without being seen; it is part of how a word or an emoji is written.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether `c` is a mark of direction: an invisible letter that is written from left to right, or from right to left.
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}')
}

/// Whether `c` turns the direction of the text after it, or is a mark of direction.
pub fn is_direction(c: char) -> bool {
    is_direction_mark(c) || matches!(c, '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The value of a decimal digit, of any script in which texts are numbered.
pub fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 9] = ['0', '٠', '۰', '०', '๐', '໐', '၀', '០', '０'];
    let zero = ZEROS.iter().rfind(|zero| **zero <= c)?;
    Some(u32::from(c) - u32::from(*zero)).filter(|digit| *digit < 10)
}

/// A Thai digit as the ASCII one, and any other character as it is. Thai texts mix both, in one version after another, and
/// readers type either; nobody does so in other scripts.
pub fn with_ascii_digit(c: char) -> char {
    let is_thai = ('๐'..='๙').contains(&c);
    digit(c).filter(|_| is_thai).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_several_scripts() {
        assert_eq!("0๙٣۴५໑၂៣９".chars().map(digit).collect::<Option<Vec<_>>>(), Some(vec![0, 9, 3, 4, 5, 1, 2, 3, 9]));
        assert!("aก๏๚/:".chars().all(|c| digit(c).is_none()));
        assert_eq!("๒๕๖๙ 2569 ٣ ก".chars().map(with_ascii_digit).collect::<String>(), "2569 2569 ٣ ก");
    }

    #[test]
    fn no_character_is_invisible_in_two_ways() {
        let kinds = |c: &char| [is_invisible(*c), is_joiner(*c), is_direction(*c)].iter().filter(|is| **is).count();
        assert!(('\0'..=char::MAX).all(|c| kinds(&c) <= 1));
        assert_eq!(('\0'..=char::MAX).filter(|c| kinds(c) == 1).count(), 18);
    }
}
