//! The published line of commits, brought up to the published revision.

use super::annexes::Sources;
use super::archive::Archive;
use super::inputs::Inputs;
use super::refusals;
use super::state::State;
use super::{Progress, Stage};
use crate::addenda;
use crate::error::{Result, Warning};
use crate::history::{Advance, History, Trees};
use crate::model::CommitId;
use crate::publish::Folder;

/// The published line of commits, up to the published revision.
pub(super) struct PublishedLine<'a> {
    pub(super) history: History,
    /// How many of its commits were kept before.
    pub(super) kept: usize,
    /// The oldest commit.
    pub(super) root: CommitId,
    /// The files that texts link to.
    pub(super) sources: Sources<'a>,
    /// Whether the published revision has files of changes.
    pub(super) has_changes: bool,
    /// Warnings about the commits that were read now.
    pub(super) warnings: Vec<Warning>,
}

/// Takes the published line out of `state` and adds what was committed since. With other settings of what is read it is
/// read again from its first commit.
pub(super) fn advance<'a>(inputs: &'a Inputs<'_>, state: &mut State) -> Result<PublishedLine<'a>> {
    state.load_facts(inputs.folder, inputs.reader)?;
    let Archive { repository, tip, config, scope, .. } = &inputs.archive;
    let progress = &mut |done, all| (inputs.listener)(Progress { stage: Stage::Commits, done, all });
    let mut history = state.take_history(inputs.folder, scope.clone(), config.show_authors)?;
    let (mut kept, mut warnings) = (history.len(), Vec::new());
    if kept > 0 && state.record.reading != Some(inputs.archive.reading) {
        (history, warnings) = history.reread(repository, scope.clone(), config.show_authors, progress)?;
        state.is_reread = true;
        kept = 0;
    }
    if let Some(continued) = inputs.continued.filter(|_| history.is_empty()) {
        let published = continued.commits();
        let stands = repository.ancestors(tip)?;
        continued.refuse_lost(&|commit| !stands.contains(commit))?;
        warnings.extend(history.advance_along(repository, &published, progress)?);
    }
    match history.advance(repository, tip, inputs.accept, progress)? {
        Advance::Grown(odd) => warnings.extend(odd),
        Advance::Rewritten(correction) => {
            return Err(refusals::rewritten(&history, &state.record.policies, &correction));
        }
    }
    inputs.archive.check(&history.lineages())?;
    warnings.extend(old_state(inputs.folder));
    // if a policy failed, the files that its kept texts link to were not followed to the end
    let followed = if state.record.complete { kept.saturating_sub(1) } else { 0 };
    let sources = Sources::new(Trees::new(&history, followed), scope, config.annex_limit, followed);
    let root = history.root().unwrap_or_else(|| tip.commit.clone());
    let has_changes = repository.has_folder(tip, addenda::FOLDER)?;
    Ok(PublishedLine { history, kept, root, sources, has_changes, warnings })
}

/// The warning about the state of an older version of this program.
fn old_state(folder: &Folder) -> Option<Warning> {
    let message = "is no longer used: the state is kept outside the published folder; remove it";
    folder.has_old_state().then(|| Warning::new(".promulgate", message))
}
