//! Recognises messages that revert a change.

use super::Words;

/// What a message says was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reverted {
    /// A commit: its id, or the beginning of it.
    Commit(String),
    /// The number of a request of the forge.
    Request(String),
}

/// Whether the subject says that something is taken back.
pub fn is_revert(subject: &str) -> bool {
    let lower = subject.trim().to_lowercase();
    ["revert ", "reverts ", "revert:", "revert(", "revert\"", "reapply "].iter().any(|start| lower.starts_with(start))
}

/// What a message says was taken back, where it names it as git and forges do.
pub fn reverted(words: Words<'_>) -> Option<Reverted> {
    let said = || words.body.lines().chain([words.subject]).map(str::trim);
    said().find_map(commit).or_else(|| said().find_map(request))
}

/// `This reverts commit 0123abc…`.
fn commit(line: &str) -> Option<Reverted> {
    let lower = line.to_ascii_lowercase();
    let starts = ["this reverts commit ", "reverts commit ", "reverted commit ", "revert commit "];
    let rest = starts.iter().find_map(|start| lower.strip_prefix(start))?;
    let id: String = rest.trim_start_matches('`').chars().take_while(char::is_ascii_hexdigit).collect();
    (id.len() >= 7).then_some(Reverted::Commit(id))
}

/// `Reverts office/texts#45`, `This reverts merge request !45`.
fn request(line: &str) -> Option<Reverted> {
    let rest = ["Reverts ", "This reverts merge request ", "This reverts pull request "]
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    let token = rest.split_whitespace().next()?.trim_end_matches('.');
    super::reference::number_after(token, &['#', '!']).map(|(_, number)| Reverted::Request(number.to_owned()))
}
