//! What other sites show of a policy: a few bytes for the script that they embed, and a small page that they frame.
//!
//! Both tell of the newest version whose wording is new. What only looks different is no news to a visitor.

use super::head::Status;
use super::json::write;
use super::maker::Maker;
use super::messages::Messages;
use super::routes;
use super::summary::{Line, lines};
use crate::error::Result;
use crate::model::{Class, FactChange, FactKind, Policy, Version};
use crate::places::beginning;
use crate::showable::{escaped_json, plain};
use serde::Serialize;
use std::borrow::Cow;

/// The most bytes that `notice.json` has.
const LONGEST: usize = 499;

/// The most bytes of a title in it. A longer one is cut; of a fact that finds no room nothing is said, for half of one may
/// say something else.
const TITLE: usize = 180;

/// The most bytes of the address of the changes, which is longer only from a former address of the policy.
const ADDRESS: usize = 120;

/// The most facts in it.
const FACTS: usize = 2;

/// The most lines of what changed on the page.
const LINES: usize = 4;

/// `notice.json`.
#[derive(Serialize)]
struct Notice<'a> {
    title: String,
    lang: &'a str,
    /// The language in which the script tells of it, if that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<&'a str>,
    /// The newest version with another wording.
    n: u32,
    /// The one with the wording that it replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<u32>,
    published: String,
    /// The redline, as seen from the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<String>,
    /// What it changed: old, new.
    facts: Vec<[Cow<'a, str>; 2]>,
}

/// The file for the script, at `path`.
pub(super) fn data(maker: &Maker<'_>, path: &str) -> Result<Vec<u8>> {
    let (policy, messages) = (maker.policy, maker.messages);
    let (version, before) = newest(policy);
    let changes = before.map(|_| routes::relative_public(path, &routes::changes(&policy.id, version.number)));
    let mut notice = Notice {
        title: cut(&policy.title),
        lang: policy.lang.as_str(),
        said: said_in(policy, messages),
        n: version.number.get(),
        after: before.map(|before| before.number.get()),
        published: version.published.to_string(),
        changes: changes.filter(|address| address.len() <= ADDRESS),
        facts: Vec::new(),
    };
    for fact in facts(version) {
        if notice.facts.len() == FACTS {
            break;
        }
        if notice.facts.contains(&fact) {
            continue;
        }
        notice.facts.push(fact);
        if write(&notice)?.len() > LONGEST {
            notice.facts.pop();
        }
    }
    write(&notice)
}

/// The language of the texts around a notice, if it is not that of the policy.
fn said_in<'a>(policy: &Policy, messages: &'a Messages) -> Option<&'a str> {
    let lang = messages.lang.as_str();
    (lang != policy.lang.primary()).then_some(lang)
}

/// The newest version whose wording is new, and the one whose wording it replaced.
fn newest(policy: &Policy) -> (&Version, Option<&Version>) {
    let mut worded = policy.versions.iter().rev().filter(|version| version.class == Class::Text);
    let newest = worded.next().unwrap_or(&policy.versions[0]);
    (newest, worded.next().map(|version| &**version))
}

/// The facts of a version that tell something without the text around them: a value in place of another one, numbers
/// before sentences.
fn facts(version: &Version) -> impl Iterator<Item = [Cow<'_, str>; 2]> {
    let sentence = |fact: &FactChange| fact.kind.is_modal() || fact.kind == FactKind::Sentence;
    let told =
        |fact: &&FactChange| !fact.kind.is_own_date() && !matches!(fact.kind, FactKind::Number | FactKind::Hidden);
    let all = || version.brief.facts.iter().filter(told);
    let ordered = all().filter(move |fact| !sentence(fact)).chain(all().filter(move |fact| sentence(fact)));
    ordered.filter_map(|fact| Some([plain(fact.old.as_deref()?), plain(fact.new.as_deref()?)]))
}

/// A title of at most [`TITLE`] bytes as the file has it, cut where a word ends if one does in its last third.
fn cut(title: &str) -> String {
    let title = plain(title);
    let (mut bytes, mut room) = (0, 0);
    for c in title.chars() {
        bytes += json_length(c);
        room += if bytes <= TITLE { c.len_utf8() } else { 0 };
    }
    if bytes <= TITLE {
        return title.into_owned();
    }
    let title = beginning(&title, room.saturating_sub('…'.len_utf8()));
    let word = title.rfind(' ').filter(|end| *end > title.len() * 2 / 3);
    format!("{}…", title[..word.unwrap_or(title.len())].trim_end())
}

/// How many bytes a letter takes in JSON.
fn json_length(c: char) -> usize {
    escaped_json(serde_json::json!(c).to_string()).len() - 2
}

/// What the page shows.
#[derive(Serialize)]
struct PageView<'a> {
    lang: &'a str,
    style: String,
    publisher: Option<String>,
    title: &'a str,
    text_lang: &'a str,
    current: String,
    status: Status,
    withdrawn: Option<String>,
    lines: Vec<Line>,
    changes: Option<String>,
}

/// The page that other sites frame, at `path`: its links leave the frame.
pub(super) fn page(maker: &Maker<'_>, path: &str) -> Result<Vec<u8>> {
    let (policy, messages) = (maker.policy, maker.messages);
    let (version, before) = newest(policy);
    let to = |target: String| routes::relative(path, &target);
    let changes = before.map(|_| to(routes::changes(&policy.id, version.number)));
    let view = PageView {
        lang: messages.lang.as_str(),
        style: to(routes::STYLE.to_owned()),
        publisher: maker.publisher(),
        title: &policy.title,
        text_lang: policy.lang.as_str(),
        current: to(routes::current(&policy.id)),
        status: maker.status(path, version),
        withdrawn: maker.withdrawn(),
        lines: changes.as_ref().map_or_else(Vec::new, |page| lines(version, page, messages, LINES)),
        changes,
    };
    maker.site.theme.render("notice.html", messages, &view, None)
}
