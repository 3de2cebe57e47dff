//! The files of a draft, as values: they are written into a folder, or served.

use super::value::{Draft, DraftPolicy};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::model::{Annex, Handover, VersionNumber};
use crate::pages::{DraftKind, DraftOf, DraftText, Excerpts, Repeats, Site, Stand, Theme};
use crate::pipeline::drafted::DRAFT_JSON;
use crate::pipeline::inputs::PROGRAM;
use crate::pipeline::live::ReadTexts;
use crate::places::Place;
use crate::store;
use std::collections::BTreeMap;

/// Files by their paths below the root of what is served or written.
pub type DraftFiles = BTreeMap<String, Vec<u8>>;

impl Draft<'_> {
    /// What the draft is, called `name`.
    pub fn of(&self, name: Option<&str>) -> DraftOf {
        let failure = |(path, error): &(String, Error)| (path.clone(), error.to_string());
        DraftOf {
            name: name.map(str::to_owned),
            commit: self.commit.as_ref().map(|tip| tip.commit.clone()),
            base: Some(self.base.commit.clone()),
            conflicts: self.conflicts.clone(),
            failures: self.failures.iter().map(failure).collect(),
            warnings: self.warnings.iter().map(ToString::to_string).collect(),
        }
    }

    /// Where the pages stand that are written into a folder of their own.
    pub fn alone(&self) -> Stand {
        Stand::Alone(self.archive.config.base_url.as_ref().map(ToString::to_string))
    }

    /// All files of the draft, which is called `name`.
    ///
    /// # Errors
    /// A template fails, or a file to which a text leads can't be read.
    pub fn files(&self, theme: &Theme, stand: &Stand, name: Option<&str>) -> Result<DraftFiles> {
        let of = self.of(name);
        self.with_texts(theme, stand.live(), |site, texts| {
            let mut files: DraftFiles = site.draft_pages(stand, &of, texts)?.into_iter().collect();
            if matches!(stand, Stand::Alone(_)) {
                files.extend(site.draft_assets());
                files.insert(DRAFT_JSON.to_owned(), site.draft_json(stand, &of, texts)?);
            }
            for policy in &self.policies {
                self.annexes(policy, &mut files)?;
            }
            Ok(files)
        })
    }

    /// The comment of a pull request about the draft, called `name`, whose pages are served at `link`.
    ///
    /// # Errors
    /// The repository can't be read.
    pub fn comment(&self, theme: &Theme, name: Option<&str>, link: Option<&str>) -> Result<String> {
        let link = link.map(|link| format!("{}/", link.trim_end_matches('/')));
        self.with_texts(theme, None, |site, texts| {
            Ok(site.draft_comment(&self.alone(), &self.of(name), texts, link.as_deref()))
        })
    }

    /// What `work` makes of the texts of the draft.
    pub(super) fn with_texts<T>(
        &self,
        theme: &Theme,
        live: Option<&'static str>,
        work: impl FnOnce(&Site<'_>, &[DraftText<'_>]) -> Result<T>,
    ) -> Result<T> {
        let archive = self.archive;
        let settings = (&archive.config, archive.logo.as_ref());
        let site =
            Site::new(settings, &self.catalog, theme, &self.base.commit, &self.root, store::key(&PROGRAM)).live(live);
        let source = |_: VersionNumber| -> Result<Vec<u8>> { Err(Error::input("a draft has no source file")) };
        let successor = |_: &Handover| -> Result<Document> { Err(Error::input("a draft replaces nothing")) };
        let (excerpts, repeats) = (Excerpts::default(), Repeats::default());
        let texts: Vec<ReadTexts<'_>> = self
            .policies
            .iter()
            .map(|policy| ReadTexts {
                weave: &policy.weave,
                latest: policy.edition.as_ref(),
                source: &source,
                successor: &successor,
                excerpts: &excerpts,
                repeats: &repeats,
            })
            .collect();
        let findings = self.findings()?;
        let texts: Vec<DraftText<'_>> = self
            .policies
            .iter()
            .zip(&texts)
            .zip(&findings)
            .map(|((policy, texts), findings)| DraftText {
                policy: &policy.policy,
                texts,
                kind: policy.kind,
                published: policy.published.as_ref(),
                findings,
            })
            .collect();
        work(&site, &texts)
    }

    /// Adds the files to which the text of `policy` leads, and those to which the one before did.
    fn annexes(&self, policy: &DraftPolicy, files: &mut DraftFiles) -> Result<()> {
        let all = &policy.policy.annexes;
        let n = policy.edition.as_ref().map(|edition| edition.number);
        let before = n.and_then(|n| n.index().checked_sub(1)).map(VersionNumber::at);
        let of_texts = [n, before].into_iter().flatten().flat_map(|n| all.at(n).values());
        let alone = all.events.iter().filter(|event| policy.kind == DraftKind::Annexes && event.order == self.place);
        for annex in of_texts.chain(alone.flat_map(|event| [&event.old, &event.new]).flatten()) {
            let annex: &Annex = annex;
            let path: String = Place::Annex(annex).path().into();
            let Some((blob, _)) = policy.facts.followed.bytes.get(annex).filter(|_| !files.contains_key(&path)) else {
                continue;
            };
            match self.repository.file_of(blob, annex.size)? {
                Ok(bytes) => _ = files.insert(path, bytes),
                Err(_) => return Err(Error::input(format!("the file `{}` is not the one that was read", annex.name))),
            }
        }
        Ok(())
    }
}
