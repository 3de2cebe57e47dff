//! Gives the program a fingerprint of its own source: what another program published is made anew. And lists the
//! interface's languages, of which a file in `templates/messages` is one, and the languages of texts, of which a file in
//! `src/languages` is one.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.lock")];
    collect(Path::new("src"), &mut files)?;
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        hasher.write(file.to_string_lossy().replace('\\', "/").as_bytes());
        hasher.write(&fs::read(file).unwrap_or_default());
    }
    hasher.write(env::var("CARGO_PKG_VERSION").unwrap_or_default().as_bytes());
    list(
        "templates/messages",
        "messages.rs",
        "The built-in texts of the interface, by name.\npub(super) const MESSAGES",
        |file| format!("messages/{}", name(file)),
    )?;
    list("src/languages", "languages.rs", "The words of languages, by language.\nconst FILES", |file| {
        name(file).trim_end_matches(".toml").to_owned()
    })?;
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rustc-env=PROMULGATE_PROGRAM={:016x}", hasher.finish());
    Ok(())
}

/// Writes the list of the files in `folder`, which the program includes: `opening` with the texts by what `called` says.
fn list(folder: &str, to: &str, opening: &str, called: impl Fn(&Path) -> String) -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root.join(folder), &mut files)?;
    files.sort();
    let mut list = format!("/// {opening}: &[(&str, &str)] = &[\n");
    for file in &files {
        list.push_str(&format!("    ({:?}, include_str!({:?})),\n", called(file), file.to_string_lossy()));
    }
    list.push_str("];\n");
    println!("cargo::rerun-if-changed={folder}");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join(to), list)
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
