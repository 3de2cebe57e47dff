//! Findings as JSON; `docs/check.schema.json` describes it.

use super::{Told, told::Stands};
use crate::check::Position;
use crate::showable::escaped_json;
use serde_json::{Value, json};

pub(super) fn show(told: &[Told<'_>], texts: usize) -> String {
    let findings: Vec<Value> = told.iter().map(finding).collect();
    escaped_json(format!("{:#}\n", json!({ "version": 1, "checked": texts, "findings": findings })))
}

fn finding(told: &Told<'_>) -> Value {
    let mut value = json!({
        "rule": told.rule.id,
        "name": told.rule.name,
        "level": told.level.as_str(),
        "in": if told.stands == Stands::InFile { "file" } else { "message" },
        "path": told.path,
        "message": told.message,
        "hint": told.hint,
    });
    if let Some((start, end)) = told.region {
        value["start"] = place(start);
        value["end"] = place(end);
    }
    if let Some(fix) = &told.fix {
        let edit = |(start, end, text): &(Position, Position, String)| json!({ "start": place(*start), "end": place(*end), "text": text });
        value["fix"] = json!({ "safe": fix.safe, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() });
    }
    value
}

fn place(position: Position) -> Value {
    json!({ "line": position.line, "column": position.column })
}
