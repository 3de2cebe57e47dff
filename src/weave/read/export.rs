//! The weave as plain data, from which a program that only filters reads every version and every redline.
//!
//! Words of a leaf that always stood together, set alike, are one run. What is the same in many places (in which texts
//! something stands, how it is set, what a leaf is) is written once and numbered.

use super::line::Line;
use super::ordinal::ordinal;
use crate::document::{self, ContainerKind, Span};
use crate::tally::{Work, count};
use crate::weave::life::Track;
use crate::weave::nodes::Moved;
use crate::weave::nodes::{LeafNode, Shape, Weave, WordNode, Woven};
use crate::weave::words::weight;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

/// A weave as plain data.
#[derive(Debug)]
pub struct Export {
    /// The text of each version, from 0.
    pub versions: Vec<u32>,
    /// The text with which each text was matched, where that is not the one before it.
    pub bases: Vec<(u32, u32)>,
    /// The texts that were not compared with their base to the last word.
    pub coarse: Vec<u32>,
    /// In which texts something stands: where it begins, where it ends, where it begins again…
    pub lives: Vec<Vec<u32>>,
    /// Marks, from the outside in.
    pub settings: Vec<Vec<document::Mark>>,
    /// How a run is set: a setting, and where another one begins, and so on.
    pub tracks: Vec<Vec<u32>>,
    /// What leaves are.
    pub shapes: Vec<ExportShape>,
    /// A parent stands before its children.
    pub containers: Vec<ExportContainer>,
    /// In reading order.
    pub leaves: Vec<ExportLeaf>,
    /// What moved from its base to a text, where the numbers of runs do not say it.
    pub moves: Vec<(u32, Vec<ExportMove>)>,
}

/// A block that moved: the lines of the redline, and which of their text stands in both, from where to where, in UTF-16.
#[derive(Debug)]
pub struct ExportMove {
    /// The line that was deleted.
    pub from: usize,
    /// The line that was inserted.
    pub to: usize,
    /// Of the former the text that moved.
    pub there: Vec<usize>,
    /// Of the latter.
    pub here: Vec<usize>,
}

/// What a leaf is and where it stands.
#[derive(Debug)]
pub struct ExportShape {
    /// The container around it.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: document::LeafKind,
    /// Its addresses.
    pub anchors: Vec<String>,
}

/// A container over all texts.
#[derive(Debug)]
pub struct ExportContainer {
    /// The container around it.
    pub parent: Option<usize>,
    /// What it is, from which text on.
    pub kinds: Vec<(u32, ContainerKind)>,
}

/// The end of a leaf over all texts, and the runs of words before it.
#[derive(Debug)]
pub struct ExportLeaf {
    /// Among [`Export::lives`].
    pub life: usize,
    /// What it is: a shape, and where another one begins, and so on.
    pub shape: Vec<u32>,
    /// Its words.
    pub runs: Vec<Run>,
}

/// Words that always stood together.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Their text.
    pub text: String,
    /// Among [`Export::lives`].
    pub life: usize,
    /// Among [`Export::tracks`].
    pub track: usize,
    /// How many words; none where a leaf was never cut into words, and for what is not the first part of a word.
    pub words: usize,
    /// How many of them have letters or digits.
    pub lettered: usize,
    /// The number under which the first is known in other leaves too; those after it have the next numbers. 0 if in none.
    pub known: usize,
    /// How many numbers it has.
    pub numbers: usize,
    /// Whether it is a run of its own in any case.
    apart: bool,
    /// Whether what follows is another run in any case.
    last: bool,
}

/// Numbers values from 0.
#[derive(Debug)]
struct Table<T> {
    numbers: FxHashMap<T, usize>,
    values: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { numbers: FxHashMap::default(), values: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    fn number(&mut self, value: T) -> usize {
        let values = &mut self.values;
        *self.numbers.entry(value).or_insert_with_key(|value| {
            values.push(value.clone());
            values.len() - 1
        })
    }
}

#[derive(Default)]
struct Tables {
    lives: Table<Vec<u32>>,
    settings: Table<Vec<document::Mark>>,
    tracks: Table<Vec<u32>>,
    shapes: Table<Shape>,
}

impl Weave {
    /// The weave as plain data.
    pub fn export(&self) -> Export {
        count(Work::NodesVisited, self.leaves.len());
        let mut tables = Tables::default();
        tables.lives.number(vec![0]); // what always stood is number 0, and what is set plainly
        tables.settings.number(Vec::new());
        tables.tracks.number(vec![0]);
        let known = self.known_parts();
        let (moves, borders) = self.export_moves();
        let mut leaves: Vec<ExportLeaf> =
            self.leaves.iter().enumerate().map(|(ix, _)| self.export_leaf(ix, &known, &borders, &mut tables)).collect();
        let starts: FxHashSet<usize> = {
            let runs = leaves.iter().flat_map(|leaf| joined(&leaf.runs, &FxHashSet::default()));
            runs.filter(|run| run.known > 0).flat_map(|run| [run.known, run.known + run.numbers]).collect()
        };
        leaves.iter_mut().for_each(|leaf| leaf.runs = joined(&leaf.runs, &starts));
        let containers = self.containers.iter().map(|container| ExportContainer {
            parent: container.parent,
            kinds: std::iter::once((0, container.kind.first().clone()))
                .chain(container.kind.later().cloned())
                .collect(),
        });
        let shapes = tables.shapes.values.into_iter();
        Export {
            versions: self.versions.clone(),
            bases: self.numbered(|text, woven| (text > woven.base + 1).then_some(woven.base)).collect(),
            coarse: self.numbered(|_, woven| woven.coarse.then_some(())).map(|(text, ())| text).collect(),
            lives: tables.lives.values,
            settings: tables.settings.values,
            tracks: tables.tracks.values,
            shapes: shapes.map(|Shape { parent, kind, anchors }| ExportShape { parent, kind, anchors }).collect(),
            containers: containers.collect(),
            leaves,
            moves,
        }
    }

    fn export_leaf(&self, ix: usize, known: &Known, borders: &Borders, tables: &mut Tables) -> ExportLeaf {
        let node = &self.leaves[ix];
        let life = tables.lives.number(node.alive.bounds());
        let mut shape = Vec::new();
        for (from, value) in std::iter::once((0, node.shape.first())).chain(node.shape.later().map(|(v, s)| (*v, s))) {
            shape.extend((from > 0).then_some(from));
            shape.push(tables.shapes.number(value.clone()) as u32);
        }
        let mut runs = Vec::new();
        if node.cut {
            let apart = self.apart(node);
            for (at, word) in node.words.iter().enumerate() {
                self.export_word(word, apart.contains(&at), known, tables, &mut runs);
                if let Some(run) = runs.last_mut() {
                    run.last |= borders.contains(&(ix, at));
                }
            }
        } else {
            let text = self.texts.value(*node.text.now());
            let borders = self.borders(&node.setting);
            self.export_text(text, &node.setting, &borders, tables, |text, track| {
                runs.push(Run {
                    text,
                    life,
                    track,
                    words: 0,
                    lettered: 0,
                    known: 0,
                    numbers: 0,
                    apart: false,
                    last: false,
                });
            });
        }
        ExportLeaf { life, shape, runs }
    }

    fn export_word(&self, word: &WordNode, apart: bool, known: &Known, tables: &mut Tables, runs: &mut Vec<Run>) {
        let life = tables.lives.number(word.alive.bounds());
        let text = self.words.text(word.text);
        let own = self.borders(&word.setting);
        let (first, borders) = known.get(&word.known).map_or((0, &own), |(first, borders)| (*first, borders));
        let lettered = usize::from(weight(text) > 0);
        let mut part = 0;
        self.export_text(text, &word.setting, borders, tables, |text, track| {
            let (words, lettered) = if part == 0 { (1, lettered) } else { (0, 0) };
            let known = if first > 0 { first + part } else { 0 };
            runs.push(Run {
                text,
                life,
                track,
                words,
                lettered,
                known,
                numbers: usize::from(first > 0),
                apart,
                last: false,
            });
            part += 1;
        });
    }

    /// A text in the parts between `borders`, each with how it is set.
    fn export_text(
        &self,
        text: &str,
        setting: &Track<u32>,
        borders: &[usize],
        tables: &mut Tables,
        mut add: impl FnMut(String, usize),
    ) {
        let mut start = 0;
        for end in borders {
            let mut marks = |setting: u32| {
                let spans = self.settings.value(setting);
                let span = spans.iter().find(|span| span.end > start);
                tables.settings.number(span.map(|span| span.marks.clone()).unwrap_or_default()) as u32
            };
            let mut track = vec![marks(*setting.first())];
            for (from, later) in setting.later() {
                let marks = marks(*later);
                if track.last() != Some(&marks) {
                    track.extend([*from, marks]);
                }
            }
            add(text[start..*end].to_owned(), tables.tracks.number(track));
            start = *end;
        }
    }

    /// Where the spans end by which a text was ever set.
    fn borders(&self, setting: &Track<u32>) -> Vec<usize> {
        let mut borders: Vec<usize> =
            setting.all().flat_map(|s| self.settings.value(*s)).map(|span: &Span| span.end).collect();
        borders.sort_unstable();
        borders.dedup();
        borders
    }

    /// For every word that is known in several leaves the number of its first part, and where its parts end.
    fn known_parts(&self) -> Known {
        let mut borders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for word in self.leaves.iter().flat_map(|l| &l.words).filter(|w| w.known > 0) {
            borders.entry(word.known).or_default().extend(self.borders(&word.setting));
        }
        let mut next = 1;
        let mut known = Known::default();
        for number in 1..=self.known {
            let Some(mut borders) = borders.remove(&number) else { continue };
            borders.sort_unstable();
            borders.dedup();
            let first = next;
            next += borders.len();
            known.insert(number, (first, borders));
        }
        known
    }

    /// What moved where the known words do not say it, and the words after which the text that moved begins or ends.
    fn export_moves(&self) -> (Moves, Borders) {
        let mut borders = Borders::default();
        let mut side = |line: &Line, words: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
            let moved: FxHashSet<usize> = words.collect();
            let (mut stretches, mut end, mut within) = (Vec::new(), 0, false);
            for (ix, mark) in line.marks.iter().enumerate() {
                if moved.contains(&ix) != std::mem::replace(&mut within, moved.contains(&ix)) {
                    stretches.push(end);
                    let before = ix.checked_sub(1).map(|before| &line.marks[before]);
                    borders.extend(before.and_then(|before| Some((before.node, before.word?))));
                }
                end += mark.word.map_or(1, |_| self.words.text(mark.text).encode_utf16().count());
            }
            stretches.extend(within.then_some(end));
            stretches
        };
        let mut all = Vec::new();
        for (text, (base, moves)) in self.numbered(|_, woven| Some((woven.base, woven.moves.as_ref()?))) {
            let (_, lines) = self.lines(self.sides(base, text));
            let moves = moves.iter().map(|Moved { from, to, words }| ExportMove {
                from: *from,
                to: *to,
                there: side(&lines[*from], &mut words.iter().map(|(i, _)| *i)),
                here: side(&lines[*to], &mut words.iter().map(|(_, j)| *j)),
            });
            all.push((text, moves.collect()));
        }
        (all, borders)
    }

    /// What `of` gives for texts, with their numbers.
    fn numbered<'a, T>(&'a self, of: impl Fn(u32, &'a Woven) -> Option<T>) -> impl Iterator<Item = (u32, T)> {
        (0..).zip(&self.woven).filter_map(move |(text, woven)| Some((text, of(text, woven)?)))
    }

    /// The words that are the number with which the leaf begins in any text: they are no run.
    fn apart(&self, node: &LeafNode) -> FxHashSet<usize> {
        let mut apart = FxHashSet::default();
        let mut texts: Vec<u32> = node.words.iter().flat_map(|word| word.alive.bounds()).collect();
        texts.sort_unstable();
        texts.dedup();
        for text in texts {
            let words = node.words.iter().enumerate().filter(|(_, word)| word.alive.at(text));
            let places: Vec<usize> = words.map(|(at, _)| at).take(12).collect();
            let count = ordinal(places.iter().map(|at| self.words.text(node.words[*at].text)));
            apart.extend(&places[..count]);
        }
        apart
    }
}

/// By text.
type Moves = Vec<(u32, Vec<ExportMove>)>;

/// Words, by their node and their place in it, that end a run.
type Borders = FxHashSet<(usize, usize)>;

/// By the number of a word that is known in several leaves, the number of its first part and where its parts end.
type Known = FxHashMap<u32, (usize, Vec<usize>)>;

/// The runs with those put together that always stood together; none is across one of the numbers `starts`.
fn joined(runs: &[Run], starts: &FxHashSet<usize>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        if let Some(last) = out.last_mut() {
            let goes_on = match (last.known, run.known) {
                (0, 0) => true,
                (0, _) | (_, 0) => false,
                (first, known) => first + last.numbers == known && !starts.contains(&known),
            };
            if goes_on && !last.apart && !run.apart && !last.last && (last.life, last.track) == (run.life, run.track) {
                last.text.push_str(&run.text);
                last.words += run.words;
                last.lettered += run.lettered;
                last.numbers += run.numbers;
                last.last = run.last;
                continue;
            }
        }
        out.push(run.clone());
    }
    out
}
