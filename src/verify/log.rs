//! Checks the ledger itself: lines, tree, tiles, checkpoints and signatures.

use super::served::Served;
use super::{Known, Report, Signed, witnesses};
use crate::ledger::{Checkpoint, Entry, HEIGHT, Note, PublicKey, SiteNote, Tile, Tree, WIDTH, bundle, lines_of};
use crate::model::Digest;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The folder of the ledger.
const LOG: &str = "log/";

/// A ledger of which the lines are known.
pub(super) struct Log {
    pub(super) lines: Vec<String>,
    pub(super) entries: Vec<Option<Entry>>,
    pub(super) tree: Tree,
    pub(super) checkpoint: Checkpoint,
    /// The keys that are asked for.
    keys: Vec<PublicKey>,
}

/// Checks the ledger; `None` where there is none to check anything else against.
pub(super) fn check(served: &dyn Served, known: &Known, report: &mut Report) -> Option<Log> {
    let text = |path: &str| served.read(path).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(note) = text("log/checkpoint").and_then(|text| Note::parse(&text)) else {
        report.wrong("log/checkpoint", "is missing, or not a signed note");
        return None;
    };
    let Some(checkpoint) = Checkpoint::parse(&note.text) else {
        report.wrong("log/checkpoint", "is not a checkpoint");
        return None;
    };
    let Some(all) = text("log/leaves.txt") else {
        report.wrong("log/leaves.txt", "is missing, or not a text");
        return None;
    };
    let lines: Vec<String> = lines_of(&all).map(str::to_owned).collect();
    let entries = lines.iter().map(|line| Entry::parse(line)).collect();
    let tree = Tree::of_lines(lines.iter().map(String::as_str));
    let keys = keys(served, known, report);
    let log = Log { lines, entries, tree, checkpoint, keys };
    log.check_lines(report);
    log.check_tiles(served, report);
    log.check_checkpoints(served, report);
    log.check_signatures(served, &note, known, report);
    log.check_earlier(known, report);
    if let Some(policy) = &known.policy {
        witnesses::check(&note, &log.checkpoint, policy, report);
    }
    report.checkpoint = Some(log.checkpoint.clone());
    Some(log)
}

/// The keys that should have signed: the one that is known, and those that the site names.
fn keys(served: &dyn Served, known: &Known, report: &mut Report) -> Vec<PublicKey> {
    let mut keys: Vec<PublicKey> = known.key.iter().cloned().collect();
    let Some(named) = served.read("log/key.vkey") else { return keys };
    let named = String::from_utf8(named).ok();
    let parsed: Option<Vec<PublicKey>> = named.and_then(|text| text.lines().map(PublicKey::parse).collect());
    match parsed {
        Some(named) => {
            let pem = named.first().map(PublicKey::to_pem);
            if pem.map(String::into_bytes) != served.read("log/key.pem") {
                report.wrong("log/key.pem", "is not the key in log/key.vkey");
            }
            let new: Vec<PublicKey> = named.into_iter().filter(|key| !keys.contains(key)).collect();
            keys.extend(new);
        }
        None => report.wrong("log/key.vkey", "is not a list of keys"),
    }
    keys
}

impl Log {
    /// The root of the first `size` entries.
    fn root(&self, size: u64) -> Option<Digest> {
        self.tree.root(size)
    }

    fn check_lines(&self, report: &mut Report) {
        const PATH: &str = "log/leaves.txt";
        if self.tree.size() != self.checkpoint.size {
            let (there, stated) = (self.tree.size(), self.checkpoint.size);
            report.wrong(PATH, format!("has {there} lines, but the checkpoint states {stated}"));
        } else if self.root(self.checkpoint.size) != Some(self.checkpoint.root) {
            report.wrong(PATH, "has other lines than the checkpoint states");
        }
        let mut last: HashMap<&str, (u32, bool)> = HashMap::new();
        for (ix, entry) in self.entries.iter().enumerate() {
            let Some(entry) = entry else {
                report.wrong(PATH, format!("line {} is not an entry", ix + 1));
                continue;
            };
            let Some((policy, n)) = entry.version() else { continue };
            let (before, withdrawn) = last.get(policy).copied().unwrap_or((0, true));
            let is_version = matches!(entry, Entry::Version { .. });
            let follows = if is_version { n == before + 1 } else { n == before && !withdrawn };
            if !follows {
                report.wrong(PATH, format!("line {}: {policy} {n} does not follow {before}", ix + 1));
            }
            report.versions += usize::from(is_version);
            last.insert(policy, (n, !is_version));
        }
        report.policies = last.len();
    }

    /// The sizes of which there are checkpoints.
    fn sizes(served: &dyn Served) -> BTreeSet<u64> {
        let numbers = served.paths().iter().filter_map(|path| path.strip_prefix("log/checkpoints/"));
        numbers.filter_map(|number| number.parse().ok()).collect()
    }

    fn check_tiles(&self, served: &dyn Served, report: &mut Report) {
        let size = self.tree.size();
        let mut expected: BTreeMap<String, Tile> = BTreeMap::new();
        let full = |level: u8| size >> (u32::from(HEIGHT) * (u32::from(level) + 1));
        for level in (0..7).take_while(|level| full(*level) > 0) {
            for number in 0..full(level) {
                let tile = Tile { level, number, width: WIDTH as u16 };
                expected.insert(tile.path(), tile);
            }
        }
        let sizes = Self::sizes(served).into_iter().filter(|stated| *stated <= size).chain([size]);
        for tile in sizes.flat_map(Tile::edge).filter(|tile| tile.number >= full(tile.level)) {
            expected.insert(tile.path(), tile);
        }
        let bundles: Vec<(String, Tile)> =
            expected.values().filter(|tile| tile.level == 0).map(|tile| (tile.bundle_path(), *tile)).collect();
        let is_bundle: BTreeSet<String> = bundles.iter().map(|(path, _)| path.clone()).collect();
        expected.extend(bundles);
        for (path, tile) in &expected {
            let bytes = if is_bundle.contains(path) {
                let first = (tile.number * WIDTH) as usize;
                let lines = &self.lines[first..first + usize::from(tile.width)];
                let fits = lines.iter().all(|line| line.len() <= usize::from(u16::MAX));
                if fits { bundle(lines.iter().map(String::as_str)) } else { Vec::new() }
            } else {
                self.tree.tile(*tile).unwrap_or_default().iter().flat_map(|hash| *hash.bytes()).collect()
            };
            let path = format!("{LOG}{path}");
            match served.read(&path) {
                None => report.wrong(path, "is missing"),
                Some(there) if there != bytes => report.wrong(path, "does not match the entries"),
                Some(_) => {}
            }
        }
        for path in served.paths().iter().filter(|path| path.starts_with("log/tile/")) {
            if !expected.contains_key(&path[LOG.len()..]) {
                report.wrong(path, "belongs to no checkpoint");
            }
        }
    }

    fn check_checkpoints(&self, served: &dyn Served, report: &mut Report) {
        let mut found = false;
        for path in served.paths().iter().filter(|path| path.starts_with("log/checkpoints/")) {
            let text = served.read(path).and_then(|bytes| String::from_utf8(bytes).ok());
            let Some(note) = text.and_then(|text| Note::parse(&text)) else {
                report.wrong(path, "is not a signed note");
                continue;
            };
            let stated = Checkpoint::parse(&note.text);
            let named = path["log/checkpoints/".len()..].parse().ok();
            match stated {
                Some(stated) if Some(stated.size) != named => report.wrong(path, "states another size than its name"),
                Some(stated) if self.root(stated.size) == Some(stated.root) => {
                    found |= stated.size == self.checkpoint.size;
                }
                Some(_) => report.wrong(path, "states another ledger than log/leaves.txt"),
                None => report.wrong(path, "is not a checkpoint"),
            }
            self.check_forged(path, &note, report);
        }
        if !found && self.checkpoint.size > 0 {
            report.wrong(format!("log/checkpoints/{}", self.checkpoint.size), "is missing");
        }
    }

    /// Says if a signature of a key that is known is no such signature.
    pub(super) fn check_forged(&self, path: &str, note: &Note, report: &mut Report) {
        if self.keys.iter().any(|key| note.is_signed_by(key) == Some(false)) {
            report.wrong(path, "has a signature that is not valid");
        }
    }

    fn check_signatures(&self, served: &dyn Served, note: &Note, known: &Known, report: &mut Report) {
        let site = served.read("log/site").and_then(|bytes| Note::parse(&String::from_utf8(bytes).ok()?));
        let Some(site) = site else {
            report.wrong("log/site", "is missing, or not a signed note");
            return;
        };
        match SiteNote::parse(&site.text) {
            None => report.wrong("log/site", "is not a statement about a site"),
            Some(stated) => {
                if (stated.origin, stated.size) != (self.checkpoint.origin.clone(), self.checkpoint.size) {
                    report.wrong("log/site", "is about another ledger than log/checkpoint");
                }
                match served.digest("SHA256SUMS") {
                    None => report.wrong("SHA256SUMS", "is missing"),
                    Some((_, there)) if there != stated.files => {
                        report.wrong("SHA256SUMS", "is another list than log/site states");
                    }
                    Some(_) => {}
                }
            }
        }
        let named = served.read("log/key.vkey").is_some();
        for (path, note) in [("log/checkpoint", note), ("log/site", &site)] {
            self.check_forged(path, note, report);
            let is_signed = self.keys.iter().any(|key| note.is_signed_by(key) == Some(true));
            if named && !is_signed {
                report.wrong(path, "is not signed by a key in log/key.vkey");
            }
            match &known.key {
                Some(key) if note.is_signed_by(key).is_none() => {
                    report.wrong(path, format!("is not signed by {key}"));
                }
                Some(_) if is_signed => report.signed = Signed::ByKnown,
                None if is_signed => report.signed = Signed::BySite,
                _ => {}
            }
        }
        if let Some(key) = self.keys.first()
            && key.name() != self.checkpoint.origin
        {
            report.wrong(
                "log/checkpoint",
                format!("is of the ledger `{}`, not of `{}`", self.checkpoint.origin, key.name()),
            );
        }
    }

    fn check_earlier(&self, known: &Known, report: &mut Report) {
        let Some(note) = &known.earlier else { return };
        const PATH: &str = "log/checkpoint";
        let Some(earlier) = Checkpoint::parse(&note.text) else {
            report.wrong(PATH, "the earlier file is not a checkpoint");
            return;
        };
        let key = known.key.as_ref().or(self.keys.first());
        match self.root(earlier.size) {
            _ if key.is_some_and(|key| note.is_signed_by(key) == Some(false)) => {
                report.wrong(PATH, "the earlier checkpoint has a signature that is not valid");
            }
            None => report.wrong(
                PATH,
                format!("has {} entries, fewer than the {} of the earlier one", self.checkpoint.size, earlier.size),
            ),
            Some(root) if root == earlier.root => report.earlier = Some(earlier.size),
            _ if earlier.origin != self.checkpoint.origin => {
                report.wrong(PATH, format!("the earlier checkpoint is of another ledger, `{}`", earlier.origin));
            }
            Some(_) => report.wrong(
                PATH,
                format!("the first {} entries differ from those when the earlier checkpoint was made", earlier.size),
            ),
        }
    }
}
