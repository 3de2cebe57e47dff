//! Where sentences begin and end, and how a long sentence is shortened without reversing its meaning.

use super::lexicon::{Lexicon, PerList};
use super::modals::{Word, is_spaceless};
use super::phrases::Phrases;
use crate::model::FactKind;
use crate::showable::plain;
use std::ops::Range;

/// The most characters of a sentence that is shown whole.
const MOST: usize = 640;
/// The longest aside, in bytes.
const ASIDE: usize = 80;
/// What bounds what is said.
static BOUNDS: PerList<Phrases> = PerList::new(|words| Phrases::of(words.list("conditions")));

/// The sentences of a text, in order, without the space around them.
pub(super) fn sentences(text: &str, spoken: &[Word<'_>], words: &Lexicon) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), 0);
    for end in ends(text, spoken, words) {
        found.push(trimmed(text, start..end));
        start = end;
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Where sentences end.
fn ends(text: &str, spoken: &[Word<'_>], words: &Lexicon) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let ends_here = match c {
            '\n' => true,
            '.' | '!' | '?' | '…' | '。' => stops(&text[start..end], &text[end..], words),
            ' ' => opens_thai(text, start..at, end, spoken, words),
            _ => false,
        };
        if ends_here {
            ends.push(end);
            start = end;
        }
    }
    ends.push(text.len());
    ends
}

/// Whether a sentence ends with the sign that ends `before`.
fn stops(before: &str, after: &str, words: &Lexicon) -> bool {
    let closed = after.trim_start_matches(['"', '\'', '”', '’', ')', ']', '»', '*', '“']);
    let next = closed.trim_start().chars().next();
    if !closed.starts_with(char::is_whitespace) || next.is_some_and(char::is_lowercase) {
        return closed.is_empty() || is_glued(before, closed);
    }
    // “Colo. Rev. Stat. § 6-1-1301”, “Cal. Bus. & Prof. Code”
    if before.ends_with('.') && matches!(next, Some('§' | '&')) {
        return false;
    }
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '-')).next().unwrap_or(before);
    let bare = word.trim_end_matches('.');
    // “as section IV. How We Use It says”
    let roman = !bare.is_empty() && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let before_word = before[..before.len() - word.len()].trim_end();
    let place = before_word.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    if roman && words.has("references", &place) {
        return false;
    }
    // “พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล”, “กทม. และ”
    let consonants = |part: &str| part.chars().count() <= 3 && part.chars().all(|c| ('ก'..='ฮ').contains(&c));
    if bare.contains(is_spaceless) && bare.split('.').all(consonants) {
        return false;
    }
    let letter = bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic);
    let number = bare.len() <= 2 && !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
    let ordinal = number && (words.free_order || before.trim_start().len() == word.len());
    !(before.ends_with('.') && (letter || ordinal || words.has("abbreviations", &word.to_lowercase())))
}

/// Whether the next sentence begins right after the sign, as where a break of the line was lost: “our products.Meta does”.
fn is_glued(before: &str, after: &str) -> bool {
    let mut last = before.trim_end_matches('.').chars().rev();
    let mut next = after.chars();
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let word = (0..3).all(|_| small(last.next())) && before.ends_with('.');
    word && next.next().is_some_and(char::is_uppercase) && small(next.next()) && after.contains(' ')
}

/// Whether a sentence in a script without full stops begins at `next`: with somebody who is bound, after another has
/// been said whole.
fn opens_thai(text: &str, before: Range<usize>, next: usize, spoken: &[Word<'_>], words: &Lexicon) -> bool {
    let rest = &text[next..];
    if !rest.starts_with(is_spaceless) || !text[before.clone()].ends_with(|c: char| is_spaceless(c) || c == ')') {
        return false;
    }
    let phrase = next..next + rest.find([' ', '\n']).unwrap_or(rest.len());
    let begins = |list: &str, text: &str| words.list(list).iter().any(|word| text.starts_with(word.as_str()));
    let carries = spoken.iter().any(|w| phrase.contains(&w.range.start) && w.meaning.kind != FactKind::Limit);
    let mut phrases = text[before].split(' ').filter(|phrase| !phrase.is_empty());
    let said = phrases.any(|phrase| !begins("subordinate", phrase));
    (begins("parties", rest) || begins("things", rest)) && carries && said
}

/// Whether a word of a sentence stands in brackets beside what is said.
pub(super) fn is_aside(text: &str, sentence: &Range<usize>, word: &Range<usize>) -> bool {
    let before = &text[sentence.start..word.start.max(sentence.start)];
    let after = &text[word.end.min(sentence.end)..sentence.end];
    let open = before.rfind('(').filter(|open| !before[*open..].contains(')'));
    let close = after.find(')').filter(|close| !after[..*close].contains('('));
    open.zip(close).is_some_and(|(open, close)| before.len() - open + word.len() + close <= ASIDE)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let blank = |c: char| c.is_whitespace() || matches!(c, '•' | '*' | '–' | '—' | '|' | '”' | '’' | '»' | '\u{fffc}');
    let start = range.start + (part.len() - part.trim_start_matches(blank).len());
    let end = range.start + part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ',')).len();
    start.min(end.max(range.start))..end.max(range.start)
}

/// The sentence as it is shown: whole, or if it is long, without parts between commas that hold none of `core` and
/// nothing that bounds or negates what is said.
pub(super) fn shown(
    text: &str,
    sentence: &Range<usize>,
    core: &[Range<usize>],
    spoken: &[Word<'_>],
    words: &Lexicon,
) -> String {
    let one_line = |text: &str| plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    let size = |text: &str| text.chars().count();
    let mut left = size(&text[sentence.clone()]);
    if left <= MOST {
        return one_line(&text[sentence.clone()]);
    }
    let parts = parts(text, sentence);
    let overlap = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let bounds = |part: &Range<usize>| {
        let rule = |w: &&Word<'_>| !matches!(w.meaning.kind, FactKind::Permission | FactKind::Duty);
        let told = |w: &Word<'_>| overlap(&w.range, part) && !core.contains(&w.range);
        spoken.iter().filter(rule).any(told) || BOUNDS.of(words).is_match(&text[part.clone()])
    };
    let needed = |part: &Range<usize>| core.iter().any(|range| overlap(range, part)) || bounds(part);
    let first = core.first().map_or(0, |range| parts.partition_point(|part| part.end <= range.start));
    let mut kept = vec![true; parts.len()];
    // from the end, then from the front; the part in which the clause of the first word begins stays
    for ix in (first + 1..parts.len()).rev().chain(0..first) {
        let subject = ix + 1 == first || ix == 0;
        // what a condition governs may go on behind the next comma
        let governed = ix > first && bounds(&parts[ix - 1]);
        if left > MOST && !subject && !governed && !needed(&parts[ix]) {
            kept[ix] = false;
            left -= size(&text[parts[ix].clone()]);
        }
    }
    let mut out = String::new();
    for (ix, part) in parts.iter().enumerate() {
        if kept[ix] {
            out.push_str(&text[part.clone()]);
        } else if ix == 0 || kept[ix - 1] {
            out.push_str(" … ");
        }
    }
    one_line(out.trim())
}

/// The parts of a sentence: between commas and other signs, or between spaces where there are no signs.
fn parts(text: &str, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let (mut parts, mut start) = (Vec::new(), sentence.start);
    let inside = &text[sentence.clone()];
    for (at, c) in inside.char_indices() {
        let end = sentence.start + at + c.len_utf8();
        let sign = matches!(c, ',' | ';' | ':') && inside[at + c.len_utf8()..].starts_with(' ');
        let gap = c == ' ' && inside[..at].ends_with(is_spaceless) && inside[at + 1..].starts_with(is_spaceless);
        if sign || gap {
            parts.push(start..end);
            start = end;
        }
    }
    parts.push(start..sentence.end);
    parts
}

#[cfg(test)]
mod tests {
    use super::super::modals::words_of;
    use super::*;
    use crate::model::Lang;

    fn cut(lang: &str, text: &str) -> Vec<String> {
        let words = Lexicon::of(&Lang::parse(lang).expect("a language"));
        let spoken = words_of(text, words);
        sentences(text, &spoken, words).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(
            cut("en", "We may, e.g. in the U.S., ask. You must not."),
            ["We may, e.g. in the U.S., ask", "You must not"]
        );
        assert_eq!(cut("en", "You go to the U.S. District Court for it.").len(), 1);
        assert_eq!(cut("en", "As section IV. How We Use It says, we keep it.").len(), 1);
        assert_eq!(
            cut("en", "The Colorado Act, Colo. Rev. Stat. § 6-1, and Pub. Act No. 22015 apply. They bind.").len(),
            2
        );
        assert_eq!(cut("en", "See Pub. L. 106 and Cal. Bus. & Prof. Code § 22575 et seq.; they bind.").len(), 1);
        assert_eq!(cut("th", "ตาม พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล ม. ๕ และ กทม. เขต").len(), 1);
        assert_eq!(cut("en", "The EU-U.S. Privacy Shield is no basis.").len(), 1);
        assert_eq!(
            cut("en", "It stands for our products.Meta does not train."),
            ["It stands for our products", "Meta does not train"]
        );
        assert_eq!(
            cut("de", "Nach § 5 Abs. 2 gilt es ab dem 1. Mai. Es endet."),
            ["Nach § 5 Abs. 2 gilt es ab dem 1. Mai", "Es endet"]
        );
        assert_eq!(
            cut("th", "สำนักงานเก็บข้อมูลไว้ ผู้ใช้บริการอาจขอให้ลบได้ เว้นแต่กฎหมายห้าม"),
            ["สำนักงานเก็บข้อมูลไว้", "ผู้ใช้บริการอาจขอให้ลบได้ เว้นแต่กฎหมายห้าม"]
        );
        assert_eq!(cut("th", "หากผู้ใช้บริการผิดสัญญา สำนักงานอาจระงับบัญชี").len(), 1);
    }

    #[test]
    fn a_long_sentence_keeps_what_bounds_it() {
        let words = Lexicon::of(&Lang::english());
        let filler =
            "and other such matters as come up in the course of the business of the Office from day to day, ".repeat(8);
        let text = format!("We will share your data with partners, {filler}but only if you agree");
        let spoken = words_of(&text, words);
        let shown = shown(&text, &(0..text.len()), &[], &spoken, words);
        assert!(
            shown.starts_with("We will share your data with partners,")
                && shown.contains(" … but")
                && shown.ends_with("but only if you agree"),
            "{shown}"
        );
    }
}
