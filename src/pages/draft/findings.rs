//! What should be looked at in the text of a draft: a list, and a sign at each block, which opens the same there.

use super::given::Finding;
use crate::html::Sign;
use crate::pages::messages::{Messages, number};
use serde::Serialize;

/// Something to look at, as templates see it.
#[derive(Serialize)]
pub(super) struct FindingView {
    level: &'static str,
    said: String,
    rule: Option<&'static str>,
    line: Option<String>,
    /// The block in which it stands.
    href: Option<String>,
    /// The id of what the sign at that block opens, if the block is on the page.
    opened: Option<String>,
    message: String,
    hint: Option<String>,
    lang: &'static str,
}

/// The signs of `findings`, in the order of the blocks.
pub(super) fn signs(findings: &[Finding], messages: &Messages) -> Vec<Sign> {
    let sign = |(ix, finding): (usize, &Finding)| {
        let level = finding.level.as_str();
        let said = format!("{}: {}", messages.text(&format!("finding-{level}")), finding.message);
        Some(Sign { leaf: finding.leaf?, class: level, id: id(ix), opens: opened(ix), said })
    };
    let mut signs: Vec<Sign> = findings.iter().enumerate().filter_map(sign).collect();
    signs.sort_by_key(|sign| sign.leaf);
    signs
}

/// `findings` in words, on the page that has the text `article`; `text` is the page of the whole text.
pub(super) fn views(
    findings: &[Finding],
    messages: &Messages,
    (article, text): (Option<&str>, &str),
) -> Vec<FindingView> {
    let view = |(ix, finding): (usize, &Finding)| {
        let (level, id) = (finding.level.as_str(), id(ix));
        let is_here = article.is_some_and(|article| article.contains(&format!("id=\"{id}\"")));
        let page = if is_here { "" } else { text };
        FindingView {
            level,
            said: messages.text(&format!("finding-{level}")),
            rule: finding.rule,
            line: finding.line.map(|line| messages.with("finding-line", &[("n", number(line as u32))])),
            href: finding.leaf.map(|_| format!("{page}#{id}")),
            opened: is_here.then(|| opened(ix)),
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            lang: finding.lang,
        }
    };
    findings.iter().enumerate().map(view).collect()
}

/// The id of the sign of a finding. No place of a text has such a one.
fn id(ix: usize) -> String {
    format!("ui.sign-{}", ix + 1)
}

/// The id of what that opens.
fn opened(ix: usize) -> String {
    format!("ui.finding-{}", ix + 1)
}
