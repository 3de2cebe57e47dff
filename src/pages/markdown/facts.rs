//! What a change means, in a few lines: the brief, as Markdown.

use super::escape;
use super::marks::{Stretch, marked};
use crate::brief::sections;
use crate::model::{Brief, FactChange};
use crate::pages::brief::{kind, place, state_text};
use crate::pages::messages::{Messages, number};
use crate::weave::{Change, Redline, clauses};

/// How many facts are told, and how many sections.
const MOST: usize = 12;

/// The facts and the sections of a brief, a line each; a fact that is no sentence with the section of `redline` in which it
/// stands.
pub(super) fn lines(brief: &Brief, redline: Option<&Redline>, messages: &Messages) -> Vec<String> {
    let sections = redline.map(sections).unwrap_or_default();
    let numbers = redline.map(Redline::changes).unwrap_or_default();
    let within = |fact: &FactChange| {
        let leaf = numbers.iter().position(|number| *number == Some(fact.change))?;
        let section = sections.iter().find(|section| section.leaves.contains(&leaf))?;
        (place(fact.kind) == 0 && !section.heading.is_empty()).then(|| escape::text(&section.heading))
    };
    let mut facts: Vec<&FactChange> = brief.facts.iter().collect();
    facts.sort_by_key(|fact| place(fact.kind));
    let rest = facts.len().saturating_sub(MOST);
    let mut lines: Vec<String> =
        facts.into_iter().take(MOST).map(|fact| fact_line(fact, within(fact), messages)).collect();
    if brief.other_text {
        lines.insert(0, format!("- {}", messages.text("other-text")));
    }
    if rest > 0 {
        lines.push(format!("- {}", messages.with("facts-more", &[("n", number(rest as u32))])));
    }
    let rest = brief.sections.len().saturating_sub(MOST);
    lines.extend(brief.sections.iter().take(MOST).map(|section| {
        let heading = match section.heading.is_empty() {
            true => messages.text("before-first-heading"),
            false => section.heading.clone(),
        };
        format!("- {}: {}", escape::text(&state_text(section.state, messages)), escape::text(&heading))
    }));
    if rest > 0 {
        lines.push(format!("- {}", messages.with("lines-more", &[("n", number(rest as u32))])));
    }
    lines
}

fn fact_line(fact: &FactChange, within: Option<String>, messages: &Messages) -> String {
    let kind_of = escape::text(&kind(fact, messages));
    let sentence = place(fact.kind) > 0;
    let clause = fact.old.as_ref().zip(fact.new.as_ref()).filter(|_| sentence);
    let clause: Option<Vec<Stretch>> = clause.and_then(|(old, new)| clauses::between(old, new));
    let said = match (clause, &fact.old, &fact.new) {
        (Some(clause), ..) => marked(&clause),
        (None, old, new) => {
            let side = |change, text: &Option<String>| text.clone().map(|text| marked(&[(change, text)]));
            let sides = [side(Change::Deleted, old), side(Change::Inserted, new)];
            sides.into_iter().flatten().collect::<Vec<_>>().join(" → ")
        }
    };
    let within = within.map_or_else(String::new, |heading| format!(" <sub>({heading})</sub>"));
    if said.is_empty() { format!("- {kind_of}{within}") } else { format!("- {kind_of}: {said}{within}") }
}
