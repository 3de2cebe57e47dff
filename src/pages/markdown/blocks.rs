//! The changed blocks of a redline, by sections.

use super::escape;
use super::marks::{Stretch, marked};
use crate::brief::sections;
use crate::document::{ContainerKind, LeafKind};
use crate::html::notes;
use crate::pages::messages::Messages;
use crate::weave::{Change, Piece, RedLeaf, Redline};

/// How many characters of an unchanged stretch are shown on each side of a mark.
const AROUND: usize = 160;

/// The sections in which something is marked, each as Markdown: its heading, and its changed blocks as quotations.
pub(super) fn changed(redline: &Redline, messages: &Messages) -> Vec<String> {
    let marked = |ix: &usize| {
        let leaf = &redline.leaves[*ix];
        leaf.is_marked() || leaf.parent.is_some_and(|c| redline.containers[c].was.is_some())
    };
    let mut all = Vec::new();
    for section in sections(redline) {
        let leaves: Vec<usize> = section.leaves.clone().filter(marked).collect();
        if leaves.is_empty() {
            continue;
        }
        let heading = match section.heading.is_empty() {
            true => escape::text(&messages.text("before-first-heading")),
            false => escape::text(&section.heading),
        };
        let mut text = format!("<b>{heading}</b>\n");
        for row in leaves.chunk_by(|a, b| is_one_row(redline, *a, *b)) {
            let cells: Vec<String> = row.iter().map(|ix| block(redline, &redline.leaves[*ix], messages)).collect();
            text += &format!("\n> {}\n", escape::at_the_beginning(&cells.join(" \\| ")));
        }
        all.push(text);
    }
    all
}

/// Whether both are cells of one row of a table.
fn is_one_row(redline: &Redline, a: usize, b: usize) -> bool {
    let (a, b) = (&redline.leaves[a], &redline.leaves[b]);
    matches!((&a.kind, &b.kind), (LeafKind::Cell(_), LeafKind::Cell(_))) && a.parent == b.parent
}

/// A block on one line, with what is said of it.
fn block(redline: &Redline, leaf: &RedLeaf, messages: &Messages) -> String {
    let item = leaf.parent.map(|c| &redline.containers[c]).filter(|c| matches!(c.kind, ContainerKind::Item(_)));
    let sign = match item {
        Some(item) => item.number.map_or("• ".to_owned(), |number| format!("{number}\\. ")),
        None => String::new(),
    };
    let pieces = leaf.pieces();
    let stretches: Vec<Stretch> = pieces.iter().map(|piece| (piece.change, seen(piece))).collect();
    let around = std::iter::successors(leaf.parent, |c| redline.containers[*c].parent);
    let containers = around.flat_map(|c| notes::of_container(&redline.containers[c]));
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
    let cut = |(ix, (change, text)): (usize, Stretch)| {
        let room = if ix == 0 || ix == last { AROUND } else { 2 * AROUND };
        if change != Change::Same || last == 0 || text.chars().count() <= room + AROUND {
            return (change, text);
        }
        let (head, tail) = (if ix == 0 { "" } else { first(&text) }, if ix == last { "" } else { end(&text) });
        (change, format!("{head} … {tail}"))
    };
    stretches.into_iter().enumerate().map(cut).collect()
}

/// The beginning of a text, up to a space if there is one nearby.
fn first(text: &str) -> &str {
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
