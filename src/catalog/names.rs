//! Which ids policies have, and had.

use super::Profile;
use crate::history::{Lineage, Scope, What};
use crate::model::{Lang, PolicyId, VersionNumber};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

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
    /// When a policy stood at a path: from one place of the published line up to but without another.
    standing: HashMap<&'a str, Vec<Range<usize>>>,
}

impl<'a> Addresses<'a> {
    pub(super) fn new(lineages: &[&'a Lineage], scope: &'a Scope) -> Self {
        let mut standing: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
        for (path, time) in lineages.iter().flat_map(|lineage| stays(lineage)) {
            standing.entry(path).or_default().push(time);
        }
        Self { scope, standing }
    }

    /// The ids under which versions were published, each with the last one that was; that of now is among them, if the
    /// path alone gives it.
    pub(super) fn all(&self, lineage: &Lineage) -> Vec<Former> {
        let mut all = Vec::new();
        for (path, time) in stays(lineage).into_iter().filter(|(path, _)| self.scope.covers(path)) {
            let own = PolicyId::from_path(self.scope.below(path));
            let original = translation(path).and_then(|(original, lang)| {
                let id = PolicyId::from_path(self.scope.below(&original)).translation(&lang);
                Some((id, self.standing.get(original.as_str())?))
            });
            // while the original stands beside it, it is its translation
            let (id, times) = match original {
                Some((id, times)) => (id, times.as_slice()),
                None => (own.clone(), &[][..]),
            };
            let within = |t: &Range<usize>| t.start.max(time.start)..t.end.min(time.end);
            let mut ends: Vec<usize> = times.iter().map(within).flat_map(|t| [t.start, t.end]).collect();
            ends.extend([time.start, time.end]);
            ends.retain(|end| (time.start..=time.end).contains(end));
            ends.sort_unstable();
            ends.dedup();
            for part in ends.windows(2) {
                let beside = times.iter().any(|t| t.contains(&part[0]));
                let versions = lineage.versions().filter(|(_, _, place)| *place < part[1]).count();
                let id = if beside { &id } else { &own };
                all.extend(versions.checked_sub(1).map(|last| (id.clone(), VersionNumber::at(last))));
            }
        }
        all
    }
}

/// Where a file stood, and when; where it stood before it was withdrawn it stands until it returns.
fn stays(lineage: &Lineage) -> Vec<(&str, Range<usize>)> {
    let mut stays: Vec<(&str, Range<usize>)> = Vec::new();
    for event in &lineage.events {
        let path = match &event.what {
            What::Version { path, .. } | What::Moved { to: path, .. } => path.as_str(),
            What::Withdrawn => continue,
        };
        if stays.last().is_none_or(|(last, _)| *last != path) {
            if let Some((_, time)) = stays.last_mut() {
                time.end = event.commit;
            }
            stays.push((path, event.commit..usize::MAX));
        }
    }
    stays
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
