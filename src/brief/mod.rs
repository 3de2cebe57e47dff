//! What a redline means, in facts: which sections and which facts changed. No language model; lists of words.
//!
//! [`facts`] finds what a block states. [`brief`] compares what the two sides of each changed block state: what left one
//! block and came in another is no change; what is left is told as old → new.

mod addresses;
mod between;
mod compare;
mod context;
mod dates;
mod duties;
mod found;
mod hidden;
mod history;
mod lexicon;
mod lost;
mod modals;
mod names;
mod number;
mod plain;
mod quantities;
mod sections;
mod side;
mod stale;
mod told;
mod wording;

pub use between::{FactBetween, facts_between, sections_between};
pub use found::Fact;
pub use history::follow;
pub use lost::{is_back, is_lost, says_error};
pub use sections::{Section, sections};
pub use wording::class;

use crate::model::{Brief, SectionChange, SectionState};
use crate::weave::Redline;
use found::Found;
use plain::Plain;

/// What changed between the two versions of a redline.
pub fn brief(redline: &Redline) -> Brief {
    let numbers = redline.changes();
    if numbers.iter().all(Option::is_none) {
        return Brief::default();
    }
    let sections = sections::divide(redline, &numbers);
    let changes = sections.iter().filter(|s| s.current || s.state != Some(SectionState::Moved));
    let changes = changes.filter_map(|s| {
        Some(SectionChange {
            state: s.state?,
            heading: s.heading.clone(),
            was: s.was.clone(),
            level: s.level,
            anchor: s.anchor.clone(),
            change: s.first_change?,
            added: s.added,
            removed: s.removed,
        })
    });
    let compared = compare::compare(redline, &numbers, &sections);
    Brief {
        sections: changes.collect(),
        stale_date: stale::stale_date(redline, &compared.facts),
        facts: compared.facts,
        left_out: compared.left_out,
    }
}

/// The facts that one block of text states, in order. Names in a contact block are found by what stands before them.
pub fn facts(text: &str) -> Vec<Fact> {
    find(text, &Search { names: false, modals: true })
}

/// What is searched for beside numbers and addresses.
struct Search {
    /// Lines that are names without a label, as in a contact block.
    names: bool,
    /// Words of duty.
    modals: bool,
}

/// As [`facts`], of what `search` says.
fn find(text: &str, search: &Search) -> Vec<Fact> {
    let plain = Plain::of(text);
    let mut found = Found::default();
    addresses::find(&plain.text, &mut found);
    dates::find(&plain.text, &mut found);
    addresses::telephones(&plain.text, &mut found);
    names::find(&plain.text, &mut found);
    quantities::find(&plain.text, &mut found);
    if search.modals {
        modals::find(&plain.text, &mut found);
    }
    if search.names {
        names::find_unlabelled(&plain.text, &mut found);
    }
    found.finish(&plain)
}

#[cfg(test)]
mod tests;
