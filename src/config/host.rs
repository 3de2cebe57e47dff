//! Hosts of static sites, and how much they take.

use crate::error::Warning;
use serde::Deserialize;
use std::collections::HashMap;

/// A host of static sites whose limits are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Host {
    GithubPages,
    GitlabPages,
    CloudflarePages,
    Netlify,
}

/// How much a host takes; nothing where it names no limit.
#[derive(Default)]
struct Limits {
    name: &'static str,
    /// Of all files, in bytes.
    bytes: Option<u64>,
    files: Option<usize>,
    /// Files and folders.
    entries: Option<usize>,
    /// Of one file, in bytes.
    file: Option<u64>,
    /// Files of one folder.
    folder: Option<usize>,
}

const GB: u64 = 1_000_000_000;
const MIB: u64 = 1 << 20;

/// What a site has.
#[derive(Default)]
struct Size<'a> {
    bytes: u64,
    files: usize,
    largest: (u64, &'a str),
    folders: HashMap<&'a str, usize>,
}

impl Host {
    /// What the hosts say of themselves, in November 2026.
    fn limits(self) -> Limits {
        match self {
            Self::GithubPages => Limits { name: "GitHub Pages", bytes: Some(GB), ..Limits::default() },
            Self::GitlabPages => {
                Limits { name: "GitLab Pages", bytes: Some(GB), entries: Some(200_000), ..Limits::default() }
            }
            Self::CloudflarePages => {
                Limits { name: "Cloudflare Pages", files: Some(20_000), file: Some(25 * MIB), ..Limits::default() }
            }
            Self::Netlify => Limits { name: "Netlify", folder: Some(54_000), ..Limits::default() },
        }
    }

    /// What is too much for the host of a site of these files, each with its size in bytes.
    pub fn warnings<'a>(self, files: impl Iterator<Item = (&'a str, u64)>) -> Vec<Warning> {
        let (limits, size) = (self.limits(), Size::of(files));
        let entries = size.files + size.folders.keys().filter(|folder| !folder.is_empty()).count();
        let fullest = size.folders.iter().max_by_key(|(folder, count)| (**count, std::cmp::Reverse(**folder)));
        let (fullest, most) = fullest.map_or(("", 0), |(folder, count)| (*folder, *count));
        let over = |found: usize, limit: Option<usize>| limit.filter(|limit| found > *limit);
        let heavy = |found: u64, limit: Option<u64>| limit.filter(|limit| found > *limit);
        let whole = "publish less (`exclude`, no `precompress`, `machine_redlines` or `section_feeds`), or use a server of your own";
        let told = [
            heavy(size.bytes, limits.bytes).map(|limit| {
                let (found, limit) = (megabytes(size.bytes), megabytes(limit));
                format!("the site has {found} MB, and {} takes {limit} MB: {whole}", limits.name)
            }),
            over(size.files, limits.files).map(|limit| {
                let (found, limit) = (grouped(size.files), grouped(limit));
                format!("the site has {found} files, and {} takes {limit}: {whole}", limits.name)
            }),
            over(entries, limits.entries).map(|limit| {
                let (found, limit) = (grouped(entries), grouped(limit));
                format!("the site has {found} files and folders, and {} takes {limit}: {whole}", limits.name)
            }),
            heavy(size.largest.0, limits.file).map(|limit| {
                let (path, found, limit) = (size.largest.1, grouped(size.largest.0 as usize), grouped(limit as usize));
                format!("`{path}` has {found} bytes, and {} takes {limit} for a file: make it smaller", limits.name)
            }),
            over(most, limits.folder).map(|limit| {
                let (found, limit) = (grouped(most), grouped(limit));
                let place = if fullest.is_empty() { "the site's first folder" } else { fullest };
                format!("`{place}` has {found} files, and {} takes {limit} for a folder: {whole}", limits.name)
            }),
        ];
        told.into_iter().flatten().map(|message| Warning::new("host", message)).collect()
    }
}

impl<'a> Size<'a> {
    fn of(files: impl Iterator<Item = (&'a str, u64)>) -> Self {
        let mut size = Self::default();
        for (path, bytes) in files {
            size.bytes += bytes;
            size.files += 1;
            // of two that are as large, the same one whatever the order
            if size.files == 1 || (bytes, std::cmp::Reverse(path)) > (size.largest.0, std::cmp::Reverse(size.largest.1))
            {
                size.largest = (bytes, path);
            }
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            *size.folders.entry(folder).or_default() += 1;
            for (end, _) in folder.match_indices('/') {
                size.folders.entry(&folder[..end]).or_default(); // a folder of folders is one too
            }
        }
        size
    }
}

/// Whole megabytes, so that what is above a limit shows it.
fn megabytes(bytes: u64) -> String {
    grouped(bytes.div_ceil(1_000_000) as usize)
}

/// With a comma between thousands.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(host: Host, files: &[(String, u64)]) -> Vec<String> {
        host.warnings(files.iter().map(|(path, size)| (path.as_str(), *size))).iter().map(ToString::to_string).collect()
    }

    fn many(count: usize, size: u64) -> Vec<(String, u64)> {
        (0..count).map(|n| (format!("p/{n}/index.html"), size)).collect()
    }

    #[test]
    fn a_site_that_fits_is_not_told() {
        for host in [Host::GithubPages, Host::GitlabPages, Host::CloudflarePages, Host::Netlify] {
            assert!(told(host, &many(20_000, 50_000)).is_empty(), "{host:?}");
        }
    }

    #[test]
    fn what_is_too_much_is_told_with_its_figures() {
        let told = |host, files: &[(String, u64)]| {
            let told = told(host, files);
            assert_eq!(told.len(), 1, "{told:?}");
            told[0].clone()
        };
        let heavy = told(Host::GithubPages, &many(20_001, 50_000));
        assert!(heavy.contains("the site has 1,001 MB, and GitHub Pages takes 1,000 MB"), "{heavy}");
        // each page has a folder, and all of them have one
        let entries = told(Host::GitlabPages, &many(100_000, 1));
        assert!(
            entries.contains("the site has 200,001 files and folders, and GitLab Pages takes 200,000"),
            "{entries}"
        );
        let files = told(Host::CloudflarePages, &many(20_001, 1));
        assert!(files.contains("the site has 20,001 files, and Cloudflare Pages takes 20,000"), "{files}");
        let file = told(Host::CloudflarePages, &[("files/a/b.pdf".into(), 25 * MIB + 1), ("index.html".into(), 1)]);
        assert!(file.contains("`files/a/b.pdf` has 26,214,401 bytes, and Cloudflare Pages takes 26,214,400"), "{file}");
        let flat: Vec<_> = (0..54_001).map(|n| (format!("assets/search/w{n}.js"), 1)).collect();
        let folder = told(Host::Netlify, &flat);
        assert!(folder.contains("`assets/search` has 54,001 files, and Netlify takes 54,000"), "{folder}");
    }
}
