//! `promulgate diff`.

use super::args::{Diff, Format};
use super::{colour, print};
use crate::document::LeafKind;
use crate::error::{Error, Result};
use crate::html;
use crate::model::VersionNumber;
use crate::pages::{self, Theme};
use crate::pipeline;
use crate::weave::{Change, Piece, Redline};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(arguments: &Diff) -> Result<()> {
    let redline = match arguments.what.as_slice() {
        [old, new] => {
            let weave = pipeline::weave_files(Path::new(old), Path::new(new))?;
            weave.redline(VersionNumber::at(0), VersionNumber::at(1))
        }
        [policy, a, b] => {
            let (facts, weave) = pipeline::weave(&arguments.from.source(), policy, &|_| {})?;
            let version = |text: &str| {
                let n = text.trim_start_matches('v').parse().ok().and_then(VersionNumber::new);
                n.filter(|n| facts.version(*n).is_some()).ok_or_else(|| {
                    Error::misuse(format!("`{policy}` has no version `{text}`"))
                        .hint(format!("its versions are 1 to {}", facts.versions.len()))
                })
            };
            weave.redline(version(a)?, version(b)?)
        }
        _ => return Err(Error::misuse("name two files, or a policy and two versions")),
    };
    match arguments.format {
        Format::Html => print(&html::redline(&redline, pages::alone(&Theme::load(None)?))),
        Format::Json => print(&format!("{:#}\n", as_json(&redline))),
        Format::Text => print(&as_text(&redline, colour())),
    }
}

/// The changed blocks, with what stands before and after each.
fn as_text(redline: &Redline, colour: bool) -> String {
    if redline.is_unchanged() {
        return "nothing that a reader sees changed\n".into();
    }
    let near = |ix: usize| {
        let around = ix.saturating_sub(1)..=(ix + 1).min(redline.leaves.len() - 1);
        redline.leaves[around].iter().any(|l| l.is_marked())
    };
    let mut text = String::new();
    let mut skipped = 0;
    for (ix, leaf) in redline.leaves.iter().enumerate() {
        if !near(ix) && !matches!(leaf.kind, LeafKind::Heading(_)) {
            skipped += 1;
            continue;
        }
        if skipped > 0 {
            text += &format!("… {skipped} unchanged\n\n");
            skipped = 0;
        }
        if let LeafKind::Heading(level) = leaf.kind {
            text += &format!("{} ", "#".repeat(usize::from(level)));
        }
        text.extend(leaf.pieces.iter().map(|p| piece(p, colour)));
        text += "\n\n";
    }
    if skipped > 0 {
        text += &format!("… {skipped} unchanged\n\n");
    }
    text + &format!("{} words added, {} removed\n", redline.words_added, redline.words_removed)
}

fn piece(piece: &Piece, colour: bool) -> String {
    let text = &piece.text;
    match (piece.change, colour) {
        (Change::Same, _) => text.clone(),
        (Change::Deleted, true) => format!("\x1b[9;31m{text}\x1b[0m"),
        (Change::Inserted, true) => format!("\x1b[4;32m{text}\x1b[0m"),
        (Change::Reformatted, true) => format!("\x1b[4;33m{text}\x1b[0m"),
        (Change::Deleted, false) => format!("[-{text}-]"),
        (Change::Inserted, false) => format!("{{+{text}+}}"),
        (Change::Reformatted, false) => format!("<~{text}~>"),
    }
}

fn as_json(redline: &Redline) -> Value {
    let name = |change: Change| match change {
        Change::Same => "same",
        Change::Deleted => "deleted",
        Change::Inserted => "inserted",
        Change::Reformatted => "reformatted",
    };
    let blocks = redline.leaves.iter().map(|leaf| {
        let pieces = leaf.pieces.iter().map(|p| json!({ "change": name(p.change), "text": p.text }));
        json!({ "change": name(leaf.change), "kind": kind(&leaf.kind), "was": leaf.was.as_ref().map(|w| kind(&w.kind)),
                "pieces": pieces.collect::<Vec<_>>() })
    });
    json!({
        "words_added": redline.words_added, "words_removed": redline.words_removed,
        "blocks": blocks.collect::<Vec<_>>(),
    })
}

fn kind(kind: &LeafKind) -> String {
    match kind {
        LeafKind::Paragraph => "paragraph".into(),
        LeafKind::Heading(level) => format!("heading {level}"),
        LeafKind::Line => "line".into(),
        LeafKind::Cell(_) => "cell".into(),
        LeafKind::Code(_) => "code".into(),
        LeafKind::Term => "term".into(),
        LeafKind::Rule => "rule".into(),
    }
}
