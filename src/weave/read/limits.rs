//! The bounds and names with which marks are read off a weave, for the script that reads it too.

use super::{mend, moves, ordinal, tidy};
use crate::weave::{compare, joints, vocabulary, words};
use serde::Serialize;

/// The bounds and names with which a redline is read off a weave.
#[derive(Debug, Clone, Copy, Serialize)]
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
    ordinals: [&'static str; ordinal::NAMES.len()],
    /// A stretch of so many letters that stayed is no accident.
    long: u32,
    /// Words that join what stands before and after them.
    joins: [&'static str; vocabulary::JOIN.len()],
    /// How many words on either side of one of these may be others.
    joined: u32,
    /// The names of the months.
    months: [&'static [&'static str]; 12],
    /// How years of the Buddhist era are told from others.
    era: words::Era,
}

/// Those of this program.
pub const LIMITS: Limits = Limits {
    same: mend::SAME,
    among: mend::MOST,
    firm: mend::FIRM,
    least: moves::LEAST,
    known: moves::KNOWN,
    run: compare::RUN,
    island: tidy::ISLAND,
    survives: tidy::SURVIVES,
    ordinals: ordinal::NAMES,
    long: tidy::FIRM,
    joins: vocabulary::JOIN,
    joined: joints::JOINED,
    months: words::MONTHS,
    era: words::ERA,
};
