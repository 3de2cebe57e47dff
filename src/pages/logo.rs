//! The logo of an office: a file of the repository, at an address of its own on the site.

use crate::annex::{self, Refusal};
use crate::error::{Error, Result};
use crate::model::Annex;
use crate::places::OfSite;

/// The logo of an office, which every page shows.
#[derive(Debug)]
pub struct Logo {
    annex: Annex,
    file: OfSite,
    bytes: Vec<u8>,
}

impl Logo {
    /// The logo that stands at `path` of the published revision with these `bytes`, if anything does.
    ///
    /// # Errors
    /// It is neither a drawing that only draws nor a picture in PNG.
    pub fn read(path: &str, bytes: Option<Vec<u8>>) -> Result<Self> {
        let refused = |why: Refusal| {
            Error::input(format!("the logo `{path}` of the settings is {why}")).hint(
                "commit an SVG drawing without scripts or a PNG picture, and name it from the root of the repository",
            )
        };
        let bytes = bytes.ok_or_else(|| refused(Refusal::Missing))?;
        let annex = annex::judge(path, &bytes).map_err(refused)?;
        let file = [OfSite::Drawing, OfSite::Picture].into_iter().find(|file| {
            let ending = |name: &str| name.rsplit('.').next().map(str::to_owned);
            ending(file.name()) == ending(&annex.name)
        });
        Ok(Self { file: file.ok_or_else(|| refused(Refusal::Kind))?, annex, bytes })
    }

    /// Which file of the site it is.
    pub(super) fn file(&self) -> OfSite {
        self.file
    }

    pub(super) fn annex(&self) -> &Annex {
        &self.annex
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_only_draws() {
        let drawing = |inner: &str| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\">{inner}</svg>").into_bytes()
        };
        let logo = Logo::read("a/seal.svg", Some(drawing("<path d=\"M0 0h4\"/>"))).expect("a logo");
        assert_eq!(logo.file(), OfSite::Drawing);
        for (path, bytes) in [
            ("seal.svg", None),
            ("seal.svg", Some(drawing("<script>1</script>"))),
            ("seal.svg", Some(drawing("<image href=\"https://example.org/x.png\"/>"))),
            ("seal.png", Some(b"no picture".to_vec())),
            ("seal.gif", Some(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec())),
        ] {
            let error = Logo::read(path, bytes).expect_err("refused").to_string();
            assert!(error.starts_with(&format!("the logo `{path}` of the settings is ")), "{error}");
        }
    }
}
