//! Finds postal addresses: the lines of a contact block, such as a name, a street and a town, each in a block or a
//! line of one.

use super::context::shortened_to;
use super::lexicon::Lexicon;
use super::lines::lines;
use super::names;
use super::said::Said;
use super::side::{Side, sides};
use crate::document::{ContainerKind, LeafKind};
use crate::weave::{RedLeaf, RedText, Redline};
use std::ops::Range;

/// The most characters of an address that are shown.
const SHOWN: usize = 160;

/// What came and what went of one address.
pub(super) struct Letter {
    /// The first block of it that changed.
    pub(super) leaf: usize,
    /// What stands on one side only, the older first, as it is shown.
    pub(super) text: [Option<String>; 2],
    /// The same, line by line, alike however it is written.
    pub(super) value: [String; 2],
}

/// A line of one side.
struct Line {
    text: String,
    edited: bool,
    /// Whether it is a number to call or an address on the net, which are facts of their own.
    reach: bool,
}

/// Lines that follow one another.
#[derive(Default)]
struct Group {
    leaf: Option<usize>,
    sides: [Vec<Line>; 2],
}

/// The addresses of which a line changed in the blocks `leaves`. `contact` says whether a block stands where somebody
/// can be reached.
pub(super) fn find(
    redline: &Redline,
    leaves: Range<usize>,
    words: &Lexicon,
    mut contact: impl FnMut(usize) -> bool,
) -> Vec<Letter> {
    let mut found = Vec::new();
    let mut group = Group::default();
    for ix in leaves {
        let leaf = &redline.leaves[ix];
        let alone = matches!(leaf.kind, LeafKind::Cell(_) | LeafKind::Code(_));
        let lines = lines_of(redline, leaf, words);
        if alone || lines.is_none() {
            found.extend(std::mem::take(&mut group).told(words));
        }
        let Some(lines) = lines else { continue };
        let edited = lines.iter().flatten().any(|line| line.edited && !line.reach);
        if group.leaf.is_none() && edited && contact(ix) {
            group.leaf = Some(ix);
        }
        for (all, lines) in group.sides.iter_mut().zip(lines) {
            all.extend(lines);
        }
        if alone {
            found.extend(std::mem::take(&mut group).told(words));
        }
    }
    found.extend(group.told(words));
    found
}

impl Group {
    fn told(self, words: &Lexicon) -> Option<Letter> {
        let leaf = self.leaf?;
        let all =
            self.sides.each_ref().map(|lines| lines.iter().map(|line| names::letters(&line.text)).collect::<Vec<_>>());
        let [mut old, mut new] = self.sides.map(|lines| changed(lines, words));
        // one of which only a part came or went, such as the country, is the same
        if old.is_empty() || new.is_empty() {
            for (side, lines) in [&mut old, &mut new].into_iter().enumerate() {
                lines.retain(|line| {
                    let line = names::letters(line);
                    let is_same = |other: &String| line.starts_with(other.as_str()) || other.starts_with(line.as_str());
                    !all[1 - side].iter().any(is_same)
                });
            }
        }
        let value = |line: &String| names::letters(line);
        let stays: Vec<String> = old.iter().map(value).filter(|line| new.iter().any(|n| value(n) == *line)).collect();
        for lines in [&mut old, &mut new] {
            lines.retain(|line| !stays.contains(&value(line)));
        }
        let sides = [old, new];
        let text = [0, 1].map(|s| (!sides[s].is_empty()).then(|| shortened_to(&sides[s].join(", "), SHOWN)));
        let value = [0, 1].map(|s| sides[s].iter().map(value).collect::<Vec<_>>().join("\n"));
        let [old, new] = [0, 1].map(|s: usize| value[s].replace('\n', " "));
        if old == new {
            return None;
        }
        text.iter().any(Option::is_some).then_some(Letter { leaf, text, value })
    }
}

/// The lines that stand on one side only, if they are an address or a name.
fn changed(lines: Vec<Line>, words: &Lexicon) -> Vec<String> {
    let own = || lines.iter().filter(|line| !line.reach);
    let address = own().count() > 1 && own().any(|line| line.text.chars().any(char::is_numeric));
    let reached = lines.iter().any(|line| line.reach);
    let told: Vec<String> = own()
        .filter(|line| line.edited && (address || names::is_name(&line.text, words)))
        .map(|line| line.text.clone())
        .collect();
    // a line with no town and nobody to call beside it may be anything: a heading, a link
    if address || reached { told } else { Vec::new() }
}

/// The lines of a block on both sides, if it is nothing but short lines.
fn lines_of(redline: &Redline, leaf: &RedLeaf, words: &Lexicon) -> Option<[Vec<Line>; 2]> {
    let item = leaf.parent.is_some_and(|c| matches!(redline.containers[c].kind, ContainerKind::Item(_)));
    let kind = matches!(leaf.kind, LeafKind::Heading(_) | LeafKind::Rule | LeafKind::Term);
    if item || kind || leaf.renumbered {
        return None;
    }
    let line = |text: &str, (range, reach): &(Range<usize>, bool), edited: bool| Line {
        text: text[range.clone()].to_owned(),
        edited,
        reach: *reach,
    };
    match &leaf.text {
        RedText::Same(content) => {
            let lines = Said::lines(content, words)?;
            Some([0, 1].map(|_| lines.iter().map(|own| line(&content.text, own, false)).collect()))
        }
        RedText::Pieces(_) => {
            let [old, new] = sides(leaf);
            let lines = |side: &Side| {
                let own = |own: &(Range<usize>, bool)| line(&side.text, own, side.spot(&own.0).is_some());
                Some(lines(&side.text, words)?.iter().map(own).collect())
            };
            Some([lines(&old)?, lines(&new)?])
        }
    }
}
