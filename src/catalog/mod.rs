//! Which file is which policy: ids, languages, titles, and where links between policies lead.

mod names;
mod profile;

pub use names::Former;
pub use profile::{Profile, title};

use crate::error::{Error, Result};
use crate::history::{Lineage, Scope, What};
use crate::model::{Digest, Lang, PolicyId};
use crate::percent::decode;
use crate::store;
use names::{Addresses, keep_latest_owner, names, translation};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// All policies of a publication, as their latest versions name them.
#[derive(Debug)]
pub struct Catalog {
    /// In the order of the lineages.
    entries: Vec<Entry>,
    by_path: HashMap<String, usize>,
    by_id: HashMap<PolicyId, usize>,
    /// Originals with their translations.
    families: HashMap<PolicyId, Vec<usize>>,
    scope: Scope,
    /// The interface language of shared pages.
    lang: Lang,
}

/// What is known of a policy before its versions are read.
#[derive(Debug, Clone, Serialize)]
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
    pub former_ids: Vec<Former>,
    #[serde(skip)]
    anchors: Arc<Vec<String>>,
    /// A digest of these.
    #[serde(skip)]
    anchored: Digest,
}

/// Where a link between policies leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Destination {
    /// The policy.
    pub policy: PolicyId,
    /// An anchor of its current text, without `#`.
    pub fragment: Option<String>,
}

impl Catalog {
    /// Names the policies of `lineages`, given what the latest text of each says and under which ids each was published
    /// before, if it was.
    ///
    /// # Errors
    /// Two policies that would share an address: both are named.
    pub fn new(
        lineages: &[&Lineage],
        latest: &[Profile],
        mut published: Vec<Vec<Former>>,
        scope: Scope,
        lang: Option<Lang>,
    ) -> Result<Self> {
        let langs = languages(lineages, latest, lang.as_ref());
        let names: Vec<(PolicyId, Option<PolicyId>)> = names(lineages, latest, &scope);
        let mut entries: Vec<Entry> = Vec::with_capacity(lineages.len());
        for (((lineage, profile), (id, translation_of)), lang) in lineages.iter().zip(latest).zip(names).zip(langs) {
            entries.push(Entry {
                path: lineage.path.clone(),
                former_ids: Vec::new(),
                id,
                lang,
                title: profile.title.clone(),
                translation_of,
                source: profile.source.clone(),
                anchors: Arc::clone(&profile.anchors),
                anchored: profile.anchored,
            });
        }
        refuse_shared_addresses(&entries)?;
        let by_id: HashMap<PolicyId, usize> = entries.iter().enumerate().map(|(ix, e)| (e.id.clone(), ix)).collect();
        let addresses = Addresses::new(lineages, &scope);
        published.resize(lineages.len(), Vec::new());
        for (former, lineage) in published.iter_mut().zip(lineages) {
            former.extend(addresses.all(lineage));
            former.retain(|(id, _)| !by_id.contains_key(id));
        }
        keep_latest_owner(&mut published);
        for (entry, former) in entries.iter_mut().zip(published) {
            entry.former_ids = former;
        }
        let mut by_path = HashMap::new();
        for (ix, lineage) in lineages.iter().enumerate() {
            for event in &lineage.events {
                if let What::Version { path, .. } | What::Moved { to: path, .. } = &event.what
                    && by_path.get(path) != Some(&ix)
                {
                    by_path.insert(path.clone(), ix);
                }
            }
        }
        by_path.extend(entries.iter().enumerate().map(|(ix, e)| (e.path.clone(), ix)));
        let lang = lang.unwrap_or_else(|| most_common(&entries));
        let mut families: HashMap<PolicyId, Vec<usize>> = HashMap::new();
        for (ix, entry) in entries.iter().enumerate() {
            families.entry(entry.translation_of.clone().unwrap_or_else(|| entry.id.clone())).or_default().push(ix);
        }
        Ok(Self { entries, by_path, by_id, families, scope, lang })
    }

    /// The policies, in the order of the lineages.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The policy with this id.
    pub fn entry(&self, id: &PolicyId) -> Option<&Entry> {
        self.by_id.get(id).map(|ix| &self.entries[*ix])
    }

    /// The places of the policy `original` and of its translations.
    pub fn family(&self, original: &PolicyId) -> &[usize] {
        self.families.get(original).map_or(&[], Vec::as_slice)
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

    /// A digest of everything that decides where links between policies lead.
    pub fn key(&self) -> Digest {
        let mut paths: Vec<(&String, &usize)> = self.by_path.iter().collect();
        paths.sort_unstable();
        let entries: Vec<_> = self.entries.iter().map(|e| (&e.id, e.anchored)).collect();
        store::key(&(entries, paths, &self.scope.folder))
    }

    /// The interface language of shared pages.
    pub fn lang(&self) -> &Lang {
        &self.lang
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
        let fragment = fragment.map(decode).filter(|f| entry.anchors.binary_search(f).is_ok());
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
    "feed-text.xml",
    "feed.json",
    "feed.xml",
    "index.html",
    "log",
    "policies.json",
    "robots.txt",
    "search.js",
    "sitemap.xml",
    ".nojekyll",
    ".promulgate",
];
/// What stands below a policy's address.
const OF_POLICY: &[&str] = &[
    "compare",
    "feed-text.xml",
    "feed.json",
    "feed.xml",
    "history",
    "index.html",
    "search.js",
    "timemap.link",
    "v",
    "versions.json",
];

fn languages(lineages: &[&Lineage], latest: &[Profile], default: Option<&Lang>) -> Vec<Lang> {
    let lang = |(lineage, profile): (&&Lineage, &Profile)| {
        let said = profile.lang.as_deref().and_then(Lang::parse);
        said.or_else(|| translation(&lineage.path).map(|(_, lang)| lang).filter(|_| profile.lang.is_none()))
            .or_else(|| profile.script.clone())
            .or_else(|| default.filter(|l| !WITHOUT_LATIN.contains(&l.primary())).cloned())
            .unwrap_or_else(Lang::english)
    };
    lineages.iter().zip(latest).map(lang).collect()
}

const WITHOUT_LATIN: &[&str] = &["th", "lo", "km", "my", "ja", "zh", "ko"];

fn most_common(entries: &[Entry]) -> Lang {
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.translation_of.is_none()) {
        *counts.entry(&entry.lang).or_default() += 1;
    }
    let best = counts.into_iter().max_by_key(|(lang, count)| (*count, std::cmp::Reverse((*lang).clone())));
    best.map_or_else(Lang::english, |(lang, _)| lang.clone())
}
