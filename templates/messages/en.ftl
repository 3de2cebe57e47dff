site-title = Policies
home = All policies
skip = Skip to content
navigation = You are here
recent-changes = Recent changes
all-changes = All recent changes
policy-count = { $n ->
    [one] { $n } policy
   *[other] { $n } policies
}
published-from = Published from commit
made-with = made with promulgate
feed = Feed
feed-hint = Follow every change in a feed reader
version-n = Version { $n }
version-count = { $n ->
    [one] { $n } version
   *[other] { $n } versions
}
effective = Takes effect
effective-said = The text says: in effect from
published = Published
recorded = Recorded
history = History
history-hint = Every version of this text, newest first. Each keeps its address permanently.
newest-versions = { $n ->
    [one] This page has the newest version.
   *[other] This page has the newest { $n } versions.
}
version-range = Versions { $from } to { $to }
older-versions = Older versions
newer-versions = Newer versions
history-older-hint = Older versions of this text, newest first. Each keeps its address permanently.
to-history = Full history
changes = What changed
see-changes = See what changed
compare = Compare versions
changes-of = Changes from version { $from } to version { $to }
legend = How to read it
legend-inserted = Added
legend-deleted = Removed
legend-reformatted = Only formatting or a link changed
legend-moved-away = Moved away
legend-moved-here = Moved here
legend-split = Paragraph split
legend-joined = Paragraphs joined
legend-renumbered = Only the number changed
coarse-marks = This text is very long, so its changes are marked more coarsely than usual. None is left out.
nothing-visible-changed = No visible changes between these two versions.
marks-against-error = The marks on this page compare the text with the error page. Compare with version { $version } to see what changed in the text.
superseded = This is not the current version.
superseded-on = It was replaced on { $date }.
superseded-before = It was replaced on { $date }, before it took effect.
superseded-later = The next version was published on { $date }, to take effect on { $effective }.
followed-by = The next version:
replaced-by = Replaced by
proposal = Proposal
proposal-bar = This is a proposal. It is not decided and not in force.
proposal-until = Open for comments until { $date }
proposal-new = It would be a new policy.
proposal-withdraws = It would withdraw this policy.
proposal-conflicts = The policy has changed since this proposal began. The proposal is compared with the text as it was then.
proposal-open = A proposal to change this policy is open for comments:
proposal-of-new = A proposal for a new policy is open for comments:
proposal-closed = Proposal closed
proposal-closed-text = This proposal was decided or withdrawn. The page of the policy shows its current text.
proposal-commit = The proposal, as of commit
tier-before = Before: { $version }
tier-now = Published: { $version }
tier-proposed = Proposed
replaced-by-policy = This policy is replaced by another one, published on { $date }:
replaced-by-title = Replaced by “{ $title }”
replaces-policy = This policy replaces:
what-changed-between = What changed between the two
changes-to-successor = Changes from “{ $old }” to “{ $new }”
former-policy = Versions of “{ $title }”, which it replaces
former-history = History of that policy
former-compare = Compare any two of its versions
what-replaced-it = What that version changed
to-current = Read the current text
withdrawn-count = { $n ->
    [one] { $n } withdrawn policy
   *[other] { $n } withdrawn policies
}
to-last = Read the last version
withdrawn = withdrawn
withdrawal-reason = reason given for the withdrawal
language-unknown = Original
withdrawn-on = This policy was withdrawn on { $date }. Its versions remain available here.
returned-after = It returned with this version, after it was withdrawn on { $date }.
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
class-formatting = Only formatting, links or notation changed
class-none = No visible changes
class-error = An error page or an almost empty page was recorded instead of the text
class-withheld = What changed is not shown: a text is withheld
# Of a version page and comparisons
withheld = The text of version { $version } is withheld: { $reason }
withheld-compared = The text of version { $version } stands in for it here.
withheld-before = The text of version { $before } is withheld, so this one is compared with version { $version }.
withheld-successor = The text of the first version that replaced this policy is withheld. The text of version { $version } stands in for it here.
back-from = The text is back after an error page. Changes are shown against version { $version }, the last one before that page.
change-editorial = The office calls this an editorial change.
change-substantive = The office calls this a substantive change.
reference = Reference
later-summary = The summary was stated later, on { $date }, in commit { $commit }.
later-effective = The effective date was stated later, on { $date }, in commit { $commit }.
later-change-type = The kind of change was stated later, on { $date }, in commit { $commit }.
later-reference = The reference was stated later, on { $date }, in commit { $commit }.
later-withheld = The text was withheld on { $date }, in commit { $commit }.
later-instead = The version itself says: { $said }
author = Author
note-trailer = summary by the editor
note-front-matter = summary in the text
note-changes = summary by the editor, in the record of changes
note-body = from the description of the change
note-subject = title of the change
note-merged = title of a merged change
note-details = More from the description of the change
note-repeats = Same note as for most changes
takes-back = Reverts version { $n }
goes-back = Restores the text of version { $n }
no-note = No explanation was given.
moved = This page has moved
moved-to = It is now here
not-found = Page not found
not-found-hint = There is no page at this address. Published versions are never removed: look for the policy in the list of all policies.
section-feed = Feed of this section
calendar = Effective dates (calendar)
calendar-effect = { $policy }: version { $n } takes effect
calendar-said = { $policy }: in effect from this day, according to the text of version { $n }
by-month = Changes by month
all-months = All months
month-changes = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
change-range = Changes { $from } to { $to }
policies-begun = { $n ->
    [one] First version of { $n } policy
   *[other] First versions of { $n } policies
}

emphasis-added = emphasis added
emphasis-removed = emphasis removed
bold-added = bold added
bold-removed = bold removed
strike-added = now struck through
strike-removed = no longer struck through
underline-added = now underlined
underline-removed = no longer underlined
highlight-added = now highlighted
highlight-removed = no longer highlighted
small-added = now small print
small-removed = no longer small print
sub-added = now subscript
sub-removed = no longer subscript
sup-added = now superscript
sup-removed = no longer superscript
code-added = now formatted as code
code-removed = no longer formatted as code
link-added = link added
link-removed = link removed; it led to { $value }
link-changed = link changed; it led to { $value }
image-added = now shown as an image
image-removed = no longer shown as an image
image-replaced = image replaced
image-changed = image changed; it was { $value }
title-changed = title of the link or image changed
break-added = line break added
break-removed = line break removed
footnote-added = footnote mark added
footnote-removed = footnote mark removed
nesting-changed = formatted differently
alike-spaces = looks different: kind of space
alike-breaks = looks different: possible line breaks
alike-date = same date, written differently
alike-letters = same text, characters encoded differently
was-heading = was a heading of level { $value }
was-paragraph = was a paragraph
was-term = was a term
was-code = was a code block
was-code-of = programming language of the code changed
was-head-cell = was a header cell
was-cell = was a plain cell
was-filling = filled { $value } (columns × rows)
was-in-list = was in a list, level { $value }
was-in-table = was in a table
was-in-quote = was in a quotation
was-in-aside = was in a side note
was-in-caption = was in a table caption
was-in-footnote = was in a footnote
was-in-definitions = was in a list of definitions
was-outside = was separate text
was-bullets = was a bulleted list
was-numbered = was a numbered list
was-numbered-from = was numbered from { $value }
was-numbered-otherwise = numbers were written differently
was-number = was number { $value }
was-done = was marked as done
was-open = was marked as not done
was-no-task = had no check box
was-quote = was a plain quotation
was-alert = was a notice of type “{ $value }”
was-aside = was a side note
was-aside-of = was a note of type “{ $value }”
was-footnote = was footnote { $value }
was-aligned = columns were aligned differently
moved-away = moved away
moved-here = moved here
moved-to-place = Moved: see where it is now
moved-from-place = Moved: see where it was before
moved-and-edited = Moved and edited: see where it is now
edited-and-moved = Moved and edited: see where it was before
correction = Correction
correction-of = Published history was rewritten: commit { $old } is no longer part of it; { $new } was published in its place.
correction-origin = the reason given by the publisher
no-longer-in-repository = This version was published, but is no longer in the repository.

# Words that a screen reader says around a mark. They are in the style sheet; none is part of a text.
say-added = [added:{" "}
say-removed = [removed:{" "}
say-moved-here = [moved here:{" "}
say-moved-away = [moved away:{" "}
say-end = {" "}end]
say-break = paragraph break
say-item = item break
say-moved = moved
say-hidden = invisible character { "" }

# The home page, its search, lists of changes, history pages.
search-label = Search texts and notes on changes
search-wait = Loading search …
search-failed = Search could not be loaded. Try again, or browse the list below.
search-nothing = No results. Try another word, or a shorter one.
search-policies = { $n ->
    [one] { $n } policy
   *[other] { $n } policies
}
search-notes = { $n ->
    [one] { $n } note on a change
   *[other] { $n } notes on changes
}
search-in-texts = In current texts
search-in-notes = In notes on changes
search-more = { $n ->
    [one] Show { $n } more
   *[other] Show { $n } more
}
search-withdrawn = withdrawn
first-published = { $n ->
    [one] { $n } policy first published on { $date }
   *[other] { $n } policies first published on { $date }
}
first-recorded = { $n ->
    [one] { $n } text first recorded on { $date }
   *[other] { $n } texts first recorded on { $date }
}
filter-label = Find in this list
listed = { $n ->
    [0] None of the { $all } policies has this in its title
    [one] { $n } of { $all } policies has this in its title
   *[other] { $n } of { $all } policies have this in their titles
}
other-policies = Others
languages = Languages
language-en = English
language-th = Thai
only-in = only in { $language }
search-formers = { $n ->
    [one] { $n } former text
   *[other] { $n } former texts
}
search-with-some = With some of the words
search-in-former = In former texts
search-lacks = without: { $words }
search-gone = In version { $n } until { $date }, removed since
search-gone-words = “{ $words }”: in version { $n } until { $date }, removed since
search-read-some = · Word order was checked in the first { $n } texts at most.
search-read-none = · Word order can’t be checked when pages are opened from a folder.
feed-text-link = Feed: wording only
only = Show
only-all = All
only-text = Wording
only-formatting = Formatting or links
only-none = No visible changes
only-error = Error pages
only-withheld = Withheld texts
only-first = First version
last-change = Last change { $date }
told-above = the same as in version { $version }, above
lines-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
}
timeline = Versions over time
timeline-hint = The taller a bar, the more words changed. Hollow bar: only formatting or links changed. Line at the base: no visible changes. Dashed bar: the first version.
timeline-grouped = Each bar stands for { $n } consecutive versions.
stood = The latest published version from { $from } to { $to }
stood-recorded = The latest recorded version from { $from } to { $to }
stands = The latest published version since { $from }
stands-recorded = The latest recorded version since { $from }
on-label = What did it say on a given day?
on-example = such as 1 March 2026
on-calendar = Choose a day from a calendar
on-ask = Show
on-date = On { $date }
on-date-ahead = On { $date }, as known today
on-nothing = This policy was not published yet. Its first version came on { $date }.
on-nothing-recorded = This text was not recorded yet. Its first version was recorded on { $date }.
on-withdrawn = It was withdrawn at that time.
on-last = its last version before that
on-published = published on { $date }
on-recorded = recorded on { $date }
on-in-force = in force since { $date }
on-in-force-said = published on { $published }; the text says: in effect from { $date }
on-in-force-said-recorded = recorded on { $published }; the text says: in effect from { $date }
on-not-yet = published on { $published }, not yet in force on that day: takes effect on { $date }
on-not-yet-recorded = recorded on { $published }, not yet in force on that day: takes effect on { $date }
on-not-yet-said = published on { $published }; the text says that it takes effect later, on { $date }
on-not-yet-said-recorded = recorded on { $published }; the text says that it takes effect later, on { $date }
on-none-yet = No earlier version was in effect on that day.
on-unreadable = We couldn’t read this date. Write it like 1 March 2026 or 1/3/2026; March 2026 or 2026 alone means the first day of that month or year.

# Feeds.
feed-text = wording changes only
feed-legend = [+ …] was added, [− …] was removed.
feed-whole = See these changes in the whole text
feed-rest = More changed than fits here: see all changes in the whole text

# The current text and older versions of it.
pages-of-policy = Pages of this policy
tab-text = Text
tab-history = History
tab-compare = Compare
no-wording-changed = { $n } versions without wording changes: version { $from } to { $to }
cite = Cite this version
copy = Copy
swap = Swap
copy-change = Copy address
only-wording = skip formatting changes
keys = keys j and k
changed-since-read = Changed since you read them
section-look = no words added or removed
section-looks = { $n } changes with no words added or removed
about-version = About this version
line-first = first version
line-text = the wording changed
line-formatting = only formatting or links changed
line-none = no visible changes
line-error = an error page was recorded
line-withheld = what changed is not shown
line-takes-effect = takes effect on { $date }
line-said = the text says: in effect from { $date }
sections-changed = { $n ->
    [one] { $n } section changed
   *[other] { $n } sections changed
}
since-day = What changed since
since-example = such as March 2026
reflects = This translation reflects version { $version } of the original.
original-changed = The original has changed since: { $n ->
    [one] { $n } version
   *[other] { $n } versions
}, { $sections ->
    [one] { $sections } section
   *[other] { $sections } sections
}.
original-redline = What changed in the original since
announced = Announced: published before it takes effect on { $date }.
unannounced = Took effect without notice: it was published on or after its effective date.
editorial-but = The office calls this editorial, but facts changed: { $facts }{ $more ->
    [0] {""}
   *[other] {" "}(and { $more } more)
}
substantive-but = The office calls this a substantive change, but no word changed.
fact-gone = no longer there
fact-not-there = not there before
without-notice = { $all ->
    [one] { $n } of { $all } revision with an effective date took effect without notice.
   *[other] { $n } of { $all } revisions with an effective date took effect without notice.
}
section-unchanged = unchanged since version { $version }
section-last-changed = last changed in version { $version } · { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
section-history = History of each section
# beside a box
stands-all = Show since when each paragraph has stood in these words
stands-hint = In the current text, a click on a paragraph tells since when it has stood in these words.
stands-since = In these words since version { $n } ({ $date })
stands-first = In these words since the first version ({ $date })
section-history-hint = When and how each section of the text changed. A section keeps its history when it is renumbered, renamed or moved.
section-now = This section in the current text
section-older = { $n ->
    [one] { $n } older change
   *[other] { $n } older changes
}
section-range = Changes { $from } to { $to } of this section, counted from the oldest; newest first.
section-untitled = Section without a heading
older-section-changes = Older changes
newer-changes = Newer changes
sections-gone = Sections no longer in the text
sections-ever-changed = { $n } of { $all } sections ever changed
not-yet-in-force = Not yet in force.
upcoming = Takes effect on { $date }.
upcoming-said = The text says: takes effect on { $date }.
until-then = Until then, this version applies:
until-published = Until then, the version published before it:
until-from = From { $date } until then:
since-title = Since you last read this
since-read = You read version { $n } ({ $date }).
since-versions = { $n ->
    [one] { $n } version
   *[other] { $n } versions
}
since-changes = Since then: { $versions }, { $sections }.
since-sections = { $n ->
    [0] no section changed
    [one] { $n } section changed
   *[other] { $n } sections changed
}
since-none = You have read this version ({ $date }). Nothing has changed since.
since-see = See what changed since
since-seen = I have read it
since-forget = Forget what I have read

# Redlines and comparisons.
compare-others = Compare other versions
changes-one-by-one = The changes one by one
brief = In short
sections = Sections
left-out = Only what changed is shown here, with its sections. { $n ->
    [one] { $n } word that is the same in both versions is left out.
   *[other] { $n } words that are the same in both versions are left out.
}
changed-before = Versions { $from } and { $to } have the same two texts. All changes are marked there:
left-out-marked = The whole text with changes marked
words-left = { $n ->
    [one] { $n } word
   *[other] { $n } words
}
words-unchanged = { $n ->
    [0] unchanged
    [one] { $n } word unchanged
   *[other] { $n } words unchanged
}
sections-changed-of = { $n } of { $all } changed
view = Show
view-whole = Whole text
view-marked = With marks
view-changes = Only changes
view-new = New text
view-sides = Side by side
change-n = Change { $n }
change-count = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
change-of = { $i } of { $n }
previous-change = Previous change (key k)
next-change = Next change (key j)
stale-date = The text changed, but this line in it did not: “{ $line }”
other-text = Another text took the place of the one before, so single sentences are not listed as new or removed.
hidden-changed = Invisible characters were added or removed: { $characters }. The text may not be what it looks like.
before-first-heading = Before the first heading
section-was = formerly “{ $heading }”
section-counts = +{ $added } −{ $removed } words
section-added = new
section-removed = removed
section-moved = moved
section-renamed = renamed
section-changed = changed
places = { $n ->
    [one] { $n } place
   *[other] { $n } places
}
compare-from = From
compare-to = To
compare-slide-from = Older version
compare-slide-to = Newer version
compare-swap = Swap versions
compare-same = These two versions look the same.
compare-with-current = Compared with the current version
compare-neighbours = From each version to the next
word-changes = +{ $added } −{ $removed } words
copy-address = Copy address
copied = Copied
fact-period = period
fact-age = age
fact-date = date
fact-updated = last updated
fact-effective = takes effect
fact-published = published
fact-amount = amount
fact-percent = percentage
fact-number = number
fact-phone = phone
fact-email = e-mail
fact-web = web address
fact-recipient = data recipient
fact-name = name in a list
fact-address = postal address
fact-venue = court or law
fact-duty = duty
fact-permission = permission
fact-negation = not / must not
fact-exception = exception
fact-limit = limit
fact-sentence = wording
fact-hidden = invisible characters
facts-more = { $n ->
    [one] one more fact
   *[other] { $n } more facts
  }
facts-left-out = and { $n } more sentences of duty, permission or negation, or names in lists, marked in the text
sections-quiet = and { $n } sections with no words added or removed: only formatting, links or positions changed
stepping = Step through changes

# Files to which a text leads: images, forms
picture = image
annex-replaced = { $file } was replaced
annex-came = { $file } was added
annex-went = { $file } was removed
annex-before = file before
annex-since = file since
annex-proposed = proposed file
annexes-since = Files that changed later, while the text stayed the same
annexes-replaced = Replaced files

# A notice on other sites that a policy changed
notice-once = “{ $title }” has changed since your last visit
notice-often = “{ $title }” has changed more than once since your last visit
notice-latest = “{ $title }” has changed more than once since your last visit, most recently
notice-close = Close

table-region = Table that scrolls sideways
accessibility = Accessibility
about-site = How this site works
about-site-versions = What a version is
about-site-versions-text = Each time a text is changed and published, a new version is created. Versions are numbered from 1, and each keeps its address permanently, word for word, even if the policy is withdrawn. “{ tab-history }” lists them all with their dates. A text is described as in force only if the text itself or its publisher states from which day.
about-site-marks = What the marks mean
about-site-marks-text = When two versions are compared, added text is underlined and removed text is struck through. Text that only moved is marked as moved, not as new. Every mark has a shape as well as a colour, and screen readers read it out.
about-site-follow = How to follow a policy
about-site-follow-text = “{ since-day }” next to the title shows what changed since a day of your choice. A feed reader shows every change automatically: each policy has a feed, and so does the whole site; another feed leaves out formatting changes.
about-site-cite = How to cite
about-site-cite-text = Give the version number, its date and its own address, which never shows another text. A line to copy is under “{ about-version }”.
about-site-nothing = Your privacy
about-site-nothing-text = These pages set no cookies, need no account, load nothing from other sites and send nothing about you. Only your own browser remembers which versions you have read, and “{ since-forget }” deletes that; once you have checked a text, it also remembers the state of the ledger. Texts and changes can be read without JavaScript.
about-site-check = How to verify what you read
about-site-check-text = You can download the exact text of each version. Its SHA-256 digest is shown with the line to cite: the same digest means exactly the same text. The site is built from a git repository, and anyone who has that repository can build the same pages again.

draft = Draft
draft-unpublished = Draft, not published.
draft-becomes = Published, it would be version { $n }.
draft-first = Published, it would be a new policy.
draft-all = Everything in this draft
draft-text = Draft
draft-published = As published
draft-of = Draft: { $name }
draft-uncommitted = Draft: uncommitted edits
draft-commit = Draft at commit
draft-compared = compared with commit
draft-none = This draft changes no policy.
draft-count = { $n ->
    [one] This draft changes one policy.
   *[other] This draft changes { $n } policies.
}
draft-new = New policy
draft-changed = Changed
draft-returned = Brought back
draft-moved = New address
draft-withdrawn = Withdrawn
draft-annexes = Files changed, text the same
draft-moved-from = The address changes from { $from } to { $to }
draft-changes = What the draft changes in version { $n }
draft-conflicts = This draft conflicts with what was published since it began, and can't be merged as it is. It is compared with what was published when it began. Files with conflicts:
draft-failures = These files can't be shown:
findings = To check before publishing
finding-line = line { $n }
finding-error = Error
finding-warning = Warning
finding-note = Note
comment-left-out = { $n ->
    [one] One changed section is left out here, for length.
   *[other] { $n } changed sections are left out here, for length.
}
comment-more = { $n ->
    [one] One more policy changes.
   *[other] { $n } more policies change.
}

# The ledger: what pages say of it, and how it is checked
ledger-size = { $n ->
    [one] Ledger: one entry
   *[other] Ledger: { $n } entries
}
ledger-root = root
ledger-said = { $size }, root { $root }
cited-ledger = ledger { $origin }, entry { $entry } of { $size }, root
proof = Proof: entry { $entry } in the ledger
proof-ledger = Ledger
proof-entry = Entry
proof-entry-of = { $entry } of the { $size } at that time (index { $index })
proof-root = Root at that time
proof-signature = Signature
proof-signed = with the ledger’s key
proof-unsigned = none: whoever could write to the server could have made this
proof-receipt = Receipt
check-this-text = Check this text

check = How to check these texts
check-ledger = The ledger
check-ledger-text = Every published version, every withdrawal and every file that a text links to is one line in a public list, the ledger. Lines are only ever added at its end. Two numbers describe its state: its size, which counts the lines, and its root, a digest of all of them in their order. If a single character of any line were altered, removed or moved, the root would be another. Pages, feeds and lists of this site show size and root, so that everybody who keeps one of them can tell later whether the ledger only grew.
check-signed = Each state of this ledger is signed with this key. Compare it with the key that the publisher gives elsewhere, in print for example; a key that you have from this site alone proves less.
check-unsigned = This ledger is not signed. It shows whether anything was changed since you kept a copy of its state, but not who made it: whoever can write to the server can replace all of it.
check-browser = In the browser
check-browser-text = Open a text, then “{ about-version }”, and press “{ check-this-text }”. Your browser fetches the exact text, the state of the ledger and the parts of its tree that are needed, and computes everything by itself. It then says whether this text is the one in the ledger, whether the ledger holds together, and who signed it.
check-browser-trust = The page, the script that checks and the key all come from this site. Somebody who controls the site could replace all three. The commands below rely on programs that others wrote.
check-browser-kept = After such a check, your browser remembers the state of the ledger. On later visits it compares, and warns you if the ledger shrank, if its past was rewritten, or if its key is another. This stays in your browser.
check-tools = With tools that every system has
check-tools-text = Save these files in a folder, with their paths, or copy the whole site. Run the commands in that folder. They take one version of this site as an example.
check-command-text = Is this text the one in the ledger? The answer should be “OK”.
check-command-keep = Keep the state of today, outside of that folder:
check-command-grown = Later, with the files fetched anew: did the ledger only grow? The answer should be “OK”.
check-command-signature = Is the state of the ledger signed with the key? The answer should be “Signature Verified Successfully”.
check-command-all = In a copy of the whole site: are all files those that it lists? The answer should be “OK”.
check-program = With promulgate
check-program-text = The program that made this site also checks the tree of the ledger. Other programs for transparency logs in the format of c2sp.org/tlog-tiles can read the folder “log” as it is.
check-command-receipt = One text, offline, with its receipt:
check-command-site = A copy of the whole site, and that the ledger grew from the state that you kept:
check-proven = What this proves
check-proven-kept = With a state that you kept from a certain day: nothing that was published up to that day was changed, removed or renumbered since.
check-proven-text = The exact text that this site serves for a version is the one that the ledger announces.
check-proven-receipt = With a receipt and the publisher’s key: this text was published as that version. That can be shown even when the site is gone.
check-proven-fork = Two different signed states of the same size are proof of fraud.
check-not = What it does not prove
check-not-dates = That dates are true. They are what the publisher recorded.
check-not-author = Who wrote a text.
check-not-early = That a text was in the ledger when it came into force, or that the history was not rewritten before it was first published here.
check-not-alike = That all readers are shown the same ledger. Compare size and root with what others kept.
check-not-html = That a page shows a text rightly. The exact text is the file to compare.
check-not-key = That nobody stole the key: a thief could deceive readers who kept nothing.
check-witness = Be a witness
check-witness-text = Keep the file “log/checkpoint”, print the home page, or let a feed reader or a web archive keep it for you. The more copies there are in different hands, the harder it is to rewrite anything unnoticed.

check-busy = Checking…
check-text-good = This is exactly the text that the ledger announces as version { $n }: entry { $entry } of { $size }.
check-by-site-key = The ledger is signed with the key { $key }, which this site itself names: compare it with one that you have from elsewhere, since whoever controls the site could replace both.
check-nobody-signed = The ledger is not signed, so this does not prove who made it.
check-cannot-verify = The ledger is signed, but this browser can’t check the signature.
check-now-kept = This browser now remembers the state of the ledger and will compare it on later visits.
check-has-grown = Since { $date }, when this browser saw { $before } entries, the ledger has only grown.
check-is-same = The ledger is as this browser saw it on { $date }.
check-failed = The check failed.
check-incomplete = The check could not be completed.
check-advice = Keep a copy of what you see, compare it with other copies, and ask the publisher.
check-from-file = This page was opened from a file, where a browser can’t fetch what is needed for a check.
check-insecure = This page can’t check anything here: browsers only compute digests for sites with a secure address (https).
check-how = Other ways to check
check-missing = “{ $path }” could not be fetched.
check-bad-text = The exact text at “{ $path }” is not the one that this page states: its SHA-256 differs.
check-bad-entry = Entry { $entry } of the ledger, in “{ $path }”, is not the one of this text.
check-bad-tile = “{ $path }” does not match the state that the ledger claims.
check-bad-checkpoint = “{ $path }” is not the state of a ledger.
check-bad-key = “{ $path }” does not have the key of this ledger.
check-bad-signature = The signature in “{ $path }” is not valid.
check-no-signature = “{ $path }” is not signed, although the site names a key.
check-bad-page = The ledger did not have the root that this page states when it had { $size } entries.
check-short = This page states an entry of a ledger of { $size } entries, and now there are { $now }.
check-shrunk = On { $date } this browser saw { $before } entries; now there are { $now }. Either an old copy is being served, or entries were removed.
check-forked = The first { $before } entries are no longer those that this browser saw on { $date }: the past was rewritten.
check-other-key = The ledger is no longer signed with the key that this browser saw on { $date }. If the publisher changed the key, ask where that was announced.
check-no-key = The ledger was signed when this browser saw it on { $date }, and now it is not.
check-other-log = This is another ledger, { $now }, than the one that this browser saw on { $date }, { $before }.
check-warning = Warning about the ledger of this site.
check-evidence = Both states, to keep as evidence
check-forget = Forget the older state
