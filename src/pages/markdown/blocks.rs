//! The changed blocks of a redline, by sections.

use super::escape;
use super::marks::{Stretch, marked};
use crate::brief::sections;
use crate::document::{ContainerKind, LeafKind};
use crate::html::notes;
use crate::pages::messages::Messages;
use crate::weave::{Change, Piece, RedLeaf, Redline};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many characters of an unchanged stretch are shown on each side of a mark.
const AROUND: usize = 160;

/// The sections in which something is marked, each as Markdown: its heading, and its changed blocks as quotations. With each
/// block stands what it can't be understood without: the rest of its row of a table, the items around it, the line that
/// leads to its list. What follows each other in the text is one quotation.
pub(super) fn changed(redline: &Redline, messages: &Messages) -> Vec<String> {
    let mut all = Vec::new();
    for section in sections(redline) {
        let heading = section.leaves.start;
        let mut body = section.leaves.clone();
        if section.level > 0 {
            body.start += 1;
        }
        let shown = with_context(redline, body);
        let is_headed = section.level > 0 && is_marked(redline, heading);
        if shown.is_empty() && !is_headed {
            continue;
        }
        let heading = match section.level {
            0 => escape::text(&messages.text("before-first-heading")),
            _ => block(redline, &redline.leaves[heading], messages),
        };
        // a heading may be a picture without a text
        let mut text = if heading.is_empty() { String::new() } else { format!("<b>{heading}</b>\n") };
        let mut last = None;
        for line in shown.chunk_by(|a, b| is_one_row(redline, *a, *b)) {
            let cells: Vec<String> = line.iter().map(|ix| block(redline, &redline.leaves[*ix], messages)).collect();
            let before = if last.is_some_and(|last| last + 1 == line[0]) { ">" } else { "" };
            text += &format!("{before}\n> {}\n", escape::at_the_beginning(&cells.join(" \\| ")));
            last = line.last().copied();
        }
        all.push(text);
    }
    all
}

fn is_marked(redline: &Redline, ix: usize) -> bool {
    let leaf = &redline.leaves[ix];
    leaf.is_marked() || leaf.parent.is_some_and(|c| redline.containers[c].was.is_some())
}

/// Those of some leaves that are marked, and those without which they can't be understood.
fn with_context(redline: &Redline, leaves: Range<usize>) -> Vec<usize> {
    let mut shown = BTreeSet::new();
    for ix in leaves.clone().filter(|ix| is_marked(redline, *ix)) {
        shown.insert(ix);
        let parent = redline.leaves[ix].parent;
        if matches!(redline.leaves[ix].kind, LeafKind::Cell(_)) {
            let in_row = |other: &usize| redline.leaves[*other].parent == parent;
            shown.extend(leaves.clone().take_while(|other| *other < ix).filter(in_row));
            shown.extend((ix..leaves.end).take_while(in_row));
        }
        for around in containers(redline, ix) {
            let begins = first(redline, around, ix).max(leaves.start);
            match redline.containers[around].kind {
                ContainerKind::Item(_) => _ = shown.insert(begins),
                // a line that ends so leads to what follows
                ContainerKind::List(_) if begins > leaves.start && leads(redline, begins - 1) => {
                    shown.insert(begins - 1);
                }
                _ => {}
            }
        }
    }
    shown.into_iter().collect()
}

/// The containers around a leaf, from the inside out.
fn containers(redline: &Redline, ix: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(redline.leaves[ix].parent, |c| redline.containers[*c].parent)
}

/// The first leaf of a container in which `ix` stands.
fn first(redline: &Redline, container: usize, ix: usize) -> usize {
    (0..ix).rev().take_while(|before| containers(redline, *before).any(|c| c == container)).last().unwrap_or(ix)
}

/// Whether a block ends as one does that leads to a list.
fn leads(redline: &Redline, ix: usize) -> bool {
    let leaf = &redline.leaves[ix];
    let text: String = leaf.pieces().iter().map(|piece| piece.text.as_str()).collect();
    matches!(leaf.kind, LeafKind::Paragraph | LeafKind::Line) && text.trim_end().ends_with([':', '：'])
}

/// Whether both are cells of one row of a table.
fn is_one_row(redline: &Redline, a: usize, b: usize) -> bool {
    let (a, b) = (&redline.leaves[a], &redline.leaves[b]);
    matches!((&a.kind, &b.kind), (LeafKind::Cell(_), LeafKind::Cell(_))) && a.parent == b.parent
}

/// A block on one line, with what is said of it.
fn block(redline: &Redline, leaf: &RedLeaf, messages: &Messages) -> String {
    let item = leaf.parent.map(|c| &redline.containers[c]).filter(|c| matches!(c.kind, ContainerKind::Item(_)));
    let around = || std::iter::successors(leaf.parent, |c| redline.containers[*c].parent);
    let depth = around().filter(|c| matches!(redline.containers[*c].kind, ContainerKind::Item(_))).count();
    let deeper = "&emsp;".repeat(depth.saturating_sub(1));
    let sign = match item {
        Some(item) => format!("{deeper}{}", item.number.map_or("• ".to_owned(), |number| format!("{number}\\. "))),
        None => String::new(),
    };
    let pieces = leaf.pieces();
    let stretches: Vec<Stretch> = pieces.iter().map(|piece| (piece.change, seen(piece))).collect();
    let containers = around().flat_map(|c| notes::of_container(&redline.containers[c]));
    let reformatted = pieces.iter().filter(|piece| piece.change == Change::Reformatted);
    let of_text = reformatted.flat_map(|piece| notes::of_text(&piece.was, &piece.marks));
    let mut said: Vec<String> = Vec::new();
    said.extend(leaf.moved.map(|_| {
        messages.text(if leaf.change == Change::Deleted { "legend-moved-away" } else { "legend-moved-here" })
    }));
    said.extend(notes::of_leaf(leaf).into_iter().chain(containers).chain(of_text).map(|note| messages.note(&note)));
    said.dedup();
    let said =
        if said.is_empty() { String::new() } else { format!(" <sub>({})</sub>", escape::text(&said.join("; "))) };
    format!("{sign}{}{said}", marked(&short(stretches)))
}

fn seen(piece: &Piece) -> String {
    if piece.block_end { " ¶ ".to_owned() } else { piece.text.clone() }
}

/// `stretches`, with little of long ones in which nothing changed.
fn short(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let last = stretches.len().saturating_sub(1);
    if let [(Change::Same, text)] = &stretches[..]
        && text.chars().count() > 2 * AROUND
    {
        return vec![(Change::Same, format!("{} …", beginning(text)))];
    }
    let cut = |(ix, (change, text)): (usize, Stretch)| {
        let room = if ix == 0 || ix == last { AROUND } else { 2 * AROUND };
        if change != Change::Same || last == 0 || text.chars().count() <= room + AROUND {
            return (change, text);
        }
        let (head, tail) = (if ix == 0 { "" } else { beginning(&text) }, if ix == last { "" } else { end(&text) });
        (change, format!("{head} … {tail}"))
    };
    stretches.into_iter().enumerate().map(cut).collect()
}

/// The beginning of a text, up to a space if there is one nearby.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| at);
    let space = text[..end].rfind(' ').filter(|space| *space > end / 2);
    &text[..space.unwrap_or(end)]
}

/// The end of a text, from a space on if there is one nearby.
fn end(text: &str) -> &str {
    let start = text.char_indices().nth_back(AROUND).map_or(0, |(at, _)| at);
    let rest = &text[start..];
    let space = rest.find(' ').filter(|space| *space < rest.len() / 2);
    let rest = &rest[space.unwrap_or(0)..];
    rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !marks_a_start(c))
}

/// Whether a text may begin with this character: with no sign that belongs to a letter before it.
fn marks_a_start(c: char) -> bool {
    c == '(' || c == '“' || c == '"'
}
