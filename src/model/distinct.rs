//! The briefs of a policy, each once.

use super::{Brief, Version};
use std::collections::HashMap;
use std::sync::Arc;

/// The briefs of `versions`, each once, and which of them each version has: texts that flip back and forth change the same
/// again.
pub fn distinct_briefs(versions: &[Arc<Version>]) -> (Vec<&Brief>, Vec<usize>) {
    let mut briefs: Vec<&Brief> = Vec::new();
    // most are the same value, and need not be compared
    let (mut values, mut all) = (HashMap::new(), HashMap::new());
    let mut places = Vec::with_capacity(versions.len());
    for Version { brief, .. } in versions.iter().map(|version| &**version) {
        places.push(*values.entry(Arc::as_ptr(brief)).or_insert_with(|| {
            *all.entry(&**brief).or_insert_with(|| {
                briefs.push(brief);
                briefs.len() - 1
            })
        }));
    }
    (briefs, places)
}
