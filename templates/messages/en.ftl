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
legend-inserted = This was added.
legend-deleted = This was removed.
legend-reformatted = Only the look or a link of this changed.
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
}, { $removed } removed
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
