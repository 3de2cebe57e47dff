//! The comment of a pull request: what the draft changes, what that means, and the redline as far as there is room.

use super::{blocks, escape, facts};
use crate::brief;
use crate::model::{Brief, Lang};
use crate::pages::annexes;
use crate::pages::draft::{DraftOf, DraftText, Stand};
use crate::pages::messages::{Messages, number};
use crate::pages::routes;
use crate::pages::site::Site;
use crate::pages::theme::Theme;
use crate::pages::views::VersionView;
use crate::weave::Redline;

/// Below how many characters a comment stays: GitHub accepts up to 65,536.
pub const LONGEST: usize = 65_000;

/// By this line a program finds the comment that it wrote before.
const MARKER: &str = "<!-- promulgate: draft -->";

/// A policy in the comment.
struct Told {
    /// What is said of it in any case.
    head: String,
    /// Its sections, which may be left out.
    sections: Vec<String>,
    /// What leads to all of them.
    redline: Option<String>,
}

/// A redline between two texts in `lang`: what changed in short, then the changed sections, at most [`LONGEST`] characters.
pub fn redline_as_markdown(theme: &Theme, redline: &Redline, lang: &Lang) -> String {
    let messages = theme.languages.for_lang(lang, lang);
    let sections = blocks::changed(redline, messages);
    if sections.is_empty() {
        return format!("{}\n", messages.text("nothing-visible-changed"));
    }
    let head = summary(&brief::brief(redline, lang), Some(redline), messages);
    let told = Told { head, sections, redline: None };
    composed(String::new(), &[told], messages)
}

/// The lines of a brief.
fn summary(brief: &Brief, redline: Option<&Redline>, messages: &Messages) -> String {
    facts::lines(brief, redline, messages).iter().map(|line| format!("{line}\n")).collect()
}

impl Site<'_> {
    /// The comment about a draft whose pages are served at `link`, which ends with a slash.
    pub fn draft_comment(&self, stand: &Stand, draft: &DraftOf, texts: &[DraftText<'_>], link: Option<&str>) -> String {
        let messages = self.messages(self.lang());
        let to = |path: &str| link.map(|link| format!("{link}{}", routes::public(path)));
        let linked = |shown: String, path: &str| to(path).map_or(shown.clone(), |url| escape::link(&shown, &url));
        let title = escape::text(&draft.title(messages));
        let mut head = format!("{MARKER}\n### {}\n\n", linked(title, stand.overview()));
        head += &match texts.len() {
            0 => messages.text("draft-none"),
            n => messages.with("draft-count", &[("n", number(n as u32))]),
        };
        if let Some(base) = &draft.base {
            head += &format!(" · {} `{}`", messages.text("draft-compared"), base.short());
        }
        head += "\n";
        if !draft.conflicts.is_empty() {
            let files: Vec<String> = draft.conflicts.iter().map(|path| escape::text(path)).collect();
            head += &format!("\n⚠️ {} {}\n", escape::text(&messages.text("draft-conflicts")), files.join(", "));
        }
        for (path, message) in &draft.failures {
            head += &format!("\n⚠️ {}: {}\n", escape::text(path), escape::text(message));
        }
        let told: Vec<Told> = texts.iter().map(|text| self.told(stand, text, &linked)).collect();
        composed(head, &told, messages)
    }

    fn told(&self, stand: &Stand, text: &DraftText<'_>, linked: &dyn Fn(String, &str) -> String) -> Told {
        let (policy, version) = (text.policy, text.version());
        let messages = self.messages(&policy.lang);
        let name = escape::text(&policy.name());
        let name = if version.is_some() { linked(name, &stand.text(&policy.id)) } else { name };
        let mut head =
            format!("\n#### {name} · {}\n\n", escape::text(&messages.text(&format!("draft-{}", text.kind.as_str()))));
        for event in text.annex_events() {
            head += &format!("- {}\n", escape::text(&annexes::said(event, messages)));
        }
        let Some(version) = version else { return Told { head, sections: Vec::new(), redline: None } };
        let before = text.before();
        let redline = before.map(|_| linked(escape::text(&messages.text("see-changes")), &stand.redline(&policy.id)));
        let view = VersionView::new(self, messages, "", policy, version).of_draft();
        let line = [Some(view.changed()), redline.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        head += &format!("{line}\n\n");
        for said in view.said() {
            head += &format!("{}\n\n", escape::at_the_beginning(&escape::text(&said)));
        }
        let changes = before.map(|before| text.texts.redline(before, version.number));
        head += &summary(&version.brief, changes.as_deref(), messages);
        let count = text.findings.len();
        if count > 0 {
            head += &format!("\n⚠️ {}: {count}\n", escape::text(&messages.text("findings")));
            for finding in text.findings.iter().take(MOST_FINDINGS) {
                let line = finding.line.map(|line| messages.with("finding-line", &[("n", number(line as u32))]));
                let place = line.map_or_else(String::new, |line| format!("{}: ", escape::text(&line)));
                head += &format!("- {place}{}\n", escape::text(&finding.message));
            }
        }
        let sections = changes.map_or_else(Vec::new, |redline| blocks::changed(&redline, messages));
        Told { head, sections, redline }
    }
}

/// How many findings of a policy are told.
const MOST_FINDINGS: usize = 10;

/// Everything in one text: what is said in any case first, then whole sections as far as there is room, and how many are
/// left out.
fn composed(head: String, told: &[Told], messages: &Messages) -> String {
    let length = |text: &str| text.chars().count();
    let left_out = |n: usize| messages.with("comment-left-out", &[("n", number(n as u32))]);
    let mut room = LONGEST.saturating_sub(length(&head));
    // a policy without room for what is said in any case is counted, and no other follows
    let mut shown = 0;
    for one in told {
        let needed = length(&one.head) + FRAME;
        if needed + FRAME > room {
            break;
        }
        room -= needed;
        shown += 1;
    }
    let mut text = head;
    for one in &told[..shown] {
        text += &one.head;
        let mut fits = 0;
        for section in &one.sections {
            if length(section) + 2 + FRAME > room {
                break;
            }
            room -= length(section) + 2;
            fits += 1;
        }
        if fits > 0 && told.len() > 1 {
            text += &format!("\n<details><summary>{}</summary>\n", escape::text(&messages.text("changes")));
        }
        one.sections[..fits].iter().for_each(|section| text += &format!("\n{section}"));
        let rest = one.sections.len() - fits;
        if rest > 0 {
            let way = one.redline.as_ref().map_or_else(String::new, |redline| format!(" {redline}"));
            text += &format!("\n{}{way}\n", left_out(rest));
        }
        if fits > 0 && told.len() > 1 {
            text += "\n</details>\n";
        }
    }
    if shown < told.len() {
        text += &format!("\n{}\n", messages.with("comment-more", &[("n", number((told.len() - shown) as u32))]));
    }
    text
}

/// Room for what stands around the sections of a policy.
const FRAME: usize = 400;
