//! `promulgate diff`.

use super::args::{Diff, Format};
use super::print;
use super::terminal::{Ink, Style, is_shown_by_git};
use crate::brief;
use crate::document::{ContainerKind, LeafKind};
use crate::error::{Error, Result};
use crate::history::Proposal;
use crate::html::{self, Links};
use crate::model::{FactKind, Lang, VersionNumber};
use crate::pages::{self, Theme, markdown};
use crate::pipeline::{self, Drafts, Source};
use crate::showable::{self, Part, escaped_json, for_terminal, parts};
use crate::weave::{Change, Piece, RedLeaf, Redline};
use std::path::Path;

pub(super) fn run(arguments: &Diff) -> Result<()> {
    if let Some(given) = &arguments.git_external {
        return for_git(given, arguments.display.style(is_shown_by_git()));
    }
    if let Some(rev) = &arguments.draft {
        return comment(arguments, rev);
    }
    let (redline, lang) = match arguments.what.as_slice() {
        [old, new] => {
            let (weave, lang) = pipeline::weave_files(Path::new(old), Path::new(new))?;
            (weave.redline(VersionNumber::at(0), VersionNumber::at(1)), lang)
        }
        [policy, a, b] => {
            let (weave, lang) = pipeline::weave(&arguments.from.source(), policy, &|_| {})?;
            let version = |text: &str| {
                let n = text.trim_start_matches('v').parse().ok().and_then(VersionNumber::new);
                n.filter(|n| weave.text(*n).is_some()).ok_or_else(|| {
                    Error::misuse(format!("`{policy}` has no version `{text}`"))
                        .hint(format!("it has versions 1 to {}", weave.versions()))
                })
            };
            (weave.redline(version(a)?, version(b)?), lang)
        }
        _ => return Err(Error::misuse("expected two files, or a policy and two versions")),
    };
    let theme = Theme::load(None)?;
    let links = pages::alone(&theme);
    match arguments.format.unwrap_or(Format::Text) {
        Format::Html => print(&html::redline(&redline, links)),
        Format::Json => print(&escaped_json(format!("{:#}\n", pages::redline_as_json(&redline, links)))),
        Format::Text => arguments.display.show(&as_text(&redline, &lang, links, arguments.display.style(false))),
        Format::Markdown => print(&markdown::redline_as_markdown(&theme, &redline, &lang)),
    }
}

/// What git asks of a program that shows changes in its place: `path old-file old-hex old-mode new-file new-hex new-mode`, and
/// of a file that moved the new path and what git says of that; of a file that is not merged yet, its path alone.
fn for_git(given: &[String], style: Style) -> Result<()> {
    let name = |path: &str| style.paint(Ink::Name, &for_terminal(path));
    let head = match given {
        [path, _, _, _, _, _, _, to, ..] if to != path => format!("{} → {}", name(path), name(to)),
        [path, ..] => name(path),
        [] => return Err(Error::misuse("git gave no path")),
    };
    let Some((old, new)) = given.get(1).zip(given.get(4)) else {
        return print(&format!("{head}: not merged\n\n"));
    };
    let (weave, lang) = pipeline::weave_files(Path::new(old), Path::new(new))?;
    let redline = weave.redline(VersionNumber::at(0), VersionNumber::at(1));
    let theme = Theme::load(None)?;
    print(&format!("{head}\n\n{}\n", as_text(&redline, &lang, pages::alone(&theme), style)))
}

/// The comment about what `rev` would change.
fn comment(arguments: &Diff, rev: &str) -> Result<()> {
    if arguments.format.is_some_and(|format| format != Format::Markdown) {
        return Err(Error::misuse("a draft is shown as Markdown only")
            .hint("leave --format out, or compare two versions or files"));
    }
    let source = arguments.from.source();
    let rev_of_base = arguments.base.clone().unwrap_or_else(|| source.rev.clone());
    let mut drafts = Drafts::open(&Source { rev: rev_of_base, ..source }, &|_| {})?;
    let draft = drafts.draft(&Proposal::Revision(rev.to_owned()))?;
    let name = arguments.name.as_deref().unwrap_or(rev);
    print(&draft.comment(&Theme::load(None)?, Some(name), arguments.link.as_deref())?)
}

/// The changed blocks, with what stands before and after each.
fn as_text(redline: &Redline, lang: &Lang, links: &dyn Links, style: Style) -> String {
    let alike = said_of_alike(redline, links);
    if redline.is_unchanged() && alike.is_none() {
        return "no visible changes\n".into();
    }
    // what is printed in one line: a block, or the cells of a row
    let cell = |leaf: &RedLeaf| matches!(leaf.kind, LeafKind::Cell(_));
    let lines: Vec<&[RedLeaf]> = redline.leaves.chunk_by(|a, b| cell(a) && cell(b) && a.parent == b.parent).collect();
    let marked = |ix: usize| {
        let container = |c: usize| redline.containers[c].was.is_some();
        lines[ix].iter().any(|l| l.is_marked() || l.parent.is_some_and(container))
    };
    let near = |ix: usize| (ix.saturating_sub(1)..=(ix + 1).min(lines.len() - 1)).any(marked);
    let mut text = String::new();
    let mut skipped = 0;
    for (ix, line) in lines.iter().enumerate() {
        if !near(ix) && !matches!(line[0].kind, LeafKind::Heading(_)) {
            skipped += 1;
            continue;
        }
        if skipped > 0 {
            text += &style.paint(Ink::Faint, &format!("… {skipped} unchanged"));
            text += "\n\n";
            skipped = 0;
        }
        let blocks: Vec<String> = line.iter().map(|leaf| block(redline, leaf, links, style)).collect();
        text += &blocks.join(" | ");
        text += "\n\n";
    }
    if skipped > 0 {
        text += &format!("… {skipped} unchanged\n\n");
    }
    if brief::brief(redline, lang).facts.iter().any(|fact| fact.kind == FactKind::Hidden) {
        text += "invisible characters were added or removed\n\n";
    }
    text.extend(alike.map(|said| said + "\n\n"));
    text += &format!("{} words added, {} removed", redline.words_added, redline.words_removed);
    if redline.words_moved > 0 {
        text += &format!(", {} moved", redline.words_moved);
    }
    if redline.coarse {
        text += "; the texts are very long, so the marks are coarser than usual";
    }
    text + "\n"
}

/// What is said of the places that were written otherwise and look the same, each thing once.
fn said_of_alike(redline: &Redline, links: &dyn Links) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for piece in redline.leaves.iter().flat_map(RedLeaf::marked_pieces) {
        let note = piece.alike.as_ref().map(|old| links.say(&html::notes::of_alike(old, &piece.text)));
        said.extend(note.filter(|note| !said.contains(note)));
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// A block: what it is, what happened to it as a whole, and its text.
fn block(redline: &Redline, leaf: &RedLeaf, links: &dyn Links, style: Style) -> String {
    let mut text = String::new();
    if let LeafKind::Heading(level) = leaf.kind {
        text += &style.paint(Ink::Faint, &format!("{} ", "#".repeat(usize::from(level))));
    }
    if let Some(item) = leaf.parent.map(|c| &redline.containers[c]).filter(|c| matches!(c.kind, ContainerKind::Item(_)))
    {
        text += &item.number.map_or("- ".into(), |number| format!("{number}. "));
    }
    if let Some(moved) = leaf.moved {
        let way = if leaf.change == Change::Deleted { "moved away" } else { "moved here" };
        text += &format!("({way}, {}) ", moved.number);
    }
    text.extend(leaf.pieces().iter().map(|p| piece(p, links, style)));
    let around = std::iter::successors(leaf.parent, |c| redline.containers[*c].parent);
    let containers = around.flat_map(|c| html::notes::of_container(&redline.containers[c]));
    let notes: Vec<String> = html::notes::of_leaf(leaf).into_iter().chain(containers).map(|n| links.say(&n)).collect();
    if !notes.is_empty() {
        text += &format!(" ({})", for_terminal(&notes.join(", ")));
    }
    text
}

/// The text of a piece as a terminal may show it: what nobody would see, or what would turn the text around it, by its name.
fn seen(piece: &Piece) -> String {
    let edited = matches!(piece.change, Change::Deleted | Change::Inserted);
    let part = |part| match part {
        Part::Text(text) => for_terminal(text),
        Part::Hidden(c) => format!("[{}]", showable::name(c)).into(),
    };
    parts(&piece.text, edited).map(part).collect()
}

fn piece(piece: &Piece, links: &dyn Links, style: Style) -> String {
    let text = if piece.block_end { "¶".into() } else { seen(piece) };
    // the marks stay where there are colours: who sees none, or copies the text, has them all the same
    let shown = match piece.change {
        Change::Same => text,
        Change::Deleted => style.paint(Ink::Removed, &format!("[-{text}-]")),
        Change::Inserted => style.paint(Ink::Added, &format!("{{+{text}+}}")),
        Change::Reformatted => style.paint(Ink::Reformatted, &format!("<~{text}~>")),
    };
    match piece.change {
        Change::Reformatted => {
            let notes = html::notes::of_text(&piece.was, &piece.marks);
            let notes: Vec<String> = notes.iter().map(|n| links.say(n)).collect();
            format!("{shown}({})", for_terminal(&notes.join(", ")))
        }
        Change::Inserted if piece.block_end => shown + "\n",
        _ => shown,
    }
}
