//! Decides which files are policies.

use crate::error::{Error, Result};
use crate::model::stem;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Which files of a repository are policies: Markdown files in a folder, but for those that are about the repository.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The policies folder, without slashes at its ends; "" is the whole tree.
    pub folder: String,
    include: GlobSet,
    exclude: GlobSet,
    /// Whether a file that comes into the folder brings the versions along that it had before.
    pub(super) imports: bool,
}

/// Patterns of paths. `*` matches within a segment of a path, `**` across.
#[derive(Debug, Clone, Default)]
pub struct Patterns(GlobSet);

impl Patterns {
    /// These patterns.
    ///
    /// # Errors
    /// A pattern that is none.
    pub fn new(patterns: &[String]) -> Result<Self> {
        globs(patterns).map(Self)
    }

    /// Whether one of them matches.
    pub fn match_path(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

/// Names, at the top of the folder, of files that are about the repository.
const ABOUT: &[&str] = &["license", "contributing", "changelog", "code_of_conduct"];

impl Scope {
    /// Policies in `folder`, with patterns (relative to it) of files to publish although they are left out by default,
    /// and of files to leave out. `*` matches within a segment of a path, `**` across.
    ///
    /// # Errors
    /// A pattern that is none.
    pub fn new(folder: &str, include: &[String], exclude: &[String]) -> Result<Self> {
        let folder = folder.trim_matches('/').to_owned();
        Ok(Self { folder, include: globs(include)?, exclude: globs(exclude)?, imports: false })
    }

    /// Whether the file at this path of the repository is a policy.
    pub fn covers(&self, path: &str) -> bool {
        let Some(below) = self.inside(path).filter(|b| stem(b).is_some()) else { return false };
        let (top, rest) = below.split_once('/').map_or((below, false), |(top, _)| (top, true));
        let lower = top.to_ascii_lowercase();
        let about = !rest && (stem(&lower) == Some("readme") || ABOUT.iter().any(|name| lower.starts_with(name)));
        let hidden = rest && top.starts_with('.');
        !self.exclude.is_match(below) && (self.include.is_match(below) || !(about || hidden))
    }

    /// Whether the settings leave the file at this path of the repository out, whatever it is.
    pub fn leaves_out(&self, path: &str) -> bool {
        self.inside(path).is_some_and(|below| self.exclude.is_match(below))
    }

    /// The path seen from the folder; the whole path if it is not in there.
    pub fn below<'a>(&self, path: &'a str) -> &'a str {
        self.inside(path).unwrap_or(path)
    }

    /// The same policies; if `imports`, a file that comes into the folder brings the versions along that it had before.
    pub fn importing(self, imports: bool) -> Self {
        Self { imports, ..self }
    }

    /// Whether this path is in the folder.
    pub(super) fn is_inside(&self, path: &str) -> bool {
        self.inside(path).is_some()
    }

    fn inside<'a>(&self, path: &'a str) -> Option<&'a str> {
        if self.folder.is_empty() {
            return Some(path);
        }
        path.strip_prefix(self.folder.as_str())?.strip_prefix('/')
    }
}

fn globs(patterns: &[String]) -> Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    let wrong = |pattern: &str, e| {
        Error::input(format!("`{pattern}` is not a valid file pattern"))
            .hint("patterns are relative to the policies folder, such as `drafts/**` or `*-old.md`")
            .because(e)
    };
    for pattern in patterns {
        set.add(GlobBuilder::new(pattern).literal_separator(true).build().map_err(|e| wrong(pattern, e))?);
    }
    set.build().map_err(|e| wrong(&patterns.join(", "), e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_about_the_repository_are_no_policies() {
        let scope =
            Scope::new("p", &["LICENSE-terms.md".into(), ".well/**".into()], &["drafts/*".into()]).expect("scope");
        for policy in
            ["p/a.md", "p/a/README.md", "p/b/c.md", "p/LICENSE-terms.md", "p/.well/x.md", "p/a/.b/c.md", "p/B.MD"]
        {
            assert!(scope.covers(policy), "{policy}");
        }
        for other in [
            "a.md",
            "p/README.md",
            "p/Readme.markdown",
            "p/LICENSE.md",
            "p/.github/x.md",
            "p/drafts/x.md",
            "p/x.txt",
            "pp/a.md",
        ] {
            assert!(!scope.covers(other), "{other}");
        }
        assert_eq!((scope.below("p/a/b.md"), scope.below("q.md")), ("a/b.md", "q.md"));
    }
}
