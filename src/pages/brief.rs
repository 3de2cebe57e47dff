//! What changed in short, and the sections with what happened to each, as templates see them.

use super::messages::{Messages, number};
use crate::brief::{FactBetween, Section};
use crate::model::{Brief, FactChange, FactKind, SectionChange, SectionState, VersionNumber};
use crate::weave::{Change, clauses};
use serde::Serialize;
use std::collections::BTreeSet;

/// A change brief.
#[derive(Serialize)]
pub(super) struct BriefView {
    facts: Vec<FactView>,
    /// Those that are folded, and how many they are, in words.
    further: Vec<FactView>,
    more: Option<String>,
    /// The page that has those, if they are not here.
    elsewhere: Option<String>,
    /// How much was left out of the facts, in words.
    left_out: Option<String>,
    sections: Vec<SectionView>,
    /// How many more sections changed without a word that came or went.
    quiet: Option<String>,
    warnings: Vec<String>,
    /// That the text is another one than before, and what is not told of it.
    other: Option<String>,
}

#[derive(Serialize)]
pub(super) struct FactView {
    href: String,
    kind: String,
    #[serde(skip)]
    place: usize,
    old: Option<String>,
    new: Option<String>,
    /// Both in one, where they are sentences that have much in common.
    clause: Vec<PartView>,
}

/// Where a fact stands in the list: what changed is read before what is said in sentences, and those before what is only
/// worded otherwise.
pub(super) fn place(kind: FactKind) -> usize {
    usize::from(kind.is_modal()) + 2 * usize::from(kind == FactKind::Sentence)
}

/// A part of a sentence, with whether it went, came or stayed.
#[derive(Serialize)]
struct PartView {
    change: &'static str,
    text: String,
}

impl FactView {
    fn new(kind: FactKind, (old, new): (&Option<String>, &Option<String>), href: String, messages: &Messages) -> Self {
        let clause = old.as_ref().zip(new.as_ref()).filter(|_| place(kind) > 0);
        let clause = clause.and_then(|(old, new)| clauses::between(old, new)).unwrap_or_default();
        let part = |(change, text): (Change, String)| {
            let change = match change {
                Change::Deleted => "went",
                Change::Inserted => "came",
                Change::Same | Change::Reformatted => "",
            };
            PartView { change, text }
        };
        Self {
            href,
            kind: kind_text(kind, messages),
            place: place(kind),
            old: old.clone(),
            new: new.clone(),
            clause: clause.into_iter().map(part).collect(),
        }
    }
}

#[derive(Serialize)]
struct SectionView {
    href: String,
    state: &'static str,
    said: String,
    heading: String,
    was: Option<String>,
    counts: Option<String>,
}

/// An entry of the list of sections that changed.
#[derive(Serialize)]
pub(super) struct ContentsEntry {
    level: u8,
    href: String,
    text: String,
    state: &'static str,
    /// What happened to it, and in how many places.
    said: String,
}

impl BriefView {
    /// Its first facts, beside a list of all sections; the page `whole` has all.
    pub(super) fn begun(mut self, whole: &str, messages: &Messages) -> Self {
        let rest = self.further.len() + self.facts.len().saturating_sub(BEGUN);
        self.facts.truncate(BEGUN);
        self.further.clear();
        self.sections.clear();
        self.quiet = None;
        self.more = (rest > 0).then(|| messages.with("facts-more", &[("n", number(rest as u32))]));
        Self { elsewhere: Some(whole.to_owned()), ..self }
    }

    /// How many sections it lists.
    pub(super) fn listed(&self) -> usize {
        self.sections.len()
    }
}

/// How many facts are shown, where there are many.
pub(super) const SHOWN: usize = 6;

/// How many facts are shown where another page has them.
const BEGUN: usize = 6;

/// From how many on sections without a word that came or went are told as a number.
pub(super) const QUIET: usize = 4;

/// The brief as it stands on the page at which it leads to `page`, the redline; an empty `page` is the redline itself.
/// `None` if there is nothing to say.
pub(super) fn view(brief: &Brief, page: &str, messages: &Messages) -> Option<BriefView> {
    let href = |change: usize| format!("{page}#c{change}");
    let stale = brief.stale_date.iter().map(|line| stale(line, messages));
    let other = brief.other_text.then(|| messages.text("other-text"));
    let warnings: Vec<String> = hidden(brief, messages).into_iter().chain(stale).collect();
    // of sections in which no word came or went there are many when a text was set anew
    let is_quiet = |s: &&SectionChange| s.state == SectionState::Changed && s.added + s.removed == 0;
    let (quiet, mut told): (Vec<&SectionChange>, Vec<&SectionChange>) = brief.sections.iter().partition(is_quiet);
    if quiet.len() < QUIET {
        told = brief.sections.iter().collect();
    }
    let quiet = (quiet.len() >= QUIET).then(|| messages.with("sections-quiet", &[("n", number(quiet.len() as u32))]));
    let facts = brief.facts.iter().map(|fact| fact_view(fact, href(fact.change), messages)).collect();
    let (facts, further, more) = folded(facts, messages);
    let view = BriefView {
        other,
        quiet,
        facts,
        further,
        more,
        elsewhere: None,
        left_out: (brief.left_out > 0)
            .then(|| messages.with("facts-left-out", &[("n", number(brief.left_out as u32))])),
        sections: told.into_iter().map(|s| section_view(s, href(s.change), messages)).collect(),
        warnings,
    };
    let empty = view.facts.is_empty()
        && view.sections.is_empty()
        && view.quiet.is_none()
        && view.warnings.is_empty()
        && view.other.is_none();
    (!empty).then_some(view)
}

/// What changed between two versions that are not neighbours, as it stands on the page at `path`: facts lead to the versions
/// that changed them, which are `page`s of their own.
pub(super) fn between(
    sections: &[Section],
    facts: &[FactBetween],
    page: &dyn Fn(VersionNumber) -> String,
    messages: &Messages,
) -> Option<BriefView> {
    let told = |s: &Section| {
        let (state, change) = (s.state?, s.first_change?);
        let (heading, was, anchor) = (s.heading.clone(), s.was.clone(), s.anchor.clone());
        Some(SectionChange { state, heading, was, level: s.level, anchor, change, added: s.added, removed: s.removed })
    };
    let headed = sections.iter().any(|s| !s.heading.is_empty());
    let sections = sections.iter().filter(|_| headed).filter_map(told).collect();
    let brief = Brief { sections, ..Brief::default() };
    let fact = |fact: &FactBetween| {
        let href = format!("{}#c{}", page(fact.version), fact.change);
        FactView::new(fact.kind, (&fact.old, &fact.new), href, messages)
    };
    let (facts, further, more) = folded(facts.iter().map(fact).collect(), messages);
    match view(&brief, "", messages) {
        Some(view) => Some(BriefView { facts, further, more, ..view }),
        None if facts.is_empty() => None,
        None => {
            let (sections, warnings) = Default::default();
            Some(BriefView {
                other: None,
                facts,
                further,
                more,
                elsewhere: None,
                left_out: None,
                sections,
                quiet: None,
                warnings,
            })
        }
    }
}

/// The facts that are shown, those that are folded, and how many those are, in words.
fn folded(mut facts: Vec<FactView>, messages: &Messages) -> (Vec<FactView>, Vec<FactView>, Option<String>) {
    facts.sort_by_key(|fact| fact.place);
    let few = facts.len() <= SHOWN + SHOWN / 4;
    let further = if few { Vec::new() } else { facts.split_off(SHOWN) };
    let more = (!further.is_empty()).then(|| messages.with("facts-more", &[("n", number(further.len() as u32))]));
    (facts, further, more)
}

/// A line of the text that says when it was last updated stayed although the text changed.
fn stale(line: &str, messages: &Messages) -> String {
    messages.with("stale-date", &[("line", line.into())])
}

/// Which characters that nobody sees came or went, if any did.
pub(super) fn hidden(brief: &Brief, messages: &Messages) -> Option<String> {
    let facts = brief.facts.iter().filter(|fact| fact.kind == FactKind::Hidden);
    let names: BTreeSet<&str> =
        facts.flat_map(|f| [&f.old, &f.new]).flatten().flat_map(|names| names.split(' ')).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(" ");
    (!names.is_empty()).then(|| messages.with("hidden-changed", &[("characters", names.into())]))
}

/// What kind of fact it is, in words.
pub(super) fn kind(fact: &FactChange, messages: &Messages) -> String {
    kind_text(fact.kind, messages)
}

fn kind_text(kind: FactKind, messages: &Messages) -> String {
    messages.text(&format!("fact-{}", kind.as_str()))
}

fn fact_view(fact: &FactChange, href: String, messages: &Messages) -> FactView {
    FactView::new(fact.kind, (&fact.old, &fact.new), href, messages)
}

fn section_view(section: &SectionChange, href: String, messages: &Messages) -> SectionView {
    let counts = [("added", section.added), ("removed", section.removed)];
    let counts: Vec<_> = counts.into_iter().map(|(name, n)| (name, number(n as u32))).collect();
    SectionView {
        href,
        state: section.state.as_str(),
        said: state_text(section.state, messages),
        heading: if section.heading.is_empty() {
            messages.text("before-first-heading")
        } else {
            section.heading.clone()
        },
        was: section.was.as_ref().map(|was| messages.with("section-was", &[("heading", was.as_str().into())])),
        counts: (section.added + section.removed > 0).then(|| messages.with("section-counts", &counts)),
    }
}

/// The sections of a redline to which something happened, with what, and how many they are of all, in words.
pub(super) fn contents(sections: &[Section], messages: &Messages) -> (Vec<ContentsEntry>, String) {
    let all = sections
        .iter()
        .filter(|s| s.current || s.state.is_some_and(|state| state != SectionState::Moved))
        .filter(|s| !s.heading.is_empty() || s.state.is_some());
    let changed = all.clone().filter_map(|s| Some(entry(s, s.state?, s.first_change?, messages)));
    let changed: Vec<ContentsEntry> = changed.collect();
    let numbers = [("n", number(changed.len() as u32)), ("all", number(all.count() as u32))];
    (changed, messages.with("sections-changed-of", &numbers))
}

fn entry(section: &Section, state: SectionState, change: usize, messages: &Messages) -> ContentsEntry {
    ContentsEntry {
        level: section.level.max(1),
        href: format!("#c{change}"),
        text: if section.heading.is_empty() { messages.text("before-first-heading") } else { section.heading.clone() },
        state: state.as_str(),
        said: match section.changes {
            0 | 1 => state_text(state, messages),
            n => format!("{} · {}", state_text(state, messages), messages.with("places", &[("n", number(n as u32))])),
        },
    }
}

pub(super) fn state_text(state: SectionState, messages: &Messages) -> String {
    messages.text(&format!("section-{}", state.as_str()))
}
