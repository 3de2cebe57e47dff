//! `promulgate log`.

use super::args::{Log, ReportFormat};
use super::progress::Status;
use super::terminal::{Ink, Style};
use super::{print, warn};
use crate::error::Result;
use crate::model::{Policy, Undoing, Version};
use crate::pipeline;
use crate::showable::{escaped_json, for_terminal};
use serde_json::{Value, json};

pub(super) fn run(arguments: &Log) -> Result<()> {
    let status = Status::new(arguments.from.quiet);
    let (source, listener) = (arguments.from.source(), &|p| status.show(p));
    let survey = match &arguments.policy {
        Some(name) => pipeline::survey_one(&source, name, listener)?,
        None => pipeline::survey(&source, listener)?,
    };
    drop(status);
    if !arguments.from.quiet && arguments.format == ReportFormat::Text {
        warn(&survey.warnings);
    }
    let policies = survey.policies;
    match arguments.format {
        ReportFormat::Json => {
            print(&escaped_json(format!("{:#}\n", Value::Array(policies.iter().map(as_json).collect()))))
        }
        ReportFormat::Text => arguments.display.show(&as_text(&policies, arguments.display.style(false))),
    }
}

/// Newest first; of one commit, by policy.
fn as_text(policies: &[Policy], style: Style) -> String {
    let mut lines: Vec<(&Policy, &Version)> =
        policies.iter().flat_map(|p| p.versions.iter().map(move |v| (p, &**v))).collect();
    lines.sort_by(|(p, v), (q, w)| (w.order, &p.id).cmp(&(v.order, &q.id)));
    let mut text = String::new();
    for (policy, version) in lines {
        let class = class(version);
        text += &format!(
            "{} {} {} {class} {} {}\n",
            style.paint(Ink::Faint, &version.published.to_string()),
            style.paint(Ink::Faint, version.commit.short()),
            style.paint(Ink::Name, &format!("{} v{}", in_line(policy.id.as_str()), version.number)),
            style.paint(Ink::More, &format!("+{}", version.words_added)),
            style.paint(Ink::Fewer, &format!("−{}", version.words_removed))
        );
        if !version.note.text.is_empty() {
            text += &format!("    {}\n", in_line(&version.note.text));
        }
        match version.note.undoes {
            Some(Undoing::Version(n)) => text += &format!("    reverts version {n}\n"),
            Some(Undoing::Since(n)) => text += &format!("    restores the text of version {n}\n"),
            None => {}
        }
        if let Some(stated) = version.effective() {
            text += &format!("    takes effect on {}\n", stated.date);
        }
        for later in &version.stated_later {
            let (what, commit) = (later.what.as_str().replace('_', " "), later.commit.short());
            text += &format!("    {what} stated later, on {}, in {commit}\n", later.date);
        }
        if let Some(stated) = version.said() {
            text += &format!("    takes effect on {}, according to the text\n", stated.date);
        }
    }
    for policy in policies {
        if let Some(withdrawal) = &policy.withdrawn {
            text += &format!(
                "{} {} {} withdrawn\n",
                style.paint(Ink::Faint, &withdrawal.date.to_string()),
                style.paint(Ink::Faint, withdrawal.commit.short()),
                style.paint(Ink::Name, &in_line(policy.id.as_str()))
            );
        }
    }
    text
}

/// What kind of change made it; the first version is one of its own.
fn class(version: &Version) -> &'static str {
    if version.number.index() == 0 { "first" } else { version.class.as_str() }
}

/// What somebody wrote, as a terminal may show it, without the breaks that would make it look like a line of the log.
fn in_line(text: &str) -> String {
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    for_terminal(&text.split(breaks).collect::<Vec<_>>().join(" ")).into_owned()
}

fn as_json(policy: &Policy) -> Value {
    let versions = policy.versions.iter().map(|v| {
        json!({
            "n": v.number.get(), "commit": v.commit.as_str(), "published": v.published.to_string(),
            "effective": v.effective().map(|stated| stated.date.to_string()),
            "effective_origin": v.effective().map(|stated| stated.origin.as_str()),
            "effective_in_text": v.said().map(|stated| stated.date.to_string()), "sha256": v.sha256.to_string(),
            "class": class(v), "summary": v.note.text, "author": v.author,
            "stated_later": v.stated_later.iter().map(|later| json!({
                "what": later.what.as_str(), "date": later.date.to_string(), "commit": later.commit.as_str(),
                "instead_of": later.instead_of,
            })).collect::<Vec<_>>(),
            "words_added": v.words_added, "words_removed": v.words_removed,
        })
    });
    json!({
        "id": policy.id.as_str(), "title": policy.title, "lang": policy.lang.as_str(), "path": policy.path,
        "withdrawn": policy.withdrawn.as_ref().map(|w| w.date.to_string()),
        "versions": versions.collect::<Vec<_>>(),
    })
}
