//! What an editor is told of a place in a text: how often a section changed, or what a clause says.

use super::archive::Source;
use super::checking::below;
use super::survey::survey_one;
use crate::check::{Text, clause_at};
use crate::error::Result;
use crate::history::Repository;
use crate::model::{CommitId, Policy, SectionState, Timestamp, VersionNumber};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// What is told of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Of a heading: how often its section changed since it first stood, and when last, if it is published.
    Section {
        /// The version in which it first stood, and when that was published.
        born: (VersionNumber, Timestamp),
        /// How often it changed since.
        times: usize,
        /// The version in which it changed last, and when that was published.
        last: Option<(VersionNumber, Timestamp)>,
    },
    /// Of a reference to a clause: what the clause says.
    Clause(String),
}

/// What is known of policies as they are published, each read once for each commit.
#[derive(Default)]
pub struct Known {
    commit: Option<CommitId>,
    policies: BTreeMap<String, Option<Policy>>,
}

impl Known {
    /// What is told of the byte `at` of a text, in the file at `file`, and of which bytes.
    ///
    /// # Errors
    /// The repository can't be read.
    pub fn told(
        &mut self,
        source: &Source,
        file: &Path,
        text: &Text,
        at: usize,
    ) -> Result<Option<(Range<usize>, Told)>> {
        if let Some((range, said)) = clause_at(text, at) {
            return Ok(Some((range, Told::Clause(said))));
        }
        let pieces = &text.source.pieces;
        let Some(heading) = text.headings().find(|heading| pieces[heading.piece].range.contains(&at)) else {
            return Ok(None);
        };
        let repository = Repository::discover(&source.repo)?;
        let tree = repository.work_tree().unwrap_or(Path::new("")).to_owned();
        let path = below(&tree, file)?;
        let tip = repository.tip(&source.rev)?.commit;
        if self.commit.as_ref() != Some(&tip) {
            (self.commit, self.policies) = (Some(tip), BTreeMap::new());
        }
        let read = || survey_one(source, &path, &|_| {}).ok().and_then(|survey| survey.policies.into_iter().next());
        let policy = self.policies.entry(path.clone()).or_insert_with(read);
        let told = policy.as_ref().and_then(|policy| section(policy, heading.text.trim()));
        Ok(told.map(|told| (pieces[heading.piece].range.clone(), told)))
    }
}

/// The section of the current text with this heading.
fn section(policy: &Policy, heading: &str) -> Option<Told> {
    let section = policy.sections.all.iter().find(|section| section.stands && section.heading == heading)?;
    let published = |n: VersionNumber| policy.versions.get(n.index()).map(|version| (n, version.published));
    let changes =
        || section.changes.iter().filter(|event| event.version > section.born && event.state != SectionState::Added);
    let last = changes().next_back().and_then(|event| published(event.version));
    Some(Told::Section { born: published(section.born)?, times: changes().count(), last })
}
