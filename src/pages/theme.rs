//! Templates, style and texts: built in, replaceable file by file.

use super::lean::lean;
use super::messages::{Languages, Messages};
use super::spoken;
use crate::error::{Error, Result};
use crate::languages::months;
use crate::model::Digest;
use crate::places::OfSite;
use crate::showable::{plain, showable};
use crate::store;
use serde::Serialize;
use std::borrow::Cow;
use std::path::Path;
use tera::{Context, Map, Tera, Value};

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
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The built-in templates, by name.
const TEMPLATES: &[(&str, &str)] = built_in![
    "base.html",
    "head.html",
    "version-line.html",
    "version-note.html",
    "home.html",
    "home-latest.html",
    "home-links.html",
    "card.html",
    "list.html",
    "policies.html",
    "changes.html",
    "policy.html",
    "history.html",
    "history-list.html",
    "history-older.html",
    "annexes.html",
    "timeline.html",
    "latest.html",
    "month.html",
    "line.html",
    "only.html",
    "redline.html",
    "draft.html",
    "draft-bar.html",
    "draft-changes.html",
    "draft-overview.html",
    "findings.html",
    "brief.html",
    "fact.html",
    "views.html",
    "choices.html",
    "cards.html",
    "stepper.html",
    "compare.html",
    "sections.html",
    "section-events.html",
    "section-history.html",
    "section-older.html",
    "moved.html",
    "replaced.html",
    "consultation.html",
    "consultation-closed.html",
    "former.html",
    "notice.html",
    "about.html",
    "how-to-check.html",
    "how-to-check-part.html",
    "cited.html",
    "proof.html",
    "ledger-now.html",
    "about-part.html",
    "404.html",
];

macro_rules! joined {
    ($($name:literal),* $(,)?) => {
        concat!($(include_str!(concat!("../../templates/assets/", $name))),*)
    };
}

/// The built-in files for pages, by path below the site's root. Style and script are each one file, for a page makes
/// three requests.
const ASSETS: &[(&str, &str)] = &[
    (
        STYLE,
        joined![
            "style/base.css",
            "style/frame.css",
            "style/head.css",
            "style/text.css",
            "style/page.css",
            "style/redline.css",
            "style/views.css",
            "style/compare.css",
            "style/home.css",
            "style/history.css",
            "style/signs.css",
            "style/notice.css",
            "style/proof.css",
            "style/draft.css",
            "style/last.css"
        ],
    ),
    (
        OfSite::Script.name(),
        joined![
            "script/base.js",
            "script/days.js",
            "script/read.js",
            "script/since.js",
            "script/slices.js",
            "script/stands.js",
            "script/cards.js",
            "script/tables.js",
            "script/redline.js",
            "script/proof.js"
        ],
    ),
    (
        OfSite::ListsScript.name(),
        joined![
            "script/base.js",
            "script/days.js",
            "script/force.js",
            "script/search/terms.js",
            "script/search/list.js",
            "script/search/shard.js",
            "script/search/query.js",
            "script/quote.js",
            "script/search.js",
            "script/listed.js",
            "script/read.js",
            "script/since.js",
            "script/returning.js",
            "script/history.js",
            "script/proof.js"
        ],
    ),
    (
        OfSite::CompareScript.name(),
        joined![
            "script/base.js",
            "script/read.js",
            "script/tables.js",
            "script/redline.js",
            "script/slices.js",
            "script/patch.js",
            "script/weave/line.js",
            "script/weave/export.js",
            "script/weave/rows.js",
            "script/weave/texts.js",
            "script/weave/compose.js",
            "script/weave/sequence.js",
            "script/weave/mend.js",
            "script/weave/moves.js",
            "script/weave/alike.js",
            "script/weave/tidy.js",
            "script/weave/ordinal.js",
            "script/weave/renumbered.js",
            "script/weave/columns.js",
            "script/weave/numbers.js",
            "script/weave/changes.js",
            "script/html/escape.js",
            "script/html/notes.js",
            "script/html/picture.js",
            "script/html/inline.js",
            "script/html/outline.js",
            "script/html/ids.js",
            "script/html/tree.js",
            "script/html/leaf.js",
            "script/html/legend.js",
            "script/brief/between.js",
            "script/brief/clauses.js",
            "script/weave/redline.js",
            "script/compare.js"
        ],
    ),
    (OfSite::CardsScript.name(), joined!["script/cards.js"]),
    (OfSite::NoticeScript.name(), joined!["script/notice.js"]),
    (
        OfSite::CheckScript.name(),
        joined![
            "script/ledger/note.js",
            "script/ledger/tiles.js",
            "script/log.js",
            "script/kept.js",
            "script/entered.js",
            "script/check.js"
        ],
    ),
    (OfSite::Icon.name(), joined!["icon.svg"]),
];

/// The style sheet, which also has what screen readers say around marks.
const STYLE: &str = OfSite::Style.name();
/// The script on other sites, which has the texts with which it tells of a change.
const NOTICE: &str = OfSite::NoticeScript.name();
/// The script that checks texts, which has the texts with which it tells what it found.
const CHECK: &str = OfSite::CheckScript.name();

/// Stands in scripts for the names of the months in all languages.
const MONTHS: &str = r#""MONTHS""#;

// The built-in texts of the interface, a file for each language.
include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The files of a theme, read but not yet understood.
pub struct ThemeFiles {
    files: Vec<(String, String)>,
    key: Digest,
}

impl ThemeFiles {
    /// The built-in files, in place of which those of the same name in `dir` stand.
    ///
    /// # Errors
    /// A folder or file that can't be read.
    pub fn read(dir: Option<&Path>) -> Result<Self> {
        if let Some(dir) = dir.filter(|d| !d.is_dir()) {
            return Err(Error::misuse(format!("the theme folder `{}` does not exist", dir.display()))
                .hint("a theme has files named as in `templates/`, such as base.html or assets/style.css"));
        }
        let built_in = TEMPLATES.iter().chain(ASSETS).chain(MESSAGES);
        let file = |(name, text): &(&str, &str)| Ok(((*name).to_owned(), file(dir, name, text)?));
        let mut files: Vec<(String, String)> = built_in.map(file).collect::<Result<_>>()?;
        for name in dir.map_or_else(Vec::new, languages) {
            if !files.iter().any(|(known, _)| *known == name) {
                let text = self::file(dir, &name, "")?;
                files.push((name, text));
            }
        }
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
        let wanted = |wanted: fn(&str) -> bool| files.files.iter().filter(move |(name, _)| wanted(name));
        let mut tera = Tera::default();
        spoken::register(&mut tera);
        let templates = wanted(|name| name.ends_with(".html"));
        tera.add_raw_templates(templates.map(|(name, text)| (name.clone(), showable(text).into_owned())))
            .map_err(|e| Error::input(format!("invalid template: {e}")))?;
        let languages = Languages::load(MESSAGES, wanted(|name| name.ends_with(".ftl")))?;
        let names_of_months = serde_json::to_string(months()).expect("texts can be written as JSON");
        let asset = |&(path, built_in): &(&'static str, &str)| {
            let text = files.files.iter().find(|(name, _)| name == path).map_or("", |(_, text)| text);
            let text = if text == built_in { lean(path, text) } else { text.to_owned() };
            let text = match path {
                STYLE => text + &languages.style(),
                NOTICE => languages.notice(&text),
                CHECK => languages.check(&text),
                _ if path.ends_with(".js") => text.replace(MONTHS, &names_of_months),
                _ => text,
            };
            (path, text)
        };
        Ok(Self { tera, assets: ASSETS.iter().map(asset).collect(), languages, key: files.key })
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
        let view = Value::try_from_serializable(view).map_err(failed)?;
        let mut context = Context::new();
        for (key, value) in view.into_map().into_iter().flatten() {
            context.insert_value(key.as_str().unwrap_or_default().to_owned(), seen(value));
        }
        context.insert_value("t", messages.plain.clone());
        context.insert(spoken::PAGE_DIR, spoken::page_dir(messages));
        if article.is_some() {
            context.insert("cited", CITED);
            context.insert("proof", PROOF);
            context.insert("article", ARTICLE);
        }
        let page = self.tera.render(name, &context).map_err(failed)?;
        Ok(match article {
            Some(article) => page.split(ARTICLE).collect::<Vec<_>>().join(&*showable(&article)),
            None => page,
        }
        .into_bytes())
    }
}

/// A value of a view with all its texts as [`plain`] gives them: mostly it has no others.
fn seen(value: Value) -> Value {
    if is_seen(&value) { value } else { plain_throughout(value) }
}

fn is_seen(value: &Value) -> bool {
    match (value.as_str(), value.as_array()) {
        (Some(text), _) => matches!(plain(text), Cow::Borrowed(_)),
        (None, Some(list)) => list.iter().all(is_seen),
        (None, None) => value.as_map().is_none_or(|map| map.values().all(is_seen)),
    }
}

fn plain_throughout(value: Value) -> Value {
    if let Some(text) = value.as_str() {
        return match plain(text) {
            Cow::Borrowed(_) => value,
            Cow::Owned(text) => Value::from(text),
        };
    }
    if let Some(list) = value.as_array() {
        return Value::from(list.iter().cloned().map(plain_throughout).collect::<Vec<_>>());
    }
    match value.as_map() {
        Some(map) => {
            Value::from(map.iter().map(|(key, value)| (key.clone(), plain_throughout(value.clone()))).collect::<Map>())
        }
        None => value,
    }
}

/// Stands for the article while a template is rendered, which would copy it several times. Nothing else can give it: it can't
/// be shown, and of all that a template is given, its own text included, only what can be shown is left.
const ARTICLE: &str = "\u{1}";
/// Stand for what the ledger has of a version, in the line to cite and below it, until the ledger has it.
pub(super) const CITED: &str = "\u{2}";
pub(super) const PROOF: &str = "\u{3}";

/// The files of texts in the theme's folder, by name.
fn languages(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir.join("messages")).into_iter().flatten().filter_map(std::result::Result::ok);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| name.ends_with(".ftl")).map(|name| format!("messages/{name}")).collect();
    names.sort();
    names
}

fn file(dir: Option<&Path>, name: &str, built_in: &str) -> Result<String> {
    match dir.map(|d| d.join(name)).filter(|p| p.exists()) {
        Some(path) => std::fs::read_to_string(&path)
            .map_err(|e| Error::input(format!("can't read the theme's `{}`", path.display())).because(e)),
        None => Ok(built_in.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_files_stay_what_they_are_without_indents() {
        for (path, text) in ASSETS.iter().filter(|(path, _)| path.ends_with(".js")) {
            let odd = text.lines().find(|line| line.matches('`').count() % 2 == 1);
            assert_eq!(odd, None, "{path}: a text of several lines would lose its indents");
        }
    }
}
