//! A publication as JSON, for `build` and `watch` alike.

use crate::error::Warning;
use crate::pipeline::Report;
use serde_json::{Map, Value, json};

/// What was published, with these `warnings` and the values in `more`, which only one of the commands knows.
pub(super) fn as_json(report: &Report, warnings: &[Warning], more: Value) -> Value {
    let published = report.published;
    let mut object = Map::new();
    for part in [
        json!({
            "commit": report.tip.commit.as_str(), "changed": report.changed,
            "policies": report.policies, "versions": report.versions,
            "files": published.files, "written": published.written, "removed": published.removed,
            "warnings": warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "failures": report.failures.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }),
        more,
    ] {
        object.extend(part.as_object().cloned().unwrap_or_default());
    }
    Value::Object(object)
}
