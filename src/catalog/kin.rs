//! Finds, by their paths, the policies whose names may depend on one another.

use super::locale;
use crate::history::{Lineage, Scope, What};
use crate::model::PolicyId;
use std::collections::BTreeSet;

/// The places among the `lineages` of those that may be called `name`, by their paths, and of all on which that may
/// depend: files that ask for the same address, or for one around or below it, and other languages of one text. What
/// authors wrote into texts is not looked at.
pub fn kin(lineages: &[&Lineage], scope: &Scope, name: &str) -> Vec<usize> {
    let wanted = PolicyId::new(name);
    let all: Vec<BTreeSet<PolicyId>> = lineages.iter().map(|lineage| asked_for(lineage, scope)).collect();
    let is_meant = |ix: &usize| lineages[*ix].path == name || all[*ix].contains(&wanted);
    let mut found: BTreeSet<usize> = (0..all.len()).filter(is_meant).collect();
    loop {
        let ids: BTreeSet<&PolicyId> = found.iter().flat_map(|ix| &all[*ix]).collect();
        let more: BTreeSet<usize> =
            (0..all.len()).filter(|ix| !found.contains(ix) && all[*ix].iter().any(|id| is_near(id, &ids))).collect();
        if more.is_empty() {
            return found.into_iter().collect();
        }
        found.extend(more);
    }
}

/// Whether a policy at `id` could bear on the name of one at any of `ids`.
pub fn is_near(id: &PolicyId, ids: &BTreeSet<&PolicyId>) -> bool {
    let is_around = |a: &str, b: &str| b.strip_prefix(a).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    ids.iter().any(|other| is_around(id.as_str(), other.as_str()) || is_around(other.as_str(), id.as_str()))
}

/// The ids that a policy may ask for by the paths that its file had, as what it is or as a translation of another.
pub fn asked_for(lineage: &Lineage, scope: &Scope) -> BTreeSet<PolicyId> {
    let paths = lineage.events.iter().filter_map(|event| match &event.what {
        What::Version { path, .. } | What::Moved { to: path } => Some(path.as_str()),
        What::Withdrawn => None,
    });
    let mut ids = BTreeSet::new();
    let mut before = "";
    for path in paths {
        if path == before {
            continue;
        }
        let below = scope.below(path);
        ids.insert(PolicyId::from_path(below));
        for reading in locale::readings(below) {
            let original = PolicyId::from_path(&reading.plain);
            ids.insert(original.translation(&reading.lang));
            ids.insert(original);
        }
        before = path;
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_may_have_an_address_are_found_by_their_paths() {
        let paths = [
            "terms.md",
            "terms.th.md",
            "th/terms.md",
            "terms/history.md",
            "termsheet.md",
            "privacy.md",
            "de/privacy.md",
        ];
        let lineages: Vec<Lineage> =
            paths.iter().map(|path| Lineage { path: (*path).to_owned(), events: vec![moved(path)] }).collect();
        let lineages: Vec<&Lineage> = lineages.iter().collect();
        let scope = Scope::new("", &[], &[]).expect("a scope");
        let found = |name: &str| kin(&lineages, &scope, name);
        assert_eq!(found("terms"), [0, 1, 2, 3]);
        assert_eq!(found("terms/th"), [0, 1, 2, 3], "a translation is known by its original");
        assert_eq!(found("de/privacy.md"), [5, 6]);
        assert_eq!(found("termsheet"), [4]);
        assert_eq!(found("nothing"), [0; 0]);
    }

    fn moved(path: &str) -> crate::history::Event {
        crate::history::Event { commit: 0, what: What::Moved { to: path.to_owned() } }
    }
}
