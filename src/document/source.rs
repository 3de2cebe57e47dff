//! Where the parts of a text stand in its file: what the parser finds, as a tree of pieces with their places.

use super::reader::{cells, events};
use super::veil::{places, unveil, veil};
use super::{decode, front_matter};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag};
use std::ops::Range;

/// A file's text, and what stands where in it. All places are in bytes of [`Source::text`].
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The file's text, without byte order mark: UTF-8 and UTF-16 as they are, what can't be read as U+FFFD.
    pub text: String,
    /// What stands between the fences of the front matter, if there is one.
    pub front: Option<Range<usize>>,
    /// Why that can't be read.
    pub front_problem: Option<String>,
    /// Whether it begins as front matter does, with a fence that nothing closes.
    pub front_open: bool,
    /// Where the Markdown begins, after the front matter.
    pub body: usize,
    /// What stands in the Markdown: a parent before its children, both in the order of their places.
    pub pieces: Vec<Piece>,
}

/// The place of a piece in [`Source::pieces`].
pub type PieceIx = usize;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where it stands in the file, with the marks that make it what it is.
    pub range: Range<usize>,
    /// What it stands in.
    pub parent: Option<PieceIx>,
    /// The first piece after all that stand in it.
    pub end: PieceIx,
}

/// What a part of a text is. The names are those of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PieceKind {
    Paragraph,
    Heading {
        level: u8,
    },
    Quote,
    /// A list; a numbered one with its first number.
    List {
        start: Option<u64>,
    },
    Item,
    /// Code in lines of its own.
    Code {
        fenced: bool,
        info: String,
    },
    /// HTML in lines of its own, comments too.
    Html,
    Table,
    Head,
    Row,
    Cell,
    Footnote {
        label: String,
    },
    Definitions,
    Term,
    Definition,
    Emphasis,
    Strong,
    Strike,
    Link {
        to: String,
        title: String,
    },
    Image {
        to: String,
        title: String,
    },
    /// Text as a reader sees it.
    Text(String),
    /// Code within a line, between backticks or between tags.
    InlineCode(String),
    /// One tag or one comment.
    InlineHtml,
    FootnoteReference {
        label: String,
    },
    /// A line break that is one to readers.
    Break,
    /// The end of a line that is none to readers.
    LineEnd,
    /// A thematic break.
    Rule,
    /// The box of a task.
    Task(bool),
}

impl Source {
    /// What stands where in a policy's file.
    pub fn of(bytes: &[u8]) -> Self {
        let nonsigns = |c: char| ('\u{fdd0}'..='\u{fddf}').contains(&c);
        let text = decode::written(bytes, "", &mut Vec::new()).replace(nonsigns, "\u{fffd}");
        let body = text.len() - front_matter::split(&text, "", &mut Vec::new()).1.len();
        let front = front_matter::place(&text).filter(|_| body > 0);
        let pieces = pieces(&text[body..], body);
        let (front_problem, front_open) = (front_matter::problem(&text), front_matter::is_open(&text));
        Self { front, front_problem, front_open, body, pieces, text }
    }

    /// The text of all that stands in a piece, as a reader sees it; the ends of lines are spaces.
    pub fn text_in(&self, ix: PieceIx) -> String {
        let mut text = String::new();
        for piece in &self.pieces[ix..self.pieces[ix].end] {
            match &piece.kind {
                PieceKind::Text(said) | PieceKind::InlineCode(said) => text.push_str(said),
                PieceKind::LineEnd | PieceKind::Break => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// What a piece stands in, from the inside out.
    pub fn around(&self, ix: PieceIx) -> impl Iterator<Item = &Piece> {
        let parent = |ix: PieceIx| self.pieces[ix].parent;
        std::iter::successors(parent(ix), move |ix| parent(*ix)).map(|ix| &self.pieces[ix])
    }

    /// The stretches of running text, outside code, each with its place in the file and what a reader sees of it.
    pub fn prose(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let text = |ix: usize| match &self.pieces[ix].kind {
            PieceKind::Text(text) if !self.around(ix).any(Piece::is_code) => {
                Some((self.pieces[ix].range.clone(), text.as_str()))
            }
            _ => None,
        };
        (0..self.pieces.len()).filter_map(text)
    }

    /// The comments of the Markdown outside code: each with its place, and what stands between its signs.
    pub fn comments(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let html = self.pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::Html | PieceKind::InlineHtml));
        html.flat_map(|piece| comments(&self.text[piece.range.clone()], piece.range.start))
    }

    /// The keys at the top of the front matter, each with the value on its line, without quotes around it.
    pub fn front_keys(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let Some(front) = self.front.clone() else { return Vec::new() };
        let (mut at, mut keys) = (front.start, Vec::new());
        for line in self.text[front].split_inclusive('\n') {
            let start = at;
            at += line.len();
            if line.starts_with('[') {
                break; // the keys that follow in TOML are those of a table
            }
            let key = line.find([':', '=']).filter(|_| !line.starts_with([' ', '\t', '#', '-', '"', '\'']));
            let Some(end) = key else { continue };
            let value = line[end + 1..].trim();
            let bare = value.trim_start_matches(['"', '\'']);
            let from = at - line[end + 1..].trim_start().len() + value.len() - bare.len();
            let value = from..from + bare.trim_end_matches(['"', '\'']).len();
            keys.push((start..start + line[..end].trim_end().len(), value));
        }
        keys
    }

    /// The value of a key at the top of the front matter, on the line of the key.
    pub fn front_value(&self, key: &str) -> Option<Range<usize>> {
        self.front_keys().into_iter().find(|(place, _)| &self.text[place.clone()] == key).map(|(_, value)| value)
    }

    /// How many cells are written in a row of a table; empty ones beyond its head do not count.
    pub fn cells_in(&self, row: PieceIx) -> usize {
        let cells = cells(&self.text[self.pieces[row].range.clone()]);
        let columns = self.columns(row);
        let said = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if cells.len() > columns { said.max(columns) } else { cells.len() }
    }

    /// How many columns the table around a row has.
    fn columns(&self, row: PieceIx) -> usize {
        let head = self.pieces[..=row].iter().rposition(|piece| piece.kind == PieceKind::Head);
        head.map_or(0, |head| cells(&self.text[self.pieces[head].range.clone()]).len())
    }

    /// The innermost piece at a place.
    pub fn piece_at(&self, at: usize) -> Option<PieceIx> {
        // whatever holds the place holds all that began in it before the place
        let last = self.pieces.partition_point(|piece| piece.range.start <= at).checked_sub(1);
        let mut around = std::iter::successors(last, |ix| self.pieces[*ix].parent);
        around.find(|ix| self.pieces[*ix].range.contains(&at))
    }

    /// Whether running text stands at a place, outside code.
    pub fn is_text_at(&self, at: usize) -> bool {
        let is_text = |ix: &PieceIx| matches!(self.pieces[*ix].kind, PieceKind::Text(_));
        self.piece_at(at).filter(is_text).is_some_and(|ix| !self.around(ix).any(Piece::is_code))
    }

    /// The leaves of the Markdown that hold running text: paragraphs, headings, cells and terms, and what stands in items
    /// alone; each with its place in the file.
    pub fn leaves(&self) -> impl Iterator<Item = (PieceIx, Range<usize>)> {
        let is_block = |piece: &Piece| {
            matches!(piece.kind, PieceKind::Paragraph | PieceKind::Heading { .. } | PieceKind::Cell | PieceKind::Term)
        };
        let is_tight = |ix: usize| {
            matches!(self.pieces[ix].kind, PieceKind::Item | PieceKind::Definition)
                && self.pieces.get(ix + 1).is_some_and(|first| first.parent == Some(ix) && !first.is_block())
        };
        let leaf =
            move |ix: usize| (is_block(&self.pieces[ix]) || is_tight(ix)).then(|| (ix, self.pieces[ix].range.clone()));
        (0..self.pieces.len()).filter_map(leaf)
    }
}

impl Piece {
    /// Whether it holds other blocks, or is one.
    pub fn is_block(&self) -> bool {
        use PieceKind::*;
        matches!(
            self.kind,
            Paragraph
                | Heading { .. }
                | Quote
                | List { .. }
                | Item
                | Code { .. }
                | Html
                | Table
                | Head
                | Row
                | Cell
                | Footnote { .. }
                | Definitions
                | Term
                | Definition
                | Rule
        )
    }

    /// Whether it is code, in lines of its own.
    pub fn is_code(&self) -> bool {
        matches!(self.kind, PieceKind::Code { .. })
    }
}

/// What stands in the Markdown `text`, which begins at `from` in its file.
fn pieces(text: &str, from: usize) -> Vec<Piece> {
    let (veiled, places) = (veil(text), places(text));
    let (mut pieces, mut open): (Vec<Piece>, Vec<PieceIx>) = (Vec::new(), Vec::new());
    // the name of the tag between which and its end all is code, and in which piece it stands
    let mut code: Option<(String, Option<PieceIx>)> = None;
    for (event, range) in events(&veiled) {
        let (start, end) = (places.of(range.start), places.of(range.end.min(veiled.len())));
        let ix = pieces.len();
        let (kind, opens) = match event {
            Event::End(_) => {
                if let Some(closed) = open.pop() {
                    pieces[closed].end = ix;
                    code = code.filter(|(_, around)| *around != Some(closed));
                }
                continue;
            }
            Event::Start(tag) => (of_tag(tag), true),
            Event::Text(text) if code.is_some() => (PieceKind::InlineCode(unveil(&text).into_owned()), false),
            Event::InlineHtml(tag) => {
                match &code {
                    Some((name, _)) if is_end(&tag, name) => code = None,
                    Some(_) => {}
                    None => code = code_begun(&tag).map(|name| (name, open.last().copied())),
                }
                (PieceKind::InlineHtml, false)
            }
            event => match of_event(event) {
                Some(kind) => (kind, false),
                None => continue,
            },
        };
        if kind == PieceKind::Text(String::new()) {
            continue; // a sign alone
        }
        let parent = open.last().copied();
        pieces.push(Piece { kind, range: from + start..from + end.max(start), parent, end: ix + 1 });
        if opens {
            open.push(ix);
        }
    }
    pieces
}

/// Elements of HTML whose text is code.
const CODE: [&str; 5] = ["code", "kbd", "samp", "tt", "pre"];

/// The name of the element of code that a tag begins.
fn code_begun(tag: &str) -> Option<String> {
    let name = tag.strip_prefix('<')?.split(|c: char| !c.is_ascii_alphanumeric()).next()?.to_ascii_lowercase();
    (CODE.contains(&name.as_str()) && !tag.ends_with("/>")).then_some(name)
}

/// Whether a tag ends the element with this name.
fn is_end(tag: &str, name: &str) -> bool {
    let said = tag.strip_prefix("</").and_then(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next());
    said.is_some_and(|said| said.eq_ignore_ascii_case(name))
}

fn of_tag(tag: Tag<'_>) -> PieceKind {
    match tag {
        Tag::Paragraph => PieceKind::Paragraph,
        Tag::Heading { level, .. } => PieceKind::Heading { level: level as u8 },
        Tag::BlockQuote(_) => PieceKind::Quote,
        Tag::CodeBlock(kind) => match kind {
            CodeBlockKind::Indented => PieceKind::Code { fenced: false, info: String::new() },
            CodeBlockKind::Fenced(info) => PieceKind::Code { fenced: true, info: unveil(&info).into_owned() },
        },
        Tag::List(start) => PieceKind::List { start },
        Tag::Item => PieceKind::Item,
        Tag::FootnoteDefinition(label) => PieceKind::Footnote { label: unveil(&label).into_owned() },
        Tag::DefinitionList => PieceKind::Definitions,
        Tag::DefinitionListTitle => PieceKind::Term,
        Tag::DefinitionListDefinition => PieceKind::Definition,
        Tag::Table(_) => PieceKind::Table,
        Tag::TableHead => PieceKind::Head,
        Tag::TableRow => PieceKind::Row,
        Tag::TableCell => PieceKind::Cell,
        Tag::Emphasis => PieceKind::Emphasis,
        Tag::Strong => PieceKind::Strong,
        Tag::Strikethrough => PieceKind::Strike,
        Tag::Link { link_type, dest_url, title, .. } => {
            let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
            PieceKind::Link { to: format!("{mail}{}", unveil(&dest_url)), title: unveil(&title).into_owned() }
        }
        Tag::Image { dest_url, title, .. } => {
            PieceKind::Image { to: unveil(&dest_url).into_owned(), title: unveil(&title).into_owned() }
        }
        // the others are never asked for
        Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => PieceKind::Html,
    }
}

fn of_event(event: Event<'_>) -> Option<PieceKind> {
    Some(match event {
        Event::Text(text) => PieceKind::Text(unveil(&text).into_owned()),
        Event::Code(text) => PieceKind::InlineCode(unveil(&text).into_owned()),
        Event::FootnoteReference(label) => PieceKind::FootnoteReference { label: unveil(&label).into_owned() },
        Event::SoftBreak => PieceKind::LineEnd,
        Event::HardBreak => PieceKind::Break,
        Event::Rule => PieceKind::Rule,
        Event::TaskListMarker(done) => PieceKind::Task(done),
        _ => return None, // a line of HTML is in its piece
    })
}

/// The comments in HTML that begins at `from`.
fn comments(html: &str, from: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + html[at..].find("<!--")?;
        let length = html[start..].find("-->")?;
        at = start + length + 3;
        Some((from + start..from + at, html[start..at - 3].trim_start_matches("<!--").trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(text: &str, wanted: impl Fn(&PieceKind) -> bool) -> Vec<String> {
        let source = Source::of(text.as_bytes());
        let found = source.pieces.iter().filter(|piece| wanted(&piece.kind));
        found.map(|piece| source.text[piece.range.clone()].to_owned()).collect()
    }

    #[test]
    fn pieces_stand_where_the_file_has_them() {
        let text = "---\ntitle: \"ก\"\n---\n# หนึ่ง\n\n๑. **คำ**ต่อ [ที่](a.md#x)\n๒. ![](p.png)\n";
        assert_eq!(slices(text, |k| matches!(k, PieceKind::Link { .. })), ["[ที่](a.md#x)"]);
        assert_eq!(slices(text, |k| matches!(k, PieceKind::Image { .. })), ["![](p.png)"]);
        assert_eq!(slices(text, |k| matches!(k, PieceKind::Strong)), ["**คำ**"]);
        assert_eq!(slices(text, |k| matches!(k, PieceKind::Item)).len(), 2, "the numerals are Thai");
        let source = Source::of(text.as_bytes());
        assert_eq!(source.front_value("title").map(|place| &source.text[place]), Some("ก"));
        assert!(source.text[source.body..].starts_with("# หนึ่ง"));
        let said: Vec<_> = source.prose().map(|(place, _)| &source.text[place]).collect();
        assert_eq!(said, ["หนึ่ง", "คำ", "ต่อ ", "ที่"]);
    }

    #[test]
    fn comments_in_code_are_none() {
        let text = "<!-- a -->\n\nx <!-- b --> `<!-- c -->`\n\n```\n<!-- d -->\n```\n";
        let source = Source::of(text.as_bytes());
        assert_eq!(source.comments().map(|(_, said)| said).collect::<Vec<_>>(), ["a", "b"]);
    }
}
