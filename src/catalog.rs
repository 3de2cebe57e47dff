//! Which file is which policy: ids, languages, titles, and where links between policies lead.

use crate::document::{Document, FrontMatter, Parsed};
use crate::error::{Error, Result};
use crate::history::{Lineage, Scope, What};
use crate::model::{Lang, PolicyId, VersionNumber};
use crate::percent::decode;
use std::collections::{BTreeMap, HashMap, HashSet};

/// All policies of a publication, as their latest versions name them.
#[derive(Debug)]
pub struct Catalog {
    /// In the order of the lineages.
    entries: Vec<Entry>,
    by_path: HashMap<String, usize>,
    by_id: HashMap<PolicyId, usize>,
    scope: Scope,
    /// The interface language of shared pages.
    lang: Lang,
}

/// What is known of a policy before its versions are read.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where its file stands, or stood last.
    pub path: String,
    /// Its id.
    pub id: PolicyId,
    /// Its language.
    pub lang: Lang,
    /// The title of its latest version.
    pub title: String,
    /// The original, when it is a translation.
    pub translation_of: Option<PolicyId>,
    /// Where the text was taken from.
    pub source: Option<String>,
    /// The ids that it had before, oldest first, each with the last version published under it.
    pub former_ids: Vec<(PolicyId, VersionNumber)>,
    anchors: HashSet<String>,
}

/// Where a link between policies leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The policy.
    pub policy: PolicyId,
    /// An anchor of its current text, without `#`.
    pub fragment: Option<String>,
}

impl Catalog {
    /// Names the policies of `lineages`, given the latest text of each.
    ///
    /// # Errors
    /// Two policies that would share an address: both are named.
    pub fn new(lineages: &[Lineage], latest: &[Parsed], scope: Scope, lang: Option<Lang>) -> Result<Self> {
        let langs = languages(lineages, latest, lang.as_ref());
        let names: Vec<(PolicyId, Option<PolicyId>)> = names(lineages, latest, &scope);
        let mut entries: Vec<Entry> = Vec::with_capacity(lineages.len());
        for (((lineage, parsed), (id, translation_of)), lang) in lineages.iter().zip(latest).zip(names).zip(langs) {
            entries.push(Entry {
                path: lineage.path.clone(),
                former_ids: former_ids(lineage, &id, translation_of.is_some(), &scope),
                id,
                lang,
                title: title(&parsed.front, &parsed.document, &lineage.path),
                translation_of,
                source: parsed.front.source.clone(),
                anchors: parsed.document.anchors().map(str::to_owned).collect(),
            });
        }
        refuse_shared_addresses(&entries)?;
        let by_id: HashMap<PolicyId, usize> = entries.iter().enumerate().map(|(ix, e)| (e.id.clone(), ix)).collect();
        for entry in &mut entries {
            entry.former_ids.retain(|(id, _)| !by_id.contains_key(id));
        }
        keep_latest_owner(&mut entries);
        let mut by_path = HashMap::new();
        for (ix, lineage) in lineages.iter().enumerate() {
            for event in &lineage.events {
                if let What::Version { path, .. } | What::Moved { to: path, .. } = &event.what {
                    by_path.insert(path.clone(), ix);
                }
            }
        }
        by_path.extend(entries.iter().enumerate().map(|(ix, e)| (e.path.clone(), ix)));
        let lang = lang.unwrap_or_else(|| most_common(&entries));
        Ok(Self { entries, by_path, by_id, scope, lang })
    }

    /// The policies, in the order of the lineages.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The policy with this id.
    pub fn entry(&self, id: &PolicyId) -> Option<&Entry> {
        self.by_id.get(id).map(|ix| &self.entries[*ix])
    }

    /// The place among the lineages of the policy that a person calls `name`: its id, or its path.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_id.get(&PolicyId::new(name)).or_else(|| self.by_path.get(name)).copied()
    }

    /// The folder, below the policies folder, in which the file at `path` stands; "" for none.
    pub fn folder(&self, path: &str) -> String {
        let below = self.scope.below(path);
        below.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
    }

    /// The interface language of shared pages.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The place among the lineages of the policy to whose address, now or formerly, the page at `path` belongs.
    pub fn owner(&self, path: &str) -> Option<usize> {
        path.rmatch_indices('/').find_map(|(at, _)| {
            let of = |id: &PolicyId| id.as_str() == &path[..at];
            let former = |e: &Entry| e.former_ids.iter().any(|(id, _)| of(id));
            self.entries.iter().position(|e| of(&e.id)).or_else(|| self.entries.iter().position(former))
        })
    }

    /// Where `href` leads when it stands in the file at `from` in the repository; `None` for nowhere.
    pub fn resolve(&self, from: &str, href: &str) -> Option<Destination> {
        let (path, fragment) = href.split_once('#').map_or((href, None), |(path, f)| (path, Some(f)));
        let path = decode(path.split('?').next().unwrap_or(path));
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let candidates = match path.strip_prefix('/') {
            Some(absolute) => vec![normalise("", absolute), normalise(&self.scope.folder, absolute)],
            None => vec![normalise(folder, &path)],
        };
        let ix = candidates.into_iter().flatten().find_map(|path| self.at(&path))?;
        let entry = &self.entries[ix];
        let fragment = fragment.map(decode).filter(|f| entry.anchors.contains(f));
        Some(Destination { policy: entry.id.clone(), fragment })
    }

    /// The policy that the repository path `path` means, with or without `.md`.
    fn at(&self, path: &str) -> Option<usize> {
        let stem = path.strip_suffix(".html").unwrap_or(path);
        let spellings =
            [path.to_owned(), format!("{stem}.md"), format!("{path}/index.md"), format!("{path}/README.md")];
        spellings.iter().find_map(|p| self.by_path.get(p)).copied().or_else(|| {
            let below = self.scope.below(path);
            (!below.is_empty()).then(|| self.by_id.get(&PolicyId::from_path(below)).copied()).flatten()
        })
    }
}

/// The path of `relative` seen from `folder`; `None` when it leaves the repository.
fn normalise(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The title of a version: what its front matter says, its best heading, or else its file's name.
pub fn title(front: &FrontMatter, document: &Document, path: &str) -> String {
    let named = front.title.as_deref().or_else(|| document.title());
    named.map_or_else(
        || {
            let stem = path.strip_suffix(".md").unwrap_or(path);
            let stem = stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/README")).unwrap_or(stem);
            stem.rsplit('/').next().unwrap_or(stem).to_owned()
        },
        |title| title.split_whitespace().collect::<Vec<_>>().join(" "),
    )
}

/// The id of each lineage, and of its original if it is a translation: `NAME.LANG.md` beside `NAME.md`.
fn names(lineages: &[Lineage], latest: &[Parsed], scope: &Scope) -> Vec<(PolicyId, Option<PolicyId>)> {
    let own: Vec<PolicyId> = lineages
        .iter()
        .zip(latest)
        .map(|(lineage, parsed)| match &parsed.front.id {
            Some(id) => PolicyId::new(id),
            None => PolicyId::from_path(scope.below(&lineage.path)),
        })
        .collect();
    let by_path: HashMap<&str, usize> = lineages.iter().enumerate().map(|(ix, l)| (l.path.as_str(), ix)).collect();
    lineages
        .iter()
        .zip(latest)
        .zip(&own)
        .map(|((lineage, parsed), id)| {
            let original = translation(&lineage.path).and_then(|(path, lang)| Some((*by_path.get(&*path)?, lang)));
            match original {
                Some((original, lang)) => {
                    let id = if parsed.front.id.is_some() { id.clone() } else { own[original].translation(&lang) };
                    (id, Some(own[original].clone()))
                }
                None => (id.clone(), None),
            }
        })
        .collect()
}

/// The path of the original and the language, if `path` may be a translation.
fn translation(path: &str) -> Option<(String, Lang)> {
    let (original, tag) = path.strip_suffix(".md")?.rsplit_once('.')?;
    let lang = Lang::parse(tag)?;
    (!original.is_empty() && !original.ends_with('/')).then(|| (format!("{original}.md"), lang))
}

/// The ids under which versions were published before the file came to stand where it stands.
fn former_ids(lineage: &Lineage, id: &PolicyId, translation: bool, scope: &Scope) -> Vec<(PolicyId, VersionNumber)> {
    let mut former: Vec<(PolicyId, VersionNumber)> = Vec::new();
    let mut versions = 0;
    if translation {
        return former; // its address is its original's
    }
    let mut path: Option<&str> = None;
    for event in &lineage.events {
        let next = match &event.what {
            What::Version { path, .. } => path,
            What::Moved { to, .. } => to,
            What::Withdrawn => continue,
        };
        if let Some(before) = path.filter(|before| *before != next && versions > 0 && scope.covers(before)) {
            former.push((PolicyId::from_path(scope.below(before)), VersionNumber::at(versions - 1)));
        }
        versions += usize::from(matches!(event.what, What::Version { .. }));
        path = Some(next);
    }
    former.retain(|(old, _)| old != id);
    former
}

/// Of policies that had the same id one after the other, the last keeps the old address.
fn keep_latest_owner(entries: &mut [Entry]) {
    let mut seen = HashSet::new();
    for entry in entries.iter_mut().rev() {
        let mut own = BTreeMap::new();
        for (id, last) in std::mem::take(&mut entry.former_ids) {
            own.insert(id, last);
        }
        entry.former_ids = own.into_iter().filter(|(id, _)| seen.insert(id.clone())).collect();
    }
}

fn refuse_shared_addresses(entries: &[Entry]) -> Result<()> {
    let mut seen: BTreeMap<&PolicyId, &Entry> = BTreeMap::new();
    for entry in entries {
        if let Some(other) = seen.insert(&entry.id, entry) {
            return Err(Error::input(format!(
                "`{}` and `{}` would share the id `{}`",
                other.path, entry.path, entry.id
            ))
            .hint("give one of them another address: a line `id: …` in its front matter"));
        }
    }
    for (id, entry) in &seen {
        let segments: Vec<&str> = id.as_str().split('/').collect();
        if OF_SITE.contains(&segments[0]) {
            return Err(Error::input(format!("`{}` would stand at `{id}`, which the site itself needs", entry.path))
                .hint("give it another address: a line `id: …` in its front matter"));
        }
        for (depth, next) in segments.iter().enumerate().skip(1) {
            let above = PolicyId::new(&segments[..depth].join("/"));
            if let Some(above) = seen.get(&above).filter(|_| OF_POLICY.contains(next)) {
                let message =
                    format!("`{}` would stand at `{id}`, which the pages of `{}` need", entry.path, above.path);
                return Err(
                    Error::input(message).hint("give one of them another address: a line `id: …` in its front matter")
                );
            }
        }
    }
    Ok(())
}

/// What stands at the root of a site besides policies.
const OF_SITE: &[&str] = &[
    "404.html",
    "_headers",
    "assets",
    "changes",
    "feed.json",
    "feed.xml",
    "index.html",
    "log",
    "policies.json",
    "robots.txt",
    "sitemap.xml",
    ".nojekyll",
    ".promulgate",
];
/// What stands below a policy's address.
const OF_POLICY: &[&str] =
    &["compare", "feed.json", "feed.xml", "history", "index.html", "timemap.link", "v", "versions.json"];

fn languages(lineages: &[Lineage], latest: &[Parsed], default: Option<&Lang>) -> Vec<Lang> {
    let lang = |(lineage, parsed): (&Lineage, &Parsed)| {
        let said = parsed.front.lang.as_deref().and_then(Lang::parse);
        said.or_else(|| translation(&lineage.path).map(|(_, lang)| lang).filter(|_| parsed.front.lang.is_none()))
            .or_else(|| script(&parsed.document))
            .or_else(|| default.filter(|l| !WITHOUT_LATIN.contains(&l.primary())).cloned())
            .unwrap_or_else(Lang::english)
    };
    lineages.iter().zip(latest).map(lang).collect()
}

const WITHOUT_LATIN: &[&str] = &["th", "lo", "km", "my", "ja", "zh", "ko"];

/// The language that the letters of a text show, for scripts that tell.
fn script(document: &Document) -> Option<Lang> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut letters = 0;
    for c in document.leaves.iter().flat_map(|l| l.text.chars()).filter(|c| c.is_alphabetic()).take(20_000) {
        letters += 1;
        let lang = match c as u32 {
            0x0E00..=0x0E7F => "th",
            0x0E80..=0x0EFF => "lo",
            0x1000..=0x109F => "my",
            0x1780..=0x17FF => "km",
            0x3040..=0x30FF => "ja",
            0xAC00..=0xD7AF => "ko",
            0x4E00..=0x9FFF => "zh",
            _ => continue,
        };
        *counts.entry(lang).or_default() += 1;
    }
    if counts.get("ja").is_some_and(|kana| *kana * 10 > letters) {
        return Lang::parse("ja");
    }
    let (lang, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 3 > letters).then(|| Lang::parse(lang)).flatten()
}

fn most_common(entries: &[Entry]) -> Lang {
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.translation_of.is_none()) {
        *counts.entry(&entry.lang).or_default() += 1;
    }
    let best = counts.into_iter().max_by_key(|(lang, count)| (*count, std::cmp::Reverse((*lang).clone())));
    best.map_or_else(Lang::english, |(lang, _)| lang.clone())
}
