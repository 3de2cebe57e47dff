//! Writes the text of a leaf: marks nested in changes.

use super::Links;
use super::escape::{attribute, push};
use super::notes::{self, Note};
use super::url::{Target, target};
use crate::document::{Mark, footnote_anchor};
use crate::percent::encode;
use crate::weave::{Change, Piece};
use std::collections::HashSet;

/// What a leaf's text is written with.
pub(super) struct Context<'a> {
    pub(super) links: &'a dyn Links,
    /// Every id that the page will have.
    pub(super) ids: &'a HashSet<String>,
}

/// Writes the pieces of a leaf, one element for each run of one change.
pub(super) fn write(out: &mut String, pieces: &[Piece], context: &Context<'_>) {
    let one_run = |a: &Piece, b: &Piece| {
        let reformatted = a.change == Change::Reformatted;
        a.change == b.change && a.moved == b.moved && (!reformatted || context.said(a) == context.said(b))
    };
    for run in pieces.chunk_by(one_run) {
        let (name, class) = match (run[0].change, run[0].moved) {
            (Change::Same, _) => ("", ""),
            (Change::Deleted, moved) => ("del", if moved { "moved" } else { "" }),
            (Change::Inserted, moved) => ("ins", if moved { "moved" } else { "" }),
            (Change::Reformatted, _) => ("span", "reformatted"),
        };
        if name.is_empty() {
            write_run(out, run, context);
            continue;
        }
        out.push('<');
        out.push_str(name);
        let said = context.said(&run[0]);
        for (attribute_name, value) in [("class", class), ("title", said.as_str())] {
            if !value.is_empty() {
                attribute(out, attribute_name, value);
            }
        }
        out.push('>');
        write_run(out, run, context);
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

impl Context<'_> {
    /// What is said of a piece that looks otherwise.
    fn said(&self, piece: &Piece) -> String {
        match piece.change {
            Change::Reformatted => self.say(&notes::of_text(&piece.was, &piece.marks)),
            _ => String::new(),
        }
    }

    /// Notes in words, one after the other.
    pub(super) fn say(&self, notes: &[Note]) -> String {
        notes.iter().map(|note| self.links.say(note)).collect::<Vec<_>>().join(", ")
    }
}

fn write_run(out: &mut String, run: &[Piece], context: &Context<'_>) {
    let mut open: Vec<(&Mark, &'static str)> = Vec::new();
    for piece in run {
        let shared = open.iter().zip(&piece.marks).take_while(|((a, _), b)| *a == *b).count();
        while open.len() > shared {
            out.extend(open.pop().map(|(_, close)| close));
        }
        if piece.block_end {
            out.push_str(if piece.item { "<div class=\"break item\"></div>" } else { "<div class=\"break\"></div>" });
            continue;
        }
        for mark in &piece.marks[shared..] {
            let in_link = open.iter().any(|(_, close)| close.contains("</a>"));
            open.push((mark, start(out, mark, in_link, context)));
        }
        if !piece.marks.contains(&Mark::Break) {
            push(out, &piece.text);
        }
    }
    while let Some((_, close)) = open.pop() {
        out.push_str(close);
    }
}

/// Opens the element of `mark`; what closes it.
fn start(out: &mut String, mark: &Mark, in_link: bool, context: &Context<'_>) -> &'static str {
    let (open, close) = match mark {
        Mark::Emphasis => ("<em>", "</em>"),
        Mark::Strong => ("<strong>", "</strong>"),
        Mark::Strike => ("<s>", "</s>"),
        Mark::Underline => ("<u>", "</u>"),
        Mark::Highlight => ("<mark>", "</mark>"),
        Mark::Small => ("<small>", "</small>"),
        Mark::Sub => ("<sub>", "</sub>"),
        Mark::Sup => ("<sup>", "</sup>"),
        Mark::Kbd => ("<kbd>", "</kbd>"),
        Mark::Code => ("<code>", "</code>"),
        Mark::Break => ("<br>", ""),
        Mark::Footnote(label) => {
            let anchor = footnote_anchor(label);
            if in_link || !context.ids.contains(&anchor) {
                ("<sup class=\"footnote-ref\">", "</sup>")
            } else {
                out.push_str("<sup class=\"footnote-ref\"><a");
                attribute(out, "href", &format!("#{}", encode(&anchor)));
                (">", "</a></sup>")
            }
        }
        Mark::Link { href, title } => return link(out, href, title, "", in_link, context),
        Mark::Image { src, title } => return link(out, src, title, "image", in_link, context),
    };
    out.push_str(open);
    close
}

fn link(out: &mut String, href: &str, title: &str, class: &str, in_link: bool, context: &Context<'_>) -> &'static str {
    let url = match target(href) {
        Target::Url(url) => Some(url),
        Target::Fragment(id) => context.ids.contains(&id).then(|| format!("#{}", encode(&id))),
        Target::Relative(href) => context.links.locate(href),
        Target::Nowhere => None,
    };
    let leads = url.is_some() && !in_link;
    out.push_str(if leads { "<a" } else { "<span" });
    if let Some(url) = url.filter(|_| leads) {
        attribute(out, "href", &url);
    } else if !href.is_empty() && !in_link {
        attribute(out, "data-target", href);
    }
    let nowhere = if leads || href.is_empty() || in_link { "" } else { "nowhere" };
    let classes = [class, nowhere].into_iter().filter(|c| !c.is_empty()).collect::<Vec<_>>().join(" ");
    for (name, value) in [("class", classes.as_str()), ("title", title)] {
        if !value.is_empty() {
            attribute(out, name, value);
        }
    }
    out.push('>');
    if leads { "</a>" } else { "</span>" }
}
