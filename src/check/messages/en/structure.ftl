# Family PM: the structure of a text. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a
# message and a `.hint` that tells how to mend it.

rule-unknown-rule = a comment to turn a rule off names no rule
    .why = A misspelt name turns nothing off, and nobody notices.
unknown-rule = there is no rule `{ $rule }`
    .hint = name a rule by its id, such as PM003; `promulgate check --explain` lists them
unknown-rule-verb = this comment turns nothing on or off
    .hint = write promulgate-disable, promulgate-enable or promulgate-disable-next-line, with the ids of rules after it

rule-conflict-mark = marks of a merge that was not finished
    .why = Both versions of a passage would be published, with the marks between them.
conflict-mark = mark of an unfinished merge
    .hint = keep the passage that is right, and delete the other one and the lines with the marks

rule-broken-link = a link leads to a file or a heading that is not there
    .why = Readers get an error page, or the top of a long text in place of the clause that is meant.
broken-link = there is no file `{ $path }`
    .hint = correct the address, or add the file
broken-link-beyond = `{ $to }` leads out of the repository
    .hint = link to a file of the repository, or to a full web address
broken-link-anchor-here = this text has no heading with the address `#{ $anchor }`
    .hint = a heading's address is its words in lower case with hyphens for spaces; correct the link, or write the address after the heading: {"{"}#{ $anchor }{"}"}
broken-link-anchor = `{ $path }` has no heading with the address `#{ $anchor }`
    .hint = open that text and copy the address of the heading
broken-link-mail = `{ $to }` is an e-mail address, and the link looks for a file
    .hint = write mailto: before it
broken-link-web = `{ $to }` is a web address, and the link looks for a file
    .hint = write https:// before it

rule-front-matter = front matter can't be read
    .why = Title, summary and dates in it are lost, or are shown to readers as text.
front-matter = the front matter can't be read: { $why }
    .hint = put quotes around a value with a colon or brackets in it, and write each key once
front-matter-open = the front matter begins here and never ends
    .hint = write a line of three hyphens (---) after its last line
front-matter-late = front matter counts only at the very beginning of a file
    .hint = delete what stands above it

rule-lost-anchor = a heading to which other texts link has another address now
    .why = The links lead to the top of the text in place of the clause that is meant.
lost-anchor = the heading “{ $heading }” is gone, and `{ $from }` (line { $line }) links to it
    .hint = correct the link in `{ $from }`, or keep the address: write {"{"}#{ $anchor }{"}"} after the heading that stands in its place
lost-anchor-renamed = this heading was “{ $heading }”, and `{ $from }` (line { $line }) links to it by that name
    .hint = keep the address: write {"{"}#{ $anchor }{"}"} after the heading; or correct the link in `{ $from }`

rule-image-text = an image has no text for those who can't see it
    .why = Screen readers say nothing, or a file name, and searches do not find it. Rules of accessibility ask for it.
image-text = the image `{ $file }` has no text in place of it
    .hint = say in the square brackets what the image shows: ![what it shows](file.png)
image-text-name = “{ $words }” does not say what the image shows
    .hint = describe it in a sentence, as to somebody on the telephone

rule-same-heading = two headings of one section have the same words
    .why = Readers can't tell them apart in the list of sections, and links reach only the first.
same-heading = there is a heading “{ $heading }” in this section already
    .hint = give them different names, or put both passages under one heading

rule-skipped-level = a heading is more than one level below the one above it
    .why = The outline has a hole, and those who go from heading to heading think that they missed something.
skipped-level = a heading of level { $level } follows one of level { $above }
    .hint = use one # more than the heading above has, not several

rule-empty-heading = a heading has no words
    .why = It is an empty line in the list of sections, and no link can lead to it.
empty-heading = this heading has no words
    .hint = write the heading after the #, or delete the line

rule-empty-link = a link has no words or no address
    .why = Readers see nothing to click, or click and go nowhere.
empty-link = this link to `{ $to }` has no words
    .hint = write in the square brackets where it leads
empty-link-address = this link has no address
    .hint = write the address in the round brackets, or delete all of the brackets

rule-unclosed = code or a comment is opened and never closed
    .why = All that follows is shown as code, or not shown at all.
unclosed-code = this code is never closed
    .hint = write a line with the same marks after its last line
unclosed-comment = this comment is never closed
    .hint = write --> where it ends

rule-ragged-table = a row of a table does not fit the head of the table
    .why = Cells beyond the head have no heading; most programs leave them out.
ragged-table = this row has { $cells } cells, and the head of the table { $columns }
    .hint = add a column to the head, or write a bar that is text as \|
ragged-table-short = this row has { $cells } cells, and the head of the table { $columns }
    .hint = write an empty cell for each that is missing

rule-unknown-key = a key of the front matter is nearly one that is read
    .why = It says nothing, and nobody notices that summary or date are missing.
unknown-key = `{ $key }` is not read
    .hint = write `{ $meant }`

rule-front-value = a value of the front matter or of a trailer can't be what it should be
    .why = It is ignored, and readers miss the label, the language or the version that a translation reflects.
front-value-lang = `{ $value }` is not a language
    .hint = write a tag such as th or en
front-value-reflects = `{ $value }` is not the number of a version
    .hint = write the number of the version of the original that is translated, such as 3
front-value-kind = `{ $value }` is not a kind of change
    .hint = write editorial or substantive

rule-unreadable-date = a date can't be read, or may mean two days
    .why = The version has no date of effect, and the question what was in force on a day gets a wrong answer.
unreadable-date = `{ $date }` is not one certain day
    .hint = write it as year-month-day, in the Common Era: 2026-12-01

rule-hidden-direction = an invisible character turns the direction of the text
    .why = What is read is not what is written: an amount may be shown in reverse.
hidden-direction = an invisible character ({ $name }) changes the order in which this is read
    .hint = delete it; it often comes along when text is copied from a PDF

rule-no-title = a text has no title
    .why = It is listed by the name of its file.
no-title = the text has no heading, so it has no title
    .hint = begin it with a line such as: # Privacy policy

rule-encoding = the file is not UTF-8, or lost letters when it was converted
    .why = Letters are shown as question marks.
encoding = the file is not UTF-8
    .hint = save it as UTF-8; from Thai Windows: iconv -f CP874 -t UTF-8
encoding-lost = a letter was lost here when the file was converted
    .hint = write the word anew, and look for more of them
encoding-wide = the file is UTF-16, which git can't compare
    .hint = save it as UTF-8

rule-link-space = the address of a link has spaces
    .why = It is no link: readers see the brackets.
link-space = `{ $to }` has spaces, so this is no link
    .hint = put the address between < and >

rule-vague-link = the words of a link do not say where it leads
    .why = Those who hear a list of the links of a page learn nothing from it.
vague-link = “{ $words }” does not say where the link leads
    .hint = make the name of what it leads to the link

rule-lost-clause = a clause is referred to that the text does not have
    .why = Nobody knows which rule is meant.
lost-clause = there is no “{ $clause }” any more
    .hint = refer to the clause that has its place now; the last one is { $last }
lost-clause-never = there is no “{ $clause }” in this text
    .hint = refer to the clause that is meant; the last one is { $last }

rule-national-id = the number of an identity card that was not there before
    .why = It is published forever, in every version; the law protects it.
national-id = this is the number of a Thai identity card
    .hint = delete it, or leave only its last digits; what was committed must be removed from git too

rule-bank-card = the number of a bank card that was not there before
    .why = It is published forever, and others can pay with it.
bank-card = this is the number of a bank card
    .hint = delete it; what was committed must be removed from git too

rule-personal-phone = the mobile telephone of a person that was not there before
    .why = It stays public in every version after the person has left.
personal-phone = `{ $number }` seems to be the mobile telephone of a person
    .hint = give the number of the office

rule-placeholder = something was to be filled in
    .why = Readers see that the text was not finished.
placeholder = “{ $words }” was to be filled in
    .hint = write what belongs here, or delete it

rule-lost-footnote = a footnote has no text, or nothing refers to it
    .why = Readers see the mark and find no note, or a note that belongs nowhere.
lost-footnote = there is no footnote `{ $label }`
    .hint = write it below, in a line of its own: [^{ $label }]: text
lost-footnote-unused = nothing refers to the footnote `{ $label }`
    .hint = write [^{ $label }] where it belongs, or delete it

rule-lost-reference = the address of a link was to be given elsewhere, and is not
    .why = It is no link: readers see the brackets.
lost-reference = the text gives no address for `{ $name }`
    .hint = add a line such as [{ $name }]: https://…, or write the address in round brackets

rule-private-link = a link leads to a machine that only its author can reach
    .why = Nobody else can open it, and it tells how the office names its machines.
private-link = only you can open `{ $to }`
    .hint = add the file to the repository and link to it there, or link to its public address

rule-odd-scheme = the beginning of a web address is misspelt
    .why = Nobody can open it.
odd-scheme = `{ $to }` is no web address
    .hint = write `{ $better }`
odd-scheme-twice = `{ $to }` begins with http twice
    .hint = delete the first one
