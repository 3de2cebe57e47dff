//! What a site consists of, and how much memory a process took.

use std::path::Path;

/// The files of a site with their sizes in bytes.
pub(crate) fn files(site: &Path) -> Vec<(String, u64)> {
    let mut files = Vec::new();
    collect(site, "", &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, u64)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().map(|e| e.unwrap()) {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        match entry.metadata().unwrap() {
            folder if folder.is_dir() => collect(&entry.path(), &format!("{path}/"), files),
            file => files.push((path, file.len())),
        }
    }
}

/// What the bytes of a site are, by version, in table cells.
pub(crate) fn cells(files: &[(String, u64)], versions: f64, state: &Path) -> String {
    let sum = |which: &dyn Fn(&str) -> bool| -> f64 {
        files.iter().filter(|(path, _)| which(path)).map(|(_, size)| *size as f64).sum::<f64>() / versions / 1e3
    };
    let source = sum(&|p| p.ends_with("/source.md"));
    let redline = sum(&|p| p.ends_with("/changes/index.html"));
    let feeds = sum(&|p| p.ends_with("feed.xml") || p.ends_with("feed.json"));
    let text = sum(&|p| p.ends_with("/index.html") && p.contains("/v/") && !p.ends_with("/changes/index.html"));
    let all = sum(&|_| true);
    let mut kept = Vec::new();
    collect(state, "", &mut kept);
    let kept: u64 = kept.iter().map(|(_, size)| size).sum();
    format!(
        "| {all:.1} kB | {source:.1} | {text:.1} | {redline:.1} | {feeds:.1} | {:.1} | {:.1} |",
        all - source - redline - feeds - text,
        kept as f64 / versions / 1e3
    )
}

/// The largest resident set, in KiB, of the process `id` so far.
pub(crate) fn peak(id: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).and_then(|l| l.split_whitespace().next());
    peak.and_then(|n| n.parse().ok()).unwrap_or_default()
}

/// The processes that the process `id` started, and it: a watch has another one publish.
pub(crate) fn family(id: &str) -> Vec<String> {
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    children.split_whitespace().chain([id]).map(str::to_owned).collect()
}

/// The bytes that the process `id` wrote so far, to files of any kind.
pub(crate) fn written(id: &str) -> f64 {
    let io = std::fs::read_to_string(format!("/proc/{id}/io")).unwrap_or_default();
    io.lines().find_map(|l| l.strip_prefix("wchar: ")).and_then(|n| n.parse().ok()).unwrap_or_default()
}

/// The processor seconds of the process `id` so far, of all its threads.
pub(crate) fn processor(id: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    ticks / 100.0 // Linux counts hundredths for programs
}
