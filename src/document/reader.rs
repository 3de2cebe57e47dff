//! Turns the events of the Markdown parser, run on the veiled source, into a document.

use super::build::Builder;
use super::listed::{Listed, written_number};
use super::veil::{self, asides, attributes, numerals, unveil};
use super::{Alert, Align, Cell, ContainerKind, Item, LeafKind, Mark, Numbering, Numerals, autolink};
use super::{PICTURE, inline_html, raw_html};
use crate::showable::{one_line, showable};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

/// What the parser finds in a text, each with its place.
pub(super) fn events(text: &str) -> OffsetIter<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    Parser::new_ext(text, options).into_offset_iter()
}

/// What is read, as far as it is read.
#[derive(Default)]
pub(super) struct Reader<'a> {
    pub(super) builder: Builder,
    /// The HTML block that is open, and whether it goes on with the next one.
    html: Option<String>,
    html_goes_on: bool,
    /// How much of it was looked at, and how many tables are open there.
    html_seen: (usize, isize),
    /// Text that ends with the next event that is none.
    run: String,
    /// The lists that are open.
    lists: Vec<Listed>,
    columns: usize,
    /// How many cells are written in the row that is open, and how many were read.
    written: usize,
    cell: usize,
    body_open: bool,
    /// How long the text of its leaf was when the image that is open began.
    image: usize,
    text: &'a str,
}

impl<'a> Reader<'a> {
    /// Reads `text` into what was read before.
    pub(super) fn of(text: &'a str, builder: Builder) -> Self {
        Self { text, builder, ..Self::default() }
    }
}

impl Reader<'_> {
    /// Reads what the parser found next.
    pub(super) fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        self.end_html_before(&event);
        if event == Event::End(TagEnd::TableRow) {
            self.surplus_cells(range.clone());
        }
        match event {
            Event::Text(text) => return self.add_text(&text, range),
            _ => self.end_run(),
        }
        let builder = &mut self.builder;
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => {
                builder.mark(Mark::Code);
                builder.text(&unveil(&text));
                builder.unmark(|m| *m == Mark::Code);
            }
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => raw_html::read(&unveil(&html), builder),
            },
            Event::InlineHtml(html) => match veil::hidden(&html) {
                Some(hidden) => builder.set_heading_anchor(attributes::id(hidden)),
                None => inline_html::read(&unveil(&html), builder),
            },
            Event::FootnoteReference(label) => {
                let label = unveil(&label);
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
            Event::Text(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {} // read above; never asked for
        }
    }

    /// Adds text to the run that is read. What a reference to a character stands for is no sign.
    fn add_text(&mut self, text: &str, range: std::ops::Range<usize>) {
        let stands_for = self.text.get(range).is_some_and(|source| source.starts_with('&') && source != text);
        self.run.push_str(&if stands_for { showable(text) } else { unveil(text) });
    }

    /// Reads the run of text that ends: addresses in it are links, but in code and in links.
    fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let builder = &mut self.builder;
        if builder.in_code() {
            return builder.verbatim(&run);
        }
        let links = if builder.takes_links() { autolink::links(&run) } else { Vec::new() };
        let mut at = 0;
        for (range, href) in links {
            builder.text(&run[at..range.start]);
            builder.mark(Mark::Link { href, title: String::new() });
            builder.text(&run[range.clone()]);
            builder.unmark(|m| matches!(m, Mark::Link { .. }));
            at = range.end;
        }
        builder.text(&run[at..]);
    }

    /// Whether nothing of what was read has an effect on what follows.
    pub(super) fn is_between_blocks(&self) -> bool {
        self.html.is_none() && self.builder.is_between_blocks()
    }

    /// Whether there is HTML that waits for more of it.
    pub(super) fn waits_for_html(&self) -> bool {
        self.html.is_some()
    }

    /// Reads the HTML that waits for more, unless it goes on.
    pub(super) fn end_html_before(&mut self, event: &Event<'_>) {
        if self.html_goes_on && !matches!(event, Event::Start(Tag::HtmlBlock)) {
            self.end_html();
        }
    }

    /// Reads the HTML that was waited for.
    pub(super) fn end_html(&mut self) {
        (self.html_goes_on, self.html_seen) = (false, (0, 0));
        let Some(html) = self.html.take() else { return };
        match veil::hidden(&html) {
            Some(hidden) => self.hidden_line(hidden),
            None => raw_html::read(&unveil(&html), &mut self.builder),
        }
    }

    /// A line that is no text: it begins or ends a note, or says nothing.
    fn hidden_line(&mut self, line: &str) {
        let builder = &mut self.builder;
        let is_aside = |k: &ContainerKind| matches!(k, ContainerKind::Aside(_));
        if asides::is_end(line) {
            if builder.is_open(is_aside) {
                builder.close(is_aside);
            } else {
                builder.start(LeafKind::Paragraph); // it ended with what it stood in
                builder.text(line);
                builder.end_leaf();
            }
            return;
        }
        if let Some(id) = attributes::id(line) {
            builder.anchor_last(id);
        }
        if let Some((aside, title)) = asides::begin(line) {
            builder.open(ContainerKind::Aside(aside));
            if !title.is_empty() {
                builder.start(LeafKind::Paragraph);
                builder.mark(Mark::Strong);
                builder.text(title);
                builder.end_leaf();
                builder.unmark_to(0);
            }
        }
    }

    /// What was read.
    pub(super) fn finish(mut self) -> Builder {
        self.end_html();
        self.end_run();
        self.builder
    }

    /// Cells beyond the table's head, which GitHub's rules drop: no text is lost here.
    fn surplus_cells(&mut self, row: std::ops::Range<usize>) {
        let text = self.text;
        for cell in cells(&text[row]).into_iter().skip(self.columns) {
            self.builder.start(LeafKind::Cell(Cell::plain(false)));
            // read as the only cell of a table: no block can begin in it
            let table = format!("|{}|\n|-|\n", cell.trim());
            let mut inner = Reader::of(&table, std::mem::take(&mut self.builder));
            let (mut inside, mut found) = (false, false);
            for (event, range) in events(&table) {
                match event {
                    Event::Start(Tag::TableCell) => (inside, found) = (true, true),
                    Event::End(TagEnd::TableCell) => inside = false,
                    event if inside => inner.event(event, range),
                    _ => {}
                }
            }
            inner.end_run();
            self.builder = inner.builder;
            if !found {
                self.builder.text(&unveil(cell));
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
                builder.heading_anchor(id.as_deref().map(unveil).as_deref());
            }
            Tag::BlockQuote(kind) => builder.open(ContainerKind::Quote(kind.map(alert))),
            Tag::CodeBlock(kind) => builder.start(LeafKind::Code(match kind {
                CodeBlockKind::Fenced(info) => one_line(&unveil(&info)).into_owned(),
                CodeBlockKind::Indented => String::new(),
            })),
            Tag::HtmlBlock => {
                self.html_goes_on = false;
                self.html.get_or_insert_default().push_str(if self.html_seen.0 > 0 { "\n" } else { "" });
            }
            Tag::List(start) => {
                let numerals = numerals::of_item(self.text.get(range).unwrap_or_default());
                self.begin_list(start, numerals);
            }
            Tag::Item => {
                let item = self.text.get(range).unwrap_or_default();
                let (numerals, number) = (numerals::of_item(item), written_number(item));
                // other numerals are another list
                if self.lists.last().is_some_and(|list| list.numerals != numerals) {
                    self.end_list();
                    self.begin_list(number, numerals);
                }
                self.builder.open(ContainerKind::Item(Item::default()));
                self.lists.last_mut().into_iter().for_each(|list| list.numbers.extend(number));
            }
            Tag::FootnoteDefinition(label) => {
                builder.open(ContainerKind::Footnote(one_line(&unveil(&label)).into_owned()));
            }
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
                    builder.start(LeafKind::Cell(Cell::plain(!self.body_open)));
                }
            }
            Tag::Emphasis => builder.mark(Mark::Emphasis),
            Tag::Strong => builder.mark(Mark::Strong),
            Tag::Strikethrough => builder.mark(Mark::Strike),
            Tag::Superscript => builder.mark(Mark::Sup),
            Tag::Subscript => builder.mark(Mark::Sub),
            Tag::Link { link_type, dest_url, title, .. } => {
                let mail = link_type == pulldown_cmark::LinkType::Email;
                let href = unveil(&dest_url);
                let href = if mail { format!("mailto:{href}") } else { href.into_owned() };
                builder.mark(Mark::Link { href, title: unveil(&title).into_owned() });
            }
            Tag::Image { dest_url, title, .. } => {
                let src = unveil(&dest_url).into_owned();
                builder.mark(Mark::Image { src, title: unveil(&title).into_owned() });
                self.image = builder.length();
            }
            Tag::MetadataBlock(_) => {}
        }
    }

    fn begin_list(&mut self, start: Option<u64>, numerals: Numerals) {
        let numbering = start.map(|start| Numbering { numerals, ..Numbering::from(start) });
        self.builder.open(ContainerKind::List(numbering));
        self.lists.push(Listed { numerals, numbers: Vec::new() });
    }

    fn end_list(&mut self) {
        if let Some(list) = self.lists.pop().filter(Listed::rise_with_gaps) {
            self.builder.number_items(&list.numbers);
        }
        self.builder.close(|k| matches!(k, ContainerKind::List(_)));
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
                let html = self.html.as_deref().unwrap_or_default();
                let (seen, tables) = self.html_seen;
                self.html_seen = (html.len(), tables + raw_html::tables_opened(&html[seen..]));
                self.html_goes_on = self.html_seen.1 > 0;
                if !self.html_goes_on {
                    self.end_html();
                }
            }
            TagEnd::List(_) => {
                self.end_list();
            }
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
pub(super) fn cells(row: &str) -> Vec<&str> {
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
