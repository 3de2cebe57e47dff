//! What the pages of a draft are made of.

use crate::model::{AnnexEvent, CommitId, Policy, PolicyId, Version, VersionNumber};
use crate::pages::messages::Messages;
use crate::pages::texts::Texts;

/// A proposal.
#[derive(Debug, Clone, Default)]
pub struct DraftOf {
    /// What it is called, such as its branch; `None` for uncommitted edits.
    pub name: Option<String>,
    /// Its newest commit, if it has one.
    pub commit: Option<CommitId>,
    /// The commit with which it is compared.
    pub base: Option<CommitId>,
    /// The files that changed otherwise since it began.
    pub conflicts: Vec<String>,
    /// What of it can't be read: paths, and what is wrong.
    pub failures: Vec<(String, String)>,
    /// What is odd about the whole, in English.
    pub warnings: Vec<String>,
}

impl DraftOf {
    /// What it is called on its pages.
    pub(in crate::pages) fn title(&self, messages: &Messages) -> String {
        match &self.name {
            Some(name) => messages.with("draft-of", &[("name", name.as_str().into())]),
            None => messages.text("draft-uncommitted"),
        }
    }
}

/// What a proposal does to a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftKind {
    /// There was none.
    New,
    /// It has another text, perhaps at another address.
    Changed,
    /// A policy that was withdrawn comes back.
    Returned,
    /// The same text stands at another address.
    Moved,
    /// The file is gone.
    Withdrawn,
    /// The text stays, and files to which it leads change.
    Annexes,
}

impl DraftKind {
    /// As programs and style sheets name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Returned => "returned",
            Self::Moved => "moved",
            Self::Withdrawn => "withdrawn",
            Self::Annexes => "annexes",
        }
    }
}

/// A policy that a proposal changes.
#[derive(Clone, Copy)]
pub struct DraftText<'a> {
    /// The policy as it would be. If the proposal has a text of it, that is its last version.
    pub policy: &'a Policy,
    /// Its texts.
    pub texts: &'a dyn Texts,
    /// What the proposal does to it.
    pub kind: DraftKind,
    /// The id under which it is published, if it is.
    pub published: Option<&'a PolicyId>,
    /// What should be looked at in its text.
    pub findings: &'a [Finding],
}

impl<'a> DraftText<'a> {
    /// The text of the proposal, if it has one.
    pub(in crate::pages) fn version(&self) -> Option<&'a Version> {
        (!matches!(self.kind, DraftKind::Moved | DraftKind::Withdrawn | DraftKind::Annexes))
            .then(|| self.policy.current())
    }

    /// What the proposal does to files to which the text leads, if it does nothing else.
    pub(in crate::pages) fn annex_events(&self) -> impl Iterator<Item = &'a AnnexEvent> {
        let events = if self.kind == DraftKind::Annexes { &*self.policy.annexes.events } else { &[] };
        let last = events.last().map(|event| event.order);
        events.iter().filter(move |event| Some(event.order) == last)
    }

    /// The last version that is published.
    pub(in crate::pages) fn before(&self) -> Option<VersionNumber> {
        let current = self.policy.current().number;
        match self.version() {
            Some(_) => current.index().checked_sub(1).map(VersionNumber::at),
            None => Some(current),
        }
    }
}

/// Something that should be looked at in a text before it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub level: FindingLevel,
    /// The rule that found it, if one did.
    pub rule: Option<&'static str>,
    /// The line of the file, from 1.
    pub line: Option<usize>,
    /// The place among the leaves of the text of the block in which it stands.
    pub leaf: Option<usize>,
    /// What it is.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
    /// The tag of the language in which message and hint are.
    pub lang: &'static str,
}

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingLevel {
    /// Worth a look.
    Note,
    /// Wrong in most cases.
    Warning,
    /// Readers would see something wrong.
    Error,
}

impl FindingLevel {
    /// As programs and style sheets name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
