//! Which ids policies have, and had.

use super::Profile;
use crate::history::{Lineage, Scope, What};
use crate::model::{Lang, PolicyId, VersionNumber};
use std::collections::{BTreeMap, HashMap, HashSet};

/// An id under which a policy was published, with the last version that was.
pub type Former = (PolicyId, VersionNumber);

/// The id of each lineage, and of its original if it is a translation: `NAME.LANG.md` beside `NAME.md`.
pub(super) fn names(lineages: &[&Lineage], latest: &[Profile], scope: &Scope) -> Vec<(PolicyId, Option<PolicyId>)> {
    let own: Vec<PolicyId> = lineages
        .iter()
        .zip(latest)
        .map(|(lineage, profile)| match &profile.id {
            Some(id) => PolicyId::new(id),
            None => PolicyId::from_path(scope.below(&lineage.path)),
        })
        .collect();
    let by_path: HashMap<&str, usize> = lineages.iter().enumerate().map(|(ix, l)| (l.path.as_str(), ix)).collect();
    lineages
        .iter()
        .zip(latest)
        .zip(&own)
        .map(|((lineage, profile), id)| {
            let original = translation(&lineage.path).and_then(|(path, lang)| Some((*by_path.get(&*path)?, lang)));
            match original {
                Some((original, lang)) => {
                    let id = if profile.id.is_some() { id.clone() } else { own[original].translation(&lang) };
                    (id, Some(own[original].clone()))
                }
                None => (id.clone(), None),
            }
        })
        .collect()
}

/// The path of the original and the language, if `path` may be a translation.
pub(super) fn translation(path: &str) -> Option<(String, Lang)> {
    let (original, tag) = path.strip_suffix(".md")?.rsplit_once('.')?;
    let lang = Lang::parse(tag)?;
    (!original.is_empty() && !original.ends_with('/')).then(|| (format!("{original}.md"), lang))
}

/// The ids that files had by their paths, at all times.
pub(super) struct Addresses<'a> {
    scope: &'a Scope,
    /// Every path at which a policy ever stood.
    paths: HashSet<&'a str>,
}

impl<'a> Addresses<'a> {
    pub(super) fn new(lineages: &[&'a Lineage], scope: &'a Scope) -> Self {
        Self { scope, paths: lineages.iter().flat_map(|l| l.versions()).map(|(path, _, _)| path).collect() }
    }

    fn of(&self, path: &str) -> PolicyId {
        match translation(path) {
            Some((original, lang)) if self.paths.contains(original.as_str()) => {
                PolicyId::from_path(self.scope.below(&original)).translation(&lang)
            }
            _ => PolicyId::from_path(self.scope.below(path)),
        }
    }

    /// The ids under which versions were published before the file came to stand where it stands.
    pub(super) fn former(&self, lineage: &Lineage) -> Vec<Former> {
        let mut former = Vec::new();
        let mut versions = 0;
        let mut path: Option<&str> = None;
        for event in &lineage.events {
            let next = match &event.what {
                What::Version { path, .. } => path,
                What::Moved { to, .. } => to,
                What::Withdrawn => continue,
            };
            if let Some(before) = path.filter(|before| *before != next && versions > 0 && self.scope.covers(before)) {
                former.push((self.of(before), VersionNumber::at(versions - 1)));
            }
            versions += usize::from(matches!(event.what, What::Version { .. }));
            path = Some(next);
        }
        former
    }
}

/// Of policies that had the same id one after the other, the last keeps the old address.
pub(super) fn keep_latest_owner(former: &mut [Vec<Former>]) {
    let mut seen = HashSet::new();
    for one in former.iter_mut().rev() {
        let mut own = BTreeMap::new();
        for (id, last) in std::mem::take(one) {
            let known: &mut VersionNumber = own.entry(id).or_insert(last);
            *known = last.max(*known);
        }
        *one = own.into_iter().filter(|(id, _)| seen.insert(id.clone())).collect();
    }
}
