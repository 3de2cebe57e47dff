//! Prints change briefs of neighbouring versions to be read by a person:
//! `cargo run --release --example brief -- REPO [FOLDER] [COUNT] [SEED] [LANG] [odd|even]`.
//!
//! Of all pairs of versions whose words changed COUNT are drawn; error pages have no brief, nor has the version after one. Each fact is printed with the text around its change;
//! deletions stand as [-…-], insertions as {+…+}. With COUNT 0 all are made and only the time is
//! printed. Rules are tuned on odd versions and judged on even ones.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use promulgate::brief::{brief, is_lost, says_error};
use promulgate::document;
use promulgate::history::{History, Repository, Scope};
use promulgate::model::{Class, Lang, VersionNumber};
use promulgate::weave::{Change, RedLeaf, Redline, Weave};
use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

/// The most characters of a block that are printed.
const MOST: usize = 700;
/// The most sections of a brief that are printed.
const SECTIONS: usize = 6;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument = |ix: usize| arguments.get(ix).map(String::as_str).unwrap_or_default();
    let repository = Repository::discover(Path::new(argument(0))).unwrap();
    let scope = Scope::new(argument(1), &[], &[]).unwrap();
    let (count, mut seed): (usize, u64) = (argument(2).parse().unwrap_or(20), argument(3).parse().unwrap_or(1));
    let lang = Lang::parse(argument(4)).unwrap_or_else(Lang::english);
    let tip = repository.tip("HEAD").unwrap();
    let history = History::whole(&repository, &tip, scope).unwrap();
    let parity = |ix: usize| match argument(5) {
        "odd" => ix.is_multiple_of(2),
        "even" => !ix.is_multiple_of(2),
        _ => true,
    };
    let mut weaves = Vec::new();
    for (_, lineage) in history.lineages() {
        let mut weave = Weave::default();
        let mut pairs = Vec::new();
        let (mut whole, mut was_error) = (0, false);
        for (ix, (path, blob, _)) in lineage.versions().enumerate() {
            let document = document::parse(&repository.blob(blob).unwrap(), path).document;
            let class = weave.append(&document);
            let words = weave.words(VersionNumber::at(ix));
            let error = is_lost(words, whole) && says_error(&document, words);
            let text = class == Class::Text && !error && !was_error;
            pairs.extend((ix > 0 && text && parity(ix)).then_some(ix));
            was_error = error;
            whole = if error { whole } else { words };
        }
        weaves.push((lineage.path.clone(), weave, pairs));
    }
    let mut all: Vec<(usize, usize)> =
        weaves.iter().enumerate().flat_map(|(w, (_, _, pairs))| pairs.iter().map(move |ix| (w, *ix))).collect();
    println!("{} pairs of versions whose words changed", all.len());
    if count == 0 {
        return time(&all.iter().map(|(w, ix)| redline(&weaves[*w].1, *ix)).collect::<Vec<_>>(), &lang);
    }
    let (mut printed, mut seen) = (0, HashSet::new());
    for place in 0..all.len() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = place + (seed >> 33) as usize % (all.len() - place);
        all.swap(place, other);
        let (w, ix) = all[place];
        let redline = redline(&weaves[w].1, ix);
        // Some copies flip back and forth between two texts.
        if seen.insert(format!("{:?}", brief(&redline, &lang))) && printed < count {
            printed += 1;
            println!("\n==== {printed} {} version {}", weaves[w].0, ix + 1);
            show(&redline, &lang);
        }
    }
}

fn redline(weave: &Weave, ix: usize) -> Redline {
    weave.redline(VersionNumber::at(ix - 1), VersionNumber::at(ix))
}

fn show(redline: &Redline, lang: &Lang) {
    let brief = brief(redline, lang);
    println!("words +{} -{} moved {}", redline.words_added, redline.words_removed, redline.words_moved);
    for s in brief.sections.iter().take(SECTIONS) {
        let was = s.was.as_ref().map(|was| format!(" (was {was})")).unwrap_or_default();
        println!("  {} h{} {}{was} +{} -{} #c{}", s.state.as_str(), s.level, s.heading, s.added, s.removed, s.change);
    }
    if brief.sections.len() > SECTIONS {
        println!("  … {} sections in all", brief.sections.len());
    }
    if let Some(line) = &brief.stale_date {
        println!("  STALE: {line}");
    }
    let numbers = redline.changes();
    let mut before = 0;
    for f in &brief.facts {
        if f.change != before {
            before = f.change;
            let leaves = redline.leaves.iter().zip(&numbers).filter(|(_, n)| **n == Some(f.change));
            let text: Vec<String> = leaves.map(|(leaf, _)| marked(leaf)).collect();
            let text = text.join(" ¶ ");
            println!("   #c{} {}", f.change, text.chars().take(MOST).collect::<String>());
        }
        let side = |side: &Option<String>| side.as_deref().map_or("—".to_owned(), |text| format!("“{text}”"));
        println!("      * {}: {} → {}", f.kind.as_str(), side(&f.old), side(&f.new));
    }
    if brief.facts.is_empty() {
        let changed = redline.leaves.iter().zip(&numbers).filter(|(_, n)| n.is_some());
        let text: Vec<String> = changed.map(|(leaf, _)| marked(leaf)).collect();
        println!("   no facts in: {}", text.join(" ¶ ").chars().take(MOST).collect::<String>());
    }
    if brief.left_out > 0 {
        println!("  and {} more sentences of duty", brief.left_out);
    }
}

/// The text with its marks; long stretches that stand in both are cut.
fn marked(leaf: &RedLeaf) -> String {
    let mut out = String::new();
    for piece in leaf.pieces().iter() {
        let text = if piece.block_end { "¶" } else { &piece.text };
        let moved = if piece.moved { "~" } else { "" };
        match piece.change {
            Change::Deleted => out.push_str(&format!("[-{moved}{text}-]")),
            Change::Inserted => out.push_str(&format!("{{+{moved}{text}+}}")),
            _ => {
                let letters: Vec<char> = text.chars().collect();
                match letters.len() > 140 {
                    true => {
                        out.extend(&letters[..60]);
                        out.push('⋯');
                        out.extend(&letters[letters.len() - 70..]);
                    }
                    false => out.push_str(text),
                }
            }
        }
    }
    out.replace('\n', "⏎")
}

fn time(redlines: &[Redline], lang: &Lang) {
    let mut times: Vec<Duration> = Vec::with_capacity(redlines.len());
    let mut facts = 0;
    for redline in redlines {
        let start = Instant::now();
        facts += std::hint::black_box(brief(redline, lang)).facts.len();
        times.push(start.elapsed());
    }
    let all: Duration = times.iter().sum();
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "{facts} facts; mean {:?}, median {:?}, 95 % {:?}, most {:?}",
        all / times.len() as u32,
        at(50),
        at(95),
        at(100)
    );
}
