//! Groups translations of one text, and decides which of them is the original.
//!
//! If the name of a file or folder is a language, the files whose paths are otherwise equal form a family, together
//! with the file that has no language in its name. That file is the original; if there is none, it is the one in the
//! language of the settings, else the English one, else the first by path. Addresses do not depend on this: adding a
//! translation later moves nothing.

use super::Profile;
use crate::history::{Lineage, Scope};
use crate::model::{Lang, PolicyId};
use std::collections::HashMap;
use std::sync::Arc;

/// For each of the policies of `lineages` the place of its original, if it is a translation.
pub(super) fn originals(
    lineages: &[&Lineage],
    latest: &[Arc<Profile>],
    scope: &Scope,
    setting: Option<&Lang>,
) -> Vec<Option<usize>> {
    let mut families: HashMap<PolicyId, Vec<Member<'_>>> = HashMap::new();
    for (ix, profile) in latest.iter().enumerate() {
        for (lang, plain) in &profile.readings {
            let member = Member { ix, lang: Some(lang), path: &lineages[ix].path, gone: lineages[ix].is_withdrawn() };
            families.entry(PolicyId::from_path(plain)).or_default().push(member);
        }
    }
    for (ix, lineage) in lineages.iter().enumerate() {
        if let Some(family) = families.get_mut(&PolicyId::from_path(scope.below(&lineage.path))) {
            family.push(Member { ix, lang: None, path: &lineage.path, gone: lineage.is_withdrawn() });
        }
    }
    let heads: HashMap<&PolicyId, usize> =
        families.iter().filter_map(|(id, family)| Some((id, head(family, setting)?))).collect();
    let next = |ix: usize| {
        let heads = latest[ix].readings.iter().filter_map(|(_, plain)| heads.get(&PolicyId::from_path(plain)));
        heads.copied().find(|head| *head != ix)
    };
    (0..latest.len()).map(|ix| root(ix, &next)).collect()
}

/// A text of a family.
struct Member<'a> {
    ix: usize,
    /// `None` for the one whose path names no language.
    lang: Option<&'a Lang>,
    path: &'a str,
    gone: bool,
}

/// The original of a family; `None` for a text without another one.
fn head(family: &[Member<'_>], setting: Option<&Lang>) -> Option<usize> {
    let is = |lang: Option<&Lang>, primary: &str| lang.is_some_and(|lang| lang.primary() == primary);
    let rank = |member: &&Member<'_>| {
        let is_set = setting.is_some_and(|setting| is(member.lang, setting.primary()));
        (member.lang.is_some(), member.gone, !is_set, !is(member.lang, "en"), member.path.to_owned())
    };
    let head = family.iter().min_by_key(rank)?;
    (family.len() > 1).then_some(head.ix)
}

/// The original of the original, and so on: a family may be part of another one.
fn root(ix: usize, next: &dyn Fn(usize) -> Option<usize>) -> Option<usize> {
    const STEPS: usize = 8;
    let mut at = ix;
    for _ in 0..STEPS {
        match next(at) {
            Some(original) => at = original,
            None => return (at != ix).then_some(at),
        }
    }
    None // they lead round
}
