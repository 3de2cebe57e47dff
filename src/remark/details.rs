//! The body of a commit message, for readers: without what is meant for tools and for authors.

use super::reference::is_only_references;

/// The most characters that are shown.
const LONGEST: usize = 4_000;

/// Paragraphs, items of lists and headings, one after the other.
#[derive(Debug, Default)]
pub(super) struct Details(Vec<Line>);

#[derive(Debug, PartialEq, Eq)]
struct Line {
    text: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Item,
    Heading,
}

impl Details {
    /// What `body` says. Of a request that was squashed, lists of its commits are left out.
    pub(super) fn of(body: &str, squashed: bool) -> Self {
        let body = without_comments(body);
        let mut details = Self::default();
        let (mut fence, mut open, mut conflicts) = (None, false, false);
        for line in without_trailers(&body).lines() {
            let bare = line.trim();
            let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
            if mark.is_some() && (fence.is_none() || fence == mark) {
                fence = if fence.is_some() { None } else { mark };
                open = false;
            } else if fence.is_some() {
                // what is in a fence is for a terminal
            } else if bare.is_empty() {
                (open, conflicts) = (false, false);
            } else if is_conflicts(bare) {
                conflicts = true;
            } else if conflicts || is_for_tools(bare) {
                open = false;
            } else {
                details.line(line, &mut open);
            }
        }
        if squashed {
            details.0.retain(|line| !(line.kind == Kind::Item && line.text.starts_with("* ")));
        }
        details.without_empty_sections()
    }

    fn line(&mut self, line: &str, open: &mut bool) {
        let bare = line.trim();
        let kind = kind(bare);
        let text = match kind {
            Kind::Heading => bare.trim_matches('#').trim(),
            _ => bare,
        };
        match self.0.last_mut() {
            Some(last) if *open && kind == Kind::Text => last.text = format!("{} {text}", last.text),
            _ => self.0.push(Line { text: text.to_owned(), kind }),
        }
        *open = kind != Kind::Heading;
    }

    fn without_empty_sections(mut self) -> Self {
        let mut followed = false;
        let mut kept: Vec<Line> = Vec::new();
        for line in self.0.drain(..).rev() {
            let is_heading = line.kind == Kind::Heading;
            if !is_heading || followed {
                kept.push(line);
            }
            followed = !is_heading;
        }
        kept.reverse();
        Self(kept)
    }

    /// Takes the first line away, if it may be the title of what was merged.
    pub(super) fn take_title(&mut self) -> Option<String> {
        let is_text = self.0.first().is_some_and(|line| line.kind == Kind::Text);
        is_text.then(|| self.0.remove(0).text)
    }

    /// Takes the first sentence of the first paragraph away, if there is one.
    pub(super) fn take_sentence(&mut self) -> Option<String> {
        let at = self.0.iter().position(|line| line.kind != Kind::Heading)?;
        let line = &mut self.0[at];
        let text = line.text.trim_start_matches(['-', '*', '+']).trim_start();
        let ends = [". ", "! ", "? ", "\u{3002}"];
        let end =
            ends.iter().filter_map(|end| Some(text.find(end)? + end.trim_end().len())).filter(|end| *end > 8).min();
        let (sentence, rest) = text.split_at(end.unwrap_or(text.len()));
        let (sentence, rest) = (sentence.trim().to_owned(), rest.trim().to_owned());
        if rest.is_empty() {
            self.0.remove(at);
        } else {
            line.text = rest;
        }
        Some(sentence)
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Adds an item of a list.
    pub(super) fn item(&mut self, text: &str) {
        self.0.push(Line { text: format!("- {text}"), kind: Kind::Item });
    }

    /// A line for each paragraph, item and heading.
    pub(super) fn text(self) -> String {
        let text = self.0.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", text[..end].trim_end()),
            None => text,
        }
    }
}

fn kind(line: &str) -> Kind {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    match line {
        _ if (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t']) => Kind::Heading,
        _ if numbered || ["- ", "* ", "+ ", "\u{2022} "].iter().any(|mark| line.starts_with(mark)) => Kind::Item,
        _ => Kind::Text,
    }
}

/// `text` without what stands in `<!-- -->`.
fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some(open) = rest.find("<!--") {
        out.push_str(&rest[..open]);
        rest = rest[open..].find("-->").map_or("", |end| &rest[open + end + 3..]);
    }
    out + rest
}

/// `body` without its last paragraph, if that is trailers: `Key: value` lines with keys that no prose begins with.
fn without_trailers(body: &str) -> &str {
    let body = body.trim_end();
    let from = body.rfind("\n\n").map_or(0, |at| at + 2);
    let known = ["summary", "reference", "fixes", "closes", "refs", "bug", "issue", "ticket", "cc", "see"];
    let is_trailer = |line: &str| {
        let key = line.split_once(": ").or(line.strip_suffix(':').map(|key| (key, ""))).map_or("", |(key, _)| key);
        let fits = key.contains('-') || known.contains(&&*key.to_ascii_lowercase());
        line.starts_with([' ', '\t']) || (fits && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    let last = &body[from..];
    let all = !last.starts_with([' ', '\t']) && last.lines().all(is_trailer);
    if all { body[..from].trim_end() } else { body }
}

/// Whether a list of files follows that git could not merge.
fn is_conflicts(line: &str) -> bool {
    line.trim_start_matches('#').trim() == "Conflicts:"
}

/// Whether a line is for tools, or for those who write texts.
fn is_for_tools(line: &str) -> bool {
    let item = line.trim_start_matches(['-', '*', '+', ' ']);
    let lower = line.to_ascii_lowercase();
    let is_check = item.len() < line.len() && ["[ ]", "[x]", "[X]"].iter().any(|mark| item.starts_with(mark));
    let by = line.split_once(": ").is_some_and(|(key, _)| {
        let key = key.to_ascii_lowercase();
        (key.ends_with("-by") || matches!(&*key, "change-id" | "git-svn-id"))
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let machine = [
        "(cherry picked from commit ",
        "this reverts commit ",
        "reversing changes made to",
        "reverted commit ",
        "this reverts merge request ",
        "this reverts pull request ",
    ];
    let is_rule = line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '));
    let of_bitbucket = lower.starts_with("merge in ") && lower.contains(" from ") && lower.contains(" to ");
    let reverts = lower.strip_prefix("reverts ").is_some_and(is_only_references);
    is_check
        || by
        || is_rule
        || of_bitbucket
        || reverts
        || is_only_references(item)
        || machine.iter().any(|start| lower.starts_with(start))
}
