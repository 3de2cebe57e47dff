//! The sections of a redline, and what happened to each.

use crate::document::LeafKind;
use crate::model::SectionState;
use crate::showable::one_line;
use crate::weave::{Change, RedLeaf, RedText, Redline, weight};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A heading with the text up to the next heading; or the text before the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The level of its heading; 0 for text before the first heading.
    pub level: u8,
    /// Its heading in the newer version, or in the older one if it went. Empty for text before the first heading.
    pub heading: String,
    /// Its heading in the older version, if that was another.
    pub was: Option<String>,
    /// The address of its heading within the page.
    pub anchor: Option<String>,
    /// Whether its heading stands in the newer version, in this place.
    pub current: bool,
    /// What happened to it; `None` if nothing did. A heading that was moved is so in both of its places.
    pub state: Option<SectionState>,
    /// The number of its first change, as [`Redline::changes`] counts.
    pub first_change: Option<usize>,
    /// How many changes lie in it.
    pub changes: usize,
    /// Words inserted in it, but for moved ones.
    pub added: usize,
    /// Words deleted in it, but for moved ones.
    pub removed: usize,
    /// Its leaves, among those of the redline.
    pub leaves: Range<usize>,
}

/// All sections of a redline, in reading order.
pub fn sections(redline: &Redline) -> &[Section] {
    redline.found(|| divide(redline, &redline.changes())).expect("nothing else is kept with a redline")
}

fn divide(redline: &Redline, numbers: &[Option<usize>]) -> Vec<Section> {
    let leaves = &redline.leaves;
    let heads = (0..leaves.len()).filter(|ix| level(&leaves[*ix]) > 0);
    let mut starts: Vec<usize> = std::iter::once(0).chain(heads).collect();
    starts.dedup();
    let ends = starts.iter().copied().skip(1).chain([leaves.len()]);
    let mut sections = Vec::with_capacity(starts.len());
    for (start, end) in starts.iter().copied().zip(ends).filter(|(start, end)| start < end) {
        let section = one(redline, numbers, start..end);
        match sections.last_mut() {
            Some(before) if replaced(leaves, before, &section) => join(before, section),
            _ => sections.push(section),
        }
    }
    move_whole(leaves, &mut sections);
    sections
}

/// A section that went in one place and came in another, word for word, was moved, however short it is.
fn move_whole(leaves: &[RedLeaf], sections: &mut [Section]) {
    let has = |state| sections.iter().any(|s| s.state == Some(state));
    if !(has(SectionState::Added) && has(SectionState::Removed)) {
        return;
    }
    let text = |section: &Section, gone| -> String {
        let sides = leaves[section.leaves.clone()].iter().map(|leaf| side(leaf, gone));
        sides.collect::<Vec<_>>().join("\n")
    };
    let mut went: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (ix, section) in sections.iter().enumerate().filter(|(_, s)| s.state == Some(SectionState::Removed)) {
        went.entry(text(section, Change::Inserted)).or_default().push(ix);
    }
    for ix in 0..sections.len() {
        if went.is_empty() || sections[ix].state != Some(SectionState::Added) {
            continue;
        }
        if let Some(from) = went.get_mut(&text(&sections[ix], Change::Deleted)).and_then(Vec::pop) {
            for place in [ix, from] {
                let section = &mut sections[place];
                (section.state, section.added, section.removed) = (Some(SectionState::Moved), 0, 0);
            }
        }
    }
}

/// The level of a heading of either version.
pub(super) fn level_of(leaf: &RedLeaf) -> u8 {
    let was = leaf.was.as_ref().map_or(0, |was| if let LeafKind::Heading(level) = was.kind { level } else { 0 });
    if level(leaf) > 0 { level(leaf) } else { was }
}

fn level(leaf: &RedLeaf) -> u8 {
    match leaf.kind {
        LeafKind::Heading(level) => level,
        _ => 0,
    }
}

pub(super) fn one(redline: &Redline, numbers: &[Option<usize>], range: Range<usize>) -> Section {
    let head = &redline.leaves[range.start];
    let level = level(head);
    let mut found: Vec<usize> = numbers[range.clone()].iter().flatten().copied().collect();
    found.dedup();
    let words = |count: fn(&RedLeaf) -> usize| redline.leaves[range.clone()].iter().map(count).sum();
    let mut section = Section {
        level,
        heading: String::new(),
        was: None,
        anchor: None,
        current: true,
        state: (!found.is_empty()).then_some(SectionState::Changed),
        first_change: found.first().copied(),
        changes: found.len(),
        added: words(|leaf| leaf.words_added),
        removed: words(|leaf| leaf.words_removed),
        leaves: range,
    };
    if level > 0 {
        let (old, new) = (side(head, Change::Inserted), side(head, Change::Deleted));
        section.anchor = head.anchors.first().cloned();
        section.current = head.change != Change::Deleted;
        section.state = match head.change {
            _ if head.moved.is_some() => Some(SectionState::Moved),
            Change::Deleted => Some(SectionState::Removed),
            Change::Inserted => Some(SectionState::Added),
            _ if old != new
                && !head.renumbered
                && is_renamed([&old, &new], kept(std::slice::from_ref(head)).0 / 2, body(redline, &section)) =>
            {
                Some(SectionState::Renamed)
            }
            _ => section.state,
        };
        section.was = (section.state == Some(SectionState::Renamed)).then(|| old.clone());
        section.heading = if section.current { new } else { old };
    }
    section
}

/// Whether a section whose heading is another was renamed: its headings, of which so many letters stand in both, have words in
/// common, or the text below stayed for the most part. Else something else stands in its place.
pub(super) fn is_renamed([old, new]: [&str; 2], stays: usize, body: &[RedLeaf]) -> bool {
    let words = |heading: &str| -> Vec<String> {
        let heading = heading.to_lowercase();
        let words = heading.split(|c: char| weight(c.encode_utf8(&mut [0; 4])) == 0);
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (all, mut free) = (weight(old) + weight(new), words(new));
    let mut common = 0;
    for word in words(old) {
        if let Some(at) = free.iter().position(|other| *other == word) {
            common += weight(&free.swap_remove(at));
        }
    }
    let (kept, edited) = kept(body);
    2 * common.max(stays) * RENAMED.1 >= all * RENAMED.0 || (kept > 0 && kept >= edited)
}

/// What stands below the heading of a section.
pub(super) fn body<'a>(redline: &'a Redline, section: &Section) -> &'a [RedLeaf] {
    &redline.leaves[section.leaves.start + 1..section.leaves.end]
}

/// Headings of one section have so much in common: more than words of grammar.
const RENAMED: (usize, usize) = (1, 2);

/// How many letters of both versions of a text stay, here or from elsewhere, and how many came or went.
pub(super) fn kept(leaves: &[RedLeaf]) -> (usize, usize) {
    let whole = |leaf: &RedLeaf| match &leaf.text {
        RedText::Same(content) => 2 * weight(&content.text),
        RedText::Pieces(_) => 0,
    };
    let (mut kept, mut edited) = (leaves.iter().map(whole).sum(), 0);
    for piece in leaves.iter().flat_map(RedLeaf::marked_pieces) {
        match piece.change {
            Change::Inserted if piece.moved => kept += 2 * weight(&piece.text),
            Change::Deleted | Change::Inserted => edited += weight(&piece.text),
            Change::Same | Change::Reformatted => kept += 2 * weight(&piece.text),
        }
    }
    (kept, edited)
}

/// Whether `section` is `before` under a new heading: one of the headings went, the other came, and the text stayed.
fn replaced(leaves: &[RedLeaf], before: &Section, section: &Section) -> bool {
    let came_and_went = matches!(
        (before.state, section.state),
        (Some(SectionState::Removed), Some(SectionState::Added))
            | (Some(SectionState::Added), Some(SectionState::Removed))
    );
    let stays = |leaf: &RedLeaf| !matches!(leaf.change, Change::Deleted | Change::Inserted);
    let body = &leaves[section.leaves.start + 1..section.leaves.end];
    came_and_went
        && before.leaves.len() == 1
        && before.level == section.level
        && body.iter().filter(|leaf| stays(leaf)).count() * 2 > body.len()
}

fn join(before: &mut Section, section: Section) {
    let (old, new) = if before.current { (&section, &*before) } else { (&*before, &section) };
    let joined = Section {
        heading: new.heading.clone(),
        was: Some(old.heading.clone()),
        anchor: new.anchor.clone(),
        level: new.level,
        current: true,
        state: Some(SectionState::Renamed),
        first_change: before.first_change,
        changes: before.changes + section.changes - usize::from(before.first_change == section.first_change),
        added: before.added + section.added,
        removed: before.removed + section.removed,
        leaves: before.leaves.start..section.leaves.end,
    };
    *before = joined;
}

/// The text of a leaf without what was `gone`.
pub(super) fn side(leaf: &RedLeaf, gone: Change) -> String {
    let line = |text: &str| one_line(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    match &leaf.text {
        RedText::Same(content) => line(&content.text),
        RedText::Pieces(pieces) => {
            line(&pieces.iter().filter(|p| p.change != gone).map(|p| p.text.as_str()).collect::<String>())
        }
    }
}
