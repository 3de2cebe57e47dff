//! What may be said of a change that is no change of words: each kind with the key of its message, all of them in one list,
//! from which scripts get their texts.

/// Declares the kinds, with their keys and the list of all.
macro_rules! kinds {
    ($($kind:ident $key:literal,)*) => {
        /// What is said of a change; a message of the same name says it in words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum NoteKind {
            $(#[doc = concat!("`", $key, "`")] $kind,)*
        }

        impl NoteKind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The key of the message.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$kind => $key,)*
                }
            }
        }
    };
}

kinds! {
    EmphasisAdded "emphasis-added",
    EmphasisRemoved "emphasis-removed",
    BoldAdded "bold-added",
    BoldRemoved "bold-removed",
    StrikeAdded "strike-added",
    StrikeRemoved "strike-removed",
    UnderlineAdded "underline-added",
    UnderlineRemoved "underline-removed",
    HighlightAdded "highlight-added",
    HighlightRemoved "highlight-removed",
    SmallAdded "small-added",
    SmallRemoved "small-removed",
    SubAdded "sub-added",
    SubRemoved "sub-removed",
    SupAdded "sup-added",
    SupRemoved "sup-removed",
    CodeAdded "code-added",
    CodeRemoved "code-removed",
    LinkAdded "link-added",
    LinkRemoved "link-removed",
    LinkChanged "link-changed",
    ImageAdded "image-added",
    ImageRemoved "image-removed",
    ImageChanged "image-changed",
    ImageReplaced "image-replaced",
    TitleChanged "title-changed",
    BreakAdded "break-added",
    BreakRemoved "break-removed",
    FootnoteAdded "footnote-added",
    FootnoteRemoved "footnote-removed",
    NestingChanged "nesting-changed",
    AlikeSpaces "alike-spaces",
    AlikeBreaks "alike-breaks",
    AlikeLetters "alike-letters",
    AlikeDate "alike-date",
    WasHeading "was-heading",
    WasParagraph "was-paragraph",
    WasTerm "was-term",
    WasCode "was-code",
    WasCodeOf "was-code-of",
    WasHeadCell "was-head-cell",
    WasCell "was-cell",
    WasFilling "was-filling",
    WasInList "was-in-list",
    WasInTable "was-in-table",
    WasInQuote "was-in-quote",
    WasInAside "was-in-aside",
    WasInCaption "was-in-caption",
    WasInFootnote "was-in-footnote",
    WasInDefinitions "was-in-definitions",
    WasOutside "was-outside",
    WasBullets "was-bullets",
    WasNumbered "was-numbered",
    WasNumberedFrom "was-numbered-from",
    WasNumberedOtherwise "was-numbered-otherwise",
    WasNumber "was-number",
    WasDone "was-done",
    WasOpen "was-open",
    WasNoTask "was-no-task",
    WasQuote "was-quote",
    WasAlert "was-alert",
    WasAside "was-aside",
    WasAsideOf "was-aside-of",
    WasFootnote "was-footnote",
    WasAligned "was-aligned",
    MovedToPlace "moved-to-place",
    MovedFromPlace "moved-from-place",
    MovedAndEdited "moved-and-edited",
    EditedAndMoved "edited-and-moved",
    MovedAway "moved-away",
    MovedHere "moved-here",
}

impl NoteKind {
    /// Whether only texts that stand alone, such as entries of feeds, say it: a page has a sign with a link in its place.
    pub(super) fn is_of_texts_alone(self) -> bool {
        matches!(self, Self::MovedAway | Self::MovedHere)
    }
}
