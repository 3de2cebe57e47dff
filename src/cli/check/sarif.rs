//! Findings as SARIF 2.1.0, the OASIS standard for the results of static analysis, as code scanning of forges reads it.

use super::{Told, told::Stands};
use crate::check::{Catalogue, Level, Position, Rule, rules};
use crate::percent::encode;
use crate::showable::escaped_json;
use serde_json::{Value, json};

pub(super) fn show(told: &[Told<'_>], catalogue: &Catalogue) -> String {
    let all: Vec<&Rule> = rules().collect();
    let results: Vec<Value> = told.iter().map(|finding| result(finding, &all)).collect();
    let driver = json!({
        "name": "promulgate",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": catalogue.lang(),
        "rules": all.iter().map(|rule| described(rule, catalogue)).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "language": catalogue.lang(),
        "results": results,
    });
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    escaped_json(format!("{:#}\n", json!({ "$schema": schema, "version": "2.1.0", "runs": [run] })))
}

fn described(rule: &Rule, catalogue: &Catalogue) -> Value {
    json!({
        "id": rule.id,
        "name": pascal(rule.name),
        "shortDescription": { "text": sentence(&catalogue.what(rule)) },
        "fullDescription": { "text": catalogue.why(rule) },
        "help": { "text": format!("{}\n\n{}\n\n{}", catalogue.why(rule), rule.bad, rule.good) },
        "defaultConfiguration": { "level": rule.level.as_str() },
    })
}

fn result(finding: &Told<'_>, all: &[&Rule]) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": encode(&finding.path) } });
    // readers of SARIF show nothing where there is no line
    let first = Position { line: 1, column: 1 };
    let (start, end) = finding.region.unwrap_or((first, first));
    physical["region"] = region(start, end);
    let mut value = json!({
        "ruleId": finding.rule.id,
        "ruleIndex": all.iter().position(|rule| *rule == finding.rule),
        "level": match finding.level { Level::Error => "error", Level::Warning => "warning", Level::Note => "note" },
        "message": { "text": format!("{}. {}", sentence(&finding.message), sentence(&finding.hint)) },
        "locations": [{ "physicalLocation": physical }],
    });
    if let Some(fix) = finding.fix.as_ref().filter(|_| finding.stands == Stands::InFile) {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|(start, end, text)| json!({ "deletedRegion": region(*start, *end), "insertedContent": { "text": text } }))
            .collect();
        value["fixes"] = json!([{
            "description": { "text": sentence(&finding.hint) },
            "artifactChanges": [{
                "artifactLocation": { "uri": encode(&finding.path) },
                "replacements": replacements,
            }],
        }]);
    }
    value
}

/// The end column is the place after the last character.
fn region(start: Position, end: Position) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn pascal(name: &str) -> String {
    name.split('-').map(sentence).collect()
}
