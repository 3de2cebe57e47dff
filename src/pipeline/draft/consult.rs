//! The pages on which a proposal is open for comments, one for each policy that it changes.

use super::naming::{Ids, Profiles};
use super::read::{Known, Standing, draft};
use super::value::DraftPolicy;
use crate::brief;
use crate::document::Document;
use crate::error::{Error, Result, Warning};
use crate::history::{History, Proposal, ProposalRef, Tip};
use crate::model::{CommitId, Date, Digest, Handover, Policy, PolicyId, VersionNumber};
use crate::pages::{Consultation, DraftKind, Excerpts, Repeats, Site};
use crate::pipeline::archive::Archive;
use crate::pipeline::live::ReadTexts;
use crate::places::Place;
use std::collections::BTreeSet;

/// What is published, as proposals are read against it.
pub(in crate::pipeline) struct Published<'a> {
    pub(in crate::pipeline) archive: &'a Archive,
    pub(in crate::pipeline) site: &'a Site<'a>,
    pub(in crate::pipeline) history: &'a History,
    pub(in crate::pipeline) ids: Ids,
    pub(in crate::pipeline) profiles: Profiles,
    /// The texts that are withheld.
    pub(in crate::pipeline) withheld: BTreeSet<Digest>,
}

/// A page on which a proposal is open for comments.
pub(in crate::pipeline) struct OpenPage {
    /// The policy, by the id under which it is published, or would be.
    pub(in crate::pipeline) id: PolicyId,
    pub(in crate::pipeline) bytes: Vec<u8>,
}

/// The most policies of one proposal that get a page.
const MOST: usize = 100;
/// The most bytes that such a page may have.
const LARGEST: usize = 16_000_000;

impl Published<'_> {
    /// The pages of `proposal`, at the folders `name` of the policies that it changes, and warnings; whether there are pages of
    /// all of them.
    ///
    /// # Errors
    /// It can't be read.
    pub(in crate::pipeline) fn open(
        &self,
        tip: &Tip,
        proposal: &ProposalRef,
        name: &str,
    ) -> Result<(Vec<OpenPage>, Vec<Warning>, bool)> {
        let repository = &self.archive.repository;
        let proposed = repository.propose(tip, &Proposal::Revision(proposal.commit.as_str().to_owned()))?;
        let standing =
            Standing { history: self.history, ids: &self.ids, profiles: &self.profiles, withheld: &self.withheld };
        let history;
        let (of_then, ids, profiles);
        let standing = match proposed.base.commit == tip.commit {
            true => standing,
            false => {
                // it conflicts: read against what was published when it began
                history = super::published::history(self.archive, &proposed.base, &|_| {})?;
                of_then = super::naming::Naming::of(self.archive, repository, &history, (&Profiles::new(), 0))?;
                (ids, profiles) = (of_then.ids(), &of_then.profiles);
                Standing { history: &history, ids: &ids, profiles, withheld: &self.withheld }
            }
        };
        let conflicts = !proposed.conflicts.is_empty();
        let draft = draft(self.archive, proposed, &standing, &mut Known::new())?;
        let mut warnings: Vec<Warning> =
            draft.failures.iter().map(|(path, error)| Warning::new(path, error.to_string())).collect();
        let (mut pages, mut whole) = (Vec::new(), draft.failures.is_empty());
        for policy in
            draft.policies.iter().filter(|policy| !matches!(policy.kind, DraftKind::Moved | DraftKind::Annexes))
        {
            if pages.len() == MOST {
                warnings
                    .push(Warning::new(&policy.policy.path, format!("only {MOST} policies of a proposal are shown")));
                break;
            }
            let (until, odd) = until(policy);
            warnings.extend(odd);
            let of = (proposal, name, until, conflicts);
            let page = self.page(policy, of, &draft.commit.as_ref().unwrap_or(tip).commit)?;
            if page.bytes.len() > LARGEST {
                warnings.push(Warning::new(
                    &policy.policy.path,
                    "the page of the proposal would be too large; it is left out",
                ));
                whole = false;
                continue;
            }
            pages.push(page);
        }
        Ok((pages, warnings, whole))
    }

    fn page(
        &self,
        drafted: &DraftPolicy,
        (proposal, name, until, conflicts): (&ProposalRef, &str, Option<Date>, bool),
        commit: &CommitId,
    ) -> Result<OpenPage> {
        let id = drafted.published.clone().unwrap_or_else(|| drafted.policy.id.clone());
        let policy = Policy { id: id.clone(), ..drafted.policy.clone() };
        let source = |_: VersionNumber| -> Result<Vec<u8>> { Err(Error::input("a proposal has no source file")) };
        let successor = |_: &Handover| -> Result<Document> { Err(Error::input("a proposal replaces nothing")) };
        let (excerpts, repeats) = (Excerpts::default(), Repeats::default());
        let texts = ReadTexts {
            weave: &drafted.weave,
            latest: drafted.edition.as_ref(),
            source: &source,
            successor: &successor,
            excerpts: &excerpts,
            repeats: &repeats,
        };
        let consultation = Consultation {
            name: &proposal.short,
            commit,
            until,
            conflicts,
            withdraws: drafted.kind == DraftKind::Withdrawn,
            policy: &policy,
            texts: &texts,
        };
        let path = Place::Draft(&id, name).path();
        let bytes = self.site.consultation(path.as_str(), &consultation)?;
        Ok(OpenPage { id, bytes })
    }
}

/// The last day for comments that the text of a proposal states.
fn until(policy: &DraftPolicy) -> (Option<Date>, Option<Warning>) {
    let front = policy.edition.as_ref().map(|edition| &edition.text.parsed.front);
    match front.and_then(|front| front.consultation_until.as_deref()).map(brief::day) {
        Some(Ok(date)) => (Some(date), None),
        Some(Err(message)) => {
            let place = format!("{}, front matter `consultation`", policy.policy.path);
            (None, Some(Warning::new(place, message)))
        }
        None => (None, None),
    }
}
