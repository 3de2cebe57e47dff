//! The date that a text gives itself, when it stayed and the words changed.

use super::context::shortened_to;
use super::dates::own_date;
use super::lexicon::{Lexicon, PerList, any, pattern};
use super::side::sides;
use super::{Search, find};
use crate::model::{FactChange, FactKind};
use crate::weave::{Change, RedText, Redline};
use regex::Regex;

static LABEL: PerList<Regex> = PerList::new(|words| pattern("(?i){}", &[&any(words.list("updated"))]));

/// The longest block that is such a line, in bytes; the most of such a line that is shown, in characters.
const LONGEST: usize = 400;
const SHOWN: usize = 80;
/// How many blocks at the top and at the bottom of a text are searched.
const EDGE: usize = 40;

/// The line as written, if the date in it stands in both versions and words changed.
pub(super) fn stale_date(redline: &Redline, changed: &[FactChange], words: &Lexicon) -> Option<String> {
    let edited = redline.words_added + redline.words_removed + redline.words_moved > 0;
    if !edited || changed.iter().any(|f| f.kind == FactKind::Updated) {
        return None;
    }
    let count = redline.leaves.len();
    let edges = redline.leaves.iter().enumerate().filter(|(ix, _)| *ix < EDGE || ix + EDGE >= count);
    edges.filter(|(_, leaf)| !matches!(leaf.change, Change::Deleted | Change::Inserted)).find_map(|(_, leaf)| {
        match &leaf.text {
            RedText::Same(content) => own_line(&content.text, words),
            RedText::Pieces(_) => {
                let [old, new] = sides(leaf);
                own_line(&new.text, words)
                    .filter(|line| own_line(&old.text, words).is_some_and(|old| old.value == line.value))
            }
        }
        .map(|line| line.shown)
    })
}

/// The line in which a text says when it was changed.
struct Line {
    shown: String,
    value: String,
}

fn own_line(text: &str, words: &Lexicon) -> Option<Line> {
    if text.len() > LONGEST || !LABEL.of(words).is_match(text) {
        return None;
    }
    let date =
        find(text, words, &Search { names: false, modals: false }).into_iter().find(|f| f.kind == FactKind::Updated)?;
    let start = own_date(text, date.range.start, words).unwrap_or(date.range.start);
    Some(Line { shown: shortened_to(&text[start..date.range.end], SHOWN), value: date.value })
}
