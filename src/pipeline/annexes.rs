//! Follows the files that a policy's text links to, from commit to commit.

use crate::annex::{self, Refusal};
use crate::catalog;
use crate::document::{Document, Mark};
use crate::error::{Fault, Result, Warning};
use crate::history::{BlobId, Repository, Scope, Thing, Trees};
use crate::model::{Annex, AnnexEvent, Annexed, Annexes, Digest, Timestamp, VersionNumber};
use crate::store;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Where files come from, and which may be published.
pub(super) struct Sources<'a> {
    pub(super) trees: Trees,
    pub(super) scope: &'a Scope,
    /// The most bytes that a file may have.
    pub(super) limit: u64,
    /// The place of the line up to which everything that is kept was followed.
    pub(super) followed: usize,
    judged: Mutex<HashMap<(BlobId, String), Judged>>,
}

/// Reads the files that texts link to, in one thread: each thread opens the repository for itself.
#[derive(Clone, Copy)]
pub(super) struct AnnexReader<'a> {
    pub(super) sources: &'a Sources<'a>,
    pub(super) repository: &'a Repository,
}

/// What became of looking at a file.
type Judged = std::result::Result<Arc<Annex>, Refusal>;

/// The files that the texts of a policy link to, as followed so far.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct FollowedFiles {
    pub(super) annexes: Annexes,
    /// Where the bytes of each are, and since when it is one.
    pub(super) bytes: BTreeMap<Annex, (BlobId, Timestamp)>,
    /// The place of the line up to which they were followed.
    upto: usize,
    /// The path of the file of the text.
    file: String,
    /// The links of the text that may refer to files, as written.
    hrefs: BTreeSet<String>,
    /// What is known not to be published.
    refused: BTreeMap<String, String>,
    /// What of that a warning has named.
    told: BTreeMap<String, String>,
}

/// What the links of a text refer to at one commit.
#[derive(Default)]
struct LinkTargets {
    /// For each link the path, and what is there.
    found: BTreeMap<String, (String, Judged)>,
    blobs: BTreeMap<Annex, BlobId>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(trees: Trees, scope: &'a Scope, limit: u64, followed: usize) -> Self {
        Self { trees, scope, limit, followed, judged: Mutex::default() }
    }

    /// What is at the first of `paths` that exists.
    fn find(
        &self,
        repository: &Repository,
        paths: &[String],
        place: usize,
    ) -> Result<Option<(String, Judged, Option<BlobId>)>> {
        for path in paths {
            let judged = match self.trees.at(repository, path, place)? {
                Some(Thing::File(blob)) => {
                    return Ok(Some((path.clone(), self.judge(repository, path, &blob)?, Some(blob))));
                }
                Some(Thing::Link) => Err(Refusal::Link),
                Some(Thing::Folder(_) | Thing::Other) | None => continue,
            };
            return Ok(Some((path.clone(), judged, None)));
        }
        let missing = paths.first().filter(|path| annex::is_of_a_kind(path));
        Ok(missing.map(|path| (path.clone(), Err(Refusal::Missing), None)))
    }

    fn judge(&self, repository: &Repository, path: &str, blob: &BlobId) -> Result<Judged> {
        if self.scope.leaves_out(path) || !annex::is_of_a_kind(path) {
            return Ok(Err(Refusal::Kind));
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let key = (*blob, name.to_owned());
        if let Some(known) = self.judged.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let judged = match repository.file_of(blob, self.limit) {
            Ok(Ok(bytes)) => annex::judge(path, &bytes).map(Arc::new),
            Ok(Err(size)) => Err(Refusal::Large(size, self.limit)),
            Err(error) if error.fault() == Fault::Environment => return Err(error),
            Err(_) => Err(Refusal::Unreadable),
        };
        self.judged.lock().unwrap_or_else(PoisonError::into_inner).insert(key, judged.clone());
        Ok(judged)
    }
}

impl FollowedFiles {
    /// A digest of everything that pages show of the files in addition to those of each version.
    pub(super) fn key(&self) -> Option<Digest> {
        let Annexes { now, events, .. } = &self.annexes;
        self.annexes.is_used().then(|| store::key(&(now, events)))
    }

    /// Whether a file of the version before is another one in version `n`.
    pub(super) fn replaced(&self, n: VersionNumber) -> bool {
        let before = n.index().checked_sub(1).map(VersionNumber::at);
        before.is_some_and(|before| !self.annexes.replaced(before, n).is_empty())
    }

    /// Continues to version `n`, whose text `document` the commit at `place` made of the file at `path`.
    pub(super) fn version(
        &mut self,
        (n, place): (VersionNumber, usize),
        path: &str,
        document: &Document,
        from: AnnexReader<'_>,
    ) -> Result<()> {
        self.follow(place.saturating_sub(1), from)?;
        path.clone_into(&mut self.file);
        self.hrefs = hrefs(document);
        self.hrefs.retain(|href| !asked_for(from.sources.scope, path, href).is_empty());
        let standing = self.standing(place, from)?;
        self.note(&standing, place, from)?;
        self.annexes.stand(n, standing.annexed());
        self.upto = place;
        Ok(())
    }

    /// Continues to the commit at `place`, which moved the file of the text to `path`.
    pub(super) fn moved(&mut self, path: &str, place: usize, from: AnnexReader<'_>) -> Result<()> {
        self.follow(place.saturating_sub(1), from)?;
        let before = self.paths(from.sources);
        path.clone_into(&mut self.file);
        if !before.is_empty() {
            self.step(place, &before, from)?;
        }
        self.upto = place;
        Ok(())
    }

    /// Continues to the commit at `place`, which took the text away: what it led to is not followed any more.
    pub(super) fn withdrawn(&mut self, place: usize, from: AnnexReader<'_>) -> Result<()> {
        self.follow(place.saturating_sub(1), from)?;
        self.hrefs.clear();
        self.refused.clear();
        self.upto = place;
        Ok(())
    }

    /// Continues to the commit at the place `to`, up to which the text stays.
    pub(super) fn follow(&mut self, to: usize, from: AnnexReader<'_>) -> Result<()> {
        let places = self.places((self.upto, to), from)?;
        let paths = if places.is_empty() { BTreeMap::new() } else { self.paths(from.sources) };
        for place in places {
            self.step(place, &paths, from)?;
        }
        self.upto = self.upto.max(to);
        Ok(())
    }

    /// Whether a commit since they were kept did something to the files.
    pub(super) fn is_behind(&self, from: AnnexReader<'_>) -> Result<bool> {
        let upto = self.upto.max(from.sources.followed);
        Ok(!self.places((upto, from.sources.trees.last()), from)?.is_empty())
    }

    /// Continues from what was kept: up to the last publication nothing else happened to the files, or it would have been
    /// recorded.
    pub(super) fn resume(&mut self, sources: &Sources<'_>) {
        self.upto = self.upto.max(sources.followed);
    }

    /// The places after `after`, up to `to`, at which something happened to the files.
    fn places(&self, (after, to): (usize, usize), from: AnnexReader<'_>) -> Result<BTreeSet<usize>> {
        let mut places = BTreeSet::new();
        if self.hrefs.is_empty() || after >= to {
            return Ok(places);
        }
        for path in self.paths(from.sources).into_values().flatten() {
            places.extend(from.sources.trees.changes(from.repository, &path, after, to)?);
        }
        Ok(places)
    }

    /// The paths that each link may mean.
    fn paths(&self, sources: &Sources<'_>) -> BTreeMap<String, Vec<String>> {
        let paths = |href: &String| (href.clone(), asked_for(sources.scope, &self.file, href));
        self.hrefs.iter().map(paths).filter(|(_, paths)| !paths.is_empty()).collect()
    }

    /// What the links refer to at `place`.
    fn standing(&self, place: usize, from: AnnexReader<'_>) -> Result<LinkTargets> {
        let mut standing = LinkTargets::default();
        for (href, paths) in self.paths(from.sources) {
            let Some((path, judged, blob)) = from.sources.find(from.repository, &paths, place)? else { continue };
            if let (Ok(annex), Some(blob)) = (&judged, blob) {
                standing.blobs.insert(Annex::clone(annex), blob);
            }
            standing.found.insert(href, (path, judged));
        }
        Ok(standing)
    }

    /// What the commit at `place` did to the files; `before` are the paths that links meant until then.
    fn step(&mut self, place: usize, before: &BTreeMap<String, Vec<String>>, from: AnnexReader<'_>) -> Result<()> {
        let standing = self.standing(place, from)?;
        let now = standing.annexed();
        let Some(version) = self.annexes.latest() else { return Ok(()) };
        let (commit, date) = from.sources.trees.commit(from.repository, place)?;
        let mut events: BTreeMap<String, AnnexEvent> = BTreeMap::new();
        for href in self.annexes.now.keys().chain(now.keys()) {
            let (old, new) = (self.annexes.now.get(href).cloned(), now.get(href).cloned());
            if old == new {
                continue;
            }
            let found = standing.found.get(href).map(|(path, _)| path);
            let Some(path) = found.or_else(|| before.get(href)?.first()).cloned() else { continue };
            let (order, commit) = (place, commit.clone());
            events.entry(path.clone()).or_insert(AnnexEvent { commit, order, date, version, path, old, new });
        }
        self.note(&standing, place, from)?;
        self.annexes.now = Arc::new(now);
        self.annexes.events.extend(events.into_values());
        Ok(())
    }

    /// Remembers where the bytes are, and what is refused.
    fn note(&mut self, standing: &LinkTargets, place: usize, from: AnnexReader<'_>) -> Result<()> {
        for (annex, blob) in &standing.blobs {
            if !self.bytes.contains_key(annex) {
                let (_, date) = from.sources.trees.commit(from.repository, place)?;
                self.bytes.insert(annex.clone(), (*blob, date));
            }
        }
        let refused = standing.found.values().filter_map(|(path, judged)| Some((path, judged.as_ref().err()?)));
        self.refused = refused.map(|(path, refusal)| (path.clone(), refusal.to_string())).collect();
        Ok(())
    }

    /// The warning about files that the latest text links to and that are not published, unless it was given before.
    pub(super) fn warning(&mut self) -> Option<Warning> {
        if self.told == self.refused {
            return None;
        }
        self.told.clone_from(&self.refused);
        const SHOWN: usize = 5;
        let all: Vec<String> = self.refused.iter().map(|(path, why)| format!("{path} ({why})")).collect();
        let more = match all.len() {
            0 => return None,
            n if n > SHOWN => format!(", and {} more", n - SHOWN),
            _ => String::new(),
        };
        let files = if all.len() == 1 {
            "1 file that the text refers to is"
        } else {
            &format!("{} files that the text refers to are", all.len())
        };
        let message = format!("{files} not published: {}{more}", all[..all.len().min(SHOWN)].join(", "));
        Some(Warning::new(self.file.clone(), message))
    }
}

impl LinkTargets {
    fn annexed(&self) -> Annexed {
        let annex =
            |(href, (_, judged)): (&String, &(String, Judged))| Some((href.clone(), Arc::clone(judged.as_ref().ok()?)));
        self.found.iter().filter_map(annex).collect()
    }
}

/// The links of a text that may refer to files.
fn hrefs(document: &Document) -> BTreeSet<String> {
    let marks = document.leaves.iter().flat_map(|leaf| &leaf.spans).flat_map(|span| &span.marks);
    let href = |mark| match mark {
        &Mark::Link { ref href, .. } | &Mark::Image { src: ref href, .. } => Some(href.trim()),
        _ => None,
    };
    // neither a scheme nor a host; all that has neither is looked at as a path
    let relative = |href: &&str| {
        let head = href.split(['/', '?', '#']).next().unwrap_or(href);
        !href.is_empty() && !href.starts_with('#') && !href.starts_with("//") && !head.contains(':')
    };
    marks.filter_map(href).filter(relative).map(str::to_owned).collect()
}

fn asked_for(scope: &Scope, file: &str, href: &str) -> Vec<String> {
    let mut paths = catalog::paths(scope, file, href);
    paths.retain(|path| annex::is_asked_for(path));
    paths
}
