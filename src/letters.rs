//! What single characters are, where several modules must agree on it: invisible ones, digits, and the letters
//! of scripts without spaces.
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

/// A script without spaces between words, which are found with a dictionary of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Thai.
    Thai,
    /// Lao.
    Lao,
    /// Khmer.
    Khmer,
    /// Burmese, and its neighbours in Myanmar.
    Burmese,
}

impl Script {
    /// The script of a letter or mark; digits and punctuation are of none.
    pub fn of(c: char) -> Option<Self> {
        match c as u32 {
            0x0E01..=0x0E3A | 0x0E40..=0x0E4E => Some(Self::Thai),
            0x0E80..=0x0ECF | 0x0EDC..=0x0EDF => Some(Self::Lao),
            0x1000..=0x103F | 0x104C..=0x109D => Some(Self::Burmese).filter(|_| !matches!(c as u32, 0x1090..=0x1099)),
            0x1780..=0x17D3 | 0x17D7 | 0x17DC | 0x17DD => Some(Self::Khmer),
            _ => None,
        }
    }
}

/// Whether `c` belongs to a script that writes words without spaces between them.
pub fn is_spaceless(c: char) -> bool {
    Script::of(c).is_some()
        || matches!(c as u32,
            0x3005..=0x3007 | 0x3031..=0x3035 | 0x303B..=0x303C | 0x3040..=0x30FF | 0x31F0..=0x31FF
            | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

/// Whether `c` is a letter, a mark or a sign of Thai; no digit.
pub fn is_thai(c: char) -> bool {
    Script::of(c) == Some(Script::Thai)
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
