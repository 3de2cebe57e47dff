//! Counts what change briefs say against the texts themselves: `cargo run --release --example claims -- REPO [FOLDER]`
//! (`--help` says what is counted; `--show N` prints the first N of each kind, `--odd` looks at odd versions only).
//!
//! It shares no code with the briefs: it searches the visible text of both versions, letter by letter.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use promulgate::brief::brief;
use promulgate::document::{self, Document};
use promulgate::history::{History, Repository, Scope};
use promulgate::model::{Class, FactChange, Lang, VersionNumber};
use promulgate::weave::{Change, RedLeaf, Redline, Weave};
use std::collections::BTreeMap;
use std::path::Path;

const HELP: &str = "usage: claims REPO [FOLDER] [--show N] [--odd]

Of every two neighbouring versions of every policy whose words changed:
  contradicted  facts told as \"no longer there\" (or \"not there before\") whose words stand in the newer (older) text
  effective     dates told as an update whose line says when the text takes effect, and not that it was updated
  marked        lines told as left as they were of which a part is marked, that say when the text takes effect,
                or that are blamed for a change of 4 words or fewer
Exit status 1 if there is any.";

/// Words of a date of effect, and of an update.
const EFFECT: [&str; 9] =
    ["effective", "in effect", "in force", "takes effect", "มีผล", "in kraft", "gültig ab", "en vigueur", "prend effet"];
const UPDATE: [&str; 17] = [
    "updat",
    "revis",
    "modif",
    "changed",
    "reviewed",
    "publish",
    "publication",
    "posted",
    "ปรับปรุง",
    "แก้ไข",
    "อัปเดต",
    "ทบทวน",
    "aktualisier",
    "geändert",
    "stand",
    "mise à jour",
    "version",
];

#[derive(Default)]
struct Counts {
    facts: BTreeMap<&'static str, usize>,
    one_sided: usize,
    contradicted: Vec<String>,
    updated: usize,
    effective: Vec<String>,
    stale: usize,
    marked: Vec<String>,
}

fn main() {
    let (mut places, mut show, mut odd) = (Vec::new(), 0, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" | "-h" => return println!("{HELP}"),
            "--odd" => odd = true,
            "--show" => show = arguments.next().and_then(|n| n.parse().ok()).expect(HELP),
            _ => places.push(argument),
        }
    }
    let repository = Repository::discover(Path::new(places.first().expect(HELP))).unwrap();
    let scope = Scope::new(places.get(1).map_or("", String::as_str), &[], &[]).unwrap();
    let history = History::whole(&repository, &repository.tip("HEAD").unwrap(), scope).unwrap();
    let (mut counts, mut versions) = (Counts::default(), 0);
    for (_, lineage) in history.lineages() {
        let (mut weave, mut before) = (Weave::default(), None);
        for (ix, (path, blob, _)) in lineage.versions().enumerate() {
            let document = document::parse(&repository.blob(blob).unwrap(), path).document;
            let class = weave.append(&document);
            if let Some(before) = before.replace(document.clone())
                && class == Class::Text
                && (!odd || ix.is_multiple_of(2))
            {
                versions += 1;
                let redline = weave.redline(VersionNumber::at(ix - 1), VersionNumber::at(ix));
                count(&mut counts, &format!("{} v{}", lineage.path, ix + 1), &redline, [&before, &document]);
            }
        }
    }
    println!("{versions} versions whose words changed; facts told: {:?}", counts.facts);
    report("contradicted", counts.one_sided, "one-sided facts that the text contradicts", &counts.contradicted, show);
    report("effective", counts.updated, "updates that are dates of effect", &counts.effective, show);
    report(
        "marked",
        counts.stale,
        "lines told as left as they were that are not, or are not to blame",
        &counts.marked,
        show,
    );
    let wrong = counts.contradicted.len() + counts.effective.len() + counts.marked.len();
    std::process::exit(i32::from(wrong > 0));
}

fn report(name: &str, all: usize, what: &str, wrong: &[String], show: usize) {
    println!("{name}: {} of {all} {what}", wrong.len());
    wrong.iter().take(show).for_each(|line| println!("  {line}"));
}

fn count(counts: &mut Counts, name: &str, redline: &Redline, documents: [&Document; 2]) {
    let brief = brief(redline, &Lang::english());
    let mut texts: [Option<String>; 2] = [None, None];
    let changes = redline.changes();
    for fact in &brief.facts {
        *counts.facts.entry(fact.kind.as_str()).or_default() += 1;
        let alone = match (&fact.old, &fact.new) {
            (Some(old), None) => Some((old, 1)),
            (None, Some(new)) => Some((new, 0)),
            _ => None,
        };
        if let Some((alone, other)) = alone.filter(|_| !fact.kind.is_modal() && fact.kind.as_str() != "hidden") {
            counts.one_sided += 1;
            let text = texts[other].get_or_insert_with(|| plain(&whole(documents[other])));
            if stands(text, &plain(alone.trim_end_matches('…'))) {
                counts.contradicted.push(said(name, fact));
            }
        }
        if fact.kind.as_str() == "updated" {
            counts.updated += 1;
            let leaves = redline.leaves.iter().zip(&changes).filter(|(_, n)| **n == Some(fact.change));
            let lines: Vec<String> = leaves.flat_map(|(leaf, _)| sides(leaf)).flat_map(lines).collect();
            let labels = |value: &Option<String>| {
                let value = value.as_deref().map(plain).unwrap_or_default();
                let of_line = |line: &String| before_each(line, &value);
                lines.iter().flat_map(of_line).collect::<Vec<String>>()
            };
            let said_of = [labels(&fact.new), labels(&fact.old)].into_iter().find(|labels| !labels.is_empty());
            if said_of.is_some_and(|labels| labels.iter().all(|label| is_effect(label))) {
                counts.effective.push(said(name, fact));
            }
        }
    }
    if let Some(line) = &brief.stale_date {
        counts.stale += 1;
        let own = plain(line.trim_end_matches('…'));
        let marked = redline
            .leaves
            .iter()
            .any(|leaf| leaf.is_marked() && sides(leaf).into_iter().flat_map(lines).any(|text| text.contains(&own)));
        if marked || is_effect(&own) || redline.words_added + redline.words_removed <= 4 {
            counts.marked.push(format!("{name}: {line}"));
        }
    }
}

fn said(name: &str, fact: &FactChange) -> String {
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "—".into());
    format!("{name} #c{}: {}: {} → {}", fact.change, fact.kind.as_str(), side(&fact.old), side(&fact.new))
}

/// What stands before each `value`, up to the date before it.
fn before_each(line: &str, value: &str) -> Vec<String> {
    let label = |at: usize| {
        let label = &line[..at];
        label[label.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1)..].to_owned()
    };
    let found = if value.is_empty() { Vec::new() } else { line.match_indices(value).collect() };
    found.into_iter().map(|(at, _)| label(at)).collect()
}

fn is_effect(label: &str) -> bool {
    EFFECT.iter().any(|word| label.contains(word)) && !UPDATE.iter().any(|word| label.contains(word))
}

fn whole(document: &Document) -> String {
    document.leaves.iter().map(|leaf| leaf.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Both sides of a leaf.
fn sides(leaf: &RedLeaf) -> [String; 2] {
    let side = |gone| {
        let pieces = leaf.pieces();
        let texts = pieces.iter().filter(|p| p.change != gone).map(|p| if p.block_end { "\n" } else { &p.text });
        texts.collect::<String>()
    };
    [side(Change::Inserted), side(Change::Deleted)]
}

fn lines(text: String) -> Vec<String> {
    text.lines().map(plain).collect()
}

/// In small letters and ASCII digits, with one space between words.
fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        '๐'..='๙' => char::from(b'0' + (c as u32 - '๐' as u32) as u8),
        '’' | '‘' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    };
    let text: String = text.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{ad}' | '\u{2060}')).map(letter).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether `value` stands in `text` with no letter or digit of its own script going on around it.
fn stands(text: &str, value: &str) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    !value.is_empty()
        && text.match_indices(value).any(|(at, _)| {
            let (first, last) = (value.chars().next(), value.chars().next_back());
            let (before, after) = (text[..at].chars().next_back(), text[at + value.len()..].chars().next());
            !(word(before) && word(first) || word(after) && word(last))
        })
}
