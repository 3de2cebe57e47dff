//! Compares redlines read off the weave of all versions of a policy with redlines of the two versions alone.

use super::bound::{bound, marked, text};
use super::draw::{self, Archive, Kind, Pair, Random};
use promulgate::document::parse;
use promulgate::html::{self, NoLinks};
use promulgate::model::VersionNumber;
use promulgate::weave::Weave;
use std::fs;
use std::path::Path;

const PAIRS: usize = 200;
const WORST: usize = 10;

struct Compared {
    name: String,
    projected: u32,
    direct: u32,
    least: u32,
    files: [(&'static str, Vec<u8>); 4],
}

impl Compared {
    /// How much more the projected redline marks.
    fn ratio(&self) -> f64 {
        f64::from(self.projected + 20) / f64::from(self.direct + 20)
    }
}

/// Prints a table with a line for each archive and the worst pairs, and writes these to `out`.
pub(crate) fn compare(out: &Path, archives: &[Archive], random: &mut Random) {
    println!(
        "| archive | pairs | marked: projected | direct | least | excess: projected | direct | ratio | p90 | worst |"
    );
    println!("|--|--|--|--|--|--|--|--|--|--|");
    let mut worst = Vec::new();
    for archive in archives {
        let mut compared = compare_archive(archive, random);
        compared.sort_by(|a, b| a.ratio().total_cmp(&b.ratio()));
        let sum = |of: fn(&Compared) -> u32| compared.iter().map(|c| f64::from(of(c))).sum::<f64>();
        let (projected, direct, least) = (sum(|c| c.projected), sum(|c| c.direct), sum(|c| c.least));
        println!(
            "| {} | {} | {projected} | {direct} | {least} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
            archive.name,
            compared.len(),
            projected / least,
            direct / least,
            projected / direct,
            compared.get(compared.len() * 9 / 10).map_or(1.0, Compared::ratio),
            compared.last().map_or(1.0, Compared::ratio),
        );
        worst.extend(compared.into_iter().rev().take(WORST));
    }
    worst.sort_by(|a, b| b.ratio().total_cmp(&a.ratio()));
    println!("\nThe worst pairs:");
    for (ix, pair) in worst.iter().take(2 * WORST).enumerate() {
        let folder = out.join(format!("{:02}", ix + 1));
        fs::create_dir_all(&folder).unwrap();
        pair.files.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).unwrap());
        println!(
            "{} {}: {:.3} (projected {}, direct {}, least {})",
            folder.display(),
            pair.name,
            pair.ratio(),
            pair.projected,
            pair.direct,
            pair.least
        );
    }
}

fn compare_archive(archive: &Archive, random: &mut Random) -> Vec<Compared> {
    let mut wanted: Vec<Vec<Pair>> = archive.policies.iter().map(|_| Vec::new()).collect();
    for pair in draw::pairs(std::slice::from_ref(archive), Kind::Far, PAIRS, PAIRS, random) {
        wanted[pair.policy].push(pair);
    }
    let mut compared = Vec::new();
    for (policy, pairs) in archive.policies.iter().zip(wanted).filter(|(_, pairs)| !pairs.is_empty()) {
        let mut whole = Weave::default();
        for n in 0..policy.versions.len() {
            whole.append(&parse(&archive.bytes(policy, n), &policy.path).document);
        }
        for Pair { old, new, .. } in pairs {
            let sources = [old, new].map(|n| archive.bytes(policy, n));
            let redline = |weave: &Weave, a, b| {
                html::redline(&weave.redline(VersionNumber::at(a), VersionNumber::at(b)), &NoLinks)
            };
            let mut alone = Weave::default();
            sources.iter().for_each(|s| _ = alone.append(&parse(s, &policy.path).document));
            let (projected, direct) = (redline(&whole, old, new), redline(&alone, 0, 1));
            compared.push(Compared {
                name: format!("{} {} {}→{}", archive.name, policy.path, old + 1, new + 1),
                projected: marked(&projected),
                direct: marked(&direct),
                least: bound(&text(&sources[0]), &text(&sources[1])),
                files: {
                    let [old, new] = sources;
                    [
                        ("old.md", old),
                        ("new.md", new),
                        ("projected.html", projected.into_bytes()),
                        ("direct.html", direct.into_bytes()),
                    ]
                },
            });
        }
    }
    compared
}
