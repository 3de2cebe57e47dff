//! The data from which the script of the compare page shows any two versions in a browser, exactly as this module
//! writes them.

use super::note_kind::NoteKind;
use super::notes::{MOST as NOTE, alert_name};
use super::tree::MOST as INTEGER;
use super::url::{Target, target};
use super::{AnnexLink, Links, Note};
use crate::document::{Align, Aside, ContainerKind, FILLED_UP, Item, LeafKind, Mark, Numbering, footnote_anchor};
use crate::model::Shape;
use crate::percent::encode;
use crate::weave::{self, Export, ExportLeaf, ExportMove, Run, Weave};
use serde::Serialize;
use std::collections::BTreeMap;

/// A weave for the browser. Lists stand for structs, and what is as usual is left out at their ends.
#[derive(Serialize)]
struct Data {
    /// The text of each version.
    versions: Vec<u32>,
    limits: Limits,
    /// With which text each was matched, where that is not the one before it.
    bases: BTreeMap<u32, u32>,
    coarse: Vec<u32>,
    lives: Vec<Vec<u32>>,
    tracks: Vec<Vec<u32>>,
    settings: Vec<Vec<usize>>,
    marks: Vec<Vec<Value>>,
    shapes: Vec<Vec<Value>>,
    containers: Vec<Vec<Value>>,
    leaves: Vec<Vec<Value>>,
    /// By text.
    moves: BTreeMap<u32, Vec<MoveData>>,
    notes: BTreeMap<&'static str, String>,
    /// What an image without a text is called.
    picture: String,
}

/// The bounds and names that the script has from here, so that it shows what this program would.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Limits {
    #[serde(flatten)]
    weave: weave::Limits,
    /// The longest value in a note, in characters.
    note: usize,
    /// The largest number of a list's item.
    integer: u64,
    /// Which tables are filled up: see [`is_filled_up`](crate::document::is_filled_up).
    empty_places: [usize; 2],
}

/// The lines of a block that moved, and which of their text did.
type MoveData = (usize, usize, Vec<usize>, Vec<usize>);

#[derive(Serialize, PartialEq)]
#[serde(untagged)]
enum Value {
    Nothing,
    Number(usize),
    /// As in all around it.
    Same(i8),
    Text(String),
    List(Vec<Value>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The weave for the compare page's script, with links as they lead from where it is shown.
pub fn weave_data(weave: &Weave, links: &dyn Links) -> impl Serialize + use<> {
    let Export { versions, bases, coarse, lives, settings, tracks, shapes, containers, leaves, moves } = weave.export();
    let mut marks: Vec<Mark> = Vec::new();
    let mut number = |mark: Mark| {
        marks.iter().position(|known| *known == mark).unwrap_or_else(|| {
            marks.push(mark);
            marks.len() - 1
        })
    };
    let settings = settings.into_iter().map(|marks| marks.into_iter().map(&mut number).collect()).collect();
    let parent = |parent: Option<usize>| Value::Number(parent.map_or(0, |p| p + 1));
    let shapes = shapes.into_iter().map(|shape| {
        let anchors = shape.anchors.into_iter().map(Value::Text);
        [parent(shape.parent), Value::Text(leaf_kind(&shape.kind))].into_iter().chain(anchors).collect()
    });
    let containers = containers.into_iter().map(|container| {
        let kinds = container.kinds.iter().enumerate().flat_map(|(ix, (from, kind))| {
            let from = (ix > 0).then_some(Value::Number(*from as usize));
            from.into_iter().chain([Value::Text(container_kind(kind))])
        });
        std::iter::once(parent(container.parent)).chain(kinds).collect()
    });
    let notes = NoteKind::ALL
        .iter()
        .filter(|kind| !kind.is_of_texts_alone())
        .map(|kind| (kind.key(), links.say(&Note { kind: *kind, value: "{value}".into() })));
    Data {
        versions,
        limits: Limits { weave: weave::limits(), note: NOTE, integer: INTEGER, empty_places: FILLED_UP },
        bases: bases.into_iter().collect(),
        coarse,
        lives,
        tracks,
        settings,
        marks: marks.iter().map(|mark| self::mark(mark, links)).collect(),
        shapes: shapes.collect(),
        containers: containers.collect(),
        leaves: leaves.into_iter().map(leaf).collect(),
        moves: moves.into_iter().map(|(text, moves)| (text, moves.into_iter().map(moved).collect())).collect(),
        notes: notes.collect(),
        picture: links.picture(),
    }
}

fn moved(ExportMove { from, to, there, here }: ExportMove) -> MoveData {
    (from, to, there, here)
}

fn leaf(ExportLeaf { life, shape, runs }: ExportLeaf) -> Vec<Value> {
    let shape = match shape[..] {
        [only] => Value::Number(only as usize),
        _ => Value::List(shape.into_iter().map(|n| Value::Number(n as usize)).collect()),
    };
    [Value::Number(life), shape].into_iter().chain(runs.into_iter().map(|r| run(r, life))).collect()
}

fn run(Run { text, life, track, words, lettered, known, .. }: Run, around: usize) -> Value {
    let as_usual = [Value::Nothing, Value::Same(-1), Value::Number(0), Value::Number(0)];
    let life = if life == around { Value::Same(-1) } else { Value::Number(life) };
    let mut values = vec![Value::Text(text), life, Value::Number(track), Value::Number(words)];
    if known > 0 || lettered != words.div_ceil(2) {
        values.push(Value::Number(lettered));
        values.extend((known > 0).then_some(Value::Number(known)));
    } else {
        while values.len() > 1 && values.last() == as_usual.get(values.len() - 1) {
            values.pop();
        }
    }
    match values.pop() {
        Some(text) if values.is_empty() => text,
        last => Value::List(values.into_iter().chain(last).collect()),
    }
}

fn leaf_kind(kind: &LeafKind) -> String {
    match kind {
        LeafKind::Paragraph => "p".into(),
        LeafKind::Heading(level) => format!("h{level}"),
        LeafKind::Line => "line".into(),
        LeafKind::Cell(cell) => {
            let name = if cell.head { "th" } else { "td" };
            if cell.is_wide() { format!("{name}:{}x{}", cell.columns, cell.rows) } else { name.into() }
        }
        LeafKind::Code(info) => format!("pre:{info}"),
        LeafKind::Term => "dt".into(),
        LeafKind::Rule => "hr".into(),
    }
}

fn container_kind(kind: &ContainerKind) -> String {
    match kind {
        ContainerKind::Quote(None) => "quote".into(),
        ContainerKind::Quote(Some(alert)) => format!("quote:{}", alert_name(*alert)),
        ContainerKind::List(None) => "bullets".into(),
        ContainerKind::List(Some(Numbering { start, numerals, reversed })) => {
            let falls = if *reversed { ",reversed" } else { "" };
            format!("numbers:{start},{}{falls}", numerals.name().unwrap_or_default()).trim_end_matches(',').to_owned()
        }
        ContainerKind::Item(Item { task, number }) => {
            let task = task.map_or("", |done| if done { "done" } else { "open" });
            let number = number.map(|number| format!(",{number}")).unwrap_or_default();
            let said = format!("item:{task}{number}");
            said.trim_end_matches(':').to_owned()
        }
        ContainerKind::Aside(Aside { kind, titled }) => format!("aside:{kind}{}", if *titled { ",titled" } else { "" }),
        ContainerKind::Caption => "caption".into(),
        ContainerKind::Table(aligns) => {
            let letter = |align: &Align| match align {
                Align::None => '-',
                Align::Left => 'l',
                Align::Center => 'c',
                Align::Right => 'r',
            };
            format!("table:{}", aligns.iter().map(letter).collect::<String>())
        }
        ContainerKind::Head => "head".into(),
        ContainerKind::Body => "body".into(),
        ContainerKind::Row => "row".into(),
        ContainerKind::Footnote(label) => format!("footnote:{label}"),
        ContainerKind::Definitions => "definitions".into(),
        ContainerKind::Definition => "definition".into(),
    }
}

/// The name of a mark; of a link or an image where it leads as written, its title, its URL, 0 if that is as written, and,
/// if it leads to a place of the text, that place; of one that leads to files of the site, sixth, these: from which version
/// on, the URL, and of a picture its width and height. Of a footnote's mark its place and the URL of that.
fn mark(mark: &Mark, links: &dyn Links) -> Vec<Value> {
    let link = |name: &str, href: &str, title: &str| {
        let (url, place) = match target(href) {
            Target::Url(url) => (Some(url.into_owned()), None),
            Target::Fragment(id) => (Some(format!("#{}", encode(&id))), Some(id)),
            Target::Relative(href) => (links.locate(href), None),
            Target::Nowhere => (None, None),
        };
        let mut values = vec![name.into(), href.into(), title.into()];
        let as_written = |url: String| if url == href { Value::Same(0) } else { Value::Text(url) };
        values.extend(url.map(as_written));
        values.extend(place.map(Value::Text));
        let files = links.annexes(href.trim());
        if !files.is_empty() {
            values.resize_with(5, || Value::Nothing);
            values.push(Value::List(files.into_iter().map(file).collect()));
        }
        values
    };
    match mark {
        Mark::Emphasis => vec!["emphasis".into()],
        Mark::Strong => vec!["strong".into()],
        Mark::Strike => vec!["strike".into()],
        Mark::Underline => vec!["underline".into()],
        Mark::Highlight => vec!["highlight".into()],
        Mark::Small => vec!["small".into()],
        Mark::Sub => vec!["sub".into()],
        Mark::Sup => vec!["sup".into()],
        Mark::Kbd => vec!["kbd".into()],
        Mark::Code => vec!["code".into()],
        Mark::Break => vec!["break".into()],
        Mark::Footnote(label) => {
            let anchor = footnote_anchor(label);
            let url = format!("#{}", encode(&anchor));
            vec!["footnote".into(), Value::Text(anchor), Value::Text(url)]
        }
        Mark::Link { href, title } => link("link", href, title),
        Mark::Image { src, title } => link("image", src, title),
    }
}

fn file((from, link): (usize, Option<AnnexLink>)) -> Value {
    let mut values = vec![Value::Number(from)];
    if let Some(AnnexLink { url, shape }) = link {
        values.push(Value::Text(url));
        if let Shape::Picture(size) = shape {
            let (width, height) = size.unwrap_or_default();
            values.extend([width, height].map(|side| Value::Number(side as usize)));
        }
    }
    Value::List(values)
}
