//! Where files are staged: below the state folder or, if they can't be renamed from there, below the published one.

use super::name::StateName;
use crate::places::SitePath;

/// What stands at the address of a new page for an instant. It is a whole page, and links to nothing.
pub(super) const PLACEHOLDER: &str = "<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"2\"><meta name=\"robots\" content=\"noindex\">
<title>…</title></head>
<body><p lang=\"th\">กำลังเผยแพร่หน้านี้ โปรดรอสักครู่</p><p>This page is being published. Please wait a moment.</p></body>
</html>
";

/// Where the file of the site that belongs to `path` is staged, below its staging folder.
pub(super) fn site_place(staged: &str, path: &SitePath) -> String {
    folder_place(staged, path.as_str())
}

/// Where the folder of the site that belongs to `path` is staged.
pub(super) fn folder_place(staged: &str, path: &str) -> String {
    format!("staged-{staged}/site/{path}")
}

/// Where the file of the site that belongs to `path` waits for the rest of it.
pub(super) fn aside_place(staged: &str, path: &SitePath) -> String {
    format!("staged-{staged}/aside/{path}")
}

/// Where the placeholder with this number is staged.
pub(super) fn held_place(staged: &str, number: usize) -> String {
    format!("staged-{staged}/held/{}/{number}", number / 1000)
}

/// Where the state file `name` is staged.
pub(super) fn state_place(staged: &str, name: &StateName) -> String {
    format!("staged-{staged}/state/{name}")
}

/// Where the whole site is staged.
pub(super) fn root_place(staged: &str) -> String {
    format!("staged-{staged}/site")
}

/// The folder, within the published one, for what is staged there as `name`.
pub(super) fn within_folder(name: &str) -> String {
    format!(".promulgate-{name}")
}

/// The place within the published folder of what would be staged at `place` in the state.
pub(super) fn within(place: &str) -> String {
    place.replacen("staged-", ".promulgate-", 1)
}
