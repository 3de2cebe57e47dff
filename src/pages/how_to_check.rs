//! The page that tells how anybody checks what the site says of its texts: what that proves, what it doesn't, and the commands,
//! with the names of this very site.

use super::chrome::Chrome;
use super::ledger_now::{Example, LedgerNow};
use super::messages::Messages;
use super::routes;
use super::site::Site;
use crate::error::Result;
use crate::places::{OfLog, OfPolicy, Place};
use serde::Serialize;

#[derive(Serialize)]
struct HowToCheckView {
    chrome: Chrome,
    texts: Vec<HowToCheck>,
}

/// How to check, in one language.
#[derive(Serialize)]
struct HowToCheck {
    lang: String,
    /// What the language calls itself.
    name: String,
    title: String,
    parts: Vec<Part>,
}

/// A part of what is told.
#[derive(Serialize, Default)]
struct Part {
    heading: String,
    texts: Vec<String>,
    /// The public keys of the ledger.
    keys: Vec<String>,
    /// The files that the commands need.
    files: Vec<FileView>,
    list: Vec<String>,
    commands: Vec<Command>,
}

/// A file of the site.
#[derive(Serialize)]
struct FileView {
    path: String,
    href: String,
}

/// Commands, and what they do.
#[derive(Serialize)]
struct Command {
    text: String,
    lines: String,
}

/// What is proven, and what is not.
const PROVEN: [&str; 4] = ["check-proven-kept", "check-proven-text", "check-proven-receipt", "check-proven-fork"];
const NOT_PROVEN: [&str; 6] =
    ["check-not-dates", "check-not-author", "check-not-early", "check-not-alike", "check-not-html", "check-not-key"];

/// In the site's language, and in those of its policies that the interface speaks.
pub(super) fn page(site: &Site<'_>) -> Result<Vec<u8>> {
    let (messages, path) = (site.messages(site.lang()), routes::HOW_TO_CHECK);
    let title = messages.text("check");
    let about = routes::relative(path, routes::ABOUT);
    let view = HowToCheckView {
        chrome: Chrome::new(site, messages, path, &title)
            .crumb(&messages.text("about-site"), Some(about), None)
            .crumb(&title, None, None),
        texts: site.interfaces().into_iter().map(|messages| HowToCheck::new(site, messages)).collect(),
    };
    site.theme.render("how-to-check.html", messages, &view, None)
}

impl HowToCheck {
    fn new(site: &Site<'_>, messages: &Messages) -> Self {
        let part = |heading: &str, texts: &[&str]| Part {
            heading: messages.text(heading),
            texts: texts.iter().map(|key| messages.text(key)).collect(),
            ..Part::default()
        };
        let list = |heading: &str, keys: &[&str]| Part {
            list: keys.iter().map(|key| messages.text(key)).collect(),
            ..part(heading, &[])
        };
        let ledger = site.ledger.as_ref();
        let keys = ledger.map(|ledger| ledger.keys.clone()).unwrap_or_default();
        let signed = if keys.is_empty() { "check-unsigned" } else { "check-signed" };
        let mut parts = vec![
            Part { keys, ..part("check-ledger", &["check-ledger-text", signed]) },
            part("check-browser", &["check-browser-text", "check-browser-trust", "check-browser-kept"]),
        ];
        if let Some((ledger, example)) = ledger.and_then(|ledger| Some((ledger, ledger.example.as_ref()?))) {
            parts.push(Part {
                files: files(ledger, example),
                commands: tools(messages, ledger, example),
                ..part("check-tools", &["check-tools-text"])
            });
            parts.push(Part {
                commands: program(messages, ledger, example),
                ..part("check-program", &["check-program-text"])
            });
        }
        parts.push(list("check-proven", &PROVEN));
        parts.push(list("check-not", &NOT_PROVEN));
        parts.push(part("check-witness", &["check-witness-text"]));
        Self {
            lang: messages.lang.to_string(),
            name: super::spoken::language_name(&messages.lang, messages),
            title: messages.text("check"),
            parts,
        }
    }
}

/// The files that the commands need.
fn files(ledger: &LedgerNow, example: &Example) -> Vec<FileView> {
    let of_policy = |file| Place::Policy(&example.id, file);
    let signed = if ledger.keys.is_empty() { None } else { Some(Place::Log(OfLog::Pem)) };
    let all = [
        Place::Log(OfLog::Leaves),
        Place::Log(OfLog::Checkpoint),
        of_policy(OfPolicy::Source(example.n)),
        of_policy(OfPolicy::Receipt(example.n)),
    ];
    let view = |place: Place<'_>| {
        let path = place.path();
        FileView { href: routes::relative(routes::HOW_TO_CHECK, path.as_str()), path: path.into() }
    };
    all.into_iter().chain(signed).map(view).collect()
}

/// The commands that need nothing but what every system has.
fn tools(messages: &Messages, ledger: &LedgerNow, example: &Example) -> Vec<Command> {
    let Example { name, n, .. } = example;
    let source = quoted(&routes::source(&example.id, example.n));
    let command = |key: &str, lines: String| Command { text: messages.text(key), lines };
    let entry = format!("grep -F ' version {name} {n} ' log/leaves.txt");
    let mut all = vec![
        command(
            "check-command-text",
            format!(
                "{entry}\n\
                 printf '%s  %s\\n' \"$({entry} | cut -d' ' -f5)\" {source} | sha256sum -c"
            ),
        ),
        command(
            "check-command-keep",
            "cp log/leaves.txt ../kept-leaves.txt\ncp log/checkpoint ../kept-checkpoint".into(),
        ),
        command(
            "check-command-grown",
            "head -c $(wc -c <../kept-leaves.txt) log/leaves.txt | cmp - ../kept-leaves.txt && echo OK".into(),
        ),
    ];
    if !ledger.keys.is_empty() {
        let lines = "sed '/^$/,$d' log/checkpoint >../note\n\
             grep -m1 '^— ' log/checkpoint | awk '{print $3}' | base64 -d | tail -c 64 >../signature\n\
             openssl pkeyutl -verify -pubin -inkey log/key.pem -rawin -in ../note -sigfile ../signature";
        all.push(command("check-command-signature", lines.into()));
    }
    let lines = "cat SHA256SUMS log/SHA256SUMS log/sums/* | sha256sum --quiet -c && echo OK";
    all.push(command("check-command-all", lines.into()));
    all
}

/// The commands of this program.
fn program(messages: &Messages, ledger: &LedgerNow, example: &Example) -> Vec<Command> {
    let command = |key: &str, lines: String| Command { text: messages.text(key), lines };
    let key = ledger.keys.first().map(|key| format!(" --key {}", quoted(key))).unwrap_or_default();
    let receipt = quoted(&routes::of(&example.id, OfPolicy::Receipt(example.n)));
    let source = quoted(&routes::source(&example.id, example.n));
    vec![
        command("check-command-receipt", format!("promulgate verify --receipt {receipt} --source {source}{key}")),
        command("check-command-site", format!("promulgate verify .{key} --earlier ../kept-checkpoint")),
    ]
}

/// `text` as a shell reads it back.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:@".contains(c);
    match text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_a_shell_reads_back() {
        assert_eq!(quoted("a/v/1/source.md"), "a/v/1/source.md");
        assert_eq!(quoted("ข้อ/v/1"), "'ข้อ/v/1'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
    }
}
