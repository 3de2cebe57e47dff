//! Errors and warnings: what went wrong, whose fault it is, and what to do about it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Whose fault an error is. The exit code of the program follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Invalid input: the repository, its settings or a policy must be fixed (exit code 1).
    Input,
    /// Usage error: the command line is wrong (exit code 2).
    Misuse,
    /// System error: the disk, permissions or something else outside the program failed (exit code 3).
    Environment,
    /// The publication would rewrite published history (exit code 4).
    PublishedHistory,
}

/// An error that names the thing it is about and, if there is one, a hint.
#[derive(Debug)]
pub struct Error {
    fault: Fault,
    message: String,
    hint: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The result of anything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Invalid input.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Fault::Input, message)
    }

    /// A usage error.
    pub fn misuse(message: impl Into<String>) -> Self {
        Self::new(Fault::Misuse, message)
    }

    /// A system error: disk, permissions, a damaged repository.
    pub fn environment(message: impl Into<String>) -> Self {
        Self::new(Fault::Environment, message)
    }

    /// A refusal to rewrite published history.
    pub fn published_history(message: impl Into<String>) -> Self {
        Self::new(Fault::PublishedHistory, message)
    }

    fn new(fault: Fault, message: impl Into<String>) -> Self {
        Self { fault, message: message.into(), hint: None, source: None }
    }

    /// Adds a hint: what to try.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the underlying error.
    pub fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// Whose fault it is.
    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// The hint, if there is one.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    /// The cause. The message ends with it already: a program that prints the whole chain says it twice.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// A problem that did not stop the work, with its place: a file, a version, a commit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// The file (and version or commit) that it is about.
    pub place: String,
    /// The line of the file, if it is about one. The same problem may move to another line.
    pub line: Option<usize>,
    /// The problem, and what was done about it.
    pub message: String,
}

impl Warning {
    /// A warning about `place`.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), line: None, message: message.into() }
    }

    /// A warning about a line of the file at `place`, from 1.
    pub fn in_line(place: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(place, message) }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.place, self.message),
            None => write!(f, "{}: {}", self.place, self.message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error as _;

    #[test]
    fn an_error_knows_its_cause_and_a_warning_its_line() {
        let cause = std::io::Error::other("no space left");
        let error = Error::environment("can't write `a`").because(cause).hint("free some space");
        assert_eq!(error.to_string(), "can't write `a`: no space left");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("no space left"));
        assert_eq!(error.hint_text(), Some("free some space"));
        assert!(Error::misuse("name a policy").source().is_none());
        assert_eq!(
            Warning::in_line("a.md, version 2", 7, "not valid UTF-8").to_string(),
            "a.md, version 2, line 7: not valid UTF-8"
        );
    }
}
