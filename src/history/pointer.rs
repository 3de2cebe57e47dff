//! Git LFS pointers: a few lines committed in place of a text that is stored elsewhere.
//!
//! A pointer makes no version. The text before it remains current, and the next text follows it.

use super::{BlobId, Repository};
use crate::error::{Fault, Result};
use git2::Oid;

/// No pointer has more bytes (specification of Git LFS, version 1).
const LARGEST: usize = 1_024;

/// Whether these bytes are a pointer.
pub(super) fn is_pointer(repository: &Repository, oid: Option<Oid>) -> Result<bool> {
    let Some(oid) = oid else { return Ok(false) };
    let small = repository.size(oid).map(|size| size <= LARGEST);
    let bytes = small.and_then(|small| if small { repository.blob(&BlobId(oid)).map(Some) } else { Ok(None) });
    match bytes {
        Err(e) if e.fault() == Fault::Input => Ok(false), // it fails when it is read, and its policy alone
        bytes => Ok(bytes?.is_some_and(|bytes| is_written(&bytes))),
    }
}

/// Whether `bytes` are what Git LFS writes; it was called Hawser once.
fn is_written(bytes: &[u8]) -> bool {
    let starts = [&b"version https://git-lfs.github.com/spec/"[..], b"version https://hawser.github.com/spec/"];
    let has_id = || bytes.split(|b| *b == b'\n').any(|line| line.starts_with(b"oid sha256:"));
    starts.iter().any(|start| bytes.starts_with(start)) && has_id()
}
