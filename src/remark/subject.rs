//! Cleans up subjects: removes what tools and conventions add, and recognises those that a tool wrote.

use super::reference::{is_key, is_only_references, is_request, number_after};

/// Kinds of changes that may stand before a subject, as in `fix: …` ("Conventional Commits" 1.0.0, and what is common).
const KINDS: &[&str] = &[
    "build", "bugfix", "chore", "ci", "doc", "docs", "feat", "feature", "fix", "hotfix", "perf", "refactor", "style",
    "test", "tests",
];

/// A subject without what is only for those who write texts, and whether a forge put the number of a request behind it.
pub(super) fn clean(subject: &str) -> (String, bool) {
    let (mut text, mut squashed) = (subject.trim(), false);
    loop {
        let before = text;
        if let Some((rest, inner)) = group_at_end(text) {
            squashed |= is_request(inner);
            let is_key = text.ends_with(']') && inner.split([' ', ',']).all(is_key);
            if !rest.is_empty() && (is_key || is_only_references(inner) || is_for_ci(inner)) {
                text = rest;
            }
        }
        for strip in [tag, kind, shortcode, picture, mark_of_rebase, leading_number] {
            text = strip(text).map(str::trim_start).filter(|rest| !rest.is_empty()).unwrap_or(text);
        }
        if text == before {
            let inner = text.strip_prefix("Revert \"").and_then(|rest| rest.strip_suffix('"'));
            let taken_back = inner.map(|inner| format!("Revert \"{}\"", clean(inner).0));
            return (taken_back.unwrap_or_else(|| text.to_owned()), squashed);
        }
    }
}

/// What stands before a last `(…)` or `[…]`, and in it.
fn group_at_end(text: &str) -> Option<(&str, &str)> {
    let open = match text.chars().next_back()? {
        ')' => '(',
        ']' => '[',
        _ => return None,
    };
    let at = text.rfind(open)?;
    Some((text[..at].trim_end(), &text[at + 1..text.len() - 1]))
}

fn is_for_ci(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.len() == 2 && (words[0] == "skip" || words[1] == "skip" || (words[0] == "no" && words[1] == "ci"))
}

/// `[POL-12] …`, `[PATCH 1/2] …`, `[skip ci] …`, `[docs] …`: what follows.
fn tag(text: &str) -> Option<&str> {
    let (inner, rest) = text.strip_prefix('[')?.split_once(']')?;
    let is_word = !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_tag = is_word || is_for_ci(inner) || inner.split([' ', ',']).all(is_key) || is_only_references(inner);
    // a link of Markdown is none
    let is_apart = !rest.starts_with(['(', '[']);
    let is_tag = is_apart && (is_tag || inner == "PATCH" || inner.starts_with("PATCH "));
    is_tag.then(|| rest.strip_prefix(':').unwrap_or(rest))
}

/// `fix: …`, `fix(policy)!: …`: what follows.
fn kind(text: &str) -> Option<&str> {
    let (head, rest) = text.split_once(": ")?;
    let head = head.strip_suffix('!').map_or((head, false), |head| (head, true));
    let (word, told) = match head.0.strip_suffix(')').and_then(|head| head.split_once('(')) {
        Some((word, scope)) => (word, !scope.is_empty() && !scope.contains(['(', ')'])),
        None => (head.0, head.1),
    };
    let is_word = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let known = KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(word));
    ((known || (told && is_word)) && word != "revert").then_some(rest)
}

/// `:memo: …`: what follows.
fn shortcode(text: &str) -> Option<&str> {
    let (name, rest) = text.strip_prefix(':')?.split_once(':')?;
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'+');
    (!name.is_empty() && name.bytes().all(fits)).then_some(rest)
}

/// What follows a pictograph at the beginning.
fn picture(text: &str) -> Option<&str> {
    let is_picture =
        |c: char| matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}');
    let rest = text.trim_start_matches(is_picture);
    (rest.len() < text.len()).then_some(rest)
}

/// `fixup! …`: what follows.
fn mark_of_rebase(text: &str) -> Option<&str> {
    ["fixup! ", "squash! ", "amend! "].iter().find_map(|mark| text.strip_prefix(mark))
}

/// `#45: …`: what follows.
fn leading_number(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(' ')?;
    let number = first.strip_suffix(':').unwrap_or(first);
    number_after(number, &['#', '!'])
        .filter(|(before, _)| before.is_empty())
        .map(|_| rest.trim_start_matches(['-', ' ']))
}

/// Verbs of tools that save files.
const VERBS: &[&str] = &[
    "add", "added", "adds", "change", "changed", "changes", "create", "created", "creates", "delete", "deleted",
    "deletes", "edit", "edited", "edits", "modified", "modify", "new", "remove", "removed", "rename", "renamed",
    "replace", "replaced", "save", "saved", "update", "updated", "updates", "upload", "uploaded",
];
/// What these tools call what they save.
const THINGS: &[&str] = &["content", "contents", "data", "file", "files", "new file", "page", "pages", "post", "text"];
/// Whole subjects that say nothing.
const NOTHING: &[&str] = &[
    "",
    "auto",
    "autosave",
    "changes",
    "commit",
    "content update",
    "draft",
    "edit",
    "edits",
    "fix",
    "fixes",
    "misc",
    "save",
    "sync",
    "tmp",
    "update",
    "updates",
    "wip",
];

/// Whether a tool wrote `subject`, or somebody who said no more than one: which file was saved, the one at `path` perhaps.
pub(super) fn is_of_a_tool(subject: &str, path: &str) -> bool {
    let lower = subject.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace()).to_lowercase();
    if NOTHING.contains(&&*lower) || is_only_references(subject) || names_only_files(subject) {
        return true;
    }
    let Some((verb, rest)) = subject.split_once(' ') else { return false };
    VERBS.contains(&&*verb.to_lowercase()) && is_target(rest.trim(), path)
}

/// Whether there is, but for one word and what joins, nothing but names of files: `Rename a.md to b.md`.
fn names_only_files(subject: &str) -> bool {
    let subject = subject.strip_suffix("online with Bitbucket").unwrap_or(subject);
    let tokens = || subject.split_whitespace().map(unquoted).filter(|token| !token.is_empty());
    let is_word = |token: &&str| !matches!(*token, "to" | "and" | "&" | "\u{2192}" | "->") && !is_file(token);
    tokens().any(is_file) && tokens().filter(is_word).count() <= 1
}

/// Whether `rest`, which follows a tool's verb, only says what was saved, and with what.
fn is_target(rest: &str, path: &str) -> bool {
    let said = |mark: &str| rest.find(mark).filter(|at| rest[at + mark.len()..].split_whitespace().count() <= 4);
    let what = [" via ", " through ", " using "].iter().find_map(|mark| said(mark)).map_or(rest, |at| &rest[..at]);
    let by_tool = ["via ", "through ", "using "].iter().any(|mark| what.starts_with(mark));
    let spoken = |text: &str| text.to_lowercase().replace(['-', '_'], " ");
    let what = what.strip_suffix(" (markdown)").unwrap_or(what);
    let lower = spoken(unquoted(what));
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let named = !path.is_empty() && [path, file, stem].iter().any(|name| spoken(name) == lower);
    let counted = lower
        .split_once(' ')
        .is_some_and(|(n, thing)| n.bytes().all(|b| b.is_ascii_digit()) && THINGS.contains(&thing));
    by_tool || what.is_empty() || named || counted || THINGS.contains(&&*lower) || is_collection_and_slug(what)
}

/// Whether there are at most two words and a quoted name of a file: `Pages “privacy”`.
fn is_collection_and_slug(text: &str) -> bool {
    let Some((words, quoted)) = text.split_once(['\u{201c}', '"', '`']) else { return false };
    let Some(slug) = quoted.strip_suffix(['\u{201d}', '"', '`']) else { return false };
    let is_slug =
        !slug.is_empty() && !slug.contains(|c: char| c.is_whitespace() || matches!(c, '\u{201d}' | '"' | '`'));
    is_slug && words.split_whitespace().count() <= 2
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(|c| {
        matches!(c, '"' | '\'' | '`' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' | ',' | ':' | ';')
    })
}

/// Ends of names of files in which texts and their settings stand.
const ENDS: &[&str] = &[
    "md", "markdown", "mdown", "mdx", "txt", "html", "htm", "rst", "adoc", "json", "yml", "yaml", "toml", "pdf",
    "docx", "odt", "png", "jpg", "jpeg", "svg", "csv", "xlsx",
];

/// Whether `token` names a file.
pub(super) fn is_file(token: &str) -> bool {
    let end = token.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| ENDS.contains(&&*end)) && !token.contains("://")
}
