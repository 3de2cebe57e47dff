//! The texts that are open in the editor, and what is found in them.

use super::hover;
use super::places::{byte, file, range};
use crate::check::{Catalogue, Finding, Fix, Level, Place, Text};
use crate::cli::now;
use crate::cli::source::From;
use crate::model::Lang;
use crate::pipeline::{self, CheckRequest, Known, Source, What};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The texts that are open in the editor.
pub(super) struct Desk {
    source: Source,
    catalogue: Catalogue,
    texts: BTreeMap<String, Open>,
    known: Known,
}

/// A text that is open.
struct Open {
    file: PathBuf,
    text: Arc<Text>,
    findings: Vec<Finding>,
}

impl Desk {
    /// The desk of an editor that said these parameters of itself: its folder, its language.
    pub(super) fn new(from: &From, parameters: &Value) -> Self {
        let mut source = from.source();
        let folder = parameters["workspaceFolders"][0]["uri"].as_str().or(parameters["rootUri"].as_str());
        if let Some(folder) = folder.and_then(file).filter(|_| !from.names_a_repository()) {
            source.repo = folder;
        }
        let thai = parameters["locale"].as_str().is_some_and(|locale| locale.starts_with("th"));
        let lang = if thai { Lang::thai() } else { Lang::english() };
        Self { source, catalogue: Catalogue::of(&lang), texts: BTreeMap::new(), known: Known::default() }
    }

    /// Takes over what was typed.
    pub(super) fn edit(&mut self, uri: &str, text: Option<&str>) {
        let (Some(file), Some(text)) = (file(uri), text) else { return };
        let read = Arc::new(Text::read(text.as_bytes(), &file.to_string_lossy()));
        self.texts.insert(uri.to_owned(), Open { file, text: read, findings: Vec::new() });
    }

    pub(super) fn close(&mut self, uri: &str) {
        self.texts.remove(uri);
    }

    /// The URIs of the texts that are open.
    pub(super) fn open(&self) -> Vec<String> {
        self.texts.keys().cloned().collect()
    }

    /// What is found in a text. Nothing in one that is not in the repository, or not saved yet.
    pub(super) fn diagnostics(&mut self, uri: &str) -> Value {
        let Some(open) = self.texts.get(uri) else { return json!([]) };
        let mut source = self.source.clone();
        if let Some(folder) = open.file.parent() {
            source.repo = folder.to_owned();
        }
        let request = CheckRequest {
            source,
            what: What::WorkTree(vec![open.file.clone()]),
            message: None,
            edited: self.texts.values().map(|open| (open.file.clone(), open.text.bytes.clone())).collect(),
            now: now(),
        };
        let found = pipeline::check(&request).ok().and_then(|checked| checked.texts.into_iter().next());
        let findings = found.map_or_else(Vec::new, |checked| checked.findings);
        let diagnostics: Vec<Value> =
            findings.iter().filter_map(|finding| self.diagnostic(finding, &open.text)).collect();
        if let Some(open) = self.texts.get_mut(uri) {
            open.findings = findings;
        }
        Value::Array(diagnostics)
    }

    fn diagnostic(&self, finding: &Finding, text: &Text) -> Option<Value> {
        let place = match &finding.place {
            Place::File => 0..0,
            Place::Text(range) => range.clone(),
            Place::Message(_) => return None,
        };
        let severity = match finding.level {
            Level::Error => 1,
            Level::Warning => 2,
            Level::Note => 3,
        };
        let message = format!("{}\n{}", self.catalogue.message(&finding.said), self.catalogue.hint(&finding.said));
        Some(json!({
            "range": range(&text.source.text, &place),
            "severity": severity,
            "code": finding.rule.id,
            "source": "promulgate",
            "message": message.trim_end(),
        }))
    }

    /// How what is found at a place can be mended.
    pub(super) fn actions(&self, uri: &str, at: &Value) -> Value {
        let Some(open) = self.texts.get(uri) else { return json!([]) };
        let text = &open.text.source.text;
        let (Some(start), Some(end)) = (byte(text, &at["start"]), byte(text, &at["end"])) else { return json!([]) };
        let here = |finding: &&Finding| match &finding.place {
            Place::Text(place) => place.start <= end && start <= place.end,
            Place::File | Place::Message(_) => false,
        };
        let fixed = open.findings.iter().filter(here).filter_map(|finding| Some((finding, finding.fix.as_ref()?)));
        Value::Array(fixed.map(|(finding, fix)| self.action(uri, &open.text, finding, fix)).collect())
    }

    fn action(&self, uri: &str, text: &Text, finding: &Finding, fix: &Fix) -> Value {
        let edit =
            |edit: &crate::check::Edit| json!({ "range": range(&text.source.text, &edit.range), "newText": edit.by });
        let edits: Vec<Value> = fix.edits.iter().map(edit).collect();
        let diagnostics: Vec<Value> = self.diagnostic(finding, text).into_iter().collect();
        json!({
            "title": format!("{}: {}", finding.rule.id, self.catalogue.hint(&finding.said)),
            "kind": "quickfix",
            "isPreferred": fix.safe,
            "diagnostics": diagnostics,
            "edit": { "changes": { uri: edits } },
        })
    }

    /// What is told of a place.
    pub(super) fn hover(&mut self, uri: &str, position: &Value) -> Value {
        let Some(open) = self.texts.get(uri) else { return Value::Null };
        let Some(at) = byte(&open.text.source.text, position) else { return Value::Null };
        let mut source = self.source.clone();
        if let Some(folder) = open.file.parent() {
            source.repo = folder.to_owned();
        }
        let told = self.known.told(&source, &open.file, &open.text, at).ok().flatten();
        told.map_or(Value::Null, |(place, told)| {
            let said = hover::say(&told, &self.catalogue);
            json!({ "contents": { "kind": "plaintext", "value": said }, "range": range(&open.text.source.text, &place) })
        })
    }
}
