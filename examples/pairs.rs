//! Writes redlines of random pairs of versions, and the data from which the browser shows them, for the scripts to be held
//! against: `cargo run --example pairs -- SEED COUNT REPO[:FOLDER]`. A line of JSON for each policy that is drawn:
//! `{"policy", "data", "headings", "versions", "pairs": [[from, to, html, changes, words, coarse, sections, facts]…]}`. COUNT `all` takes every pair of every policy, `next` all neighbours.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use promulgate::brief::{self, FactBetween, Section};
use promulgate::document::parse;
use promulgate::history::{History, Repository, Scope};
use promulgate::html::{self, AnnexLink, Links, Note};
use promulgate::model::{Brief, FactChange, Lang, Sections, Shape, VersionNumber};
use promulgate::weave::Weave;
use serde_json::json;
use std::path::Path;

/// A page on which some relative links lead somewhere, and some to files, which are others in every third version. It shows
/// what changed from one version to another, from 0; of `all` versions.
#[derive(Clone, Copy)]
struct Page {
    from: usize,
    to: usize,
    all: usize,
}

impl Page {
    fn file(href: &str, version: usize) -> Option<AnnexLink> {
        let suffix = href.split(['?', '#']).next()?.rsplit_once('.')?.1;
        let shape = match suffix {
            "png" | "jpg" | "svg" | "gif" => Shape::Picture((!href.len().is_multiple_of(3)).then_some((32, 16))),
            "pdf" | "txt" => Shape::File,
            _ => return None,
        };
        let state = version / 3;
        (state + href.len() % 4 > 1).then(|| AnnexLink { url: format!("../files/{state}&/a.{suffix}"), shape })
    }
}

impl Links for Page {
    fn annex(&self, href: &str) -> Option<AnnexLink> {
        Self::file(href, self.to)
    }

    fn annex_before(&self, href: &str) -> Option<AnnexLink> {
        Self::file(href, self.from)
    }

    fn annexes(&self, href: &str) -> Vec<(usize, Option<AnnexLink>)> {
        let states: Vec<_> = (0..self.all).step_by(3).map(|version| (version, Self::file(href, version))).collect();
        if states.iter().all(|(_, file)| file.is_none()) { Vec::new() } else { states }
    }

    fn locate(&self, href: &str) -> Option<String> {
        href.len().is_multiple_of(2).then(|| format!("../{}/index.html", href.len()))
    }

    fn say(&self, note: &Note) -> String {
        format!("{} <{}>", note.kind.key(), note.value)
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [seed, count_of, place] = &arguments[..] else { panic!("SEED COUNT REPO[:FOLDER]") };
    let (repository, folder) = place.split_once(':').unwrap_or((place, ""));
    let repository = Repository::discover(Path::new(repository)).unwrap();
    let scope = Scope::new(folder, &[], &[]).unwrap();
    let history = History::whole(&repository, &repository.tip("HEAD").unwrap(), scope).unwrap();
    let mut random = seed.parse::<u64>().unwrap();
    let mut below = |end: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % end
    };
    let policies = history.lineages();
    let versions: Vec<usize> = policies.iter().map(|(_, lineage)| lineage.versions().count()).collect();
    let mut wanted: Vec<Vec<(usize, usize)>> = versions.iter().map(|_| Vec::new()).collect();
    match count_of.parse::<usize>() {
        Ok(count) => {
            let several: Vec<usize> = (0..versions.len()).filter(|ix| versions[*ix] > 1).collect();
            for _ in 0..count {
                let policy = several[below(several.len())];
                wanted[policy].push((below(versions[policy]), below(versions[policy])));
            }
        }
        Err(_) => {
            for (pairs, count) in wanted.iter_mut().zip(&versions) {
                let all = (0..*count).flat_map(|a| (0..*count).map(move |b| (a, b)));
                pairs.extend(all.filter(|(a, b)| count_of == "all" || a + 1 == *b));
            }
        }
    }
    for ((_, lineage), pairs) in policies.iter().zip(wanted).filter(|(_, pairs)| !pairs.is_empty()) {
        let (mut weave, mut history, mut briefs) = (Weave::default(), Sections::default(), Vec::new());
        for (ix, (_, blob, _)) in lineage.versions().enumerate() {
            let document = parse(&repository.blob(blob).unwrap(), &lineage.path).document;
            weave.append(&document);
            let n = VersionNumber::at(ix);
            let redline = ix.checked_sub(1).map(|before| weave.redline(VersionNumber::at(before), n));
            briefs.push(redline.as_ref().map(|redline| brief::brief(redline, &Lang::english())).unwrap_or_default());
            let step = redline.as_ref().map(|redline| (VersionNumber::at(ix - 1), redline));
            brief::follow(&mut history, n, &document, step);
        }
        let page = Page { from: 0, to: 0, all: weave.versions() };
        let fact = |f: &FactChange| json!({ "kind": f.kind.as_str(), "old": f.old, "now": f.new, "change": f.change });
        let facts_of = |brief: &Brief| json!({ "facts": brief.facts.iter().map(fact).collect::<Vec<_>>() });
        let versions: Vec<_> = briefs.iter().map(facts_of).collect();
        let headings: Vec<_> = history.headings.iter().map(|(from, ids)| json!([from + 1, ids])).collect();
        let pairs: Vec<_> = pairs
            .into_iter()
            .map(|(a, b)| {
                let redline = weave.redline(VersionNumber::at(a), VersionNumber::at(b));
                let changes = redline.changes().into_iter().flatten().max().unwrap_or(0);
                let (from, to) = (VersionNumber::at(a), VersionNumber::at(b));
                let section = |s: Section| {
                    let state = s.state.map(|state| state.as_str());
                    json!([
                        state,
                        s.heading,
                        s.was,
                        s.level,
                        s.first_change.unwrap_or(0),
                        s.changes,
                        s.added,
                        s.removed
                    ])
                };
                let sections = brief::sections_between(&redline, &history, from, to).into_iter().map(section);
                let fact = |f: FactBetween| json!([f.kind.as_str(), f.old, f.new, f.version.get(), f.change]);
                let facts = brief::facts_between(&briefs, from, to).into_iter().map(fact);
                let words = [redline.words_added, redline.words_removed, redline.words_moved];
                json!([
                    a + 1,
                    b + 1,
                    html::redline(&redline, &Page { from: a, to: b, ..page }),
                    changes,
                    words,
                    redline.coarse,
                    sections.collect::<Vec<_>>(),
                    facts.collect::<Vec<_>>()
                ])
            })
            .collect();
        println!(
            "{}",
            json!({ "policy": lineage.path, "data": html::weave_data(&weave, &page), "headings": headings, "versions": versions, "pairs": pairs })
        );
    }
}
