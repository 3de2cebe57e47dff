//! `promulgate init`.

use super::init_words::Words;
use super::tell;
use super::tongue::Tongue;
use crate::error::{Error, Result};
use crate::history::Begun;
use crate::init::{Ci, FOLDER, HOOKS, Language, MESSAGE, NewFile, Server, Wanted, files};
use clap::{Args, ValueEnum};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct Init {
    /// The folder
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The language of the first files, and of what the hooks say [default: en]
    #[arg(long, value_enum, value_name = "LANG")]
    lang: Option<Tongue>,
    /// A recipe that publishes after each push
    #[arg(long, value_enum, value_name = "HOST")]
    ci: Option<InitCi>,
    /// A page admin/ on which policies are written in the browser, with Sveltia CMS
    #[arg(long)]
    cms: bool,
    /// The configuration of a web server
    #[arg(long, value_enum, value_name = "SERVER")]
    host: Option<InitServer>,
}

impl Init {
    fn wanted(&self) -> Wanted {
        Wanted {
            language: match self.lang {
                Some(Tongue::Th) => Language::Thai,
                Some(Tongue::En) | None => Language::English,
            },
            ci: self.ci.map(|ci| match ci {
                InitCi::Github => Ci::GitHub,
                InitCi::Gitlab => Ci::GitLab,
                InitCi::Forgejo => Ci::Forgejo,
            }),
            cms: self.cms,
            server: self.host.map(|host| match host {
                InitServer::Nginx => Server::Nginx,
                InitServer::Caddy => Server::Caddy,
            }),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum InitCi {
    Github,
    Gitlab,
    Forgejo,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum InitServer {
    Nginx,
    Caddy,
}

pub(super) fn run(arguments: &Init) -> Result<()> {
    let dir = &arguments.dir;
    fs::create_dir_all(dir)
        .map_err(|e| Error::environment(format!("can't make the folder `{}`", dir.display())).because(e))?;
    let words = Words(arguments.lang.unwrap_or_else(Tongue::of_environment));
    let begun = Begun::at(dir)?;
    if begun.is_new {
        tell(&words.made(dir));
    }
    let wanted = arguments.wanted();
    for NewFile { path, text } in files(&wanted, has_texts(&dir.join(FOLDER))) {
        refuse_link(dir, path)?;
        tell(&words.done(path, create(&dir.join(path), &text, false)?));
    }
    match begun.hooks() {
        Some(hooks) => {
            for (name, text) in HOOKS {
                tell(&words.done(&words.hook(name), create(&hooks.join(name), text, true)?));
            }
        }
        None => tell(words.no_hooks()),
    }
    begun.set("commit.template", MESSAGE)?;
    begun.set("promulgate.lang", wanted.language.tag())?;
    tell(&words.next(arguments.cms));
    Ok(())
}

/// Whether a folder has a Markdown file, at any depth that a person would use.
fn has_texts(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => has_texts(&path),
            _ => path.extension().is_some_and(|e| e == "md"),
        }
    })
}

/// Refuses to write through a folder that is a link: a repository may bring one that leads out of it.
fn refuse_link(dir: &Path, path: &str) -> Result<()> {
    let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    match folders.into_iter().find(|folder| dir.join(folder).is_symlink()) {
        Some(link) => Err(Error::input(format!("`{link}` is a link to another place"))
            .hint("nothing is written there; put a folder in its place, or leave out what belongs into it")),
        None => Ok(()),
    }
}

/// Writes a file unless something is there, also a link that leads nowhere; whether it was written.
fn create(path: &Path, text: &str, executable: bool) -> Result<bool> {
    let failed = |e| Error::environment(format!("can't write `{}`", path.display())).because(e);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if executable { 0o755 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = executable;
    match options.open(path) {
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(false),
        file => file.and_then(|mut file| file.write_all(text.as_bytes())).map(|()| true).map_err(failed),
    }
}
