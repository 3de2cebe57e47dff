//! Blocks of raw HTML: sanitised, then parsed into the document's own blocks.
//!
//! Unsupported elements, scripts among them, are shown as plain text: never live, never lost.

use super::build::{Builder, DEEPEST, NOT_SAID};
use super::inline_html;
use super::sanitise::{depth, sanitise};
use super::tags::{Meaning, Token, attribute, meaning, tokens};
use super::{Cell, ContainerKind, Item, LeafKind, Numbering, Numerals};

/// Reads a block of HTML.
pub(super) fn read(html: &str, builder: &mut Builder) {
    if depth(html) > DEEPEST {
        builder.too_deep = true;
        builder.start(LeafKind::Paragraph);
        builder.text(html);
        builder.end_leaf();
        return;
    }
    let clean = sanitise(html);
    let (marks, level) = (builder.marks_on(), builder.level());
    // tables in the cell that is open, which holds no block: of them only the text stays
    let mut inner = 0usize;
    for token in tokens(&clean) {
        match token {
            Token::Text(text) if builder.in_code() => builder.verbatim(&text),
            Token::Text(text) => builder.text(&text),
            Token::Open("table", _) if builder.in_cell() || builder.is_open(|k| *k == ContainerKind::Caption) => {
                inner += 1;
                builder.line_break();
            }
            Token::Close("table") if inner > 0 => {
                inner -= 1;
                builder.line_break();
            }
            Token::Open(name, attributes) if inner > 0 => {
                if let Some(meaning) = meaning(name) {
                    inline_html::open(meaning, &attributes, builder);
                }
            }
            Token::Close(name) if inner > 0 => {
                if let Some(meaning) = meaning(name) {
                    inline_html::close(&meaning, builder);
                }
            }
            Token::Open(name, attributes) => {
                if let Some(meaning) = meaning(name) {
                    open(meaning, &attributes, builder);
                }
            }
            Token::Close(name) => {
                if let Some(meaning) = meaning(name) {
                    close(meaning, builder);
                }
            }
        }
    }
    builder.close_to(level);
    builder.unmark_to(marks);
}

fn open(meaning: Meaning, attributes: &[(&str, String)], builder: &mut Builder) {
    let block = matches!(meaning, Meaning::Container(_) | Meaning::Leaf(_) | Meaning::Block | Meaning::Rule);
    let cell = matches!(meaning, Meaning::Leaf(LeafKind::Cell(_)) | Meaning::Container(ContainerKind::Row));
    if !block || builder.in_code() || (builder.in_cell() && !cell) || builder.in_term() {
        return inline_html::open(meaning, attributes, builder);
    }
    builder.end_leaf();
    let anchor = attribute(attributes, "id");
    match meaning {
        Meaning::Leaf(LeafKind::Heading(level)) => {
            builder.start(LeafKind::Heading(level));
            builder.heading_anchor(anchor);
            return;
        }
        Meaning::Leaf(LeafKind::Cell(cell)) => builder.start(LeafKind::Cell(spans(cell, attributes))),
        Meaning::Leaf(kind) => builder.start(kind),
        Meaning::Container(ContainerKind::List(Some(_))) => {
            builder.open(ContainerKind::List(Some(numbering(attributes))));
        }
        Meaning::Container(ContainerKind::Item(_)) => {
            let number = attribute(attributes, "value").and_then(|value| value.trim().parse().ok());
            builder.open(ContainerKind::Item(Item { task: None, number: number.map(|n: u64| n.min(LARGEST)) }));
        }
        Meaning::Container(kind) => builder.open(kind),
        Meaning::Rule => {
            builder.start(LeafKind::Rule);
            builder.end_leaf();
        }
        _ => {}
    }
    if let Some(anchor) = anchor {
        builder.anchor(anchor);
    }
}

/// The largest of HTML's integers.
const LARGEST: u64 = 2_147_483_647;

fn numbering(attributes: &[(&str, String)]) -> Numbering {
    let reversed = attribute(attributes, "reversed").is_some();
    let start = attribute(attributes, "start").and_then(|start| start.trim().parse().ok());
    let start = start.map_or(if reversed { NOT_SAID } else { 1 }, |start: u64| start.min(LARGEST));
    let numerals = attribute(attributes, "type").map_or(Numerals::Decimal, Numerals::of_type);
    Numbering { start, numerals, reversed }
}

/// The cell with the places that it fills, within the limits of HTML.
fn spans(cell: Cell, attributes: &[(&str, String)]) -> Cell {
    let count =
        |key, most| attribute(attributes, key).and_then(|n| n.trim().parse().ok()).unwrap_or(1u16).clamp(1, most);
    Cell { columns: count("colspan", 1000), rows: count("rowspan", u16::MAX - 1), ..cell }
}

/// How many more tables begin than end in a piece of HTML.
pub(super) fn tables_opened(html: &str) -> isize {
    let is = |tag: &str, name: &str| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let tags = html.match_indices('<').map(|(at, _)| &html[at + 1..]);
    tags.map(|tag| isize::from(is(tag, "table")) - isize::from(is(tag, "/table"))).sum()
}

fn close(meaning: Meaning, builder: &mut Builder) {
    let table_part = |k: &ContainerKind| {
        matches!(k, ContainerKind::Table(_) | ContainerKind::Head | ContainerKind::Body | ContainerKind::Row)
    };
    let inline = builder.in_cell() || builder.in_term();
    match meaning {
        Meaning::Leaf(LeafKind::Code(_)) if builder.in_code() => builder.end_leaf(),
        meaning if builder.in_code() => inline_html::close(&meaning, builder),
        Meaning::Leaf(LeafKind::Cell(_) | LeafKind::Term) => builder.end_leaf(),
        Meaning::Container(kind) if !inline || table_part(&kind) => {
            if matches!(kind, ContainerKind::List(_)) {
                builder.end_leaf();
                builder.number_items(&[]);
            }
            builder.close(|k| std::mem::discriminant(k) == std::mem::discriminant(&kind));
        }
        Meaning::Leaf(_) | Meaning::Block if !inline => builder.end_leaf(),
        meaning => inline_html::close(&meaning, builder),
    }
}
