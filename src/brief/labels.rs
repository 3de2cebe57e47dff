//! Recognises text that states nothing of its own: titles of other pages, labels, a reprinted older version, and a
//! summary that calls itself an overview.

use super::elsewhere::text_of;
use super::lexicon::{Lexicon, PerList, one_of};
use super::modals::is_spaceless;
use super::said::{Said, overviews_in};
use super::sections::Section;
use super::spoken::Text;
use super::stems::stems;
use crate::document::{ContainerKind, LeafKind, Mark};
use crate::model::FactKind;
use crate::weave::{Change, RedLeaf, RedText, Redline};
use regex::Regex;
use std::borrow::Cow;

/// The most words of a label, and of the label of a summary.
const LABEL: usize = 14;
const SHORT: usize = 5;

/// What a part is called that prints an older version again.
static OLDER: PerList<Regex> = PerList::new(|words| one_of(words.list("older-version")));

/// Which sections stand in a part that calls itself an older version.
pub(super) fn older(sections: &[Section], words: &Lexicon) -> Vec<bool> {
    let mut within: Option<u8> = None;
    let is_older = |section: &Section| {
        within = within.filter(|level| section.level > *level);
        // “Effective as of May 1 (view previous version)” leads to one
        let named = section.heading.split('(').next().unwrap_or_default();
        if within.is_none() && section.level > 0 && OLDER.of(words).is_match(named) {
            within = Some(section.level);
        }
        within.is_some()
    };
    sections.iter().map(is_older).collect()
}

/// Which blocks are part of a summary, where a text says of its summaries that they are overviews only: what stands below
/// a label that is named there, up to the next heading or label.
pub(super) fn overviews(redline: &Redline, words: &Lexicon) -> Vec<bool> {
    fn text(leaf: &RedLeaf) -> Cow<'_, str> {
        text_of(leaf, usize::from(leaf.change != Change::Deleted))
    }
    let notice = |leaf: &'_ RedLeaf| match &leaf.text {
        RedText::Same(content) => Said::overviews(content, words).to_vec(),
        RedText::Pieces(_) => overviews_in(&text(leaf), words),
    };
    let mut named: Vec<u64> = redline.leaves.iter().flat_map(notice).collect();
    if named.is_empty() {
        return vec![false; redline.leaves.len()];
    }
    named.sort_unstable();
    let mut open = false;
    let is_part = |leaf: &RedLeaf| {
        let text = text(leaf);
        let label = match leaf.kind {
            LeafKind::Heading(_) => true,
            LeafKind::Paragraph => text.split_whitespace().count() <= SHORT && !text.trim_end().ends_with(['.', '!']),
            _ => false,
        };
        if label {
            let own = stems(&text, words);
            open = !own.is_empty() && own.iter().all(|stem| named.binary_search(stem).is_ok());
        }
        open && !label
    };
    redline.leaves.iter().map(is_part).collect()
}

/// Whether a block is nothing but links, and names where they lead.
pub(super) fn is_link(leaf: &RedLeaf) -> bool {
    let pieces = leaf.pieces();
    let mut said = pieces.iter().filter(|piece| piece.text.contains(char::is_alphabetic)).peekable();
    let linked = |marks: &[Mark]| marks.iter().any(|mark| matches!(mark, Mark::Link { .. }));
    said.peek().is_some() && said.all(|piece| linked(&piece.marks))
}

/// Whether what a block says on its sides may be a label or the name of another page: a few words without a full stop that
/// bind nobody and say nothing of anybody.
pub(super) fn is_short(texts: &[Text<'_, '_>; 2], leaf: &RedLeaf, words: &Lexicon) -> bool {
    let link = is_link(leaf);
    let binds = |text: &Text<'_, '_>| {
        let binds = |kind| matches!(kind, FactKind::Duty | FactKind::Permission | FactKind::Negation);
        let all: Vec<usize> = (0..text.sentences.len()).collect();
        text.within(&all).iter().any(|word| binds(word.meaning.kind) && !word.meaning.weak)
    };
    let short = |text: &Text<'_, '_>| {
        // the number of a clause is no part of it
        let written = text.plain.text.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
        let speaks = |word: &str| words.has("pronouns", &word.to_lowercase());
        let label = || {
            text.sentences.len() <= 1
                && !written.ends_with(['!', '?'])
                && !written.contains(|c: char| c.is_numeric() || is_spaceless(c))
                && written.split_whitespace().count() <= LABEL
                && !written.split(|c: char| !c.is_alphanumeric()).any(speaks)
        };
        // a link may be a question with an answer elsewhere
        !written.ends_with(['.', ';', ':']) && (link || label()) && !binds(text)
    };
    texts.iter().all(|text| text.sentences.is_empty() || short(text))
}

/// Whether a block is a paragraph of its own, no item of a list.
pub(super) fn is_alone(redline: &Redline, leaf: &RedLeaf) -> bool {
    let mut around = std::iter::successors(leaf.parent, |c| redline.containers[*c].parent);
    leaf.kind == LeafKind::Paragraph && !around.any(|c| matches!(redline.containers[c].kind, ContainerKind::Item(_)))
}
