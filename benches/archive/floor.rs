//! The least that publishing an archive could take: reading every distinct text, rendering every version once, and
//! writing as many files and bytes as the site has, on two threads.

use promulgate::history::{BlobId, History, Repository, Scope};
use pulldown_cmark::{Options, Parser};
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

const THREADS: usize = 2;

/// How many versions there are.
pub(crate) fn floor(repo: &str, folder: &str, files: &[(String, u64)], out: &Path) -> usize {
    let texts = texts(repo, folder);
    side_by_side(
        &texts,
        || (Repository::discover(Path::new(repo)).unwrap(), String::new()),
        |(repository, html), text| {
            let bytes = repository.blob(&text.0).unwrap();
            let markdown = String::from_utf8_lossy(&bytes);
            for _ in 0..text.1 {
                html.clear();
                pulldown_cmark::html::push_html(html, Parser::new_ext(&markdown, Options::all()));
                std::hint::black_box(&html);
            }
        },
    );
    let largest = files.iter().map(|(_, size)| *size).max().unwrap_or_default();
    let bytes = vec![b'x'; largest as usize];
    side_by_side(
        files,
        || (),
        |(), (path, size)| {
            let place = out.join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(&place, &bytes[..*size as usize]).unwrap();
        },
    );
    texts.iter().map(|text| text.1).sum()
}

/// Every distinct text, in the order in which policies have them, with the number of versions that it is.
fn texts(repo: &str, folder: &str) -> Vec<(BlobId, usize)> {
    let repository = Repository::discover(Path::new(repo)).unwrap();
    let tip = repository.tip("HEAD").unwrap();
    let history = History::whole(&repository, &tip, Scope::new(folder, &[], &[]).unwrap()).unwrap();
    let mut places: HashMap<BlobId, usize> = HashMap::new();
    let mut texts: Vec<(BlobId, usize)> = Vec::new();
    for (_, lineage) in history.lineages() {
        for (_, blob, _) in lineage.versions() {
            let place = *places.entry(*blob).or_insert_with(|| {
                texts.push((*blob, 0));
                texts.len() - 1
            });
            texts[place].1 += 1;
        }
    }
    texts
}

fn side_by_side<T: Sync, S>(items: &[T], begin: impl Fn() -> S + Sync, work: impl Fn(&mut S, &T) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut state = begin();
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(&mut state, item);
                }
            });
        }
    });
}
