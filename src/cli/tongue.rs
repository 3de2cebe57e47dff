//! The languages in which the program speaks to people.

use clap::ValueEnum;

/// A language in which the program speaks to people.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tongue {
    En,
    Th,
}

impl Tongue {
    /// The one that the environment asks for.
    pub(super) fn of_environment() -> Self {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
        if locale.starts_with("th") { Self::Th } else { Self::En }
    }
}
