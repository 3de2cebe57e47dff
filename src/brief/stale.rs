//! The date that a text gives itself, when it stayed and the words changed.

use super::context::shortened_to;
use super::dates::own_date;
use super::facts;
use super::lexicon::{LEXICON, any, pattern};
use super::side::sides;
use crate::model::{FactChange, FactKind};
use crate::weave::{Change, RedText, Redline};
use regex::Regex;
use std::sync::LazyLock;

static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern("(?i){}", &[&any(LEXICON.list("updated"))]));

/// The longest block that is such a line, in bytes; the most of such a line that is shown, in characters.
const LONGEST: usize = 400;
const SHOWN: usize = 80;
/// How many blocks at the top and at the bottom of a text are searched.
const EDGE: usize = 40;

/// The line as written, if the date in it stands in both versions and words changed.
pub(super) fn stale_date(redline: &Redline, changed: &[FactChange]) -> Option<String> {
    let words = redline.words_added + redline.words_removed + redline.words_moved > 0;
    if !words || changed.iter().any(|f| f.kind == FactKind::Updated) {
        return None;
    }
    let count = redline.leaves.len();
    let edges = redline.leaves.iter().enumerate().filter(|(ix, _)| *ix < EDGE || ix + EDGE >= count);
    edges.filter(|(_, leaf)| !matches!(leaf.change, Change::Deleted | Change::Inserted)).find_map(|(_, leaf)| {
        match &leaf.text {
            RedText::Same(content) => own_line(&content.text),
            RedText::Pieces(_) => {
                let [old, new] = sides(leaf);
                own_line(&new.text).filter(|line| own_line(&old.text).is_some_and(|old| old.value == line.value))
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

fn own_line(text: &str) -> Option<Line> {
    if text.len() > LONGEST || !LABEL.is_match(text) {
        return None;
    }
    let date = facts(text).into_iter().find(|f| f.kind == FactKind::Updated)?;
    let start = own_date(text, date.range.start).unwrap_or(date.range.start);
    Some(Line { shown: shortened_to(&text[start..date.range.end], SHOWN), value: date.value })
}
