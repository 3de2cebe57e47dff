//! Prints change briefs of neighbouring versions to be read by a person:
//! `cargo run --release --example brief -- REPO [FOLDER] [COUNT] [SEED] [LANG] [odd|even|all] [READ]`.
//!
//! Of all pairs of versions whose words changed COUNT are drawn, but for those that the table READ names (its second and
//! third column). Every change is printed with its text and the facts in it; deletions stand as [-…-], insertions as {+…+}. With
//! COUNT 0 all are made and only the time is printed. Rules are tuned on odd versions and judged on even ones.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use promulgate::brief::{brief, class, says_error};
use promulgate::document::{self, Document};
use promulgate::history::{History, Repository, Scope};
use promulgate::model::{Class, Lang, VersionNumber};
use promulgate::weave::{Change, RedLeaf, Redline, Weave};
use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

/// The most characters of a block that are printed.
const MOST: usize = 6_000;
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
    let read = std::fs::read_to_string(argument(6)).unwrap_or_default();
    let read: HashSet<(&str, &str)> = read
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t').skip(1);
            Some((fields.next()?, fields.next()?))
        })
        .collect();
    let lineages: Vec<_> = history
        .lineages()
        .into_iter()
        .map(|(_, lineage)| (&lineage.path, lineage.versions().collect::<Vec<_>>()))
        .collect();
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (place, (path, versions)) in lineages.iter().enumerate() {
        let unread = |ix: &usize| parity(*ix) && !read.contains(&(path.as_str(), (ix + 1).to_string().as_str()));
        all.extend((1..versions.len()).filter(unread).map(|ix| (place, ix)));
    }
    println!("{} pairs of versions", all.len());
    let (mut printed, mut seen) = (0, HashSet::new());
    let mut times = Vec::new();
    for place in 0..all.len() {
        if count > 0 && printed == count {
            break;
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = place + (seed >> 33) as usize % (all.len() - place);
        all.swap(place, other);
        let (path, versions) = &lineages[all[place].0];
        let ix = all[place].1;
        // Some copies flip back and forth between two texts.
        if !seen.insert((versions[ix - 1].1, versions[ix].1)) || seen.contains(&(versions[ix].1, versions[ix - 1].1)) {
            continue;
        }
        let Some(redline) = redline(
            [ix - 1, ix].map(|ix| document::parse(&repository.blob(versions[ix].1).unwrap(), versions[ix].0).document),
        ) else {
            continue;
        };
        if count == 0 {
            let start = Instant::now();
            let facts = std::hint::black_box(brief(&redline, &lang)).facts.len();
            times.push((start.elapsed(), facts));
            continue;
        }
        printed += 1;
        println!("\n==== {printed} {path} version {}", ix + 1);
        show(&redline, &lang);
    }
    if count == 0 {
        time(times);
    }
}

/// Both texts as one; `None` if no words changed or one is an error page, of which a site says nothing either.
fn redline(documents: [Document; 2]) -> Option<Redline> {
    let mut weave = Weave::default();
    let classes = documents.each_ref().map(|document| weave.append(document));
    let fails = |document: &Document| {
        let words = document.leaves.iter().map(|leaf| leaf.text.split_whitespace().count()).sum();
        says_error(document, words)
    };
    let redline = weave.redline(VersionNumber::at(0), VersionNumber::at(1));
    let told = classes[1] == Class::Text && class(&redline) == Class::Text && !documents.iter().any(fails);
    told.then_some(redline)
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
    for change in 1..=numbers.iter().flatten().max().copied().unwrap_or(0) {
        let leaves = redline.leaves.iter().zip(&numbers).filter(|(_, n)| **n == Some(change));
        let text: Vec<String> = leaves.map(|(leaf, _)| marked(leaf)).collect();
        println!("   #c{change} {}", text.join(" ¶ ").chars().take(MOST).collect::<String>());
        for f in brief.facts.iter().filter(|fact| fact.change == change) {
            let side = |side: &Option<String>| side.as_deref().map_or("—".to_owned(), |text| format!("“{text}”"));
            println!("      * {}: {} → {}", f.kind.as_str(), side(&f.old), side(&f.new));
        }
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

fn time(mut times: Vec<(Duration, usize)>) {
    let all: Duration = times.iter().map(|(time, _)| *time).sum();
    let facts: usize = times.iter().map(|(_, facts)| facts).sum();
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].0;
    println!(
        "{} pairs, {facts} facts; mean {:?}, median {:?}, 95 % {:?}, most {:?}",
        times.len(),
        all / times.len() as u32,
        at(50),
        at(95),
        at(100)
    );
}
