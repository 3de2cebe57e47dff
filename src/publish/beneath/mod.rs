//! Files beneath a folder: the only way from a path of a site, or of the state, to the disk.
//!
//! No operation follows a link below the folder, and no path leads out of it, whatever is on the disk. The folder is
//! kept open: it stays the same one even if another takes its name.

#[cfg(any(not(unix), test))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(super) use portable::Root;
#[cfg(unix)]
pub(super) use unix::Root;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A regular file of so many bytes.
    File(u64),
    Folder,
    /// A link, a device, a pipe.
    Other,
}

/// Who may read what is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Everybody, as far as the process's umask allows it.
    Public,
    /// The user alone, whatever the umask.
    Private,
}

/// The folder and the name of the path `rel`.
fn split(rel: &str) -> (&str, &str) {
    rel.rsplit_once('/').unwrap_or(("", rel))
}

#[cfg(test)]
mod tests;
