//! Adds entries to the tree of the ledger, with a checkpoint for each commit that adds some.

use super::leaves::{Again, Leaf, Planned};
use super::{of_lines, published};
use crate::error::Result;
use crate::ledger::{Checkpoint, Note, Tree, is_consistent, leaf_hash, lines_of};
use crate::model::{Timestamp, VersionNumber};
use crate::pipeline::continued::Continued;
use crate::pipeline::inputs::Inputs;
use crate::pipeline::logged::Logged;
use crate::pipeline::plan::Plan;
use crate::places::{OfLog, Place};
use std::collections::HashMap;

/// The ledger with what was added.
pub(super) struct Grown {
    pub(super) tree: Tree,
    /// How many entries there were before.
    pub(super) before: u64,
    /// All lines, if some were added or the file of them is gone.
    pub(super) text: Option<String>,
    /// The lines that were added.
    added: Vec<String>,
    /// The checkpoints of what was added, oldest first.
    pub(super) checkpoints: Vec<CommitCheckpoint>,
    /// The latest one.
    pub(super) checkpoint: String,
    /// Where versions that were added are: at which place, and in which of the checkpoints first. By number and version.
    pub(super) versions: HashMap<(usize, VersionNumber), (u64, usize)>,
}

/// The checkpoint of a commit.
pub(super) struct CommitCheckpoint {
    pub(super) size: u64,
    pub(super) note: Note,
    pub(super) date: Timestamp,
}

impl Grown {
    /// What the latest checkpoint states of the ledger of this name.
    pub(super) fn stated(&self, origin: &str) -> Checkpoint {
        let (size, origin) = (self.tree.size(), origin.to_owned());
        Checkpoint { origin, size, root: self.tree.root(size).expect("the right edge of a tree has its root") }
    }

    /// All lines, if they are at hand.
    pub(super) fn lines(&self) -> Vec<&str> {
        self.text.as_deref().map(|text| lines_of(text).collect()).unwrap_or_default()
    }

    /// The line at this place, which was added just now.
    pub(super) fn line(&self, index: u64) -> Option<&str> {
        let added = usize::try_from(index.checked_sub(self.before)?).ok()?;
        self.added.get(added).map(String::as_str)
    }
}

/// Adds what is `planned` to the ledger that `logged` tells of, after the lines of `base`, which are published already and
/// new to the state. Brings `logged` to what there is then.
pub(super) fn grow(
    (inputs, plan, again): (&Inputs<'_>, &Plan<'_>, Again<'_>),
    logged: &mut Logged,
    origin: &str,
    base: Vec<Leaf>,
    planned: Planned,
) -> Result<Grown> {
    let mut tree = Tree::from_edge(&logged.edge);
    let before = tree.size();
    let mut grown = Grown {
        tree: Tree::default(),
        before,
        text: None,
        added: Vec::new(),
        checkpoints: Vec::new(),
        checkpoint: logged.checkpoint.clone(),
        versions: HashMap::new(),
    };
    let leaves: Vec<Leaf> = base.into_iter().chain(planned.leaves).collect();
    let is_lost = !plan.state.record.shared.contains_key(&Place::Log(OfLog::Leaves).path());
    if !leaves.is_empty() || is_lost {
        let mut text = match before {
            0 => String::new(),
            _ => published::lines(plan, logged, again)?,
        };
        for group in leaves.chunk_by(|a, b| a.order == b.order && a.key.is_none() && b.key.is_none()) {
            logged.announced.extend(group[0].key.clone());
            for leaf in group {
                if let Some(version) = leaf.version {
                    grown.versions.insert(version, (tree.size(), grown.checkpoints.len()));
                }
                tree.append(leaf_hash(leaf.line.as_bytes()));
                text += &leaf.line;
            }
            let (file, text) = (OfLog::CheckpointAt(tree.size()), stated(&tree, origin));
            let note = inputs.signing.note(file, text, &logged.announced);
            let date = group.last().map_or(inputs.archive.tip.date, |leaf| leaf.date);
            grown.checkpoints.push(CommitCheckpoint { size: tree.size(), note, date });
        }
        refuse_forks(plan, logged, &tree)?;
        logged.lines = of_lines(&text);
        grown.text = Some(text);
        grown.added = leaves.into_iter().map(|leaf| leaf.line).collect();
        logged.files.extend(planned.files);
        logged.edge = tree.edge();
        logged.rewrites = plan.line.history.corrections().len();
    }
    // signed anew where other keys sign; what others signed stays
    let mut now = inputs.signing.note(OfLog::Checkpoint, stated(&tree, origin), &logged.announced);
    for known in Note::parse(&logged.checkpoint).iter().chain(inputs.continued.map(Continued::note)) {
        now.take_cosignatures(known, origin);
    }
    logged.checkpoint = now.to_string();
    grown.checkpoint.clone_from(&logged.checkpoint);
    grown.tree = tree;
    Ok(grown)
}

/// What the checkpoint of the whole tree says.
fn stated(tree: &Tree, origin: &str) -> String {
    let (origin, size) = (origin.to_owned(), tree.size());
    let root = tree.root(size).expect("the right edge of a tree has its root");
    Checkpoint { origin, size, root }.to_text()
}

/// Signs nothing that does not go on from what was signed last.
fn refuse_forks(plan: &Plan<'_>, logged: &Logged, tree: &Tree) -> Result<()> {
    let Some(last) = Note::parse(&logged.checkpoint).and_then(|note| Checkpoint::parse(&note.text)) else {
        return Ok(()); // there was none
    };
    let size = tree.size();
    let goes_on = last.size == 0
        || tree
            .consistency(last.size, size)
            .zip(tree.root(size))
            .is_some_and(|(proof, root)| is_consistent(last.size, last.root, size, root, &proof));
    if goes_on { Ok(()) } else { Err(crate::publish::damaged(plan.folder.state_place())) }
}
