//! Blocks of raw HTML: sanitised, then read into the document's own blocks.
//!
//! Elements that are not understood, scripts among them, are shown as the text that they are: never live, never lost.

use super::build::{Builder, DEEPEST};
use super::inline_html;
use super::tags::{Meaning, Token, UNDERSTOOD, attribute, meaning, tokens};
use super::{ContainerKind, LeafKind};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

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
    for token in tokens(&clean) {
        match token {
            Token::Text(text) if builder.in_code() => builder.verbatim(&text),
            Token::Text(text) => builder.text(&text),
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
        Meaning::Leaf(LeafKind::Cell(_)) => builder.end_leaf(),
        Meaning::Container(kind) if !builder.in_cell() || table_part(&kind) => {
            builder.close(|k| std::mem::discriminant(k) == std::mem::discriminant(&kind));
        }
        Meaning::Leaf(_) | Meaning::Block if !builder.in_cell() => builder.end_leaf(),
        meaning => inline_html::close(&meaning, builder),
    }
}

/// The HTML with nothing but elements that are understood, well nested; all else is text in it.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(&show_the_rest(html)).to_string()
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> = HashMap::from([
        ("a", HashSet::from(["href", "title", "name"])),
        ("img", HashSet::from(["src", "alt", "title"])),
        ("ol", HashSet::from(["start"])),
    ]);
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(UNDERSTOOD.iter().copied().collect())
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["id"]))
        .clean_content_tags(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// Escapes every tag that is not understood, and a comment that never ends.
fn show_the_rest(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at..];
        let comment = tag.strip_prefix("<!--").and_then(|t| t.find("-->").map(|end| end + 7));
        let step = match comment {
            Some(end) => end, // dropped: it is not shown anywhere
            None => {
                let name = tag_name(tag);
                let known = !name.is_empty() && meaning(&name.to_ascii_lowercase()).is_some();
                out.push_str(if known { "<" } else { "&lt;" });
                1
            }
        };
        rest = &tag[step..];
    }
    out.push_str(rest);
    out
}

fn tag_name(tag: &str) -> &str {
    let name = tag[1..].trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    &name[..end]
}

/// How deep elements that do not close by themselves may stand in one another; the parser is slow on deep trees.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for (at, _) in html.match_indices('<') {
        let tag = &html[at..];
        let name = tag_name(tag).to_ascii_lowercase();
        let closes_itself = matches!(
            name.as_str(),
            "" | "br"
                | "hr"
                | "img"
                | "wbr"
                | "p"
                | "li"
                | "dt"
                | "dd"
                | "tr"
                | "td"
                | "th"
                | "thead"
                | "tbody"
                | "tfoot"
        );
        if closes_itself || meaning(&name).is_none() {
            continue;
        }
        depth = if tag.starts_with("</") { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}
