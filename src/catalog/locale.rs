//! File and folder names that are languages: `fr/privacy.md`, `privacy/fr.md`, `privacy.fr.md`.

use crate::model::Lang;

/// A way to read a path as that of a text in one of several languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The language that a name in the path is.
    pub(super) lang: Lang,
    /// The path without that name: the same for all languages of a text, and that of the one that names none.
    pub(super) plain: String,
}

/// How `path` can be read, the nearest name first. Nothing is asked of the text.
pub(super) fn readings(path: &str) -> Vec<Reading> {
    let Some(stem) = crate::model::stem(path) else { return Vec::new() };
    let end = &path[stem.len()..];
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let suffix = suffix(path).map(|(plain, lang)| Reading { lang, plain });
    let file = Lang::named(name).filter(|_| !folder.is_empty());
    let file = file.map(|lang| Reading { lang, plain: format!("{folder}{end}") });
    let folders: Vec<&str> = folder.split('/').collect();
    let of_folder = |ix: usize| {
        let lang = Lang::named(folders[ix])?;
        let others = folders.iter().enumerate().filter(|(other, _)| *other != ix).map(|(_, folder)| *folder);
        Some(Reading { lang, plain: others.chain([name]).collect::<Vec<_>>().join("/") + end })
    };
    suffix.into_iter().chain(file).chain((0..folders.len()).rev().filter_map(of_folder)).collect()
}

/// The path of the original and the language, where `path` is `NAME.LANG.md`.
pub(super) fn suffix(path: &str) -> Option<(String, Lang)> {
    let stem = crate::model::stem(path)?;
    let (original, tag) = stem.rsplit_once('.')?;
    let lang = Lang::named(tag)?;
    (!original.is_empty() && !original.ends_with('/')).then(|| (format!("{original}{}", &path[stem.len()..]), lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: &[(&str, &str)]) {
        let found = readings(path);
        let found: Vec<(&str, &str)> = found.iter().map(|r| (r.lang.as_str(), r.plain.as_str())).collect();
        assert_eq!(found, expected, "{path}");
    }

    #[test]
    fn names_are_languages() {
        check("privacy.fr.md", &[("fr", "privacy.md")]);
        check("fr/privacy.md", &[("fr", "privacy.md")]);
        check("legal/privacy/pt_BR.md", &[("pt-BR", "legal/privacy.md")]);
        check("docs/en/legal/privacy.md", &[("en", "docs/legal/privacy.md")]);
        check(
            "content/fr/legal/privacy.de.md",
            &[("de", "content/fr/legal/privacy.md"), ("fr", "content/legal/privacy.de.md")],
        );
    }

    #[test]
    fn other_names_are_none() {
        for path in ["privacy.md", "fr.md", "v1.2.md", "privacy.old.md", ".fr.md", "a/.th.md", "HR/leave.md", "fr"] {
            check(path, &[]);
        }
    }
}
