//! What happened between any two versions: to their sections, which are identified by the section history, and to
//! facts, which are followed from version to version.
//!
//! The script of the compare page does the same with the same data: `templates/assets/script/brief/between.js`.

use super::sections::{Section, body, is_renamed, kept, level_of, one, side};
use crate::document::LeafKind;
use crate::model::{Brief, FactChange, FactKind, SectionState, Sections, VersionNumber};
use crate::weave::{Change, RedLeaf, Redline};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// A heading of a redline with the text up to the next one; or the text before the first.
struct Part {
    /// What its words and changes are, as if no section had a history.
    section: Section,
    /// The section that it is in the first of the versions, if its heading stands there.
    old: Option<Id>,
    /// The section that it is in the second one.
    new: Option<Id>,
}

/// A section: by its number in the history, or, where that does not fit the redline, by the place of its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Id {
    Preamble,
    Known(u32),
    Place(usize),
    /// One whose heading became that of something else, by the place of that.
    Replaced(usize),
}

/// All sections of the redline from version `from` to version `to`, in reading order, each once. One that stands in the
/// second version only was added, one that stands in the first only was removed; one in both was renamed if its heading
/// has other words and enough of both stayed to know it by, moved if it stands elsewhere, and changed if anything in it is
/// marked.
pub fn sections_between(redline: &Redline, history: &Sections, from: VersionNumber, to: VersionNumber) -> Vec<Section> {
    let mut parts = parts(redline, history.at(from), history.at(to));
    unite(&mut parts);
    divide(redline, &mut parts);
    let of = |id: fn(&Part) -> Option<Id>| parts.iter().filter_map(id).collect::<FxHashSet<Id>>();
    let (stood, stands) = (of(|p| p.old), of(|p| p.new));
    let left = |(ix, part): (usize, &Part)| part.old.filter(|old| part.new != Some(*old)).map(|old| (old, ix));
    let left: FxHashMap<Id, usize> = parts.iter().enumerate().filter_map(left).collect();
    let mut found = Vec::new();
    for (ix, part) in parts.iter().enumerate() {
        if let Some(old) = part.old.filter(|old| part.new != Some(*old) && !stands.contains(old)) {
            found.push(removed(redline, part, old));
        }
        if let Some(new) = part.new {
            let before = left.get(&new).map(|at| (&parts[*at], at.abs_diff(ix) > 1));
            found.push(standing(redline, part, before, stood.contains(&new)));
        }
    }
    found
}

/// A section that the second version has; `before` is the place that its heading left, and whether that is elsewhere.
fn standing(redline: &Redline, part: &Part, before: Option<(&Part, bool)>, stood: bool) -> Section {
    let mut section = part.section.clone();
    let Some(head) = redline.leaves.get(section.leaves.start).filter(|_| part.new != Some(Id::Preamble)) else {
        return section;
    };
    section.current = true;
    let was = side(before.map_or(head, |(before, _)| &redline.leaves[before.section.leaves.start]), Change::Inserted);
    if let Some(before) = before.map(|(before, _)| &before.section) {
        section.first_change = section.first_change.or(before.first_change);
        section.changes += before.changes;
        section.added += before.added;
        section.removed += before.removed;
    }
    let renamed = was != section.heading && !head.renumbered;
    let changed = section.first_change.map(|_| SectionState::Changed);
    section.state = match (stood, before) {
        (false, _) => changed.map(|_| SectionState::Added),
        _ if renamed => changed.map(|_| SectionState::Renamed),
        (_, Some((_, true))) => changed.map(|_| SectionState::Moved),
        _ => changed,
    };
    section.was = (section.state == Some(SectionState::Renamed)).then_some(was);
    section
}

/// A section that only the first version has. What stands below a heading that became another section is that one's.
fn removed(redline: &Redline, part: &Part, old: Id) -> Section {
    let mut section = part.section.clone();
    if old != Id::Preamble {
        section.heading = side(&redline.leaves[section.leaves.start], Change::Inserted);
    }
    if part.new.is_some() {
        (section.changes, section.added, section.removed) = (0, 0, 0);
    }
    section.current = false;
    section.was = None;
    section.state = section.first_change.map(|_| SectionState::Removed);
    section
}

/// The parts of the redline; `old` and `new` are the sections of the headings of both versions, in order.
fn parts(redline: &Redline, old: &[u32], new: &[u32]) -> Vec<Part> {
    let leaves = &redline.leaves;
    let heads: Vec<usize> = (0..leaves.len()).filter(|ix| stood(&leaves[*ix]) || stands(&leaves[*ix])).collect();
    let count = |is: fn(&RedLeaf) -> bool| heads.iter().filter(|ix| is(&leaves[**ix])).count();
    // where parts of headings were joined or divided, the history knows more headings than the redline has
    let known = count(stood) == old.len() && count(stands) == new.len();
    let (mut old, mut new) = (old.iter(), new.iter());
    let id = |ix: usize, is: bool, ids: &mut std::slice::Iter<'_, u32>| {
        is.then(|| ids.next().filter(|_| known).map_or(Id::Place(ix), |id| Id::Known(*id)))
    };
    let numbers = redline.changes();
    let ends = heads.iter().copied().skip(1).chain([leaves.len()]);
    let mut parts = Vec::with_capacity(heads.len() + 1);
    let first = heads.first().copied().unwrap_or(leaves.len());
    if first > 0 {
        let section = one(redline, &numbers, 0..first);
        parts.push(Part { section, old: Some(Id::Preamble), new: Some(Id::Preamble) });
    }
    for (start, end) in heads.iter().copied().zip(ends) {
        let head = &leaves[start];
        let heading = side(head, if stands(head) { Change::Deleted } else { Change::Inserted });
        let anchor = head.anchors.first().cloned();
        let section = Section { level: level_of(head), heading, anchor, ..one(redline, &numbers, start..end) };
        let (old, new) = (id(start, stood(&leaves[start]), &mut old), id(start, stands(&leaves[start]), &mut new));
        parts.push(Part { section, old, new });
    }
    parts
}

/// Whether it is a heading of the first version.
fn stood(leaf: &RedLeaf) -> bool {
    let kind = leaf.was.as_ref().map_or(&leaf.kind, |was| &was.kind);
    leaf.change != Change::Inserted && matches!(kind, LeafKind::Heading(_))
}

/// Whether it is a heading of the second version.
fn stands(leaf: &RedLeaf) -> bool {
    leaf.change != Change::Deleted && matches!(leaf.kind, LeafKind::Heading(_))
}

/// To the history, what comes back is another section. To a reader of two versions that both have it, it is one: so are
/// sections of one version each whose headings are one in the redline, or read the same.
fn unite(parts: &mut [Part]) {
    let of = |id: fn(&Part) -> Option<Id>| parts.iter().filter_map(id).collect::<FxHashSet<Id>>();
    let (stood, stands) = (of(|p| p.old), of(|p| p.new));
    let mut gone: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for ix in (0..parts.len()).rev() {
        let part = &mut parts[ix];
        let Some(old) = part.old.filter(|old| !stands.contains(old)) else { continue };
        match part.new {
            Some(new) if !stood.contains(&new) => part.old = Some(new),
            Some(_) => {}
            None if old != Id::Preamble => gone.entry(part.section.heading.clone()).or_default().push(ix),
            None => {}
        }
    }
    for ix in 0..parts.len() {
        let came = parts[ix].new.filter(|new| parts[ix].old.is_none() && !stood.contains(new));
        let Some(new) = came else { continue };
        if let Some(from) = gone.get_mut(&parts[ix].section.heading).and_then(Vec::pop) {
            parts[from].old = Some(new);
        }
    }
}

/// A heading that became another, over another text, is not the same section under a new name: one went and one came. So are
/// headings that the history, or the place in the redline, takes for one section.
fn divide(redline: &Redline, parts: &mut [Part]) {
    let left: FxHashMap<Id, usize> = (0..parts.len()).filter_map(|ix| parts[ix].old.map(|old| (old, ix))).collect();
    let mut divided = Vec::new();
    for (ix, part) in parts.iter().enumerate() {
        let Some(&at) = part.new.filter(|new| *new != Id::Preamble).and_then(|new| left.get(&new)) else { continue };
        let heads = [at, ix].map(|at| &redline.leaves[parts[at].section.leaves.start]);
        let (old, new) = (side(heads[0], Change::Inserted), side(heads[1], Change::Deleted));
        let stays = if at == ix { kept(std::slice::from_ref(heads[0])).0 / 2 } else { 0 };
        if old != new && !heads[1].renumbered && !is_renamed([&old, &new], stays, body(redline, &part.section)) {
            divided.push((at, ix));
        }
    }
    divided.into_iter().for_each(|(at, ix)| parts[at].old = Some(Id::Replaced(ix)));
}

/// A fact that changed between two versions, and the last version that changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactBetween {
    /// What it is about.
    pub kind: FactKind,
    /// In the first of the two versions.
    pub old: Option<String>,
    /// In the second one.
    pub new: Option<String>,
    /// The version that changed it last, of those between.
    pub version: VersionNumber,
    /// The number of that change, in the redline of that version.
    pub change: usize,
}

/// The facts that changed from version `from` to version `to`: those that each version in between changed, with those that
/// go on from one another made one. One that came back is none. `to` may be the older one.
///
/// `briefs` are those of all versions, oldest first.
pub fn facts_between<'a>(
    briefs: impl IntoIterator<Item = &'a Brief>,
    from: VersionNumber,
    to: VersionNumber,
) -> Vec<FactBetween> {
    let (first, last) = (from.index().min(to.index()), from.index().max(to.index()));
    let steps = briefs.into_iter().enumerate().take(last + 1).skip(first + 1);
    let mut chains: Vec<FactBetween> = Vec::new();
    // the chains that end in a value, and those of a value that is gone
    let mut ends: FxHashMap<(FactKind, Option<String>, bool), VecDeque<usize>> = FxHashMap::default();
    for (version, fact) in
        steps.flat_map(|(ix, brief)| brief.facts.iter().map(move |fact| (VersionNumber::at(ix), fact)))
    {
        let FactChange { kind, old, new, change } = fact.clone();
        let end = if old.is_some() { (kind, old.clone(), false) } else { (kind, new.clone(), true) };
        let at = ends.get_mut(&end).and_then(VecDeque::pop_front).unwrap_or(chains.len());
        match chains.get_mut(at) {
            Some(chain) => (chain.new, chain.version, chain.change) = (new, version, change),
            None => chains.push(FactBetween { kind, old, new, version, change }),
        }
        let FactBetween { old, new, .. } = &chains[at];
        let end = if new.is_some() { (kind, new.clone(), false) } else { (kind, old.clone(), true) };
        ends.entry(end).or_default().push_back(at);
    }
    chains.retain(|chain| chain.old != chain.new);
    if from > to {
        chains.iter_mut().for_each(|chain| std::mem::swap(&mut chain.old, &mut chain.new));
    }
    chains
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::{brief, follow};
    use crate::document;
    use crate::model::Lang;
    use crate::model::SectionState::{Added, Changed, Moved, Removed, Renamed};
    use crate::weave::Weave;

    /// What happened to the sections of the first and the last of these texts, but for those to which nothing did; and the
    /// facts.
    fn between(texts: &[&str]) -> (Vec<(SectionState, String)>, Vec<String>) {
        let (mut weave, mut history, mut briefs) = (Weave::default(), Sections::default(), Vec::new());
        for (ix, text) in texts.iter().enumerate() {
            let document = document::parse(text.as_bytes(), "p.md").document;
            weave.append(&document);
            let n = VersionNumber::at(ix);
            let redline = ix.checked_sub(1).map(|before| weave.redline(VersionNumber::at(before), n));
            briefs.push(redline.as_ref().map(|redline| brief(redline, &Lang::english())).unwrap_or_default());
            let step = redline.as_ref().map(|redline| (VersionNumber::at(ix - 1), redline));
            follow(&mut history, n, &document, step);
        }
        let (first, last) = (VersionNumber::at(0), VersionNumber::at(texts.len() - 1));
        let sections = sections_between(&weave.redline(first, last), &history, first, last);
        let facts = facts_between(&briefs, first, last);
        let told = |f: FactBetween| {
            format!("{:?} → {:?} in {}", f.old.unwrap_or_default(), f.new.unwrap_or_default(), f.version)
        };
        (
            sections.into_iter().filter_map(|s| Some((s.state?, s.heading))).collect(),
            facts.into_iter().map(told).collect(),
        )
    }

    fn check(texts: &[&str], expected: &[(SectionState, &str)]) {
        let found = between(texts).0;
        let found: Vec<(SectionState, &str)> =
            found.iter().map(|(state, heading)| (*state, heading.as_str())).collect();
        assert_eq!(found, expected, "{texts:#?}");
    }

    const KEEPING: &str = "## 1. Keeping\n\nWe keep what you send to us for as long as a law asks us to keep it.\n\n";
    const SHARING: &str = "## 2. Sharing\n\nNobody but the courts of this country is shown what we know of you.\n\n";
    const COOKIES: &str = "## 3. Cookies\n\nThis site remembers which language you chose, and nothing else.\n\n";

    #[test]
    fn a_section_is_told_once_by_what_became_of_it() {
        let first = format!("# Policy\n\n{KEEPING}{SHARING}{COOKIES}");
        check(&[&first, &first.replace("a law", "the law")], &[(Changed, "1. Keeping")]);
        check(&[&first, &first.replace(SHARING, "")], &[(Removed, "2. Sharing")]);
        check(&[&first.replace(SHARING, ""), &first], &[(Added, "2. Sharing")]);
        check(&[&first, &first.replace("1. Keeping", "1. Records")], &[(Renamed, "1. Records")]);
        check(&[&first, &first.replace("1. Keeping", "4. Keeping")], &[]);
        check(&[&first, &format!("# Policy\n\n{SHARING}{COOKIES}{KEEPING}")], &[(Moved, "1. Keeping")]);
    }

    #[test]
    fn what_came_back_is_no_change_and_what_was_renamed_twice_is_told_once() {
        let first = format!("# Policy\n\n{KEEPING}{SHARING}{COOKIES}");
        let gone = first.replace(SHARING, "");
        check(&[&first, &gone, &first], &[]);
        check(&[&first, &gone, &first.replace("Nobody", "No one")], &[(Changed, "2. Sharing")]);
        let renamed = first.replace("2. Sharing", "2. Who sees it");
        let again = first.replace("2. Sharing", "2. Recipients of what we know").replace("Nobody", "No one");
        check(&[&first, &renamed, &again], &[(Renamed, "2. Recipients of what we know")]);
        check(&[&first, &renamed, &first], &[]);
    }

    #[test]
    fn a_heading_over_another_text_is_another_section() {
        let first = format!("# Policy\n\n{KEEPING}## Was this page helpful?\n\nTell us what you missed.\n\n{COOKIES}");
        let other = "## Complaints to the office\n\nWrite to the head of the office within thirty days.\n\n";
        let second = format!("# Policy\n\n{KEEPING}{other}{COOKIES}");
        let expected = [(Removed, "Was this page helpful?"), (Added, "Complaints to the office")];
        let (mut found, _) = between(&[&first, &second]);
        found.sort_by_key(|(state, _)| *state != Removed);
        let found: Vec<_> = found.iter().map(|(state, heading)| (*state, heading.as_str())).collect();
        assert_eq!(found, expected);
        // one after the other: first the heading, then the text
        let heading = first.replace("Was this page helpful?", "Complaints to the office");
        let (mut found, _) = between(&[&first, &heading, &second]);
        found.sort_by_key(|(state, _)| *state != Removed);
        let found: Vec<_> = found.iter().map(|(state, heading)| (*state, heading.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn facts_are_followed_and_what_came_back_is_none() {
        let days = |n: u32| format!("We keep it for {n} days.");
        let facts = |texts: &[&str]| between(texts).1;
        assert_eq!(facts(&[&days(30), &days(45), &days(60)]), [r#""30 days" → "60 days" in 3"#]);
        assert_eq!(facts(&[&days(30), &days(45), &days(30)]), [""; 0]);
    }

    #[test]
    fn facts_are_told_the_other_way_round() {
        let brief = |old: &str, new: &str| Brief {
            facts: vec![FactChange { kind: FactKind::Period, old: Some(old.into()), new: Some(new.into()), change: 1 }],
            ..Brief::default()
        };
        let briefs = [Brief::default(), brief("1 day", "2 days"), brief("2 days", "3 days")];
        let told = facts_between(&briefs, VersionNumber::at(2), VersionNumber::at(0));
        assert_eq!((told[0].old.as_deref(), told[0].new.as_deref()), (Some("3 days"), Some("1 day")));
    }
}
