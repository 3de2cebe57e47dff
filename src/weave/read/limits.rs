//! The bounds and names with which marks are read off a weave, for the script that reads it too.

use super::{mend, moves, tidy};
use crate::languages;
use crate::model::{BUDDHIST_AHEAD, BUDDHIST_FROM, SHORT_YEARS};
use crate::weave::{compare, joints};
use serde::Serialize;
use std::collections::BTreeSet;

/// The bounds and names with which a redline is read off a weave.
#[derive(Debug, Serialize)]
pub struct Limits {
    /// Blocks with so much in common are the same.
    same: f64,
    /// Among how many blocks that read the same one is looked for.
    among: usize,
    /// What a block weighs that never changed.
    firm: u64,
    /// The fewest letters of a block that is known to have moved.
    least: u64,
    /// Blocks with so many known words in common are one that moved.
    known: f64,
    /// What a reader pays for an edit.
    run: i32,
    /// What a reader pays for a single word between two edits.
    island: i32,
    /// One part of so many of a text must survive.
    survives: u32,
    /// Words that stand before the number of a block.
    ordinals: &'static BTreeSet<&'static str>,
    /// A stretch of so many letters that stayed is no accident.
    long: u32,
    /// Words that join what stands before and after them.
    joins: &'static BTreeSet<&'static str>,
    /// How many words on either side of one of these may be others.
    joined: u32,
    /// The names of the months.
    months: &'static [Vec<String>; 12],
    /// How years of the Buddhist era are told from others.
    era: Era,
}

/// How years of the Buddhist era are told from others.
#[derive(Debug, Serialize)]
struct Era {
    /// A year of two digits counts from this year.
    short: u32,
    /// So many years it is ahead of the Common Era.
    ahead: u32,
    /// Its years begin here; earlier ones are of the Common Era.
    from: u32,
}

/// Those of this program.
pub fn limits() -> Limits {
    Limits {
        same: mend::SAME,
        among: mend::MOST,
        firm: mend::FIRM,
        least: moves::LEAST,
        known: moves::KNOWN,
        run: compare::RUN,
        island: tidy::ISLAND,
        survives: tidy::SURVIVES,
        ordinals: languages::ordinals(),
        long: tidy::FIRM,
        joins: languages::joins(),
        joined: joints::JOINED,
        months: languages::months(),
        era: Era { short: SHORT_YEARS, ahead: BUDDHIST_AHEAD, from: BUDDHIST_FROM },
    }
}
