//! Published history is append-only: refuses what would break it.

use super::inputs::Inputs;
use super::plan::Plan;
use super::refusals::{left_out, moved, renumbered};
use super::state::PolicyRecord;
use crate::error::{Result, Warning};

/// Refuses a publication in which published versions would disappear from their addresses, unless settings leave them
/// out: settings can be restored. Returns warnings about those, and about addresses.
pub(super) fn check(inputs: &Inputs<'_>, plan: &Plan<'_>) -> Result<Vec<Warning>> {
    let (state, mut warnings) = (plan.state, plan.naming.warnings.clone());
    if state.lost.is_empty() {
        return Ok(warnings);
    }
    if !state.is_reread {
        return if inputs.accept.is_none() { Err(moved(&state.lost)) } else { Ok(warnings) };
    }
    let is_contested = |known: &&PolicyRecord| plan.naming.contested.contains(&known.id);
    let contested: Vec<PolicyRecord> = state.lost.iter().filter(is_contested).cloned().collect();
    if !contested.is_empty() {
        return Err(renumbered(&contested));
    }
    warnings.extend(state.lost.iter().map(left_out));
    Ok(warnings)
}
