//! What a change means, in a few lines: the brief, as Markdown.

use super::escape;
use super::marks::{Stretch, marked};
use crate::model::{Brief, FactChange};
use crate::pages::brief::{kind, place, state_text};
use crate::pages::messages::{Messages, number};
use crate::weave::{Change, clauses};

/// How many facts are told, and how many sections.
const MOST: usize = 12;

/// The facts and the sections of a brief, a line each.
pub(super) fn lines(brief: &Brief, messages: &Messages) -> Vec<String> {
    let mut facts: Vec<&FactChange> = brief.facts.iter().collect();
    facts.sort_by_key(|fact| place(fact.kind));
    let rest = facts.len().saturating_sub(MOST);
    let mut lines: Vec<String> = facts.into_iter().take(MOST).map(|fact| fact_line(fact, messages)).collect();
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

fn fact_line(fact: &FactChange, messages: &Messages) -> String {
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
    if said.is_empty() { format!("- {kind_of}") } else { format!("- {kind_of}: {said}") }
}
