//! The files with which a repository of policies begins.

/// The language of the first files and of what the checks say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Thai.
    Thai,
}

/// A host that publishes after each push, by a recipe in the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ci {
    /// GitHub Actions and GitHub Pages.
    GitHub,
    /// GitLab CI and GitLab Pages.
    GitLab,
    /// Forgejo Actions and the branch `pages`.
    Forgejo,
}

/// A web server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
}

/// What is wanted beside settings, a first policy and the template of commit messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// In which language.
    pub language: Language,
    /// A recipe for a host.
    pub ci: Option<Ci>,
    /// A page on which policies are written in the browser.
    pub cms: bool,
    /// The configuration of a web server.
    pub server: Option<Server>,
}

/// A file to be written where none is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Below the top of the repository, with slashes.
    pub path: &'static str,
    /// What is in it.
    pub text: String,
}

/// The folder of policies.
pub const FOLDER: &str = "policy";
/// The template of commit messages.
pub const MESSAGE: &str = ".gitmessage";
/// Hooks for the repository's own git folder, by name: they check what is committed.
pub const HOOKS: &[(&str, &str)] = &[
    ("pre-commit", include_str!("../deploy/hooks/pre-commit")),
    ("commit-msg", include_str!("../deploy/hooks/commit-msg")),
];

impl Language {
    /// The tag of the language (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Thai => "th",
        }
    }
}

/// The files that are wanted, in the order of their paths. Without the first policy if `has_policies`.
pub fn files(wanted: &Wanted, has_policies: bool) -> Vec<NewFile> {
    let of = |english: &'static str, thai: &'static str| match wanted.language {
        Language::English => english,
        Language::Thai => thai,
    };
    let mut files = vec![
        (".gitignore", "/site/\n".to_owned()),
        (MESSAGE, of(include_str!("init/en/gitmessage"), include_str!("init/th/gitmessage")).to_owned()),
        (
            "promulgate.toml",
            of(include_str!("init/en/promulgate.toml"), include_str!("init/th/promulgate.toml")).to_owned(),
        ),
    ];
    if !has_policies {
        let text = of(include_str!("init/en/privacy.md"), include_str!("init/th/privacy.md"));
        files.push(("policy/privacy.md", text.to_owned()));
    }
    files.extend(wanted.ci.map(|ci| match ci {
        Ci::GitHub => (".github/workflows/policies.yml", include_str!("../deploy/github-pages.yml").to_owned()),
        Ci::GitLab => (".gitlab-ci.yml", include_str!("../deploy/gitlab-ci.yml").to_owned()),
        Ci::Forgejo => (".forgejo/workflows/policies.yml", include_str!("../deploy/forgejo.yml").to_owned()),
    }));
    files.extend(wanted.server.map(|server| match server {
        Server::Nginx => ("nginx.conf", include_str!("../deploy/nginx.conf").to_owned()),
        Server::Caddy => ("Caddyfile", include_str!("../deploy/Caddyfile").to_owned()),
    }));
    if wanted.cms {
        let title = of("Write policies", "เขียนนโยบาย");
        let page = include_str!("init/admin.html").replace("{title}", title).replace("{lang}", wanted.language.tag());
        files.push((
            "admin/config.yml",
            of(include_str!("init/en/cms.yml"), include_str!("init/th/cms.yml")).to_owned(),
        ));
        files.push(("admin/index.html", page));
    }
    files.sort_by_key(|(path, _)| *path);
    files.into_iter().map(|(path, text)| NewFile { path, text }).collect()
}
