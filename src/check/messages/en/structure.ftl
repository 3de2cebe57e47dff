# Family PM: the structure of a text. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a
# message and a `.hint` that tells how to fix it.

rule-unknown-rule = a comment to turn a rule off names no rule
    .why = A misspelt name turns nothing off, and nobody notices.
unknown-rule = there is no rule `{ $rule }`
    .hint = name a rule by its id, such as PM003; `promulgate check --explain all` lists them
unknown-rule-verb = this comment turns nothing on or off
    .hint = write promulgate-disable, promulgate-enable or promulgate-disable-next-line, with the ids of rules after it

rule-conflict-mark = conflict marks of an unfinished merge
    .why = Both versions of a passage would be published, with the marks between them.
conflict-mark = conflict mark of an unfinished merge
    .hint = keep the passage that is right; delete the other one and the lines with the marks

rule-broken-link = a link leads to a file or a heading that is not there
    .why = Readers get an error page, or the top of a long text instead of the clause that is meant.
broken-link = there is no file `{ $path }`
    .hint = correct the address, or add the file
broken-link-beyond = `{ $to }` leads outside the repository
    .hint = link to a file in the repository, or write a full web address
broken-link-anchor-here = this text has no heading with the address `#{ $anchor }`
    .hint = a heading's address is its words in lower case with hyphens for spaces; correct the link, or write the address after the heading: {"{"}#{ $anchor }{"}"}
broken-link-anchor = `{ $path }` has no heading with the address `#{ $anchor }`
    .hint = open that text and copy the address of the heading
broken-link-mail = `{ $to }` is an e-mail address, but the link leads to a file
    .hint = write mailto: before it
broken-link-web = `{ $to }` is a web address, but the link leads to a file
    .hint = write https:// before it

rule-front-matter = front matter can't be read
    .why = Its title, summary and dates are lost, or readers see them as text.
front-matter = the front matter can't be read: { $why }
    .hint = put quotes around a value with a colon or brackets in it, and write each key once
front-matter-open = the front matter begins here but never ends
    .hint = add a line of three hyphens (---) after its last line
front-matter-late = front matter is read only at the very beginning of a file
    .hint = delete the empty lines above it

rule-lost-anchor = the address of a heading that other texts link to has changed
    .why = The links lead to the top of the text instead of the clause that is meant.
lost-anchor = the heading “{ $heading }” is gone, and `{ $from }` (line { $line }) links to it
    .hint = correct the link in `{ $from }`, or keep the address: write {"{"}#{ $anchor }{"}"} after the heading that replaces it
lost-anchor-renamed = this heading was “{ $heading }”, and `{ $from }` (line { $line }) links to it by that name
    .hint = keep the address: write {"{"}#{ $anchor }{"}"} after the heading; or correct the link in `{ $from }`
lost-anchor-outside = { $count ->
        [one] a heading has another address than before; links from other sites to { $anchors } no longer reach it
       *[other] { $count } headings have other addresses than before; links from other sites to { $anchors } no longer reach them
    }
    .hint = to keep an address, write {"{"}#{ $first }{"}"} after the heading

rule-image-text = an image has no description for people who can't see it
    .why = Screen readers say nothing, or read out a file name; accessibility standards require such a text.
image-text = the image `{ $file }` has no description
    .hint = write in the square brackets what the image shows: ![what it shows](file.png)
image-text-name = “{ $words }” does not say what the image shows
    .hint = describe it in one short sentence, as if to somebody on the telephone

rule-same-heading = two headings in one section have the same words
    .why = Readers can't tell them apart in the contents, and links reach only the first.
same-heading = this section already has a heading “{ $heading }”
    .hint = give them different names, or put both passages under one heading

rule-skipped-level = a heading is more than one level below the one above it
    .why = The outline has a gap, and people who go from heading to heading think that they missed something.
skipped-level = a heading of level { $level } follows one of level { $above }
    .hint = use only one # more than the heading above has

rule-empty-heading = a heading has no words
    .why = It is an empty line in the contents, and no link can lead to it.
empty-heading = this heading has no words
    .hint = write the heading after the #, or delete the line

rule-empty-link = a link has no words or no address
    .why = Readers see no link, or the link leads nowhere.
empty-link = this link to `{ $to }` has no words
    .hint = write in the square brackets where the link leads
empty-link-address = this link has no address
    .hint = write the address in the round brackets, or delete all the brackets

rule-unclosed = code or a comment is opened but never closed
    .why = Everything after it is shown as code, or not shown at all.
unclosed-code = this code is never closed
    .hint = add a line with the same marks after its last line
unclosed-comment = this comment is never closed
    .hint = write --> where it ends

rule-ragged-table = a row of a table does not match the head of the table
    .why = Cells beyond the head have no column heading, and most programs leave them out.
ragged-table = this row has { $cells } cells, but the head of the table has { $columns }
    .hint = add a column to the head; if a | is part of the text, write \|
ragged-table-short = this row has { $cells } cells, but the head of the table has { $columns }
    .hint = add empty cells for the missing columns

rule-unknown-key = a key of the front matter looks like a misspelt one
    .why = Its value is not read, and nobody notices that the summary or date is missing.
unknown-key = `{ $key }` is not read
    .hint = write `{ $meant }`

rule-front-value = a value of the front matter or of a trailer is not valid
    .why = It is ignored, and readers don't see the kind of change, the language or the version that a translation reflects.
front-value-lang = `{ $value }` is not a language tag
    .hint = write a tag such as th or en
front-value-reflects = `{ $value }` is not a version number
    .hint = write which version of the original is translated, such as 3
front-value-kind = `{ $value }` is not a kind of change
    .hint = write editorial or substantive

rule-unreadable-date = a date can't be read, or could mean two different days
    .why = The version has no effective date, so the site can't say correctly which version was in force on a given day.
unreadable-date = `{ $date }` is not a definite date
    .hint = write it as year-month-day, in the Common Era: 2026-12-01

rule-hidden-direction = an invisible character reverses the direction of the text
    .why = Readers don't see what is written: an amount may be shown in reverse.
hidden-direction = an invisible character ({ $name }) changes the order in which this is shown
    .hint = delete it; it often comes from text copied from a PDF

rule-no-title = a text has no title
    .why = Lists show the name of its file instead.
no-title = the text has no heading, so it has no title
    .hint = begin the text with a line such as: # Privacy policy

rule-encoding = the file is not UTF-8, or letters were lost when it was converted
    .why = Letters are shown as question marks.
encoding = the file is not UTF-8
    .hint = save it as UTF-8; from Thai Windows: iconv -f CP874 -t UTF-8
encoding-lost = a letter was lost here when the file was converted
    .hint = type the word again, and look for other places like this
encoding-wide = the file is UTF-16, which git can't compare
    .hint = save it as UTF-8

rule-link-space = the address of a link has spaces
    .why = It is not a link: readers see the brackets.
link-space = `{ $to }` has spaces, so this is not a link
    .hint = put the address between < and >

rule-vague-link = the text of a link does not say where it leads
    .why = People who listen to the list of links on a page can't tell where it leads.
vague-link = “{ $words }” does not say where the link leads
    .hint = use the name of what it leads to as the text of the link

rule-lost-clause = the text refers to a clause that it does not have
    .why = Nobody knows which clause is meant.
lost-clause = “{ $clause }” no longer exists
    .hint = refer to the clause that replaces it; the last clause is { $last }
lost-clause-part = “{ $clause }” is no longer in that clause
    .hint = refer to the part that replaces it
lost-clause-never = there is no “{ $clause }” in this text
    .hint = refer to the clause that is meant; the last clause is { $last }

rule-national-id = an identity card number that was not there before
    .why = Once published, it stays in every version permanently; it is personal data protected by law.
national-id = this is a Thai identity card number
    .hint = delete it, or leave only its last digits; if it was committed, remove it from the git history too

rule-bank-card = a bank card number that was not there before
    .why = Once published, others may pay with it.
bank-card = this is a bank card number
    .hint = delete it; if it was committed, remove it from the git history too

rule-personal-phone = a person's mobile number that was not there before
    .why = It stays public in every version, even after the person has left.
personal-phone = `{ $number }` seems to be a person's mobile number
    .hint = give the telephone number of the office instead

rule-placeholder = a placeholder was not filled in
    .why = Readers see that the text was not finished.
placeholder = “{ $words }” was not filled in
    .hint = write the missing text, or delete this

rule-lost-footnote = a footnote has no text, or nothing refers to it
    .why = Readers see a mark without a note, or a note that explains nothing.
lost-footnote = there is no footnote `{ $label }`
    .hint = write it below, on a line of its own: [^{ $label }]: text
lost-footnote-unused = nothing refers to the footnote `{ $label }`
    .hint = write [^{ $label }] where it belongs, or delete the footnote

rule-lost-reference = the address that a link refers to is missing
    .why = It is not a link: readers see the brackets.
lost-reference = the text gives no address for `{ $name }`
    .hint = add a line such as [{ $name }]: https://…, or write the address in round brackets

rule-private-link = a link leads to a computer that only its author can reach
    .why = Nobody else can open it, and it reveals the names of the office's computers.
private-link = only you can open `{ $to }`
    .hint = add the file to the repository and link to it there, or link to its public address

rule-odd-scheme = the beginning of a web address is misspelt
    .why = Nobody can open it.
odd-scheme = `{ $to }` is not a web address
    .hint = write `{ $better }`
odd-scheme-twice = `{ $to }` begins with http twice
    .hint = delete the first http
