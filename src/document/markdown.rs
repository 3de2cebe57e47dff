//! From Markdown (CommonMark with GitHub's tables, footnotes, strikethrough, task lists and alerts, heading attributes
//! and definition lists) to a document.

use super::build::{Builder, DEEPEST};
use super::divide::{self, Known, Parts};
use super::{Alert, Align, ContainerKind, Document, LeafKind, Mark, PICTURE};
use super::{inline_html, raw_html};
use crate::error::Warning;
use crate::showable::one_line;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Reads Markdown; what stands in the text `before` too is taken from there. The document and its parts.
pub(super) fn read(
    text: &str,
    before: Option<(&Document, &Parts)>,
    place: &str,
    warnings: &mut Vec<Warning>,
) -> (Document, Parts) {
    let divided = in_parts(text, before);
    let (builder, parts) = divided.unwrap_or_else(|| (in_whole(text), Parts::default()));
    if builder.too_deep {
        let message =
            format!("more than {DEEPEST} blocks inside one another; the inner ones are shown without their frames");
        warnings.push(Warning::new(place, message));
    }
    (builder.finish(), parts)
}

fn in_whole(text: &str) -> Builder {
    let mut reader = Reader { text, ..Reader::default() };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        reader.event(event, range.start..range.end.min(text.len()));
    }
    reader.builder
}

/// The document, not read in parts.
#[cfg(test)]
pub(super) fn read_whole(text: &str) -> Document {
    in_whole(text).finish()
}

/// Reads the parts of a text that are not known. `None` when one may have an effect on others, so that all must be read
/// together; and when something stands too deep.
fn in_parts(text: &str, before: Option<(&Document, &Parts)>) -> Option<(Builder, Parts)> {
    let nothing = (Document::default(), Parts::default());
    let (document, before) = before.unwrap_or((&nothing.0, &nothing.1));
    let (mut parts, mut known) = (Parts::of(text), Known::new(before));
    let (mut builder, mut at) = (Builder::default(), 0);
    let mut unknown = vec![at];
    while at < text.len() {
        let found = known.expected(text, at);
        let next = match found {
            Some((_, end)) => end,
            None => divide::next_start(text, at)?,
        };
        let found = found.map(|(ix, _)| ix).or_else(|| known.equal(&text[at..next], next == text.len()));
        if found.is_some() || next == text.len() {
            if found.is_none() {
                unknown.push(next);
            }
            if unknown.len() > 1 {
                builder = read_part(text, &unknown, builder, &mut parts)?;
            }
            if let Some(ix) = found {
                builder.repeat(document, known.take(ix));
                parts.note(next, builder.document(), true);
            }
            unknown.clear();
        }
        unknown.push(next);
        at = next;
    }
    Some((builder, parts))
}

/// Reads the text from the first of `starts` to the last one; notes the parts of it that begin at others.
fn read_part(text: &str, starts: &[usize], builder: Builder, parts: &mut Parts) -> Option<Builder> {
    let (start, end) = (starts[0], starts[starts.len() - 1]);
    // the line after it ends what is open
    let line = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let part = &text[start..line];
    let mut reader = Reader { builder, text: part, ..Reader::default() };
    let (mut starts, mut depth, mut ended) = (starts[1..].iter().copied().peekable(), 0usize, end == text.len());
    for (event, range) in Parser::new_ext(part, options()).into_offset_iter() {
        if depth == 0 {
            let at = start + range.start;
            while starts.next_if(|start| *start < at).is_some() {}
            if starts.next_if_eq(&at).is_some() && reader.builder.is_between_blocks() {
                let again = !reader.builder.take_anchored();
                parts.note(at, reader.builder.document(), again);
                if at == end {
                    ended = true;
                    break;
                }
            }
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        reader.event(event, range.start..range.end.min(part.len()));
    }
    if end == text.len() {
        let again = reader.builder.is_between_blocks() && !reader.builder.take_anchored();
        parts.note(end, reader.builder.document(), again);
    }
    (ended && !reader.builder.too_deep).then_some(reader.builder)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

#[derive(Default)]
struct Reader<'a> {
    builder: Builder,
    /// The HTML block that is open.
    html: Option<String>,
    columns: usize,
    /// How many cells are written in the row that is open, and how many were read.
    written: usize,
    cell: usize,
    body_open: bool,
    /// How long the text of its leaf was when the image that is open began.
    image: usize,
    text: &'a str,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        if event == Event::End(TagEnd::TableRow) {
            self.surplus_cells(range.clone());
        }
        let builder = &mut self.builder;
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if builder.in_code() => builder.verbatim(&text),
            Event::Text(text) => builder.text(&text),
            Event::Code(text) => {
                builder.mark(Mark::Code);
                builder.text(&text);
                builder.unmark(|m| *m == Mark::Code);
            }
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => raw_html::read(&html, builder),
            },
            Event::InlineHtml(html) => inline_html::read(&html, builder),
            Event::FootnoteReference(label) => {
                let label = one_line(&label);
                builder.marked(&format!("[{label}]"), Mark::Footnote(label.to_string()));
            }
            Event::SoftBreak => builder.line_end(),
            Event::HardBreak => builder.line_break(),
            Event::Rule => {
                builder.start(LeafKind::Rule);
                builder.end_leaf();
            }
            Event::TaskListMarker(checked) => builder.check_item(checked),
            Event::InlineMath(text) | Event::DisplayMath(text) => builder.text(&text), // never asked for
        }
    }

    /// Cells beyond the table's head, which GitHub's rules drop: no text is lost here.
    fn surplus_cells(&mut self, row: std::ops::Range<usize>) {
        let text = self.text;
        for cell in cells(&text[row]).into_iter().skip(self.columns) {
            self.builder.start(LeafKind::Cell(false));
            // read as the only cell of a table: no block can begin in it
            let table = format!("|{}|\n|-|\n", cell.trim());
            let mut inner = Reader { builder: std::mem::take(&mut self.builder), text: &table, ..Reader::default() };
            let (mut inside, mut found) = (false, false);
            for (event, range) in Parser::new_ext(&table, options()).into_offset_iter() {
                match event {
                    Event::Start(Tag::TableCell) => (inside, found) = (true, true),
                    Event::End(TagEnd::TableCell) => inside = false,
                    event if inside => inner.event(event, range),
                    _ => {}
                }
            }
            self.builder = inner.builder;
            if !found {
                self.builder.text(cell);
            }
            self.builder.end_leaf();
            self.builder.unmark_to(0);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: std::ops::Range<usize>) {
        let builder = &mut self.builder;
        match tag {
            Tag::Paragraph => builder.start(LeafKind::Paragraph),
            Tag::Heading { level, id, .. } => {
                builder.start(LeafKind::Heading(level as u8));
                builder.heading_anchor(id.as_deref());
            }
            Tag::BlockQuote(kind) => builder.open(ContainerKind::Quote(kind.map(alert))),
            Tag::CodeBlock(kind) => builder.start(LeafKind::Code(match kind {
                CodeBlockKind::Fenced(info) => one_line(&info).into_owned(),
                CodeBlockKind::Indented => String::new(),
            })),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::List(start) => builder.open(ContainerKind::List(start)),
            Tag::Item => builder.open(ContainerKind::Item(None)),
            Tag::FootnoteDefinition(label) => builder.open(ContainerKind::Footnote(one_line(&label).into_owned())),
            Tag::DefinitionList => builder.open(ContainerKind::Definitions),
            Tag::DefinitionListTitle => builder.start(LeafKind::Term),
            Tag::DefinitionListDefinition => builder.open(ContainerKind::Definition),
            Tag::Table(aligns) => {
                self.columns = aligns.len();
                self.body_open = false;
                builder.open(ContainerKind::Table(aligns.into_iter().map(align).collect()));
            }
            Tag::TableHead => {
                builder.open(ContainerKind::Head);
                builder.open(ContainerKind::Row);
            }
            Tag::TableRow => {
                if !self.body_open {
                    self.body_open = true;
                    builder.open(ContainerKind::Body);
                }
                builder.open(ContainerKind::Row);
                self.written = cells(&self.text[range]).len().max(1);
                self.cell = 0;
            }
            Tag::TableCell => {
                self.cell += 1;
                // GitHub's rules fill short rows up: a head of many cells above many short rows would be many times the text
                if !(self.body_open && self.cell > self.written && range.is_empty()) {
                    builder.start(LeafKind::Cell(!self.body_open));
                }
            }
            Tag::Emphasis => builder.mark(Mark::Emphasis),
            Tag::Strong => builder.mark(Mark::Strong),
            Tag::Strikethrough => builder.mark(Mark::Strike),
            Tag::Superscript => builder.mark(Mark::Sup),
            Tag::Subscript => builder.mark(Mark::Sub),
            Tag::Link { link_type, dest_url, title, .. } => {
                let mail = link_type == pulldown_cmark::LinkType::Email;
                let href = if mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                builder.mark(Mark::Link { href, title: title.to_string() });
            }
            Tag::Image { dest_url, title, .. } => {
                builder.mark(Mark::Image { src: dest_url.to_string(), title: title.to_string() });
                self.image = builder.length();
            }
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let builder = &mut self.builder;
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle => {
                builder.end_leaf();
                builder.unmark_to(0); // raw HTML may have left some on
            }
            TagEnd::BlockQuote(_) => builder.close(|k| matches!(k, ContainerKind::Quote(_))),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    raw_html::read(&html, &mut self.builder);
                }
            }
            TagEnd::List(_) => builder.close(|k| matches!(k, ContainerKind::List(_))),
            TagEnd::Item => {
                builder.close(|k| matches!(k, ContainerKind::Item(_)));
                builder.unmark_to(0);
            }
            TagEnd::FootnoteDefinition => builder.close(|k| matches!(k, ContainerKind::Footnote(_))),
            TagEnd::DefinitionList => builder.close(|k| *k == ContainerKind::Definitions),
            TagEnd::DefinitionListDefinition => builder.close(|k| *k == ContainerKind::Definition),
            TagEnd::Table => builder.close(|k| matches!(k, ContainerKind::Table(_))),
            TagEnd::TableHead => builder.close(|k| *k == ContainerKind::Head),
            TagEnd::TableRow => builder.close(|k| *k == ContainerKind::Row),
            TagEnd::Emphasis => builder.unmark(|m| *m == Mark::Emphasis),
            TagEnd::Strong => builder.unmark(|m| *m == Mark::Strong),
            TagEnd::Strikethrough => builder.unmark(|m| *m == Mark::Strike),
            TagEnd::Superscript => builder.unmark(|m| *m == Mark::Sup),
            TagEnd::Subscript => builder.unmark(|m| *m == Mark::Sub),
            TagEnd::Link => builder.unmark(|m| matches!(m, Mark::Link { .. })),
            TagEnd::Image => {
                if builder.length() == self.image {
                    builder.text(PICTURE.encode_utf8(&mut [0; 3]));
                }
                builder.unmark(|m| matches!(m, Mark::Image { .. }));
            }
            TagEnd::MetadataBlock(_) => {}
        }
    }
}

/// The cells of a row as written.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let (mut cells, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            cells.push(&row[start..at]);
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if !row[start..].trim().is_empty() {
        cells.push(&row[start..]);
    }
    cells
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
