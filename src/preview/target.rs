//! From what a request asks for to the path of a file: one below the root, or none.

/// The path, without a slash before it, of the file that `target` asks for; an address that ends with a slash asks for
/// `index.html`. `None` for everything that could mean a file elsewhere: `..` and names that begin with a dot, but for the
/// folder of the preview itself; slashes, backslashes and zeros that are encoded; what is not UTF-8.
pub(super) fn path(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let mut segments = Vec::new();
    let count = path.split('/').count();
    for (ix, segment) in path.split('/').enumerate() {
        let segment = decode(segment)?;
        let own = ix == 0 && segment == OWN && count > 1;
        let last = ix + 1 == count;
        let odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
        if segment.contains(odd) || (segment.starts_with('.') && !own) || (segment.is_empty() && !last) {
            return None;
        }
        segments.push(segment);
    }
    let path = segments.join("/");
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
}

/// The folder of what the preview adds to the site. No file of a site has such a name.
const OWN: &str = ".draft";

/// A segment with what is percent-encoded in it.
fn decode(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| byte.and_then(|byte| (byte as char).to_digit(16));
        bytes.push(match byte {
            b'%' => (digit(rest.next())? * 16 + digit(rest.next())?) as u8,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}
