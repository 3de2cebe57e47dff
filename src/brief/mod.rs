//! Says what a redline means, in facts: which sections and which facts changed. It uses word lists, no language model.
//!
//! [`facts`] finds what a block states. [`brief`] compares what the two sides of each changed block state. What moved
//! from one block to another is not a change; the rest is reported as old → new.

mod addresses;
mod align;
mod alike;
mod anew;
mod between;
mod clause;
mod columns;
mod compare;
mod context;
mod courts;
mod dates;
mod day;
mod differ;
mod duties;
mod effect;
mod effect_words;
mod elsewhere;
mod found;
mod hidden;
mod history;
mod labels;
mod leads;
mod letters;
mod lexicon;
mod lines;
mod lists;
mod lost;
mod marks;
mod matters;
mod modals;
mod names;
mod news;
mod norm;
mod number;
mod pairing;
mod passages;
mod phrases;
mod plain;
mod quantities;
mod said;
mod sections;
mod side;
mod spoken;
mod stale;
mod standing;
mod stems;
mod subjects;
mod told;
mod twofold;
mod wording;

pub use between::{FactBetween, facts_between, sections_between};
pub use day::day;
pub use effect::{Effects, effects};
pub use found::Fact;
pub use history::{follow, pass_over};
pub use lost::{is_back, is_lost, says_error};
pub use sections::{Section, sections};
pub use wording::class;

use crate::model::{Brief, FactKind, Lang, SectionChange, SectionState};
use crate::weave::Redline;
use anew::Anew;
use found::Found;
use lexicon::Lexicon;
use plain::Plain;

/// What changed between the two versions of a redline, whose language is `lang`. In one without a list of words only what
/// is written alike everywhere is a fact: numbers with signs, addresses, days as ISO 8601 has them.
pub fn brief(redline: &Redline, lang: &Lang) -> Brief {
    let words = Lexicon::of(lang);
    let numbers = redline.changes();
    if numbers.iter().all(Option::is_none) {
        return Brief::default();
    }
    let sections = sections::sections(redline);
    // a text without a heading has no sections
    let headed = sections.iter().any(|s| !s.heading.is_empty());
    let changes = sections.iter().filter(|s| headed && (s.current || s.state != Some(SectionState::Moved)));
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
    let anew = Anew::of(redline);
    let other_text = anew.is_other_text;
    let mut compared = compare::compare(redline, &numbers, sections, (words, &anew));
    if other_text {
        compared.facts.retain(|fact| fact.old.is_some() && fact.new.is_some());
        compared.left_out = Default::default();
    }
    Brief {
        sections: changes.collect(),
        stale_date: stale::stale_date(redline, &compared.facts, words).filter(|_| !other_text),
        facts: compared.facts,
        left_out: compared.left_out,
        other_text,
    }
}

/// The facts that one block of text in the language `lang` states, in order. Names in a contact block are found by what stands before them.
pub fn facts(text: &str, lang: &Lang) -> Vec<Fact> {
    find(text, Lexicon::of(lang), &Search { modals: true, ..Search::default() })
}

/// What is searched for beside numbers and addresses on the net.
#[derive(Default)]
struct Search {
    /// Names and places with a label, as in a contact block.
    contact: bool,
    /// Words of duty.
    modals: bool,
    /// Addresses for letters, courts, and names in lists.
    places: bool,
    /// What stands in lists here, if what is written above says so.
    listed: Option<FactKind>,
}

/// As [`facts`], of what `search` says.
fn find(text: &str, words: &Lexicon, search: &Search) -> Vec<Fact> {
    let plain = Plain::of(text);
    let mut found = Found::by(words);
    addresses::find(&plain.text, &mut found);
    dates::find(&plain.text, &mut found);
    addresses::telephones(&plain.text, &mut found);
    if search.contact {
        names::find(&plain.text, &mut found);
    }
    if search.places {
        names::find_postal(&plain.text, &mut found);
        courts::find(&plain.text, &mut found);
        lists::find(&plain.text, search.listed, &mut found);
    }
    quantities::find(&plain.text, &mut found);
    if search.modals {
        modals::find(&plain.text, &mut found);
    }
    found.finish(&plain)
}

#[cfg(test)]
mod tests;
