//! Follows each section from version to version, even if it is renumbered, renamed or moved.

use super::{Section, sections};
use crate::document::{Document, LeafKind, without_pictures};
use crate::model::{SectionEvent, SectionHistory, Sections, VersionNumber};
use crate::weave::{Change, RedLeaf, Redline};
use std::collections::{HashMap, HashSet, VecDeque};

/// A heading of a version.
struct Heading<'a> {
    level: u8,
    /// In one line.
    text: String,
    anchor: Option<&'a str>,
}

fn headings(document: &Document) -> Vec<Heading<'_>> {
    let heading = |leaf: &'_ crate::document::Leaf| match leaf.kind {
        LeafKind::Heading(level) => Some(level),
        _ => None,
    };
    let leaves = document.leaves.iter().filter_map(|leaf| heading(leaf).map(|level| (level, leaf)));
    leaves
        .map(|(level, leaf)| Heading {
            level,
            text: without_pictures(&leaf.text).replace('\n', " "),
            anchor: leaf.anchors.first().map(String::as_str),
        })
        .collect()
}

/// Adds version `n`, whose text is `document`, to the sections of the versions before it. `redline` is what it changed, from
/// the version that it is compared with; `None` for the first. What stood between the two was no text of the policy.
pub fn follow(all: &mut Sections, n: VersionNumber, document: &Document, redline: Option<(VersionNumber, &Redline)>) {
    let now = headings(document);
    if all.all.is_empty() {
        all.all.push(SectionHistory {
            level: 0,
            heading: String::new(),
            anchor: None,
            born: n,
            changes: Vec::new(),
            stands: true,
        });
    }
    let is_next = redline.is_none_or(|(from, _)| from.index() + 1 == n.index());
    if let Some((from, _)) = redline.filter(|_| !is_next) {
        take_back(all, from);
    }
    let before = redline.map_or(&[][..], |(from, _)| all.at(from)).to_vec();
    let redline = redline.map(|(_, redline)| redline);
    let parts = redline.map_or(&[][..], sections);
    let known = redline.map_or_else(Vec::new, |redline| identities(redline, parts, &before));
    let (mut of_new, followed) = match known.iter().filter(|heading| heading.stands).count() == now.len() {
        true => (known.iter().filter(|heading| heading.stands).map(|heading| heading.id).collect(), true),
        // parts of headings were joined or divided: then a section is known by its heading
        false => (by_name(all, &before, &now), false),
    };
    revive(all, &mut of_new, &now);
    let of_new: Vec<u32> = of_new
        .into_iter()
        .zip(&now)
        .map(|(id, heading): (Option<u32>, _)| {
            let id = id.unwrap_or(all.all.len() as u32);
            if id as usize == all.all.len() {
                all.all.push(SectionHistory {
                    level: heading.level,
                    heading: String::new(),
                    anchor: None,
                    born: n,
                    changes: Vec::new(),
                    stands: true,
                });
            }
            let section = &mut all.all[id as usize];
            section.level = heading.level;
            section.heading.clone_from(&heading.text);
            section.anchor = heading.anchor.map(str::to_owned);
            id
        })
        .collect();
    all.all.iter_mut().skip(1).for_each(|section| section.stands = false);
    of_new.iter().for_each(|id| all.all[*id as usize].stands = true);
    if followed {
        let mut new = of_new.iter().copied();
        let ids: Vec<(usize, Option<u32>)> =
            known.iter().map(|heading| (heading.leaf, if heading.stands { new.next() } else { heading.id })).collect();
        events(all, (n, is_next), parts, &ids);
    }
    note(all, n.index(), of_new);
}

/// Adds version `n`, which is an error page in place of the text: it has no sections, and does nothing to those of the text.
pub fn pass_over(all: &mut Sections, n: VersionNumber) {
    note(all, n.index(), Vec::new());
}

fn note(all: &mut Sections, from: usize, ids: Vec<u32>) {
    if all.headings.last().is_none_or(|(_, last)| *last != ids) {
        all.headings.push((from, ids));
    }
}

/// Forgets what versions after `last` did: as it turned out, they were error pages.
fn take_back(all: &mut Sections, last: VersionNumber) {
    all.all.retain(|section| section.born <= last);
    all.all.iter_mut().for_each(|section| section.changes.retain(|event| event.version <= last));
    all.headings.retain(|(from, _)| *from <= last.index());
    note(all, last.index() + 1, Vec::new());
}

/// Notes what the redline to version `n` did to each of its sections. `ids` are the sections of its headings, by leaf. If it
/// is none of neighbours, the redline that has a page is another, of which one change is known: the first.
fn events(all: &mut Sections, (n, is_next): (VersionNumber, bool), parts: &[Section], ids: &[(usize, Option<u32>)]) {
    for part in parts {
        // of two headings one took the other's place
        let last = ids.partition_point(|(leaf, _)| *leaf < part.leaves.end).checked_sub(1).map(|ix| ids[ix]);
        let id = last.filter(|(leaf, _)| part.leaves.contains(leaf)).map_or(Some(0), |(_, id)| id);
        if let (Some(id), Some(state), Some(change)) = (id, part.state, part.first_change) {
            let changes = &mut all.all[id as usize].changes;
            // a section that moved stands in both places; it moved once
            if changes.last().is_none_or(|last| last.version != n) {
                changes.push(SectionEvent { version: n, change: if is_next { change } else { 1 }, state });
            }
        }
    }
}

/// A heading of a redline.
struct Followed {
    leaf: usize,
    /// The section that it was before, if it was one.
    id: Option<u32>,
    /// Whether it stands in the newer version.
    stands: bool,
}

/// The headings of the redline, in reading order.
fn identities(redline: &Redline, parts: &[Section], before: &[u32]) -> Vec<Followed> {
    let is = |kind: &LeafKind| matches!(kind, LeafKind::Heading(_));
    let was = |leaf: &RedLeaf| {
        leaf.change != Change::Inserted && leaf.was.as_ref().map_or(is(&leaf.kind), |was| is(&was.kind))
    };
    let mut old = before.iter().copied();
    let mut gone: HashMap<usize, VecDeque<u32>> = HashMap::new();
    let mut found = Vec::new();
    for (ix, leaf) in redline.leaves.iter().enumerate() {
        let id = if was(leaf) { old.next() } else { None };
        if let (Some(moved), Some(id), Change::Deleted) = (leaf.moved, id, leaf.change) {
            gone.entry(moved.number).or_default().push_back(id);
        }
        if is(&leaf.kind) {
            found.push(Followed { leaf: ix, id, stands: leaf.change != Change::Deleted });
        }
    }
    for heading in found.iter_mut().filter(|heading| heading.id.is_none()) {
        let moved = redline.leaves[heading.leaf].moved;
        heading.id = moved.and_then(|moved| gone.get_mut(&moved.number)).and_then(VecDeque::pop_front);
    }
    for part in parts {
        let [from, to] = [part.leaves.start, part.leaves.end].map(|end| found.partition_point(|f| f.leaf < end));
        let (before, last) = (to.saturating_sub(2), to.saturating_sub(1));
        if to - from >= 2 && found[last].id.is_none() {
            found[last].id = found[before].id;
        }
    }
    found
}

/// The sections of the headings `now`, as far as one of the same name stood `before`.
fn by_name(all: &Sections, before: &[u32], now: &[Heading<'_>]) -> Vec<Option<u32>> {
    let mut free = named(all, before.iter().copied());
    now.iter().map(|heading| free.get_mut(heading.text.as_str())?.pop_front()).collect()
}

/// Gives the headings `now` that are no section yet in `of_new` the section of the same name that went before, if one did.
fn revive(all: &Sections, of_new: &mut [Option<u32>], now: &[Heading<'_>]) {
    let taken: HashSet<u32> = of_new.iter().flatten().copied().collect();
    let mut gone = named(all, (1..all.all.len() as u32).filter(|id| !taken.contains(id)));
    for (id, heading) in of_new.iter_mut().zip(now).filter(|(id, _)| id.is_none()) {
        *id = gone.get_mut(heading.text.as_str()).and_then(VecDeque::pop_front);
    }
}

/// The sections `ids` by the headings that they have.
fn named(all: &Sections, ids: impl Iterator<Item = u32>) -> HashMap<&str, VecDeque<u32>> {
    let mut named: HashMap<&str, VecDeque<u32>> = HashMap::new();
    for id in ids {
        named.entry(all.all[id as usize].heading.as_str()).or_default().push_back(id);
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::model::SectionState::{self, Added, Changed, Moved, Removed, Renamed};
    use crate::weave::Weave;

    /// The sections of texts that followed one another.
    fn sections_of(texts: &[&str]) -> Sections {
        let (mut weave, mut sections) = (Weave::default(), Sections::default());
        for (ix, text) in texts.iter().enumerate() {
            let document = document::parse(text.as_bytes(), "p.md").document;
            weave.append(&document);
            let n = VersionNumber::at(ix);
            let before = ix.checked_sub(1).map(VersionNumber::at);
            let redline = before.map(|before| (before, weave.redline(before, n)));
            follow(&mut sections, n, &document, redline.as_ref().map(|(before, redline)| (*before, redline)));
        }
        sections
    }

    /// What happened to each section, by its latest heading: in which version, and what.
    fn check(texts: &[&str], expected: &[(&str, &[(u32, SectionState)])]) {
        let sections = sections_of(texts);
        let events = |s: &SectionHistory| s.changes.iter().map(|e| (e.version.get(), e.state)).collect::<Vec<_>>();
        let found: Vec<(&str, Vec<_>)> = sections.all.iter().skip(1).map(|s| (s.heading.as_str(), events(s))).collect();
        let expected: Vec<(&str, Vec<_>)> = expected.iter().map(|(name, events)| (*name, events.to_vec())).collect();
        assert_eq!(found, expected, "{texts:#?}");
    }

    const KEEPING: &str = "We keep what you send to us for as long as a law asks us to keep it.";
    const SHARING: &str = "Nobody but the courts of this country is shown what we know of you.";

    #[test]
    fn a_section_is_known_under_another_number_and_name() {
        let first = format!("# Policy\n\n## 1. Keeping\n\n{KEEPING}\n\n## 2. Sharing\n\n{SHARING}\n");
        let numbered = first.replace("2. S", "3. S").replace("1. K", "2. K");
        let renamed = numbered.replace("Keeping", "Keeping your records");
        let changed = renamed.replace("a law", "the law");
        check(
            &[&first, &numbered, &renamed, &changed],
            &[("Policy", &[]), ("2. Keeping your records", &[(3, Renamed), (4, Changed)]), ("3. Sharing", &[])],
        );
    }

    #[test]
    fn a_section_is_known_in_another_place_and_when_it_comes_back() {
        let (keeping, sharing) = (format!("## Keeping\n\n{KEEPING}\n\n"), format!("## Sharing\n\n{SHARING}\n\n"));
        let more = "## More\n\nThis is another part, and it says something else.\n\n";
        let first = format!("# Policy\n\n{keeping}{sharing}{more}");
        let moved = format!("# Policy\n\n{sharing}{more}{keeping}");
        let gone = format!("# Policy\n\n{sharing}{more}");
        let sections = sections_of(&[&first, &moved, &gone, &moved]);
        let named = |name: &str| -> Vec<&SectionHistory> {
            sections.all.iter().filter(|section| section.heading == name).collect()
        };
        assert_eq!(named("Sharing").len(), 1);
        let keeping = named("Keeping");
        let events: Vec<_> = keeping[0].changes.iter().map(|e| (e.version.get(), e.state)).collect();
        assert_eq!(events, [(2, Moved), (3, Removed), (4, Added)]);
        assert!(keeping.len() == 1 && keeping[0].stands, "what comes back is the same section");
    }

    #[test]
    fn every_heading_of_every_version_has_a_section() {
        let texts = ["# A\n\n## B\n\nb", "# A\n\n## B and C\n\nb", "# A\n\nB\n\n## C\n\nb", "x", "# A\n\n# A\n\n# A"];
        let sections = sections_of(&texts);
        for (ix, text) in texts.iter().enumerate() {
            let count = text.lines().filter(|line| line.starts_with('#')).count();
            let of = sections.at(VersionNumber::at(ix));
            assert_eq!(of.len(), count, "{text}");
            let distinct: std::collections::BTreeSet<_> = of.iter().collect();
            assert_eq!(distinct.len(), count, "{text}: no two headings are one section");
        }
    }
}
