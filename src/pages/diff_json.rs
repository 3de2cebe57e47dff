//! A redline for other programs, as `docs/diff-json.md` describes it: on the command line, and, where the settings ask for
//! it, beside the page of each redline.

use super::chrome::Chrome;
use super::json::write;
use super::maker::Maker;
use super::routes;
use crate::document::{ContainerKind, LeafKind};
use crate::error::Result;
use crate::html::{Links, Note, notes};
use crate::model::{FactChange, SectionChange, VersionNumber};
use crate::places::OfPolicy;
use crate::weave::{Change, Piece, RedLeaf, Redline};
use serde_json::{Value, json};

/// `changes.json` beside the redline to version `n`: the redline with its brief and the versions. It says nothing that a
/// later version could change.
pub(super) fn file(maker: &Maker<'_>, n: VersionNumber) -> Result<Vec<u8>> {
    let (policy, before) = (maker.policy, VersionNumber::at(n.index() - 1));
    let version = policy.version(n).expect("a version that is read");
    let end = |n: VersionNumber| {
        let version = policy.version(n).expect("a version that is read");
        json!({
            "n": n.get(), "commit": version.commit.as_str(), "published": version.published.to_string(),
            "sha256": version.sha256.to_string(), "title": version.title,
            "source_url": routes::public(&routes::source(&policy.id, n)),
        })
    };
    let redline = maker.texts.redline(before, n);
    let mut all = as_json(&redline, maker.site.theme.languages.english());
    all["policy"] = json!(policy.id.as_str());
    all["lang"] = json!(version.lang.as_str());
    all["from"] = end(before);
    all["to"] = end(n);
    // what came back after an error page is told against the last whole text
    all["told_from"] = json!(version.back_from.unwrap_or(before).get());
    all["facts"] = version.brief.facts.iter().map(fact).collect();
    all["other_text"] = json!(version.brief.other_text);
    all["facts_left_out"] = json!(version.brief.left_out);
    all["sections"] = version.brief.sections.iter().map(section).collect();
    write(&all)
}

fn fact(fact: &FactChange) -> Value {
    json!({ "kind": fact.kind.as_str(), "old": fact.old, "new": fact.new, "change": fact.change })
}

fn section(section: &SectionChange) -> Value {
    json!({
        "state": section.state.as_str(), "heading": section.heading, "was": section.was, "level": section.level,
        "anchor": section.anchor, "change": section.change, "added": section.added, "removed": section.removed,
    })
}

/// What stands around the redline page of version `n`, at `path`, with the way to the file beside it.
pub(super) fn linked(maker: &Maker<'_>, path: &str, chrome: Chrome, n: VersionNumber) -> Chrome {
    if !maker.site.config.machine_redlines {
        return chrome;
    }
    let file = routes::of(&maker.policy.id, OfPolicy::MachineRedline(n));
    chrome.machine("application/json", routes::relative(path, &file))
}

/// The whole redline.
pub fn as_json(redline: &Redline, links: &dyn Links) -> Value {
    json!({
        "class": redline.class().as_str(),
        "words_added": redline.words_added,
        "words_removed": redline.words_removed,
        "words_moved": redline.words_moved,
        "coarse": redline.coarse,
        "moves": moves(redline),
        "blocks": redline.leaves.iter().map(|leaf| block(redline, leaf, links)).collect::<Vec<_>>(),
    })
}

/// Every move with the places, among the blocks, that it left and where it went.
fn moves(redline: &Redline) -> Vec<Value> {
    let last = redline.leaves.iter().filter_map(|l| l.moved).map(|m| m.number).max().unwrap_or(0);
    let places = |number: usize, change: Change| -> Vec<usize> {
        let fits = |leaf: &RedLeaf| leaf.change == change && leaf.moved.is_some_and(|m| m.number == number);
        redline.leaves.iter().enumerate().filter(|(_, l)| fits(l)).map(|(at, _)| at).collect()
    };
    let edited = |number: usize| redline.leaves.iter().filter_map(|l| l.moved).any(|m| m.number == number && m.edited);
    let one = |number: usize| {
        json!({
            "number": number, "edited": edited(number),
            "from": places(number, Change::Deleted), "to": places(number, Change::Inserted),
        })
    };
    (1..=last).map(one).collect()
}

fn block(redline: &Redline, leaf: &RedLeaf, links: &dyn Links) -> Value {
    let mut around: Vec<usize> = std::iter::successors(leaf.parent, |c| redline.containers[*c].parent).collect();
    around.reverse();
    let mut said = notes::of_leaf(leaf);
    said.extend(around.iter().flat_map(|c| notes::of_container(&redline.containers[*c])));
    let mut sides = Sides::default();
    json!({
        "change": name(leaf.change),
        "kind": kind(&leaf.kind),
        "within": around.iter().map(|c| container(&redline.containers[*c].kind)).collect::<Vec<_>>(),
        "moved": leaf.moved.map(|m| m.number),
        "renumbered": leaf.renumbered,
        "number": leaf.parent.and_then(|c| redline.containers[c].number),
        "notes": say(&said, links),
        "pieces": leaf.pieces().iter().map(|p| piece(p, &mut sides, links)).collect::<Vec<_>>(),
    })
}

/// How far the text of either side has come, in characters.
#[derive(Default)]
struct Sides {
    old: usize,
    new: usize,
}

fn piece(piece: &Piece, sides: &mut Sides, links: &dyn Links) -> Value {
    let length = piece.text.chars().count();
    let old_length = piece.alike.as_ref().map_or(length, |old| old.chars().count());
    let span = |at: &mut usize, length: usize, stands: bool| {
        let start = *at;
        *at += if stands { length } else { 0 };
        stands.then(|| json!([start, *at]))
    };
    let mut said = match piece.change {
        Change::Reformatted => notes::of_text(&piece.was, &piece.marks),
        _ => Vec::new(),
    };
    said.extend(piece.alike.as_ref().map(|old| notes::of_alike(old, &piece.text)));
    let mut value = json!({
        "change": name(piece.change),
        "text": piece.text,
        "old": span(&mut sides.old, old_length, piece.change != Change::Inserted),
        "new": span(&mut sides.new, length, piece.change != Change::Deleted),
        "moved": piece.moved,
        "block_end": piece.block_end,
        "notes": say(&said, links),
    });
    if let Some(old) = &piece.alike {
        value["was"] = json!(old);
    }
    value
}

fn say(notes: &[Note], links: &dyn Links) -> Vec<Value> {
    notes.iter().map(|n| json!({ "key": n.kind.key(), "value": n.value, "text": links.say(n) })).collect()
}

fn name(change: Change) -> &'static str {
    match change {
        Change::Same => "same",
        Change::Deleted => "deleted",
        Change::Inserted => "inserted",
        Change::Reformatted => "reformatted",
    }
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

fn container(kind: &ContainerKind) -> &'static str {
    match kind {
        ContainerKind::Quote(_) => "quote",
        ContainerKind::List(None) => "list",
        ContainerKind::List(Some(_)) => "numbered list",
        ContainerKind::Item(_) => "item",
        ContainerKind::Aside(_) => "aside",
        ContainerKind::Caption => "caption",
        ContainerKind::Table(_) => "table",
        ContainerKind::Head => "head",
        ContainerKind::Body => "body",
        ContainerKind::Row => "row",
        ContainerKind::Footnote(_) => "footnote",
        ContainerKind::Definitions => "definitions",
        ContainerKind::Definition => "definition",
    }
}
