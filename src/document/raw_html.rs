//! Blocks of raw HTML: sanitised, then read into the document's own blocks.
//!
//! Elements that are not understood, scripts among them, are shown as the text that they are: never live, never lost.

use super::build::{Builder, DEEPEST};
use super::inline_html;
use super::sanitise::{depth, sanitise};
use super::tags::{Meaning, Token, attribute, meaning, tokens};
use super::{ContainerKind, LeafKind};

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
            Token::Open("table", _) if builder.in_cell() => {
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
    if !block || builder.in_code() || (builder.in_cell() && !cell) {
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
        Meaning::Leaf(kind) => builder.start(kind),
        Meaning::Container(ContainerKind::List(Some(_))) => {
            let start = attribute(attributes, "start").and_then(|s| s.parse().ok()).unwrap_or(1);
            builder.open(ContainerKind::List(Some(start)));
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

fn close(meaning: Meaning, builder: &mut Builder) {
    let table_part = |k: &ContainerKind| {
        matches!(k, ContainerKind::Table(_) | ContainerKind::Head | ContainerKind::Body | ContainerKind::Row)
    };
    match meaning {
        Meaning::Leaf(LeafKind::Code(_)) if builder.in_code() => builder.end_leaf(),
        meaning if builder.in_code() => inline_html::close(&meaning, builder),
        Meaning::Leaf(LeafKind::Cell(_)) => builder.end_leaf(),
        Meaning::Container(kind) if !builder.in_cell() || table_part(&kind) => {
            builder.close(|k| std::mem::discriminant(k) == std::mem::discriminant(&kind));
        }
        Meaning::Leaf(_) | Meaning::Block if !builder.in_cell() => builder.end_leaf(),
        meaning => inline_html::close(&meaning, builder),
    }
}
