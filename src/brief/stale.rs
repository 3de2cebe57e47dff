//! Finds a “last updated” date that stayed the same although the wording changed.

use super::context::shortened_to;
use super::dates::own_date;
use super::lexicon::{Lexicon, PerList, any, pattern};
use super::{Search, find};
use crate::document::LeafKind;
use crate::model::{FactChange, FactKind};
use crate::weave::{Change, RedLeaf, RedText, Redline};
use regex::Regex;

static LABEL: PerList<Regex> = PerList::new(|words| pattern("(?i){}", &[&any(words.list("updated"))]));

/// What the buttons of a question about cookies say.
static CONSENT: PerList<Regex> = PerList::new(|words| pattern("(?i){}", &[&any(words.list("consent"))]));

/// The longest block that is such a line, in bytes; the most of such a line that is shown, in characters.
const LONGEST: usize = 400;
const SHOWN: usize = 80;
/// How many blocks at the top and at the bottom of a text are searched.
const EDGE: usize = 40;
/// Up to how many words may come and go for a date to stay as it was; and how many make a label, not a sentence.
const FEW: usize = 4;

/// The line as written, if it alone says when the text was changed, it is not marked, and more than a few words of the text
/// came or went.
pub(super) fn stale_date(redline: &Redline, changed: &[FactChange], words: &Lexicon) -> Option<String> {
    let leaves = &redline.leaves;
    if changed.iter().any(|f| f.kind == FactKind::Updated) || words_of(body(leaves, words)) <= FEW {
        return None;
    }
    let marked = leaves.iter().filter(|leaf| is_touched(leaf)).flat_map(sides);
    if marked.into_iter().any(|text| own_line(&text, words).is_some()) {
        return None;
    }
    let mut lines = leaves.iter().enumerate().filter(|(_, leaf)| !is_touched(leaf)).filter_map(|(ix, leaf)| {
        let line = match &leaf.text {
            RedText::Same(content) => own_line(&content.text, words),
            RedText::Pieces(pieces) => own_line(&pieces.iter().map(|p| p.text.as_str()).collect::<String>(), words),
        };
        line.map(|line| (ix, line))
    });
    let (ix, line) = lines.next()?;
    let at_edge = ix < EDGE || ix + EDGE >= leaves.len();
    // of a text put together from several, each part has its own line
    (at_edge && lines.all(|(_, other)| other == line)).then_some(line)
}

/// The words that came and went in `leaves`, but for labels that came or went whole, such as the heading of a table of contents.
fn words_of(leaves: &[RedLeaf]) -> usize {
    let of = |leaf: &RedLeaf| leaf.words_added + leaf.words_removed;
    leaves.iter().filter(|leaf| !is_whole(leaf) || of(leaf) > FEW).map(of).sum()
}

/// What is left of a text without announcements that came or went before its title, and without a question about cookies that
/// came or went before or after everything.
fn body<'l>(leaves: &'l [RedLeaf], words: &Lexicon) -> &'l [RedLeaf] {
    let stays = |leaf: &RedLeaf| !is_whole(leaf);
    let (Some(first), Some(last)) = (leaves.iter().position(stays), leaves.iter().rposition(stays)) else {
        return leaves;
    };
    let asks = |run: &[RedLeaf]| run.iter().flat_map(sides).any(|text| CONSENT.of(words).is_match(&text));
    let before_title = matches!(leaves[first].kind, LeafKind::Heading(_));
    let from = if before_title || asks(&leaves[..first]) { first } else { 0 };
    let to = if asks(&leaves[last + 1..]) { last + 1 } else { leaves.len() };
    &leaves[from..to]
}

/// Whether a block came or went as a whole.
fn is_whole(leaf: &RedLeaf) -> bool {
    matches!(leaf.change, Change::Inserted | Change::Deleted)
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
