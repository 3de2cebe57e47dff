//! The words of a text as a search looks for them.

use super::words;
use crate::letters::{is_invisible, is_joiner, is_spaceless, with_ascii_digit};
use crate::model::is_word_char;
use unicode_normalization::UnicodeNormalization;

/// Longer words than this, in bytes, nobody looks for: addresses, mostly.
const LONGEST: usize = 60;

/// So many letters before an apostrophe are an article or the like, if so many follow: l'habitatge, qu'elle; but not we're.
const ELIDED: std::ops::RangeInclusive<usize> = 1..=2;
const BARE: usize = 3;

/// Gives the words of `text` as [`folded`] has them, in order; after one that begins with an article without its last letter
/// what follows that.
pub fn terms(text: &str, mut give: impl FnMut(&str)) {
    let text = folded(text);
    let words = words::cut(&text).flat_map(str::split_whitespace);
    let sought = |word: &&str| word.len() <= LONGEST && word.contains(is_word_char) && !word.contains("://");
    for word in words.filter(sought) {
        give(word);
        bare(word).into_iter().for_each(&mut give);
    }
}

/// What follows an article without its last letter, if a word begins with one.
fn bare(word: &str) -> Option<&str> {
    let (article, rest) = word.split_once(['\'', '’'])?;
    let is_of_letters = |part: &str| part.chars().all(char::is_alphabetic);
    let fits = ELIDED.contains(&article.chars().count()) && rest.chars().count() >= BARE;
    (fits && is_of_letters(article) && is_of_letters(rest)).then_some(rest)
}

/// `text` in one spelling: small letters, composed, Latin ones without accents, with Arabic digits, without characters that
/// show nothing. The script of a site's search does the same.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // nothing before a space bears on what is after it
    for word in text.split_inclusive(' ') {
        if word.is_ascii() {
            out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())))
        } else {
            out.push_str(&folded_anew(word))
        }
    }
    out
}

fn folded_anew(text: &str) -> String {
    let shown = text.chars().filter(|c| !is_invisible(*c) && !is_joiner(*c));
    let mut latin = false;
    let bare = shown.flat_map(char::to_lowercase).nfd().filter(|c| {
        let accent = matches!(c, '\u{300}'..='\u{36f}');
        latin = if accent { latin } else { is_latin(*c) };
        !(accent && latin)
    });
    bare.nfc().map(with_ascii_digit).collect::<String>().replace("\u{e4d}\u{e32}", "\u{e33}")
}

/// Whether `c` is a letter on which an accent is left out.
fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// The later parts of a word, of a script without spaces, at which somebody may begin to write what they look for.
pub fn parts(word: &str) -> Vec<&str> {
    if !word.chars().any(is_spaceless) {
        return Vec::new();
    }
    let mut starts = words::clusters(word);
    starts.pop();
    starts.into_iter().skip(1).map(|at| &word[at..]).filter(|part| part.chars().nth(1).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        terms(text, |word| all.push(word.to_owned()));
        all
    }

    #[test]
    fn a_text_folds_as_its_words_do() {
        for text in [
            "Får a \u{301}b",
            "e\u{301} É  ÖL \u{301}",
            "a\u{200b} B\u{e4d} \u{e32}x",
            " \u{302}",
            "Plain ASCII\n\tText",
        ] {
            assert_eq!(folded(text), folded_anew(text), "{text:?}");
        }
    }

    #[test]
    fn words_are_looked_for_in_one_spelling() {
        assert_eq!(all("Keep COOKIES for ๓๐ days!"), ["keep", "cookies", "for", "30", "days"]);
        assert_eq!(all("ลบข้อมูลส่วนบุคคล"), ["ลบ", "ข้อมูล", "ส่วนบุคคล"]);
        assert_eq!(all("ท\u{e4d}า\u{200b}ลาย e\u{301}"), ["ทำลาย", "e"]);
        assert_eq!(folded("Får ÖVER Ǿ Việt"), "far over ø viet");
        assert_eq!(folded("Май й"), "май й");
    }

    #[test]
    fn a_word_is_found_without_its_article() {
        assert_eq!(all("L'habitatge d’ús"), ["l'habitatge", "habitatge", "d’us"]);
        assert_eq!(all("We're don't qu'elle"), ["we're", "don't", "qu'elle", "elle"]);
    }

    #[test]
    fn a_word_without_spaces_is_found_from_its_middle_on() {
        assert!(parts("ส่วนบุคคล").contains(&"บุคคล"), "{:?}", parts("ส่วนบุคคล"));
        assert!(parts("personal").is_empty() && parts("ลบ").is_empty());
    }
}
