//! How the versions of a policy are kept: each change brief once, however many versions changed the same.

use crate::model::{Brief, Version, distinct_briefs};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

pub(super) fn serialize<S: Serializer>(versions: &[Arc<Version>], serializer: S) -> Result<S::Ok, S::Error> {
    let (briefs, places) = distinct_briefs(versions);
    let bare = |version: &Arc<Version>| Version { brief: Arc::default(), ..Version::clone(version) };
    let versions: Vec<(Version, usize)> = versions.iter().map(bare).zip(places).collect();
    (briefs, versions).serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Arc<Version>>, D::Error> {
    let (briefs, versions) = <(Vec<Arc<Brief>>, Vec<(Version, usize)>)>::deserialize(deserializer)?;
    let whole = |(version, place): (Version, usize)| {
        let brief = briefs.get(place).ok_or_else(|| D::Error::custom("no brief has that place"))?;
        Ok(Arc::new(Version { brief: Arc::clone(brief), ..version }))
    };
    versions.into_iter().map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FactChange, FactKind};
    use crate::pipeline::read::ReadState;
    use crate::store;

    #[test]
    fn a_brief_is_kept_once() {
        let versions = |count: usize| {
            let fact = |n: usize| FactChange {
                kind: FactKind::Sentence,
                old: None,
                new: Some(format!("sentence {n} ").repeat(50)),
                change: 1,
            };
            let brief = |n: usize| Brief { facts: vec![fact(n % 3)], ..Brief::default() };
            (0..count).map(|n| Arc::new(Version::sample(n, brief(n)))).collect::<Vec<_>>()
        };
        let facts = |count: usize| {
            let mut facts = ReadState::default();
            facts.versions = versions(count);
            facts
        };
        let bytes = store::to_bytes(&facts(30));
        let again: ReadState = store::from_bytes(&bytes).expect("read");
        assert_eq!(again.versions, versions(30));
        assert!(Arc::ptr_eq(&again.versions[0].brief, &again.versions[3].brief), "they share it");
        let plain = |facts: &ReadState| store::inflated(&store::to_bytes(facts)[32..]).expect("it is long").len();
        assert!(plain(&facts(30)) - plain(&facts(3)) < 27 * 400, "no brief is kept again");
    }
}
