//! What was written otherwise and reads the same: kinds of space, places where a line may be broken, letters that are
//! composed or not, a date in another notation.

use super::line::Mark;
use super::tidy::is_edit;
use crate::document;
use crate::weave::nodes::Weave;
use crate::weave::redline::{Change, Pieces};
use crate::weave::words::{is_same_date, seen};

impl Weave {
    /// The marks, those noted that belong to a passage which looks the same in both versions and is set in one way in each,
    /// or to other spaces at the ends of a passage that was edited.
    pub(super) fn find_alike(&self, marks: Vec<Mark>, versions: (u32, u32)) -> Vec<Mark> {
        if !marks.iter().any(is_edit) {
            return marks;
        }
        let mut out = Vec::with_capacity(marks.len());
        for passage in marks.chunk_by(|x, y| is_edit(x) == is_edit(y)) {
            if !is_edit(&passage[0]) {
                out.extend_from_slice(passage);
            } else if self.looks_alike(passage, versions) {
                out.extend(passage.iter().map(|mark| Mark { alike: true, ..*mark }));
            } else {
                self.set_ends_apart(passage, versions, &mut out);
            }
        }
        out
    }

    /// Adds an edited passage, with spaces that are of another kind at its start and its end as such.
    fn set_ends_apart(&self, passage: &[Mark], versions: (u32, u32), out: &mut Vec<Mark>) {
        let of = |change: Change| passage.iter().filter(|m| m.change == change).copied().collect::<Vec<Mark>>();
        let (old, new) = (of(Change::Deleted), of(Change::Inserted));
        let spaces = |sides: [Option<(&Mark, Option<&Mark>)>; 2]| -> Vec<Mark> {
            let [Some(old), Some(new)] = sides else { return Vec::new() };
            let pair = [*old.0, *new.0];
            let other = pair[0].text != pair[1].text;
            let alike = other && self.is_space(old) && self.is_space(new) && self.looks_alike(&pair, versions);
            if alike { pair.map(|m| Mark { alike, ..m }).to_vec() } else { Vec::new() }
        };
        let start = spaces([first(&old), first(&new)]);
        let end = if old.len().min(new.len()) > 1 { spaces([last(&old), last(&new)]) } else { Vec::new() };
        if start.is_empty() && end.is_empty() {
            return out.extend_from_slice(passage);
        }
        let inner = |side: &[Mark]| side[start.len() / 2..side.len() - end.len() / 2].to_vec();
        let (old, new) = (inner(&old), inner(&new));
        out.extend(start);
        out.extend(old);
        out.extend(new);
        out.extend(end);
    }

    /// Whether a word is one space within a line, and the one beside it begins and ends with none.
    fn is_space(&self, (word, beside): (&Mark, Option<&Mark>)) -> bool {
        let blank = |c: char| c.is_whitespace();
        let text = |m: &Mark| m.word.map_or("\n", |_| self.words.text(m.text));
        let mut word = text(word).chars();
        let space = (word.next(), word.next());
        let other = beside.map_or("", text);
        matches!(space, (Some(c), None) if blank(c) && !matches!(c, '\n' | '\u{202f}'))
            && !other.starts_with(blank)
            && !other.ends_with(blank)
    }

    fn looks_alike(&self, passage: &[Mark], (a, b): (u32, u32)) -> bool {
        let both = [Change::Deleted, Change::Inserted].iter().all(|c| passage.iter().any(|m| m.change == *c));
        if !both || passage.iter().any(|m| m.word.is_none()) {
            return false;
        }
        let [old, new] = [Change::Deleted, Change::Inserted].map(|change| self.read(passage, change));
        let one_way = |change: Change, version: u32| {
            let mut spans = passage.iter().filter(|m| m.change == change).flat_map(|m| self.setting(m, version));
            let first = spans.next();
            spans.all(|span| Some(&span.marks) == first.map(|first| &first.marks))
        };
        let same_date = passage.len() == 2 && is_same_date(&old, &new);
        (same_date || seen(&old) == seen(&new)) && one_way(Change::Deleted, a) && one_way(Change::Inserted, b)
    }

    /// Adds a passage that looks the same as one piece.
    pub(super) fn add_alike(&self, pieces: &mut Pieces, passage: &[Mark], (a, b): (u32, u32)) {
        let marks = |change: Change, version: u32| -> Vec<document::Mark> {
            let mut spans = passage.iter().filter(|m| m.change == change).flat_map(|m| self.setting(m, version));
            spans.next().map(|span| span.marks.clone()).unwrap_or_default()
        };
        let [old, new] = [Change::Deleted, Change::Inserted].map(|change| self.read(passage, change));
        pieces.add_alike((old, marks(Change::Deleted, a)), (new, marks(Change::Inserted, b)));
    }

    /// The words of a passage to which `change` happened.
    fn read(&self, passage: &[Mark], change: Change) -> String {
        passage.iter().filter(|m| m.change == change).map(|m| self.words.text(m.text)).collect()
    }
}

/// The first word of a side, and the one after it.
fn first(side: &[Mark]) -> Option<(&Mark, Option<&Mark>)> {
    side.first().map(|mark| (mark, side.get(1)))
}

/// The last word of a side, and the one before it.
fn last(side: &[Mark]) -> Option<(&Mark, Option<&Mark>)> {
    side.split_last().map(|(mark, before)| (mark, before.last()))
}
