//! The other files of the repository: what they hold, and what they point to.

use super::text::Text;
use crate::annex;
use crate::catalog;
use crate::document::PieceKind;
use crate::history::Scope;
use crate::model::{PolicyId, stem};
use crate::percent::decode;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The files of a repository, as they are to be published and as they are published. Paths have `/`.
pub trait Files: Sync {
    /// Whether there is such a file, or a folder.
    fn has(&self, path: &str) -> bool;
    /// The paths of the policies, sorted.
    fn policies(&self) -> &[String];
    /// A file as it is to be published; `None` if there is none, or it can't be read.
    fn read(&self, path: &str) -> Option<Vec<u8>>;
    /// A file as it is published.
    fn published(&self, path: &str) -> Option<Vec<u8>>;
    /// Whether a file is there, and was another one as it is published.
    fn is_replaced(&self, path: &str) -> bool;
}

/// The other files of the repository, each read once at most.
pub struct Neighbours<'a> {
    files: &'a dyn Files,
    scope: &'a Scope,
    now: Mutex<Texts>,
    published: Mutex<Texts>,
    references: OnceLock<BTreeMap<String, Vec<Reference>>>,
    /// The path of each policy, by its id.
    ids: OnceLock<BTreeMap<PolicyId, String>>,
}

type Texts = BTreeMap<String, Option<Arc<Text>>>;

/// A link of one policy to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The path of the file with the link.
    pub from: String,
    /// The line of it, from 1.
    pub line: usize,
    /// To which anchor it leads, if to one.
    pub anchor: Option<String>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Elsewhere on the net, to another part of the web site, or to nothing that could be followed.
    Outside,
    /// To the text in which it stands, or to an anchor of it.
    Here {
        /// Without `#`.
        anchor: Option<String>,
    },
    /// To another file of the repository, or a folder.
    File {
        /// Its path.
        path: String,
        /// Without `#`.
        anchor: Option<String>,
    },
    /// To a file of the repository that is not there.
    Nowhere {
        /// The likeliest path.
        path: String,
    },
    /// Above the root of the repository.
    Beyond,
}

impl<'a> Neighbours<'a> {
    /// These files; the policies among them are those of the scope.
    pub fn new(files: &'a dyn Files, scope: &'a Scope) -> Self {
        let (now, published) = (Mutex::default(), Mutex::default());
        Self { files, scope, now, published, references: OnceLock::new(), ids: OnceLock::new() }
    }

    /// A path seen from the policies folder.
    pub fn below<'p>(&self, path: &'p str) -> &'p str {
        self.scope.below(path)
    }

    /// Where a link leads that stands in the file at `from`.
    pub fn target(&self, from: &str, href: &str) -> Target {
        let href = href.trim();
        let anchor = href.split_once('#').map(|(_, anchor)| decode(anchor)).filter(|anchor| !anchor.is_empty());
        if href.is_empty() || href.starts_with(['#', '?']) {
            return Target::Here { anchor };
        }
        if href.starts_with("//") || has_scheme(href) || href.contains("{{") || href.contains("{%") {
            return Target::Outside;
        }
        let paths = catalog::paths(self.scope, from, href);
        match paths.iter().find_map(|path| self.spelt(path)) {
            Some(path) if path == from => Target::Here { anchor },
            Some(path) => Target::File { path, anchor },
            // a path from the root may be another page of the web site
            None if href.starts_with('/') && !paths.iter().any(|path| self.is_ours(path)) => Target::Outside,
            None => paths.into_iter().next().map_or(Target::Beyond, |path| Target::Nowhere { path }),
        }
    }

    /// The file that a path means, as links between policies may leave parts of it out.
    fn spelt(&self, path: &str) -> Option<String> {
        let stem = path.strip_suffix(".html").unwrap_or(path);
        let spellings = [format!("{stem}.md"), format!("{path}/index.md"), format!("{path}/README.md")];
        let is_policy = |path: &String| self.policies().binary_search(path).is_ok();
        let own = std::iter::once(path.to_owned()).chain(spellings).find(is_policy);
        let ids = || self.ids.get_or_init(|| self.all_ids());
        let by_id = || ids().get(&PolicyId::from_path(self.scope.below(path))).cloned();
        own.or_else(|| self.has(path).then(|| path.to_owned())).or_else(by_id)
    }

    /// Whether a path names a text, or an annex in a folder that is there.
    fn is_ours(&self, path: &str) -> bool {
        let folder = path.split_once('/').map(|(folder, _)| folder);
        stem(path).is_some() || annex::is_of_a_kind(path) && folder.is_some_and(|folder| self.files.has(folder))
    }

    fn all_ids(&self) -> BTreeMap<PolicyId, String> {
        let written = |path: &String| self.text(path).and_then(|text| text.parsed.front.id.clone());
        let by_path = self.policies().iter().map(|path| (PolicyId::from_path(self.scope.below(path)), path.clone()));
        let by_front = self.policies().iter().filter_map(|path| Some((PolicyId::new(&written(path)?), path.clone())));
        by_path.chain(by_front).collect()
    }

    /// Whether there is such a file, or a folder.
    pub fn has(&self, path: &str) -> bool {
        path.is_empty() || self.files.has(path)
    }

    /// Whether a file is there, and was another one as it is published.
    pub fn is_replaced(&self, path: &str) -> bool {
        self.files.is_replaced(path)
    }

    /// The paths of the policies, sorted.
    pub fn policies(&self) -> &[String] {
        self.files.policies()
    }

    /// A text as it is to be published.
    pub fn text(&self, path: &str) -> Option<Arc<Text>> {
        read(&self.now, path, |path| self.files.read(path))
    }

    /// A text as it is published.
    pub fn published(&self, path: &str) -> Option<Arc<Text>> {
        read(&self.published, path, |path| self.files.published(path))
    }

    /// The links of policies, as they are to be published, to the file at a path.
    pub fn references(&self, path: &str) -> &[Reference] {
        self.references.get_or_init(|| self.all_references()).get(path).map_or(&[], Vec::as_slice)
    }

    fn all_references(&self) -> BTreeMap<String, Vec<Reference>> {
        let mut all: BTreeMap<String, Vec<Reference>> = BTreeMap::new();
        for from in self.policies() {
            let Some(text) = self.text(from) else { continue };
            for piece in &text.source.pieces {
                let PieceKind::Link { to, .. } = &piece.kind else { continue };
                if let Target::File { path, anchor } = self.target(from, to) {
                    let line = 1 + text.source.text[..piece.range.start].matches('\n').count();
                    all.entry(path).or_default().push(Reference { from: from.clone(), line, anchor });
                }
            }
        }
        all
    }
}

fn read(texts: &Mutex<Texts>, path: &str, bytes: impl FnOnce(&str) -> Option<Vec<u8>>) -> Option<Arc<Text>> {
    if let Some(known) = texts.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
        return known.clone();
    }
    let text = bytes(path).map(|bytes| Arc::new(Text::read(&bytes, path)));
    texts.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), text.clone());
    text
}

/// Whether a link begins as those do that lead out of the repository.
fn has_scheme(href: &str) -> bool {
    let scheme = href.split([':', '/', '?', '#']).next().unwrap_or_default();
    href[scheme.len()..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}
