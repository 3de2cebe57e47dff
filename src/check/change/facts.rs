//! The facts that changed, as the change brief has them.

use crate::brief;
use crate::check::{Finding, Subject};
use crate::model::{Class, FactChange, FactKind};

/// A fact that changed.
pub(super) struct Fact<'c>(pub(super) &'c FactChange);

/// What kind of change it is; `None` for a new text.
pub(super) fn class(subject: &Subject<'_>) -> Option<Class> {
    subject.change().map(|change| brief::class(&change.redline))
}

/// Whether words of a published text changed.
pub(super) fn words_changed(subject: &Subject<'_>) -> bool {
    class(subject) == Some(Class::Text)
}

/// The facts that changed, other than the dates that a text gives itself and sentences of which only the wording is known to differ.
pub(super) fn facts<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = Fact<'s>> {
    let facts = subject.change().filter(|_| words_changed(subject)).map(|change| change.brief.facts.as_slice());
    let slight = |kind: FactKind| kind.is_own_date() || matches!(kind, FactKind::Sentence | FactKind::Hidden);
    facts.unwrap_or_default().iter().filter(move |fact| !slight(fact.kind)).map(Fact)
}

/// Those that are numbers, and stand in place of others.
pub(super) fn hard_facts<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = Fact<'s>> {
    facts(subject).filter(|fact| fact.is_hard() && fact.0.old.is_some() && fact.0.new.is_some())
}

impl Fact<'_> {
    /// Whether it is a number or a date, which no correction of wording changes.
    pub(super) fn is_hard(&self) -> bool {
        matches!(
            self.0.kind,
            FactKind::Period | FactKind::Age | FactKind::Amount | FactKind::Percent | FactKind::Number | FactKind::Date
        )
    }

    /// Tells a finding of it.
    pub(super) fn tell(&self, finding: &mut Finding) {
        let shown = |value: &Option<String>| value.as_deref().map_or("–".to_owned(), shortened);
        finding.with("old", shown(&self.0.old)).with("new", shown(&self.0.new));
    }
}

/// The beginning of a sentence.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
