//! Decides which file is which policy: ids, languages, titles, and the targets of links between policies.

mod addresses;
mod claims;
mod family;
mod folder;
mod kin;
mod language;
mod locale;
mod profile;
mod publisher;
mod sample;
mod title;

pub use addresses::{Former, Name, Names, Published, names};
pub use kin::{asked_for, is_near, kin};
pub use language::language;
pub use profile::{Past, Profile, denies_its_name, names_a_language};
pub use title::title;

use crate::document::Parsed;
use crate::history::{Lineage, Scope, What};
use crate::model::{Digest, Lang, PolicyId};
use crate::percent::decode;
use crate::store;
use family::originals;
use publisher::publishers;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

/// All policies of a publication, as their latest versions name them.
#[derive(Debug)]
pub struct Catalog {
    /// In the order of the lineages.
    entries: Vec<Entry>,
    by_path: HashMap<String, usize>,
    by_id: HashMap<PolicyId, usize>,
    /// In the order of the lineages: the folder of each, as a reader is told of it.
    folders: Vec<String>,
    /// Originals with their translations.
    families: HashMap<PolicyId, Vec<usize>>,
    scope: Scope,
    /// The interface language of shared pages.
    lang: Lang,
    /// The language that the settings name.
    setting: Option<Lang>,
    /// The digest that [`Self::key`] gives, once somebody asked.
    key: OnceLock<Digest>,
}

/// What the settings say of all policies.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The language of shared pages, and of texts that nothing else tells the language of.
    pub lang: Option<Lang>,
    /// Whose the policies are.
    pub publisher: Option<String>,
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
    /// Whose it is, where somebody says so or where others have the same title.
    pub publisher: Option<String>,
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
    /// The catalog of the policies of `lineages`, given what the latest text of each says and what each is called.
    pub fn new(
        lineages: &[&Lineage],
        latest: &[Arc<Profile>],
        names: Vec<Name>,
        scope: Scope,
        settings: Settings,
    ) -> Self {
        let Settings { lang, publisher } = settings;
        let originals = originals(lineages, latest, &scope, lang.as_ref());
        let folders = folder::folders(lineages, latest, &scope);
        let publishers = publishers((lineages, latest), (&folders, &originals), publisher.as_deref());
        let mut entries: Vec<Entry> = Vec::with_capacity(lineages.len());
        for ((lineage, profile), name) in lineages.iter().zip(latest).zip(&names) {
            entries.push(Entry {
                path: lineage.path.clone(),
                id: name.id.clone(),
                lang: profile.lang.clone(),
                title: profile.title.clone(),
                publisher: publishers[entries.len()].clone(),
                translation_of: originals[entries.len()].map(|original| names[original].id.clone()),
                source: profile.source.clone(),
                former_ids: name.former.clone(),
                anchors: Arc::clone(&profile.anchors),
                anchored: profile.anchored,
            });
        }
        let by_id: HashMap<PolicyId, usize> = entries.iter().enumerate().map(|(ix, e)| (e.id.clone(), ix)).collect();
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
        let setting = lang.clone();
        let lang = lang.unwrap_or_else(|| most_common(&entries));
        let mut families: HashMap<PolicyId, Vec<usize>> = HashMap::new();
        for (ix, entry) in entries.iter().enumerate() {
            families.entry(entry.translation_of.clone().unwrap_or_else(|| entry.id.clone())).or_default().push(ix);
        }
        let folders = folders.iter().map(|folder| folder.join(" / ")).collect();
        Self { entries, by_path, by_id, folders, families, scope, lang, setting, key: OnceLock::new() }
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

    /// The folder in which the file of a policy at `path` stands, as a reader is told of it; "" for none that says anything.
    pub fn folder(&self, path: &str) -> &str {
        self.by_path.get(path).map_or("", |ix| &self.folders[*ix])
    }

    /// A digest of everything that decides where links between policies lead.
    pub fn key(&self) -> Digest {
        *self.key.get_or_init(|| {
            let mut paths: Vec<(&String, &usize)> = self.by_path.iter().collect();
            paths.sort_unstable();
            let entries: Vec<_> = self.entries.iter().map(|e| (&e.id, e.anchored)).collect();
            store::key(&(entries, paths, &self.scope.folder))
        })
    }

    /// The interface language of shared pages.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The language of the text `parsed`, in the file at `path`.
    pub fn language(&self, parsed: &Parsed, path: &str) -> Lang {
        language(&parsed.front, &parsed.document, self.scope.below(path), self.setting.as_ref())
    }

    /// Where `href` leads when it stands in the file at `from` in the repository; `None` for nowhere.
    pub fn resolve(&self, from: &str, href: &str) -> Option<Destination> {
        let fragment = href.split_once('#').map(|(_, fragment)| fragment);
        let ix = paths(&self.scope, from, href).into_iter().find_map(|path| self.at(&path))?;
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

/// The paths of the repository that `href` may mean, the likeliest first, when it stands in the file at `from`.
pub fn paths(scope: &Scope, from: &str, href: &str) -> Vec<String> {
    let path = decode(href.split(['?', '#']).next().unwrap_or(href));
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut paths: Vec<String> = match path.strip_prefix('/') {
        Some(absolute) => [normalise("", absolute), normalise(&scope.folder, absolute)].into_iter().flatten().collect(),
        None => normalise(folder, &path).into_iter().collect(),
    };
    paths.dedup();
    paths
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

fn most_common(entries: &[Entry]) -> Lang {
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.translation_of.is_none() && e.lang.is_known()) {
        *counts.entry(&entry.lang).or_default() += 1;
    }
    let best = counts.into_iter().max_by_key(|(lang, count)| (*count, std::cmp::Reverse((*lang).clone())));
    best.map_or_else(Lang::english, |(lang, _)| lang.clone())
}
