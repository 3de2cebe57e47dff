//! Counts the witnesses that cosigned a checkpoint.

use super::Report;
use crate::ledger::{Checkpoint, Note, Saw, WitnessPolicy};
use crate::model::Timestamp;

/// The witnesses that saw a ledger as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// The name of each, in the policy, and when it saw it.
    pub seen: Vec<(String, Timestamp)>,
    /// How many the policy names.
    pub of: usize,
    /// How many of these have keys that this program can't check, and never count.
    pub unknown: usize,
}

/// Checks the checkpoint `note` by `policy`.
pub(super) fn check(note: &Note, checkpoint: &Checkpoint, policy: &WitnessPolicy, report: &mut Report) {
    const PATH: &str = "log/checkpoint";
    let is_log = policy.logs.iter().any(|key| key.name() == checkpoint.origin && note.is_signed_by(key) == Some(true));
    if !policy.logs.is_empty() && !is_log {
        report.wrong(PATH, "is not signed by a ledger of the witness policy");
    }
    let saw: Vec<Saw> = policy.witnesses.iter().map(|witness| witness.key.saw(note)).collect();
    let mut seen = Vec::new();
    for (witness, saw) in policy.witnesses.iter().zip(&saw) {
        match saw {
            Saw::At(time) => seen.push((witness.name.clone(), *time)),
            Saw::Forged => report.wrong(PATH, format!("has a cosignature of {} that is not valid", witness.name)),
            Saw::Nothing => {}
        }
    }
    if !policy.is_met(&|number| matches!(saw[number], Saw::At(_))) {
        let (found, of) = (seen.len(), saw.len());
        report.wrong(PATH, format!("is cosigned by {found} of {of} witnesses, too few for the witness policy"));
    }
    let unknown = policy.witnesses.iter().filter(|witness| !witness.key.can_be_checked()).count();
    report.witnessed = Some(Witnessed { seen, of: saw.len(), unknown });
}
