//! What can go wrong, whose fault it is, and what to do about it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Whose fault an error is. The exit code of the program follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// The repository, its configuration or a policy needs mending (exit 1).
    Input,
    /// The command line makes no sense (exit 2).
    Misuse,
    /// Disk, permissions or another thing outside the program failed (exit 3).
    Environment,
    /// What was published would no longer be true (exit 4).
    PublishedHistory,
}

/// An error that names the thing it is about and, where there is one, what to try.
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
    /// An error whose remedy is to mend the input.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Fault::Input, message)
    }

    /// An error whose remedy is another command line.
    pub fn misuse(message: impl Into<String>) -> Self {
        Self::new(Fault::Misuse, message)
    }

    /// An error of the surroundings: disk, permissions, a damaged repository.
    pub fn environment(message: impl Into<String>) -> Self {
        Self::new(Fault::Environment, message)
    }

    /// An error that keeps published history as it is.
    pub fn published_history(message: impl Into<String>) -> Self {
        Self::new(Fault::PublishedHistory, message)
    }

    fn new(fault: Fault, message: impl Into<String>) -> Self {
        Self { fault, message: message.into(), hint: None, source: None }
    }

    /// Adds what to try.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the error beneath this one.
    pub fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// Whose fault it is.
    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// What to try, if there is anything to say.
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

/// Something odd that did not stop the work. It names its place: a file, a version, a commit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// The file (and version or commit) that it is about.
    pub place: String,
    /// What is odd, and what was done about it.
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
