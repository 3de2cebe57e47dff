//! Signs that are not what they look like: quotes, tildes, angle brackets, addresses, and the signs of Thai.

use super::blocks::{blocks, has_thai};
use crate::check::Subject;
use crate::check::{Edit, Fix, Report};
use crate::document::PieceKind;
use crate::letters::is_thai;

/// A quotation that begins with one kind of quotes and ends with another: “คำ".
pub(super) fn quotes(subject: &Subject<'_>, report: &mut Report) {
    for block in blocks(&subject.text.source) {
        let signs: Vec<(usize, char)> =
            block.text.char_indices().filter(|(_, c)| matches!(c, '“' | '”' | '"')).collect();
        let straight = signs.iter().filter(|(_, c)| *c == '"').count();
        // one straight quote among curly ones, where a curly one is missing
        let count = |c: char| signs.iter().filter(|(_, sign)| *sign == c).count();
        if straight != 1 || count('“').abs_diff(count('”')) != 1 || !has_thai(&block.text) {
            continue;
        }
        let Some((at, _)) = signs.iter().find(|(_, c)| *c == '"') else { continue };
        let good = if count('“') > count('”') { '”' } else { '“' };
        let finding = report.at(block.place(*at..*at + 1), "mixed-quotes").with("good", good.to_string());
        if let Some(place) = block.exact(*at..*at + 1) {
            finding.fix(Fix::safe(place, good));
        }
    }
}

/// Single tildes in ranges: 08:00~12:00 และ 13:00~16:00. GitHub strikes out what stands between two of them.
pub(super) fn strike(subject: &Subject<'_>, report: &mut Report) {
    for block in blocks(&subject.text.source).iter().filter(|block| block.piece.is_some() && block.text.contains('~')) {
        let is_tilde = |at: usize| {
            let (before, after) = (block.before(at), block.at(at + 1));
            let apart = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_thai(c));
            apart(before) && apart(after) && block.sign(at..at + 1).is_some()
        };
        let tildes: Vec<usize> = block.find("~").map(|range| range.start).filter(|at| is_tilde(*at)).collect();
        for pair in tildes.chunks_exact(2) {
            let places = [pair[0], pair[1]].map(|at| block.place(at..at + 1).start);
            let edits = places.map(|at| Edit { range: at..at, by: "\\".into() });
            let finding = report.at(places[0]..places[1] + 1, "single-tildes");
            finding.with("text", &block.text[pair[0] + 1..pair[1]]).fix(Fix { edits: edits.into(), safe: true });
        }
    }
}

/// The names of the elements of HTML that stand in texts, and of some that stand in Markdown for tools.
const ELEMENTS: &str = " a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas caption center \
    cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer \
    form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark \
    math menu meta meter nav noframes noscript object ol optgroup option output p param path picture pre progress q rb rp rt rtc \
    ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td \
    template textarea tfoot th thead time title tr track tt u ul var video wbr ";

/// A word between angle brackets, which other readers of Markdown take for HTML and swallow.
pub(super) fn angle_brackets(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for piece in source.pieces.iter().filter(|piece| piece.kind == PieceKind::InlineHtml) {
        let text = &source.text[piece.range.clone()];
        let Some(name) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else { continue };
        let words = name
            .split(' ')
            .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_')));
        let known = ELEMENTS.contains(&format!(" {} ", name.to_ascii_lowercase()));
        // asked last, since it looks through the whole text
        let closed = || source.text.contains(&format!("</{name}>"));
        // a component of a tool begins with a capital, or has attributes
        if words
            && !known
            && name.split(' ').all(|word| !word.starts_with(char::is_uppercase) || word == word.to_ascii_uppercase())
            && !closed()
        {
            let finding = report.at(piece.range.clone(), "swallowed-word").with("text", text);
            finding.fix(Fix::safe(piece.range.start..piece.range.start, "\\"));
        }
    }
}

/// An address on the web with Thai right behind it, which other readers of Markdown take into the link.
pub(super) fn address(subject: &Subject<'_>, report: &mut Report) {
    let source = &subject.text.source;
    for (ix, piece) in source.pieces.iter().enumerate() {
        let PieceKind::Text(_) = piece.kind else { continue };
        if source.around(ix).any(|piece| piece.is_code() || matches!(piece.kind, PieceKind::Link { .. })) {
            continue;
        }
        let text = &source.text[piece.range.clone()];
        for (at, _) in text.match_indices("http") {
            let rest = &text[at..];
            if !(rest.starts_with("http://") || rest.starts_with("https://")) {
                continue;
            }
            let Some(end) = rest.find(|c: char| c.is_whitespace() || is_thai(c)) else { continue };
            let glued = rest[end..].starts_with(is_thai) && rest[..end].ends_with(|c: char| c.is_ascii_alphanumeric());
            if glued && end > 8 {
                let place = piece.range.start + at..piece.range.start + at + end;
                let finding = report.at(place.clone(), "address-glued").with("address", &rest[..end]);
                let edit = |at: usize, by: &str| Edit { range: at..at, by: by.into() };
                let edits = vec![edit(place.start, "<"), edit(place.end, ">")];
                let before = source.text[..place.start].chars().next_back();
                let apart = before.is_none_or(|c| c.is_whitespace() || is_thai(c));
                let plain = |c: char| c.is_ascii_alphanumeric() || "-._/:?#@!$&+,;=%".contains(c);
                finding.fix(Fix { edits, safe: apart && rest[..end].chars().all(plain) });
            }
        }
    }
}

/// `ฯลฯ` with spaces in it.
pub(super) fn and_so_on(subject: &Subject<'_>, report: &mut Report) {
    for block in blocks(&subject.text.source) {
        for written in ["ฯ ล ฯ", "ฯ ลฯ", "ฯล ฯ"] {
            for range in block.find(written) {
                let finding = report.at(block.place(range.clone()), "and-so-on").with("text", written);
                if let Some(place) = block.exact(range) {
                    finding.fix(Fix::safe(place, "ฯลฯ"));
                }
            }
        }
    }
}
