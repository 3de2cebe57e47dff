//! What is published, held so that proposals can be read against it, one after the other.

use super::naming::{Ids, Naming, Profiles};
use super::read::{Known, Standing, draft};
use super::value::Draft;
use crate::addenda;
use crate::error::Result;
use crate::history::{Advance, History, Proposal, Repository, Tip, Trees};
use crate::model::Digest;
use crate::pipeline::annexes::{AnnexReader, Sources};
use crate::pipeline::archive::{Archive, Source};
use crate::pipeline::stated;
use crate::pipeline::{Listener, Progress, Stage};
use std::collections::BTreeSet;

/// What is published, held so that proposals can be read against it. Settings are those of what is published.
pub struct Drafts {
    archive: Archive,
    history: History,
    ids: Ids,
    profiles: Profiles,
    /// The texts that are withheld.
    withheld: BTreeSet<Digest>,
    /// What was read of the policies that proposals changed so far.
    known: Known,
}

impl Drafts {
    /// Reads what `source` names, as what is published.
    ///
    /// # Errors
    /// The repository or its settings can't be read.
    pub fn open(source: &Source, listener: Listener<'_>) -> Result<Self> {
        let archive = Archive::open(source)?;
        let history = history(&archive, &archive.tip, listener)?;
        let naming = Naming::of(&archive, &archive.repository, &history, (&Profiles::new(), 0))?;
        let withheld = match archive.repository.has_folder(&archive.tip, addenda::FOLDER)? {
            true => {
                let sources = Sources::new(Trees::new(&history, 0), &archive.scope, archive.config.annex_limit, 0);
                let files = AnnexReader { sources: &sources, repository: &archive.repository };
                let lineages = naming.lineages.iter().map(|(_, lineage)| *lineage);
                stated::withheld(naming.catalog.entries().iter().zip(lineages), &history, files)?
            }
            false => BTreeSet::new(),
        };
        let (ids, profiles) = (naming.ids(), naming.profiles);
        Ok(Self { archive, history, ids, profiles, withheld, known: Known::new() })
    }

    /// What proposals are compared with.
    pub fn tip(&self) -> &Tip {
        &self.archive.tip
    }

    /// The repository.
    pub fn repository(&self) -> &Repository {
        &self.archive.repository
    }

    /// Reads `proposal`. One that conflicts with what is published is read against what was published when it began.
    ///
    /// # Errors
    /// Its revision is not known, or the repository can't be read.
    pub fn draft(&mut self, proposal: &Proposal) -> Result<Draft<'_>> {
        let archive = &self.archive;
        let proposed = archive.repository.propose(&archive.tip, proposal)?;
        if proposed.base.commit == archive.tip.commit {
            let standing =
                Standing { history: &self.history, ids: &self.ids, profiles: &self.profiles, withheld: &self.withheld };
            return draft(archive, proposed, &standing, &mut self.known);
        }
        let history = history(archive, &proposed.base, &|_| {})?;
        let naming = Naming::of(archive, &archive.repository, &history, (&Profiles::new(), 0))?;
        let standing =
            Standing { history: &history, ids: &naming.ids(), profiles: &naming.profiles, withheld: &self.withheld };
        draft(archive, proposed, &standing, &mut Known::new())
    }
}

/// The published line up to `tip`.
pub(super) fn history(archive: &Archive, tip: &Tip, listener: Listener<'_>) -> Result<History> {
    let mut history = History::new(archive.scope.clone(), archive.config.show_authors);
    let progress = &mut |done, all| listener(Progress { stage: Stage::Commits, done, all });
    match history.advance(&archive.repository, tip, None, progress)? {
        Advance::Grown(_) => Ok(history),
        Advance::Rewritten(_) => unreachable!("nothing was published that could be lost"),
    }
}
