//! Reads the policies that a proposal changes.

use super::naming::{Ids, Naming, Profiles};
use super::value::{Draft, DraftPolicy};
use crate::addenda;
use crate::annex;
use crate::error::{Fault, Result, Warning};
use crate::history::{Advance, DRAFT_MESSAGE, History, Lineage, Proposed, Repository, Tip, Trees, What};
use crate::model::Digest;
use crate::pages::DraftKind;
use crate::percent;
use crate::pipeline::annexes::{AnnexReader, Sources};
use crate::pipeline::archive::Archive;
use crate::pipeline::edition::Edition;
use crate::pipeline::read::{PolicySource, ReadState};
use crate::pipeline::stated;
use crate::pipeline::texts::ReadText;
use crate::pipeline::withheld::{Withheld, shown};
use crate::weave::Weave;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What was read of policies as they are published, by their numbers.
pub(super) type Known = HashMap<usize, Read>;

/// What was read of a policy, and the text that was read last.
#[derive(Clone, Default)]
pub(super) struct Read {
    facts: ReadState,
    weave: Weave,
    last: Option<Arc<ReadText>>,
}

/// What is published.
pub(super) struct Standing<'a> {
    pub(super) history: &'a History,
    pub(super) ids: &'a Ids,
    pub(super) profiles: &'a Profiles,
    /// The texts that are withheld of what is published, wherever the proposal began.
    pub(super) withheld: &'a BTreeSet<Digest>,
}

/// The draft that a proposal makes of what is `standing`.
pub(super) fn draft<'d>(
    archive: &'d Archive,
    proposed: Proposed,
    standing: &Standing<'_>,
    known: &mut Known,
) -> Result<Draft<'d>> {
    let Proposed { repository, base, tip, commit, conflicts } = proposed;
    let (mut history, place) = (standing.history.clone(), standing.history.len());
    match history.advance(&repository, &tip, None, &mut |_, _| {})? {
        Advance::Grown(_) => {}
        Advance::Rewritten(_) => unreachable!("a proposal follows what is published"),
    }
    let is_changed = |lineage: &Lineage| is_changed(lineage, place);
    let naming = Naming::of(archive, &repository, &history, (standing.profiles, place))?;
    let before = standing.history.lineages().into_iter().collect();
    let has_changes = repository.has_folder(&tip, addenda::FOLDER)?;
    let desk = Desk {
        archive,
        repository: &repository,
        history: &history,
        standing,
        before,
        place,
        naming: &naming,
        has_changes,
    };
    let (mut policies, mut failures) = (Vec::new(), Vec::new());
    for (ix, (_, lineage)) in naming.lineages.iter().enumerate().filter(|(_, (_, lineage))| is_changed(lineage)) {
        match desk.read(ix, known) {
            Ok(policy) => policies.push(policy),
            Err(error) if error.fault() == Fault::Environment => return Err(error),
            Err(error) => failures.push((lineage.path.clone(), error)),
        }
    }
    let files = annexes_changed(&repository, (&base, &tip), archive)?;
    for (ix, (_, lineage)) in naming.lineages.iter().enumerate().filter(|(_, (_, lineage))| !is_changed(lineage)) {
        if leads_to(&repository, lineage, &files)? {
            let read = desk.read(ix, known)?;
            policies.extend(Some(read).filter(|read| read.policy.annexes.events.iter().any(|e| e.order == place)));
        }
    }
    policies.sort_by(|a: &DraftPolicy, b| a.policy.path.cmp(&b.policy.path));
    let root = history.root().unwrap_or_else(|| base.commit.clone());
    let changed: Vec<&str> =
        history.lineages().iter().filter(|(_, lineage)| is_changed(lineage)).map(|(_, l)| &*l.path).collect();
    let is_of_draft = |path: &String| changed.contains(&path.as_str());
    let Naming { catalog, warnings, refused, .. } = naming;
    failures.extend(refused.into_iter().filter(|(path, _)| is_of_draft(path)));
    let warnings = warnings.into_iter().filter(|warning| is_of_draft(&warning.place)).collect();
    Ok(Draft { archive, catalog, root, repository, base, tip, place, commit, conflicts, policies, failures, warnings })
}

/// Whether the commit at `place` did something to a policy.
fn is_changed(lineage: &Lineage, place: usize) -> bool {
    lineage.events.iter().any(|event| event.commit == place)
}

/// The names of the files between two commits that are others, or gone, and to which texts may lead.
fn annexes_changed(repository: &Repository, (base, tip): (&Tip, &Tip), archive: &Archive) -> Result<Vec<String>> {
    let mut paths = repository.differing(base, tip)?;
    paths.retain(|path| annex::is_of_a_kind(path) && !archive.scope.leaves_out(path));
    Ok(paths.iter().map(|path| path.rsplit('/').next().unwrap_or(path).to_owned()).collect())
}

/// Whether the text that stands of a policy may lead to one of `files`: it has the name of it.
fn leads_to(repository: &Repository, lineage: &Lineage, files: &[String]) -> Result<bool> {
    let last = lineage.events.iter().rev().find_map(|event| match &event.what {
        What::Version { blob, .. } => Some(blob),
        _ => None,
    });
    let Some(blob) = last.filter(|_| !files.is_empty()) else { return Ok(false) };
    let bytes = repository.blob(blob)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = percent::decode(&text);
    Ok(files.iter().any(|name| text.contains(&percent::decode(name)[..])))
}

/// What reading the policies of a proposal needs.
struct Desk<'a> {
    archive: &'a Archive,
    repository: &'a Repository,
    /// The history with the proposal, which is at `place`.
    history: &'a History,
    place: usize,
    standing: &'a Standing<'a>,
    /// The policies that are published, by number.
    before: HashMap<usize, &'a Lineage>,
    naming: &'a Naming<'a>,
    /// Whether the proposal has files of changes.
    has_changes: bool,
}

impl Desk<'_> {
    /// The policy that is entry `ix` of the catalog.
    fn read(&self, ix: usize, known: &mut Known) -> Result<DraftPolicy> {
        let (number, lineage) = self.naming.lineages[ix];
        let entry = &self.naming.catalog.entries()[ix];
        let files = AnnexReader { sources: &self.sources(self.history, 0), repository: self.repository };
        let withheld = stated::withheld_of(lineage, self.standing.withheld, self.repository)?;
        let Read { mut facts, mut weave, last } = self.published(number, &withheld, known)?;
        let (was_withdrawn, versions) = (facts.withdrawn.is_some(), facts.versions.len());
        let sources = self.sources(self.history, self.place.saturating_sub(1));
        facts.followed.resume(&sources);
        let mut edition = None;
        let shown = &shown(lineage, &withheld);
        let warnings = self.follow((&mut facts, &mut weave, last), (shown, self.history), &sources, &mut |read| {
            edition = Some(read)
        })?;
        let at_place =
            |what: &What| lineage.events.iter().any(|event| event.commit == self.place && event.what == *what);
        let kind = match edition.is_some() {
            true if versions == 0 => DraftKind::New,
            true if was_withdrawn => DraftKind::Returned,
            true => DraftKind::Changed,
            false if at_place(&What::Withdrawn) => DraftKind::Withdrawn,
            false if is_changed(lineage, self.place) => DraftKind::Moved,
            false => DraftKind::Annexes,
        };
        let mut policy = stated::policy(&facts, (entry, lineage), self.history, files, self.has_changes)?;
        if let Some(version) = policy.versions.last_mut().filter(|version| version.note.text == DRAFT_MESSAGE) {
            Arc::make_mut(version).note.text.clear(); // nobody says so
        }
        let published = self.standing.ids.get(&number).cloned();
        // what is said of a draft is said of its only text
        let told = |warning: Warning| Warning { place: lineage.path.clone(), ..warning };
        let warnings = warnings.into_iter().map(told).collect();
        Ok(DraftPolicy { policy, kind, published, warnings, facts, weave, edition })
    }

    /// What is published of the policy with this number.
    fn published(&self, number: usize, withheld: &Withheld, known: &mut Known) -> Result<Read> {
        let Some(lineage) = self.before.get(&number) else { return Ok(Default::default()) };
        if let Some(known) = known.get(&number).filter(|read| read.facts.withheld == *withheld) {
            return Ok(known.clone());
        }
        let sources = self.sources(self.standing.history, 0);
        let Read { mut facts, mut weave, mut last } = Read::default();
        facts.withheld.clone_from(withheld);
        let of = (&*shown(lineage, withheld), self.standing.history);
        self.follow((&mut facts, &mut weave, None), of, &sources, &mut |read| last = Some(read.text))?;
        let read = Read { facts, weave, last };
        known.insert(number, read.clone());
        Ok(read)
    }

    /// The files to which texts lead in `history`, which were followed up to the place `followed`.
    fn sources(&self, history: &History, followed: usize) -> Sources<'_> {
        Sources::new(Trees::new(history, followed), &self.archive.scope, self.archive.config.annex_limit, followed)
    }

    /// Reads what was not read yet of a policy; `then` is given each version.
    fn follow(
        &self,
        (facts, weave, last): (&mut ReadState, &mut Weave, Option<Arc<ReadText>>),
        (lineage, history): (&Lineage, &History),
        sources: &Sources<'_>,
        then: &mut dyn FnMut(Edition),
    ) -> Result<Vec<Warning>> {
        let source = PolicySource {
            lineage,
            withheld: &facts.withheld.clone(),
            commit: &|place| history.commit(place),
            blob: &|_, blob| self.repository.blob(blob),
            language: &|parsed, path| self.naming.catalog.language(parsed, path),
            files: AnnexReader { sources, repository: self.repository },
        };
        facts.read(last, weave, &source, &mut |_, _, edition| {
            then(edition);
            Ok(())
        })
    }
}
