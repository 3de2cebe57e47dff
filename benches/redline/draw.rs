//! Draws pairs of versions from archives: the same ones for the same seed, spread over archives and policies.

use promulgate::document::parse;
use promulgate::history::{BlobId, History, Repository, Scope};
use promulgate::html::{self, NoLinks};
use std::path::Path;

/// How many versions far-apart pairs are apart, at the least.
const APART: usize = 5;

/// A repository of policies.
pub(crate) struct Archive {
    pub(crate) name: String,
    repository: Repository,
    /// Those with two versions or more.
    pub(crate) policies: Vec<Policy>,
}

/// A policy's versions, oldest first.
pub(crate) struct Policy {
    pub(crate) path: String,
    pub(crate) versions: Vec<BlobId>,
}

/// How far apart the two versions of a pair are.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Adjacent,
    Far,
}

/// Two versions, by their places.
pub(crate) struct Pair {
    pub(crate) archive: usize,
    pub(crate) policy: usize,
    pub(crate) old: usize,
    pub(crate) new: usize,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Adjacent => "adjacent",
            Self::Far => "far",
        }
    }
}

impl Archive {
    /// Opens `REPO[:FOLDER]`.
    pub(crate) fn open(place: &str) -> Self {
        let (repo, folder) = place.split_once(':').unwrap_or((place, ""));
        let repository = Repository::discover(Path::new(repo)).unwrap();
        let scope = Scope::new(folder, &[], &[]).unwrap();
        let history = History::whole(&repository, &repository.tip("HEAD").unwrap(), scope).unwrap();
        let policies = history.lineages().into_iter().map(|(_, lineage)| Policy {
            path: lineage.path.clone(),
            versions: lineage.versions().map(|(_, blob, _)| *blob).collect(),
        });
        let name = Path::new(repo).file_name().unwrap().to_string_lossy().into_owned();
        Self { name, repository, policies: policies.filter(|p| p.versions.len() > 1).collect() }
    }

    /// The bytes of a version.
    pub(crate) fn bytes(&self, policy: &Policy, version: usize) -> Vec<u8> {
        self.repository.blob(&policy.versions[version]).unwrap()
    }

    /// Whether a reader sees a difference.
    fn differ(&self, policy: &Policy, old: usize, new: usize) -> bool {
        let rendered = |n| html::document(&parse(&self.bytes(policy, n), &policy.path).document, &NoLinks);
        rendered(old) != rendered(new)
    }
}

/// Draws `count` pairs, or all there are: round after round, one from each archive, there from one policy after the
/// other, and at most `handful` from one.
pub(crate) fn pairs(archives: &[Archive], kind: Kind, count: usize, handful: usize, random: &mut Random) -> Vec<Pair> {
    let mut queues: Vec<Vec<Pair>> =
        archives.iter().enumerate().map(|(ix, a)| queue(ix, a, kind, handful, random)).collect();
    let mut drawn = Vec::new();
    while drawn.len() < count && queues.iter().any(|q| !q.is_empty()) {
        for (archive, queue) in archives.iter().zip(&mut queues) {
            while let Some(pair) = queue.pop().filter(|_| drawn.len() < count) {
                if archive.differ(&archive.policies[pair.policy], pair.old, pair.new) {
                    drawn.push(pair);
                    break;
                }
            }
        }
    }
    drawn.sort_by_key(|p| (p.archive, p.policy, p.old, p.new));
    drawn
}

/// Pairs of an archive in the order of drawing, the first one last: each policy's first, then each one's second.
fn queue(ix: usize, archive: &Archive, kind: Kind, handful: usize, random: &mut Random) -> Vec<Pair> {
    let mut queue = Vec::new();
    for (policy, versions) in archive.policies.iter().map(|p| p.versions.len()).enumerate() {
        let mut pairs: Vec<(usize, usize)> = match kind {
            Kind::Adjacent => (1..versions).map(|n| (n - 1, n)).collect(),
            Kind::Far => (APART..versions).flat_map(|new| (0..=new - APART).map(move |old| (old, new))).collect(),
        };
        random.shuffle(&mut pairs);
        let pairs = pairs.into_iter().take(handful).enumerate();
        queue.extend(pairs.map(|(nth, (old, new))| (nth, random.next(), Pair { archive: ix, policy, old, new })));
    }
    queue.sort_by_key(|(nth, order, _)| std::cmp::Reverse((*nth, *order)));
    queue.into_iter().map(|(_, _, pair)| pair).collect()
}

/// Random numbers from a seed: SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
