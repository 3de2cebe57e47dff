//! Finds the day from which a text says that it is in effect: in a line of its own (“Effective: June 8, 2026”), or in
//! a sentence in which the text speaks of itself (“This policy is effective July 8, 2026”).
//!
//! Sentences about anything else are ignored. If the day applies only to some readers, or there are several days, the
//! result is unclear and no day is reported.

use super::day::{day, days_in, either, full};
use super::effect_words::list;
use super::lexicon::pattern;
use super::plain::Plain;
use crate::document::{Document, LeafKind};
use crate::model::Date;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::LazyLock;

/// What a text says of the day from which it is in effect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effects {
    /// The days that it states, in order, each once.
    pub days: Vec<Date>,
    /// Whether it says more of it than is understood.
    pub partly: bool,
}

impl Effects {
    /// The one day that is stated.
    pub fn one(&self) -> Option<Date> {
        match self.days[..] {
            [day] if !self.partly => Some(day),
            _ => None,
        }
    }
}

/// How many blocks at the top and at the bottom of a text are searched.
const EDGES: (usize, usize) = (30, 15);
/// The longest block that is searched, in bytes; and how far before a day its sentence may begin.
const LONGEST: usize = 4000;
const FARTHEST: usize = 240;

/// What stands right before the day.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)({})\s*[:：]?\s*(?:{})?\s*[:：]?\s*$", &[&list("is"), &list("from")]));
static ANY: LazyLock<Regex> = LazyLock::new(|| pattern("(?i){}", &[&list("is")]));
/// The label of another day of the text, or of this one.
static OTHER_LABEL: LazyLock<Regex> = LazyLock::new(|| pattern("(?i)^(?:{}|{})", &[&list("other-day"), &list("is")]));
/// A sentence, up to the label, in which a text speaks of itself.
static SELF: LazyLock<Regex> = LazyLock::new(|| {
    let (before, noun, thai) = (list("self-before"), list("self"), list("self-alone"));
    pattern(
        r"(?i)(?:^\s*{}\s+(?:[^.;:!?]{0,60}?\s)?{}(?:\s[^;!?]{0,100})?$|{}[^.;:!?\n]{0,60}?(?:ฉบับ)?นี้\s*(?:ให้|จะ|เริ่ม)?\s*$)",
        &[&before, &noun, &thai],
    )
});
static OTHER: LazyLock<Regex> = LazyLock::new(|| pattern("(?i){}", &[&list("other")]));
static BEHIND: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\s*(?:{}|{})?", &[&list("behind"), &list("onward")]));
static PARTLY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^[\s,(]*{}", &[&list("partly")]));

/// What `document` says of the day from which it is in effect.
pub fn effects(document: &Document) -> Effects {
    let mut effects = Effects::default();
    let leaves: Vec<_> = document.leaves.iter().filter(|leaf| !leaf.text.is_empty()).collect();
    let edge = |ix: usize| ix < EDGES.0 || ix + EDGES.1 >= leaves.len();
    for (ix, leaf) in leaves.iter().enumerate().filter(|(ix, leaf)| edge(*ix) && leaf.text.len() <= LONGEST) {
        if matches!(leaf.kind, LeafKind::Code(_)) || !ANY.is_match(&leaf.text) {
            continue;
        }
        let plain = Plain::of(&leaf.text);
        // a label and its day may stand in two cells, or below each other
        let alone = ANY
            .find(&plain.text)
            .is_some_and(|m| plain.text[m.end()..].trim_matches([':', ' ']).is_empty() && m.start() == 0);
        match leaves.get(ix + 1).filter(|_| alone) {
            Some(next) => effects.days.extend(day(&next.text).ok()),
            None => plain.text.lines().for_each(|line| of_line(line, &leaf.kind, &mut effects)),
        }
    }
    effects.days.sort();
    effects.days.dedup();
    effects
}

fn of_line(line: &str, kind: &LeafKind, effects: &mut Effects) {
    let facts = days_in(line);
    for fact in &facts {
        let before = &line[..fact.range.start];
        let Some(label) = LABEL.captures(before).and_then(|c| c.get(1)).map(|label| label.start()) else { continue };
        let ends = |at: usize| facts.iter().any(|other| other.range.end == at);
        let behind = &line[fact.range.end..];
        let own =
            begins(&before[..label], &ends) && ends_there(behind, kind) || in_brackets(before, label, behind, kind);
        let starts = |at: usize| facts.iter().any(|other| other.range.start == fact.range.end + at);
        let partly = is_partly(behind, &starts);
        if (own || says_so(&before[..label])) && !fact.value.starts_with('-') {
            match full(&fact.value).filter(|_| !partly && either(&line[fact.range.clone()]).is_none()) {
                Some(day) => effects.days.push(day),
                None => effects.partly = true,
            }
        } else if partly && begins(&before[..label], &ends) {
            effects.partly = true;
        }
    }
}

/// Whether a label begins behind `before`: at the start of the line, behind a sign that divides it, or behind another day.
fn begins(before: &str, ends: &dyn Fn(usize) -> bool) -> bool {
    let bare = before.trim_end_matches([' ', '*', '_', '(']);
    let day = bare.trim_end_matches(['.', ',', ';', ')', '/', ' ']);
    bare.is_empty() || bare.ends_with(['|', '·', '•', '—', '–']) || ends(day.len())
}

/// Whether what stands behind a day leaves it alone.
fn ends_there(behind: &str, kind: &LeafKind) -> bool {
    let rest = BEHIND.find(behind).map_or(behind, |m| &behind[m.end()..]);
    let rest = rest.trim_start();
    let stop = rest.starts_with(['|', '·', '•', '—', '–', ')', '.', ';', '/']) || OTHER_LABEL.is_match(rest);
    rest.is_empty() || stop || (matches!(kind, LeafKind::Heading(_)) && rest.starts_with(','))
}

/// Whether it is the title's `(effective …)`.
fn in_brackets(before: &str, label: usize, behind: &str, kind: &LeafKind) -> bool {
    *kind == LeafKind::Heading(1) && before[..label].trim_end().ends_with('(') && behind.trim() == ")"
}

/// Whether the day holds for some only, or is the first of several: `starts` says where behind it a day begins.
fn is_partly(behind: &str, starts: &dyn Fn(usize) -> bool) -> bool {
    let rest = BEHIND.find(behind).map_or(behind, |m| &behind[m.end()..]);
    let range = rest.trim_start_matches([' ', '–', '—', '-']);
    PARTLY.is_match(rest) || starts(behind.len() - range.len())
}

/// Whether the sentence before a label is one in which the text speaks of itself.
fn says_so(before: &str) -> bool {
    let sentence = &before[sentence(before)];
    SELF.is_match(sentence) && !OTHER.is_match(sentence)
}

/// The last sentence of `text`, as far as it is near.
fn sentence(text: &str) -> Range<usize> {
    let near = (text.len().saturating_sub(FARTHEST)..).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let stop = |sign: &str| text[near..].rfind(sign).map(|at| near + at + sign.len());
    [". ", "! ", "? ", "; ", ": "].iter().filter_map(|sign| stop(sign)).max().unwrap_or(near)..text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn said(text: &str) -> Effects {
        effects(&document::parse(format!("# Privacy policy\n\n{text}\n\nWe keep data.\n").as_bytes(), "p.md").document)
    }

    #[test]
    fn a_text_says_from_when_on_it_is_in_effect() {
        let lines = [
            "Effective: June 8, 2026",
            "**Effective:** June 8, 2026",
            "Effective Date: June 8, 2026",
            "Effective June 8, 2026.",
            "Effective as of 8 June 2026",
            "Effective date is June 8, 2026",
            "Last updated: May 1, 2026 | Effective: June 8, 2026",
            "Last updated May 1, 2026. Effective June 8, 2026.",
            "Effective: June 8, 2026 Last updated: May 1, 2026",
            "This policy was published on May 8, 2026 with an effective date of June 8, 2026.",
            "Effective: 2026-06-08",
            "This Privacy Policy is effective June 8, 2026. It covers all services.",
            "These terms take effect on June 8, 2026.",
            "The updated policy will be effective on June 8, 2026",
            "| Effective date | June 8, 2026 |\n|---|---|\n| Owner | We |",
            "มีผลใช้บังคับตั้งแต่วันที่ 8 มิถุนายน 2569",
            "นโยบายนี้มีผลใช้บังคับตั้งแต่วันที่ ๘ มิถุนายน ๒๕๖๙ เป็นต้นไป",
            "ประกาศฉบับนี้ให้มีผลบังคับใช้ตั้งแต่วันที่ 8 มิถุนายน 2569 เป็นต้นไป",
            "วันที่มีผลบังคับใช้: 8 มิ.ย. 2569",
            "Gültig ab 8. Juni 2026",
            "Diese Richtlinie tritt am 8. Juni 2026 in Kraft.",
            "En vigueur le 8 juin 2026",
            "Date d'entrée en vigueur : 8 juin 2026",
            "Cette politique est applicable à compter du 8 juin 2026.",
        ];
        for line in lines {
            assert_eq!(
                said(line).one().map(|d| d.to_string()).as_deref(),
                Some("2026-06-08"),
                "{line}: {:?}",
                said(line)
            );
        }
    }

    #[test]
    fn what_is_said_of_something_else_is_nothing() {
        let lines = [
            "Last updated: June 8, 2026",
            "This policy applies to services added before June 8, 2026.",
            "Published on June 8, 2026",
            "The Digital Services Act (in force from June 8, 2026) binds us.",
            "This policy replaces the one effective June 8, 2026.",
            "Effective June 8, 2026, the fee is 20 baht.",
            "The law that is in force from June 8, 2026 applies.",
            "Our fees effective June 8, 2026 are listed below.",
            "This policy is not effective June 8, 2026.",
            "พระราชบัญญัตินี้มีผลใช้บังคับตั้งแต่วันที่ 8 มิถุนายน 2569",
            "นโยบายนี้ออกตามพระราชบัญญัติซึ่งมีผลใช้บังคับตั้งแต่วันที่ 8 มิถุนายน 2569",
            "An effective policy. See June 8, 2026.",
            "    Effective: June 8, 2026",
        ];
        for line in lines {
            assert_eq!(said(line).days, [], "{line}");
        }
    }

    #[test]
    fn what_is_not_clear_is_not_told() {
        let lines = [
            "Effective: June 8, 2026\n\nEffective: July 8, 2026",
            "This policy is effective June 8, 2026 for new users.",
            "Effective June 8, 2026 – June 30, 2026",
            "Effective: 6/8/2026",
            "Effective June 8, 2026 until further notice",
            "Effective: June 2026",
            "นโยบายนี้มีผลใช้บังคับตั้งแต่วันที่ 8 มิถุนายน 2569 ถึงวันที่ 8 กรกฎาคม 2569",
        ];
        for line in lines {
            let effects = said(line);
            assert!(effects.one().is_none() && (effects.partly || effects.days.len() > 1), "{line}: {effects:?}");
        }
    }
}
