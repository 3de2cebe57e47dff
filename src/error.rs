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
    pub fn remedy(&self) -> Option<&str> {
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

impl std::error::Error for Error {}

/// A problem that did not stop the work, with its place: a file, a version, a commit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// The file (and version or commit) that it is about.
    pub place: String,
    /// The problem, and what was done about it.
    pub message: String,
}

impl Warning {
    /// A warning about `place`.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}
