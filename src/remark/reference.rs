//! References to tickets and requests, which mean nothing outside the tool that keeps them.

/// Words that stand before a reference.
const WORDS: &[&str] = &[
    "also",
    "and",
    "bug",
    "close",
    "closed",
    "closes",
    "fix",
    "fixed",
    "fixes",
    "gh",
    "issue",
    "issues",
    "merge",
    "of",
    "part",
    "pr",
    "pull",
    "ref",
    "references",
    "refs",
    "related",
    "relates",
    "request",
    "resolve",
    "resolved",
    "resolves",
    "see",
    "ticket",
    "to",
];

/// Whether `text` is nothing but references: `Fixes #12, #13`, `See merge request office/texts!12`.
pub(super) fn is_only_references(text: &str) -> bool {
    let (mut found, mut keys, mut words) = (false, false, false);
    for token in text.split([' ', '\t', ',', ';']).map(bare).filter(|token| !token.is_empty()) {
        if is_reference(token) {
            found = true;
        } else if is_key(token) {
            keys = true;
        } else if WORDS.contains(&&*token.to_ascii_lowercase()) {
            words = true;
        } else {
            return false;
        }
    }
    found || (keys && words) // `ISO-27001` alone is a norm
}

/// Whether `text` is nothing but numbers of requests, as forges add them: `#45`, `!45`.
pub(super) fn is_request(text: &str) -> bool {
    text.split([' ', ',']).filter(|token| !token.is_empty()).all(|token| number_after(token, &['#', '!']).is_some())
}

/// The digits at the end of `token`, right behind one of `marks`, and what stands before the mark.
pub(super) fn number_after<'t>(token: &'t str, marks: &[char]) -> Option<(&'t str, &'t str)> {
    let (before, number) = token.rsplit_once(marks)?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some((before, number))
}

fn bare(token: &str) -> &str {
    token.trim_matches(|c| matches!(c, ':' | '.' | '(' | ')' | '[' | ']' | '*' | '-' | '\u{2013}'))
}

fn is_reference(token: &str) -> bool {
    let path = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'));
    let of_forge = ["/issues/", "/pull/", "/merge_requests/", "/pullrequest/", "/pull-requests/", "/browse/"];
    (token.contains("://") && of_forge.iter().any(|part| token.contains(part)))
        || number_after(token, &['#', '!']).is_some_and(|(before, _)| path(before))
}

/// Whether `token` is made as keys of tickets are: `POL-12`. So are names of laws and norms: where it stands has to tell.
pub(super) fn is_key(token: &str) -> bool {
    let Some((project, number)) = token.rsplit_once('-') else { return false };
    let is_project = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
    project.len() > 1
        && is_project(project)
        && project.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
}
