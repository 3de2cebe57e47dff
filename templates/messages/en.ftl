site-title = Policies
home = All policies
skip = Skip to the text
navigation = Where you are
recent-changes = What changed lately
all-changes = All recent changes
policy-count = { $n ->
    [one] { $n } policy
   *[other] { $n } policies
}
published-from = Published from commit
made-with = made with promulgate
feed = Feed
feed-hint = Get every change in a feed reader
current-version = This is the current version.
version-n = Version { $n }
version-count = { $n ->
    [one] { $n } version
   *[other] { $n } versions
}
effective = Takes effect
history = History
history-hint = Every version of this text, newest first. Each stays at its address for good.
changes = What changed
see-changes = See what changed
compare = Compare versions
compare-hint = The changes from each version to the next, newest first.
changes-of = Changes from version { $from } to version { $to }
legend = How to read it
legend-inserted = Added
legend-deleted = Removed
legend-reformatted = Only the look or a link changed
legend-moved-away = Moved away
legend-moved-here = Moved here
legend-split = Paragraph divided
legend-joined = Paragraphs joined
legend-renumbered = Only the number changed
coarse-marks = This text is so long that its changes are marked more coarsely than usual. None is left out.
nothing-visible-changed = Nothing that a reader sees changed between these two versions.
superseded = This is not the current version.
superseded-on = It was replaced on { $date }.
replaced-by = Replaced by
what-replaced-it = What was changed then
to-current = Read the current text
withdrawn-count = { $n ->
    [one] { $n } withdrawn policy
   *[other] { $n } withdrawn policies
}
withdrawn-on = This policy was withdrawn on { $date }. Its versions stay here.
returned-after = It came back with this version, after it was withdrawn on { $date }.
contents = Contents
copied-from = Copied from
source-file = Exact text as Markdown
previous-version = Earlier version
next-version = Later version
previous-changes = Earlier changes
next-changes = Later changes
word-counts = { $added ->
    [one] { $added } word added
   *[other] { $added } words added
}, { $removed } removed{ $moved ->
    [0] {""}
   *[other] , { $moved } moved
}
first-version = This is the first version.
class-first = First version
class-text = The wording changed
class-formatting = Only the look or links changed
class-none = Nothing visible changed
change-editorial = The office calls this an editorial change.
change-substantive = The office calls this a change of substance.
reference = Reference
author = Author
note-trailer = summary of the commit
note-front-matter = summary in the text
note-body = from the commit's message
note-subject = from the commit's subject
no-note = No explanation was given.
moved = This page has moved
moved-to = It stands here now
not-found = Page not found
not-found-hint = There is no page at this address. No version that was published is ever removed: look for it from the list of all policies.
older-changes = { $n ->
    [one] { $n } older change is in the history of its policy.
   *[other] { $n } older changes are in the histories of the policies.
}

emphasis-added = emphasis added
emphasis-removed = emphasis removed
bold-added = bold added
bold-removed = bold removed
strike-added = struck through now
strike-removed = no longer struck through
underline-added = underlined now
underline-removed = no longer underlined
highlight-added = highlighted now
highlight-removed = no longer highlighted
small-added = small print now
small-removed = no longer small print
sub-added = subscript now
sub-removed = no longer subscript
sup-added = superscript now
sup-removed = no longer superscript
code-added = set as code now
code-removed = no longer set as code
link-added = link added
link-removed = link removed, it led to { $value }
link-changed = link changed, it led to { $value }
image-added = shown as an image now
image-removed = no longer shown as an image
image-changed = image changed, it was { $value }
title-changed = title of the link or image changed
break-added = line break added
break-removed = line break removed
footnote-added = footnote mark added
footnote-removed = footnote mark removed
nesting-changed = set otherwise
was-heading = was a heading of level { $value }
was-paragraph = was a paragraph
was-term = was a term
was-code = was a block of code
was-code-of = language of the code changed
was-head-cell = was a heading cell
was-cell = was a plain cell
was-in-list = was in a list, level { $value }
was-in-table = was in a table
was-in-quote = was in a quotation
was-in-footnote = was in a footnote
was-in-definitions = was in a list of definitions
was-outside = was text of its own
was-bullets = was a list with bullets
was-numbered = was a numbered list
was-numbered-from = was numbered from { $value }
was-done = was marked as done
was-open = was marked as to do
was-no-task = had no check box
was-quote = was a plain quotation
was-alert = was a notice of the kind “{ $value }”
was-footnote = was footnote { $value }
was-aligned = columns were aligned otherwise
moved-away = moved away
moved-here = moved here
moved-to-place = Moved: see where this stands now
moved-from-place = Moved: see where this stood before
moved-and-edited = Moved and edited: see where this stands now
edited-and-moved = Moved and edited: see where this stood before
correction = Correction
correction-of = Published history was rewritten: commit { $old } is no longer part of it, { $new } was published in its place.
correction-origin = the reason given by the publisher
no-longer-in-repository = This version was published, and is no longer in the repository.
