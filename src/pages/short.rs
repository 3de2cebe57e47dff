//! What a redline page shows of a long text.
//!
//! A text whose article with marks has at most [`LONG`] bytes is shown whole. Of a longer one the sections in which
//! something is marked are shown, each whole and below the headings that it stands under, and a line for each of the others.
//! A section that is longer than that itself, as a text without headings is, is cut in the same way into its blocks: those
//! with marks are shown with [`AROUND`] on each side.

use super::messages::{Messages, number};
use crate::brief::Section;
use crate::document::{ContainerKind, LeafKind, without_pictures};
use crate::html::{LeftOut, Stretch};
use crate::percent::encode;
use crate::weave::{Change, RedLeaf, Redline};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many bytes of an article, or of the text of a section, are shown whole.
pub(super) const LONG: usize = 32 << 10;

/// How many blocks are shown before and after one with marks, in a section that is cut into blocks.
const AROUND: usize = 3;

/// The fewest blocks that are left out of such a section in one place.
const FEWEST: usize = 3;

/// What a page shows of a redline, in reading order.
pub(super) struct Short {
    pub(super) stretches: Vec<Stretch>,
    /// How many words are left out.
    pub(super) words: usize,
}

/// About how many bytes it takes to open and close a container again.
const CONTAINER: usize = 30;

/// What is shown of a redline with these `sections`, which cover its leaves in order, whose article is too long; `page` is the page of the newer version.
/// `None` if nothing can be left out, or if that would be more than it saves: each stretch opens the containers around it
/// again.
pub(super) fn short(redline: &Redline, sections: &[Section], page: &str, messages: &Messages) -> Option<Short> {
    let cut = Cut { redline, page, messages, numbers: redline.changes() };
    let kinds = cut.kinds(sections);
    let mut short = Short { stretches: Vec::new(), words: 0 };
    for (section, kind) in sections.iter().zip(kinds) {
        let Range { start, end } = section.leaves;
        let body = (start + 1).min(end)..end;
        match kind {
            Kind::Changed if cut.length(start..end) > LONG => cut.blocks(section, &mut short),
            Kind::Changed => short.show(start..end),
            Kind::Headed => {
                short.show(start..start + 1);
                short.leave_out(cut.unchanged(body, section));
            }
            Kind::Same => short.leave_out(cut.section(section)),
        }
    }
    let again: usize = short.stretches.iter().map(|stretch| cut.depth(stretch)).sum();
    let shown: usize = short.stretches.iter().map(|stretch| cut.length(shown(stretch))).sum();
    (again * CONTAINER < cut.length(0..redline.leaves.len()) - shown).then_some(short)
}

/// What a page shows of a section.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// All of it.
    Changed,
    /// Its heading: it is above a section that is shown, or only its number changed.
    Headed,
    /// A line.
    Same,
}

impl Short {
    fn show(&mut self, leaves: Range<usize>) {
        match self.stretches.last_mut() {
            Some(Stretch::Shown(before)) if before.end == leaves.start => before.end = leaves.end,
            _ => self.stretches.push(Stretch::Shown(leaves)),
        }
    }

    /// Leaves out what has so many words, with this line.
    fn leave_out(&mut self, line: Option<(LeftOut, usize)>) {
        let Some((line, words)) = line else { return };
        self.words += words;
        match self.stretches.last_mut() {
            Some(Stretch::LeftOut(lines)) => lines.push(line),
            _ => self.stretches.push(Stretch::LeftOut(vec![line])),
        }
    }
}

/// The leaves of a stretch.
fn shown(stretch: &Stretch) -> Range<usize> {
    match stretch {
        Stretch::Shown(leaves) => leaves.clone(),
        Stretch::LeftOut(_) => 0..0,
    }
}

struct Cut<'a> {
    redline: &'a Redline,
    page: &'a str,
    messages: &'a Messages,
    numbers: Vec<Option<usize>>,
}

impl Cut<'_> {
    /// What is shown of each section.
    fn kinds(&self, sections: &[Section]) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = sections.iter().map(|section| self.kind(section)).collect();
        // the headings under which a section stands in either version
        let mut above: [Vec<usize>; 2] = Default::default();
        for (ix, section) in sections.iter().enumerate().filter(|(_, section)| section.level > 0) {
            for (above, gone) in above.iter_mut().zip([Change::Inserted, Change::Deleted]) {
                if kinds[ix] != Kind::Same {
                    for over in above.iter().copied().filter(|over| sections[*over].level < section.level) {
                        if kinds[over] == Kind::Same {
                            kinds[over] = Kind::Headed;
                        }
                    }
                }
                if self.redline.leaves[section.leaves.start].change != gone {
                    above.retain(|over| sections[*over].level < section.level);
                    above.push(ix);
                }
            }
        }
        kinds
    }

    fn kind(&self, section: &Section) -> Kind {
        let Range { start, end } = section.leaves;
        let body = if section.level > 0 { start + 1 } else { start };
        match () {
            () if section.state.is_some() || (body..end).any(|ix| self.is_marked(ix)) => Kind::Changed,
            () if body > start && self.is_marked(start) => Kind::Headed,
            () => Kind::Same,
        }
    }

    fn is_marked(&self, ix: usize) -> bool {
        self.numbers[ix].is_some() || self.redline.leaves[ix].is_marked()
    }

    /// How many containers are open where a stretch begins.
    fn depth(&self, stretch: &Stretch) -> usize {
        let first = self.redline.leaves[shown(stretch)].first();
        std::iter::successors(first.and_then(|leaf| leaf.parent), |ix| self.redline.containers[*ix].parent).count()
    }

    fn length(&self, leaves: Range<usize>) -> usize {
        self.redline.leaves[leaves].iter().map(RedLeaf::length).sum()
    }

    fn words(&self, leaves: Range<usize>) -> usize {
        self.redline.leaves[leaves].iter().map(RedLeaf::words).sum()
    }

    /// Where a section stands in the newer version.
    fn href(&self, section: &Section) -> String {
        match &section.anchor {
            Some(anchor) => format!("{}#{}", self.page, encode(anchor)),
            None => self.page.to_owned(),
        }
    }

    /// The line in place of a section, and how many words that leaves out.
    fn section(&self, section: &Section) -> Option<(LeftOut, usize)> {
        let body = if section.level > 0 { section.leaves.start + 1 } else { section.leaves.start };
        let words = self.words(body..section.leaves.end);
        let heading = if section.heading.is_empty() {
            self.messages.text("before-first-heading")
        } else {
            without_pictures(&section.heading).into_owned()
        };
        let said = match words {
            0 => String::new(),
            _ => self.messages.with("words-left", &[("n", number(words as u32))]),
        };
        let all = self.words(section.leaves.clone());
        Some((LeftOut { href: self.href(section), heading: Some(heading), said }, all))
    }

    /// The line in place of some leaves of a section, and how many words that leaves out; `None` if it is about none.
    fn unchanged(&self, leaves: Range<usize>, section: &Section) -> Option<(LeftOut, usize)> {
        if leaves.is_empty() {
            return None;
        }
        let words = self.words(leaves);
        let said = self.messages.with("words-unchanged", &[("n", number(words as u32))]);
        Some((LeftOut { href: self.href(section), heading: None, said }, words))
    }

    /// Adds the blocks of a long section that are marked or near to such a one.
    fn blocks(&self, section: &Section, short: &mut Short) {
        let leaves = section.leaves.clone();
        let shown = self.near(leaves.clone());
        let mut from = leaves.start;
        for run in shown.chunk_by(|a, b| a == b) {
            let run_of = from..from + run.len();
            from = run_of.end;
            if run[0] || run.len() < FEWEST {
                short.show(run_of);
            } else {
                short.leave_out(self.unchanged(run_of, section));
            }
        }
    }

    /// Which of the leaves of a section are shown: the first, which may be its heading, what is marked, what is near to that,
    /// whole rows of tables, and the heads of these tables.
    fn near(&self, leaves: Range<usize>) -> Vec<bool> {
        let mut shown = vec![false; leaves.len()];
        shown[0] = true;
        for ix in leaves.clone().filter(|ix| self.is_marked(*ix)) {
            let (first, last) = (ix.saturating_sub(AROUND).max(leaves.start), (ix + AROUND).min(leaves.end - 1));
            shown[first - leaves.start..=last - leaves.start].fill(true);
        }
        let (mut rows, mut tables) = (BTreeSet::new(), BTreeSet::new());
        for (ix, _) in leaves.clone().zip(&shown).filter(|(_, shown)| **shown) {
            rows.extend(self.row(ix));
            tables.extend(self.table(ix).map(|(table, _)| table));
        }
        for (ix, shown) in leaves.zip(&mut shown) {
            let head = self.table(ix).is_some_and(|(table, in_head)| in_head && tables.contains(&table));
            *shown |= head || self.row(ix).is_some_and(|row| rows.contains(&row));
        }
        shown
    }

    /// The row of a cell.
    fn row(&self, ix: usize) -> Option<usize> {
        let leaf = &self.redline.leaves[ix];
        leaf.parent.filter(|_| matches!(leaf.kind, LeafKind::Cell(_)))
    }

    /// The table of a cell, and whether the cell is in its head.
    fn table(&self, ix: usize) -> Option<(usize, bool)> {
        let containers = &self.redline.containers;
        let mut in_head = false;
        let mut around = std::iter::successors(self.row(ix), |container| containers[*container].parent);
        let table = around.find(|container| {
            in_head |= containers[*container].kind == ContainerKind::Head;
            matches!(containers[*container].kind, ContainerKind::Table(_))
        });
        table.map(|table| (table, in_head))
    }
}
