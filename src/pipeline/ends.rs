//! Where the links of each version of a policy point, to the extent that its pages depend on it.

use super::hrefs::LinkRun;
use super::read::ReadState;
use crate::catalog::Catalog;
use crate::model::{Digest, VersionNumber};
use crate::store;

/// For each version a digest of where its links, and those of the one before, point from its file.
pub(super) fn links(catalog: &Catalog, facts: &ReadState) -> Vec<Digest> {
    let (runs, count) = (&facts.links, facts.versions.len());
    let digest = |run: &LinkRun, before: Option<&LinkRun>| {
        let hrefs = run.hrefs.iter().chain(before.iter().flat_map(|b| &b.hrefs));
        let ends: Vec<_> = hrefs.map(|href| catalog.resolve(&run.path, href)).collect();
        store::key(&ends)
    };
    let mut links = Vec::with_capacity(count);
    for (ix, run) in runs.iter().enumerate() {
        let end = runs.get(ix + 1).map_or(count, |next| next.from);
        links.push(digest(run, ix.checked_sub(1).map(|before| &runs[before])));
        if end > run.from + 1 {
            links.resize(end, digest(run, None));
        }
    }
    links.resize(count, store::key(&()));
    let annexes = &facts.followed.annexes;
    if annexes.is_used() {
        for (ix, link) in links.iter_mut().enumerate() {
            let before = annexes.at(VersionNumber::at(ix.saturating_sub(1)));
            *link = store::key(&(*link, before, annexes.at(VersionNumber::at(ix))));
        }
    }
    links
}
