//! Templates, style and texts: built in, replaceable file by file.

use super::messages::Languages;
use crate::error::{Error, Result};
use crate::showable::showable;
use serde::Serialize;
use std::path::{Path, PathBuf};
use tera::{Context, Tera};

/// What pages are made with.
pub struct Theme {
    tera: Tera,
    pub(super) languages: Languages,
    /// Files for pages, by path below the site's root.
    pub(super) assets: Vec<(&'static str, String)>,
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

impl Theme {
    /// The built-in theme, in which the files of `dir` stand for those of the same name.
    ///
    /// # Errors
    /// A folder or file that can't be read, a template that is none; the message names file and line.
    pub fn load(dir: Option<&Path>) -> Result<Self> {
        if let Some(dir) = dir.filter(|d| !d.is_dir()) {
            return Err(Error::misuse(format!("there is no theme folder `{}`", dir.display()))
                .hint("it holds files named as in `templates/`, such as base.html or assets/style.css"));
        }
        let file = |name: &str| file(dir, name);
        let mut tera = Tera::default();
        let files = |wanted: fn(&str) -> bool| -> Result<Vec<(&'static str, String)>> {
            let names = BUILT_IN.iter().map(|(name, _)| *name).filter(|name| wanted(name));
            names.map(|name| Ok((name, file(name)?))).collect()
        };
        tera.add_raw_templates(files(|name| name.ends_with(".html"))?)
            .map_err(|e| Error::input(format!("a template can't be read: {e}")))?;
        Ok(Self { tera, languages: Languages::load(&file)?, assets: files(|name| name.starts_with("assets/"))? })
    }

    /// Renders the template `name`.
    pub(super) fn render(&self, name: &str, view: &impl Serialize) -> Result<Vec<u8>> {
        let failed = |e| Error::input(format!("template `{name}` failed: {e}"));
        let context = Context::from_serialize(view).map_err(failed)?;
        let page = self.tera.render(name, &context).map_err(failed)?;
        Ok(showable(&page).into_owned().into_bytes())
    }
}

fn file(dir: Option<&Path>, name: &str) -> Result<String> {
    let own: Option<PathBuf> = dir.map(|d| d.join(name)).filter(|p| p.exists());
    match own {
        Some(path) => std::fs::read_to_string(&path)
            .map_err(|e| Error::input(format!("can't read the theme's `{}`", path.display())).because(e)),
        None => Ok(BUILT_IN.iter().find(|(n, _)| *n == name).map(|(_, text)| (*text).to_owned()).unwrap_or_default()),
    }
}
