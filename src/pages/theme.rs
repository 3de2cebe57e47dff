//! Templates, style and texts: built in, replaceable file by file.

use super::messages::{Languages, Messages};
use crate::error::{Error, Result};
use crate::model::Digest;
use crate::showable::showable;
use crate::store;
use serde::Serialize;
use std::path::Path;
use tera::{Context, Tera};

/// What pages are made with.
pub struct Theme {
    tera: Tera,
    pub(super) languages: Languages,
    /// Files for pages, by path below the site's root.
    pub(super) assets: Vec<(&'static str, String)>,
    pub(super) key: Digest,
}

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        /// The built-in files, by name.
        const BUILT_IN: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../templates/", $name)))),*];
    };
}

built_in![
    "base.html",
    "version-line.html",
    "home.html",
    "changes.html",
    "policy.html",
    "history.html",
    "redline.html",
    "compare.html",
    "moved.html",
    "404.html",
    "assets/style.css",
    "assets/icon.svg",
    "messages/th.ftl",
    "messages/en.ftl",
];

/// The files of a theme, read but not yet understood.
pub struct ThemeFiles {
    files: Vec<(&'static str, String)>,
    key: Digest,
}

impl ThemeFiles {
    /// The built-in files, in place of which those of the same name in `dir` stand.
    ///
    /// # Errors
    /// A folder or file that can't be read.
    pub fn read(dir: Option<&Path>) -> Result<Self> {
        if let Some(dir) = dir.filter(|d| !d.is_dir()) {
            return Err(Error::misuse(format!("there is no theme folder `{}`", dir.display()))
                .hint("it holds files named as in `templates/`, such as base.html or assets/style.css"));
        }
        let file = |(name, text): &(&'static str, &str)| Ok((*name, file(dir, name, text)?));
        let files: Vec<(&'static str, String)> = BUILT_IN.iter().map(file).collect::<Result<_>>()?;
        Ok(Self { key: store::key(&files), files })
    }

    /// A digest of all of them.
    pub fn key(&self) -> Digest {
        self.key
    }
}

impl Theme {
    /// The built-in theme, in which the files of `dir` stand for those of the same name.
    ///
    /// # Errors
    /// As [`ThemeFiles::read`] and [`Theme::new`].
    pub fn load(dir: Option<&Path>) -> Result<Self> {
        Self::new(&ThemeFiles::read(dir)?)
    }

    /// The theme that these files are.
    ///
    /// # Errors
    /// A template or a file of texts that is none; the message names file and line.
    pub fn new(files: &ThemeFiles) -> Result<Self> {
        let wanted = |wanted: fn(&str) -> bool| -> Vec<(&'static str, String)> {
            files.files.iter().filter(|(name, _)| wanted(name)).cloned().collect()
        };
        let mut tera = Tera::default();
        tera.add_raw_templates(wanted(|name| name.ends_with(".html")))
            .map_err(|e| Error::input(format!("a template can't be read: {e}")))?;
        let text = |name: &str| files.files.iter().find(|(n, _)| *n == name).map(|(_, text)| text.as_str());
        Ok(Self {
            tera,
            languages: Languages::load(&|name| text(name).unwrap_or_default())?,
            assets: wanted(|name| name.starts_with("assets/")),
            key: files.key,
        })
    }

    /// A digest of all its files.
    pub fn key(&self) -> Digest {
        self.key
    }

    /// The text of the asset at `path`.
    pub(super) fn asset(&self, path: &str) -> &str {
        self.assets.iter().find(|(name, _)| *name == path).map_or("", |(_, text)| text)
    }

    /// Renders the template `name` with the fields of `view`, the interface's texts as `t` and, where there is one, a
    /// text of HTML as `article`.
    pub(super) fn render(
        &self,
        name: &str,
        messages: &Messages,
        view: &impl Serialize,
        article: Option<String>,
    ) -> Result<Vec<u8>> {
        let failed = |e| Error::input(format!("template `{name}` failed: {e}"));
        let mut context = Context::from_serialize(view).map_err(failed)?;
        context.insert_value("t", messages.plain.clone());
        if article.is_some() {
            context.insert("article", ARTICLE);
        }
        let page = self.tera.render(name, &context).map_err(failed)?;
        let page = showable(&page).into_owned();
        Ok(match article {
            Some(article) => page.split(ARTICLE).collect::<Vec<_>>().join(&*showable(&article)),
            None => page,
        }
        .into_bytes())
    }
}

/// Stands for the article while a template is rendered, which would copy it several times. No other text has it.
const ARTICLE: &str = "\u{f8ff}article\u{f8ff}";

fn file(dir: Option<&Path>, name: &str, built_in: &str) -> Result<String> {
    match dir.map(|d| d.join(name)).filter(|p| p.exists()) {
        Some(path) => std::fs::read_to_string(&path)
            .map_err(|e| Error::input(format!("can't read the theme's `{}`", path.display())).because(e)),
        None => Ok(built_in.to_owned()),
    }
}
