//! The difference of two trees, read only where they differ, and within fixed limits.
//!
//! A handful of trees that refer to each other often enough has more paths than fit into memory, and costs its author
//! some hundred bytes. So the cost of a walk is counted first, each pair of trees once; then folders are walked, small
//! ones first, until [`MOST`] is spent. Whatever exceeds the limit keeps its previous state: nothing that still exists
//! looks deleted because of it.

use super::entries::{Node, Pair};
use super::name::{Odd, shown};
use super::oid::clean;
use super::{Repository, unreadable};
use crate::error::{Result, Warning};
use git2::{ObjectType, Oid};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// How many files and folders one commit can change.
pub(super) const MOST: usize = 500_000;
/// How deep a folder can be in others. Git itself goes down to 2,048; every page of a policy lies some folders deeper
/// than its file, and its whole path has to fit into the 4,096 bytes that systems allow.
const DEEPEST: usize = 100;
/// How long the path of a file can be, in bytes, for the same reason.
const LONGEST: usize = 2_000;

/// A Markdown file that is new, gone or other.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Delta {
    pub(super) path: String,
    #[serde(with = "super::oid::maybe")]
    pub(super) old: Option<Oid>,
    #[serde(with = "super::oid::maybe")]
    pub(super) new: Option<Oid>,
    /// Whether there are more new bytes than a text may have.
    pub(super) large: bool,
}

impl Delta {
    pub(super) fn new(path: String, (old, new): Pair) -> Self {
        Self { path, old, new, large: false }
    }
}

/// What differs between two trees.
#[derive(Default)]
pub(super) struct Comparison {
    /// By path.
    pub(super) deltas: Vec<Delta>,
    /// Folders, with a `/` at the end, that were too much to be read; what stands in them stays as it was.
    pub(super) unread: Vec<String>,
    /// Folders that were too much before: all files in them are told as if they were new.
    pub(super) anew: Vec<String>,
    /// Folders that are gone, of which not all files are told.
    pub(super) gone: Vec<String>,
    /// What was left out because it was too much.
    pub(super) warnings: Vec<Warning>,
    /// What is no policy, though it looks like one, and is new: path and reason.
    pub(super) odd: Vec<(String, Odd)>,
}

/// The Markdown files in `folder` ("" is the whole tree) that differ between two root trees. The folders `unread` were too
/// much to be read in the old one.
pub(super) fn compare(
    repository: &Repository,
    folder: &str,
    old: Option<Oid>,
    new: Oid,
    unread: &BTreeSet<String>,
) -> Result<Comparison> {
    let old = old.map(|oid| below(repository, oid, folder)).transpose()?.flatten();
    let root = (old, below(repository, new, folder)?);
    if root.0 == root.1 {
        return Ok(Comparison::default());
    }
    let path = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let (nodes, found) = (Nodes::default(), Comparison::default());
    let mut walk = Walk { repository, unread, nodes, left: MOST, found, excess: [const { Vec::new() }; 4] };
    walk.run(root, path)?;
    walk.warn();
    walk.found.deltas.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(walk.found)
}

/// The tree at the path `folder` below `root`.
fn below(repository: &Repository, root: Oid, folder: &str) -> Result<Option<Oid>> {
    let mut oid = root;
    for segment in folder.split('/').filter(|segment| !segment.is_empty()) {
        let tree = repository.git().find_tree(oid).map_err(|e| unreadable(oid, e))?;
        match tree.get_name(segment).filter(|entry| entry.kind() == Some(ObjectType::Tree)) {
            Some(entry) => oid = clean(entry.id()),
            None => return Ok(None),
        }
    }
    Ok(Some(oid))
}

/// Every pair of trees that is met, each once, however often it is met. Those that are missing are too much to be read.
#[derive(Default)]
struct Nodes {
    by_pair: HashMap<Pair, Node>,
    /// How many entries they have.
    size: usize,
}

impl Nodes {
    /// Reads what is below `root`, unless it was read.
    fn measure(&mut self, repository: &Repository, root: Pair) -> Result<()> {
        let mut open = vec![(root, false)];
        while let Some((pair, complete)) = open.pop() {
            if complete {
                let Some(node) = self.by_pair.get(&pair) else { continue };
                let below = node.folders.iter().fold(0usize, |sum, (_, child)| sum.saturating_add(self.cost(child)));
                let cost = below.saturating_add(1 + node.files.len());
                self.by_pair.entry(pair).and_modify(|node| node.cost = cost);
            } else if !self.by_pair.contains_key(&pair)
                && let Some(node) = Node::read(repository, pair)?.filter(|node| self.size + node.size() <= 2 * MOST)
            {
                self.size += node.size();
                open.push((pair, true));
                open.extend(node.folders.iter().map(|(_, child)| (*child, false)));
                self.by_pair.insert(pair, node);
            }
        }
        Ok(())
    }

    fn cost(&self, pair: &Pair) -> usize {
        self.by_pair.get(pair).map_or(usize::MAX, |node| node.cost)
    }
}

/// Why something is left out.
#[derive(Clone, Copy)]
enum Excess {
    Large,
    Changed,
    Deep,
    Long,
}

struct Walk<'a> {
    repository: &'a Repository,
    unread: &'a BTreeSet<String>,
    nodes: Nodes,
    /// How many files and folders may still be met.
    left: usize,
    found: Comparison,
    /// By reason, what is left out.
    excess: [Vec<String>; 4],
}

impl Walk<'_> {
    fn run(&mut self, root: Pair, path: String) -> Result<()> {
        self.nodes.measure(self.repository, root)?;
        let mut open = vec![(root, path, 0)];
        while let Some((mut pair, folder, depth)) = open.pop() {
            if pair.0.is_some() && pair.1.is_some() && self.unread.contains(&folder) {
                pair.0 = None;
                self.nodes.measure(self.repository, pair)?;
                self.found.anew.push(folder.clone());
            }
            let node = self.nodes.by_pair.get(&pair).filter(|node| self.walks(pair, node, depth));
            let Some(node) = node else {
                self.pass(pair, folder, depth);
                continue;
            };
            self.left -= 1 + node.files.len();
            for (name, pair) in &node.files {
                let path = format!("{folder}{name}");
                match path.len() <= LONGEST {
                    true => self.found.deltas.push(Delta::new(path, *pair)),
                    false if pair.1.is_some() => self.excess[Excess::Long as usize].push(path),
                    false => {}
                }
            }
            self.found.odd.extend(node.odd.iter().map(|(name, odd)| (format!("{folder}{name}"), *odd)));
            let mut children: Vec<&(String, Pair)> = node.folders.iter().collect();
            children.sort_by_key(|(_, child)| std::cmp::Reverse(self.nodes.cost(child))); // the smallest is popped first
            open.extend(children.into_iter().map(|(name, child)| (*child, format!("{folder}{name}/"), depth + 1)));
        }
        Ok(())
    }

    /// Whether a folder is walked: if all of it is bearable; or if something of it may be, since it stood before or is
    /// too much only for one folder in it.
    fn walks(&self, (old, new): Pair, node: &Node, depth: usize) -> bool {
        let too_much = |child: &&(String, Pair)| self.nodes.cost(&child.1) > self.left;
        let in_part =
            || depth == 0 || (old.is_some() && new.is_some()) || node.folders.iter().filter(too_much).count() == 1;
        depth <= DEEPEST && node.files.len() < self.left && (node.cost <= self.left || in_part())
    }

    fn pass(&mut self, pair: Pair, folder: String, depth: usize) {
        match pair {
            (Some(_), None) => self.found.gone.push(folder),
            _ => {
                let why = match pair.0 {
                    _ if depth > DEEPEST => Excess::Deep,
                    Some(_) => Excess::Changed,
                    None => Excess::Large,
                };
                self.excess[why as usize].push(folder.clone());
                self.found.unread.push(folder);
            }
        }
    }

    /// One warning for each reason.
    fn warn(&mut self) {
        for (why, paths) in [Excess::Large, Excess::Changed, Excess::Deep, Excess::Long].into_iter().zip(&self.excess) {
            let Some(first) = paths.iter().min() else { continue };
            let more = match paths.len() - 1 {
                0 => String::new(),
                more => format!(" (and {more} more like it)"),
            };
            let message = match why {
                Excess::Large => format!("the folder has more than {MOST} files and folders; skipped{more}"),
                Excess::Changed => {
                    format!(
                        "more than {MOST} files and folders changed at once; the folder keeps its previous state{more}"
                    )
                }
                Excess::Deep => format!("folders nested more than {DEEPEST} deep are skipped{more}"),
                Excess::Long => format!("paths longer than {LONGEST} bytes are skipped{more}"),
            };
            self.found.warnings.push(Warning::new(abridged(&shown(first)), message));
        }
    }
}

/// The beginning of a long path.
fn abridged(path: &str) -> String {
    const SHOWN: usize = 120;
    match path.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &path[..end]),
        None => path.to_owned(),
    }
}
