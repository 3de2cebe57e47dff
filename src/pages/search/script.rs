//! Files that the search loads as scripts, so that it works where pages are opened from a folder: each calls one function.

use crate::error::Result;
use crate::pages::json;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The file that calls `function` with `arguments`.
pub(super) fn call(function: &str, arguments: &impl Serialize) -> Result<Vec<u8>> {
    let list = json::inline(arguments)?;
    Ok(format!("promulgate.{function}({});\n", &list[1..list.len() - 1]).into_bytes())
}

/// The arguments in a file that [`call`] gave; `None` where it gave no such file.
pub(super) fn arguments<T: DeserializeOwned>(function: &str, bytes: &[u8]) -> Option<T> {
    let text = std::str::from_utf8(bytes).ok()?.strip_prefix("promulgate.")?.strip_prefix(function)?;
    let list = text.strip_prefix('(')?.strip_suffix(");\n")?;
    serde_json::from_str(&format!("[{list}]")).ok()
}
