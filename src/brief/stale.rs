//! Finds a “last updated” date that stayed the same although the wording changed.

use super::context::shortened_to;
use super::dates::own_date;
use super::lexicon::{Lexicon, PerList, any, pattern};
use super::{Search, find};
use crate::model::{FactChange, FactKind};
use crate::weave::{Change, RedLeaf, RedText, Redline};
use regex::Regex;

static LABEL: PerList<Regex> = PerList::new(|words| pattern("(?i){}", &[&any(words.list("updated"))]));

/// The longest block that is such a line, in bytes; the most of such a line that is shown, in characters.
const LONGEST: usize = 400;
const SHOWN: usize = 80;
/// How many blocks at the top and at the bottom of a text are searched.
const EDGE: usize = 40;
/// Up to how many words may come and go for a date to stay as it was.
const FEW: usize = 4;

/// The line as written, if it says when the text was changed, no such line is marked, and more than a few words came or went
/// elsewhere.
pub(super) fn stale_date(redline: &Redline, changed: &[FactChange], words: &Lexicon) -> Option<String> {
    let edited = redline.words_added + redline.words_removed > FEW;
    if !edited || changed.iter().any(|f| f.kind == FactKind::Updated) {
        return None;
    }
    let marked = redline.leaves.iter().filter(|leaf| is_touched(leaf)).flat_map(sides);
    if marked.into_iter().any(|text| own_line(&text, words).is_some()) {
        return None;
    }
    let count = redline.leaves.len();
    let edges = redline.leaves.iter().enumerate().filter(|(ix, _)| *ix < EDGE || ix + EDGE >= count);
    edges.filter(|(_, leaf)| !is_touched(leaf)).find_map(|(_, leaf)| match &leaf.text {
        RedText::Same(content) => own_line(&content.text, words),
        RedText::Pieces(pieces) => own_line(&pieces.iter().map(|p| p.text.as_str()).collect::<String>(), words),
    })
}

/// Whether something in a block is marked, or was written otherwise.
fn is_touched(leaf: &RedLeaf) -> bool {
    leaf.is_marked() || leaf.looks_alike()
}

/// The older and the newer text of a block.
fn sides(leaf: &RedLeaf) -> [String; 2] {
    let pieces = leaf.pieces();
    let side = |gone| pieces.iter().filter(|p| p.change != gone).map(|p| p.text.as_str()).collect::<String>();
    [side(Change::Inserted), side(Change::Deleted)]
}

/// The line in which a text says when it was changed.
fn own_line(text: &str, words: &Lexicon) -> Option<String> {
    if text.len() > LONGEST || !LABEL.of(words).is_match(text) {
        return None;
    }
    let mut facts = find(text, words, &Search::default()).into_iter();
    let date = facts.find(|f| f.kind == FactKind::Updated)?;
    let start = own_date(text, date.range.start, words).map_or(date.range.start, |(_, start)| start);
    Some(shortened_to(&text[start..date.range.end], SHOWN))
}
