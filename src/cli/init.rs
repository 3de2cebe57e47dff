//! `promulgate init`.

use super::tell;
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
    /// The language of the first files, and of what the hooks say
    #[arg(long, value_enum, value_name = "LANG", default_value_t = InitLanguage::En)]
    lang: InitLanguage,
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
                InitLanguage::En => Language::English,
                InitLanguage::Th => Language::Thai,
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
enum InitLanguage {
    En,
    Th,
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
    let begun = Begun::at(dir)?;
    if begun.is_new {
        tell(&format!("made a git repository in {}", dir.display()));
    }
    let wanted = arguments.wanted();
    for NewFile { path, text } in files(&wanted, has_texts(&dir.join(FOLDER))) {
        refuse_link(dir, path)?;
        report(path, create(&dir.join(path), &text, false)?);
    }
    match begun.hooks() {
        Some(hooks) => {
            for (name, text) in HOOKS {
                report(&format!("the hook {name}"), create(&hooks.join(name), text, true)?);
            }
        }
        None => tell("left out the hooks: the setting core.hooksPath names another folder for them"),
    }
    begun.set("commit.template", MESSAGE)?;
    begun.set("promulgate.lang", wanted.language.tag())?;
    tell(&next(arguments));
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

fn report(what: &str, created: bool) {
    match created {
        true => tell(&format!("created {what}")),
        false => tell(&format!("kept {what}, which was there already")),
    }
}

/// What to do now.
fn next(arguments: &Init) -> String {
    let mut steps = vec![
        "write your policies in policy/, one Markdown file each".to_owned(),
        "promulgate check      what to fix before others see it".to_owned(),
        "promulgate preview    what the public will see".to_owned(),
        "git add --all && git commit".to_owned(),
        "promulgate build      the site, in site/".to_owned(),
    ];
    if arguments.cms {
        steps.push(
            "fill in OWNER/REPOSITORY in admin/config.yml, and put sveltia-cms.js beside admin/index.html".to_owned(),
        );
    }
    let steps: Vec<String> = steps.iter().enumerate().map(|(ix, step)| format!("{}. {step}", ix + 1)).collect();
    format!("next:\n{}", steps.join("\n"))
}
