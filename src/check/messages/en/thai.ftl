# Family TH: Thai. `rule-NAME` says what the rule finds, its `.why` why that matters; each finding has a message and a
# `.hint` that tells how to mend it.

rule-double-sara-e = the vowel แ is typed as two vowels เ
    .why = It looks right, but searches do not find the word, and screen readers spell it out.
double-sara-e = `เเ` (twice เ) in place of `แ` in “{ $word }”
    .hint = type แ, which is one key

rule-decomposed-sara-am = the vowel ำ is in two pieces, the circle and า
    .why = It looks the same and this site treats it so, but other programs do not find or sort the word. It often comes from PDF files.
decomposed-sara-am = ำ is in two pieces in “{ $word }”
    .hint = type ำ, which is one key

rule-mark-order = a tone mark stands before the vowel of its consonant
    .why = It looks the same and this site treats it so, but other programs do not find the word, or show the marks on top of each other.
mark-order = tone mark before the vowel in “{ $word }”
    .hint = type the vowel first, then the tone mark

rule-doubled-mark = a vowel or a tone mark is typed twice
    .why = One mark hides the other on some screens and is shown on a dotted circle on others; searches do not find the word.
doubled-mark = the same mark twice in “{ $word }”
    .hint = delete one of them
two-marks = two marks that exclude each other on one consonant in “{ $word }”
    .hint = delete the wrong one

rule-long-sara-aa = ๅ is typed in place of า
    .why = They look alike, but ๅ stands only after ฤ and ฦ; searches do not find the word.
long-sara-aa = `ๅ` in place of `า` in “{ $word }”
    .hint = type า

rule-look-alike-letter = a letter that is no Thai one stands in a Thai word
    .why = It looks like a Thai letter, or only with one font; elsewhere readers see an empty box, and searches do not find the word.
font-letter = a letter of a font, not of Thai, in “{ $word }”
    .hint = it comes from a PDF file or an old font; type the word again
lao-letter = a Lao letter in “{ $word }”
    .hint = type the word again with a Thai keyboard

rule-lone-mark = a vowel or a tone mark stands on no consonant
    .why = Readers see a dotted circle, or the mark above the wrong letter. It often comes from PDF files.
mark-after-space = a mark stands after a space in “{ $word }”
    .hint = delete the space within the word
vowel-after-space = a vowel that follows its consonant stands after a space in “{ $word }”
    .hint = type the word again; PDF files have such gaps, often in place of ำ
mark-on-latin = a Thai mark stands on a letter or digit that is not Thai in “{ $word }”
    .hint = type the word again
mark-on-vowel = a mark stands on a vowel that takes none in “{ $word }”
    .hint = the mark belongs on the consonant

rule-unseen-character = a character without width splits a word or has no use
    .why = Nobody sees it, but searches do not find the word, addresses do not work, and lines break within words.
unseen-mark = unseen byte order mark ({ $code }) within the text
    .hint = delete it; it comes from joining files
unseen-in-syllable = unseen character ({ $code }) within a syllable of “{ $word }”
    .hint = delete it; type the word again if you cannot see it
unseen-in-word = unseen space ({ $code }) within “{ $word }”
    .hint = delete it; type the word again if you cannot see it
unseen-beside-space = unseen space ({ $code }) beside a space or at the end of a line
    .hint = delete it; it has no use there
unseen-joiner = unseen joiner ({ $code }) in “{ $word }”, which Thai does not use
    .hint = delete it; type the word again if you cannot see it

rule-mixed-digits-in-number = Thai and Arabic digits in one number
    .why = It is a slip that readers take for another number, and no search finds it.
digits-in-number = Thai and Arabic digits in one number, “{ $number }”
    .hint = write { $good }

rule-mixed-digits = numbers of one kind are once in Thai digits and once in Arabic ones
    .why = A reader who looks for a clause by its number finds only some of them.
digits-in-text = “{ $text }”, while most of the text has digits as in “{ $example }”
    .hint = use the same digits for numbers of one kind

rule-impossible-date = a day that no calendar has
    .why = Nobody knows until when a period runs, and which day was meant.
impossible-date = there is no day “{ $date }”
    .hint = correct the day, the month or the year

rule-wrong-weekday = the day of the week is not that of the date
    .why = One of them is wrong, and readers come on the wrong day.
wrong-weekday = “{ $date }” is { $real }, not { $said }
    .hint = correct the day of the week or the date

rule-wrong-era = a year has the name of the wrong era before it
    .why = The year is 543 years off.
buddhist-era = “{ $year }” counts the year in the Common Era
    .hint = write พ.ศ. { $right } (B.E. { $right }), or name the Common Era
common-era = “{ $year }” counts the year in the Buddhist era
    .hint = write ค.ศ. { $right } (C.E. { $right }), or name the Buddhist era

rule-mixed-eras = Thai dates of both eras, and nothing says which is which
    .why = Beside years such as 2568, a year such as 2026 looks like a slip, or like another time.
mixed-eras = “{ $date }” counts in another era than “{ $example }”
    .hint = use one era for all dates, or write พ.ศ. or ค.ศ. before the year

rule-printed-stars = stars that should make text bold are shown as stars
    .why = Readers see the stars, and not what is important.
stars-spaced = a space inside of the stars: “{ $text }” is not bold, and readers see the stars
    .hint = write **{ $text }** without spaces inside of the stars
stars-printed = “{ $text }” is not bold, and readers see the stars
    .hint = put a space between the stars and the letter beside them, or move the sign inside of the stars out of them
stars-unclosed = these stars begin bold text that never ends
    .hint = write ** behind the last bold word too, or delete these

rule-stars-beside-sign = bold text begins or ends with a sign, right beside a letter
    .why = This site shows it in bold; GitHub, GitLab and most editors show the stars.
stars-beside-sign = only this site shows “{ $text }” in bold
    .hint = write the sign outside of the stars

rule-changed-number = the numbers of a list are not those that are typed
    .why = Markdown counts items from the first; references to “item 3” then point to another one.
number-changed = item { $typed } is shown as { $shown }
    .hint = correct the numbers, or write { $typed }\. with a backslash so that it stays as it is
number-elsewhere = item { $typed } is shown so on this site, and as { $shown } by other readers of Markdown
    .hint = leave it if that does not matter, or write { $typed }\. with a backslash

rule-year-as-list = a year with a full stop at the start of a paragraph begins a list
    .why = The paragraph is set as an item with the year as its number.
year-list = “{ $year }.” begins a list
    .hint = write { $year }\. with a backslash

rule-thai-numeral-list = items with Thai numerals stand right below each other
    .why = This site shows a list; for GitHub and other readers of Markdown it is one paragraph, in which the items run together.
thai-numeral-list = only this site takes “{ $number }” for the beginning of an item
    .hint = put an empty line between the items, if the text is read elsewhere too

rule-dash-as-list = a dash at the start of a wrapped line begins a list
    .why = The sentence is cut, and its second half is shown as an item.
dash-list = “{ $sign }” at the start of the line begins a list within the sentence
    .hint = move the sign to the end of the line before, or write \{ $sign } with a backslash

rule-indented-prose = an indented paragraph is shown as code
    .why = Four spaces or a tab before a line make it code: it has the typewriter's letters, and its lines do not wrap.
indented-prose = “{ $text }” is shown as code
    .hint = delete the spaces at the start of the line; the site sets paragraphs itself

rule-heading-without-space = a heading has no space after its `#`
    .why = Readers see the `#` and no heading; the contents lack it.
heading-space = “{ $text }” is no heading
    .hint = write a space after the last #

rule-hard-space = the sign of a heading or an item is followed by a space that is none to Markdown
    .why = It looks like a space, but it makes no heading and no list; readers see the sign. It comes from word processors.
hard-space = the space after “{ $sign }” is a non-breaking one
    .hint = type it again with the space bar

rule-table-without-rule = rows of a table without the line of dashes below the first
    .why = Readers see the strokes in running text, and no table.
no-table = these rows are no table
    .hint = write a line such as |---|---| below the first row, and an empty line above it

rule-mixed-quotes = a quotation begins and ends with different kinds of quotes
    .why = It looks careless, and it is not sure where the quotation ends.
mixed-quotes = a straight quote where the quotation needs { $good }
    .hint = write { $good }

rule-struck-by-tildes = tildes in ranges strike out what stands between them
    .why = This site shows the tildes; on GitHub readers take the text for deleted.
single-tildes = GitHub shows “{ $text }” struck out
    .hint = write \~ with a backslash, or a dash: 08:00–12:00

rule-swallowed-word = a word in angle brackets is taken for HTML
    .why = This site shows it; GitHub and other readers of Markdown show nothing at all.
swallowed-word = “{ $text }” is shown on this site only
    .hint = write \ before the <, or use other brackets

rule-address-glued = Thai stands right behind an address on the web
    .why = This site knows where the address ends; GitHub and other readers of Markdown take the next word into the link, which then leads nowhere.
address-glued = only this site knows that “{ $address }” ends here
    .hint = write the address in angle brackets, or a space behind it

rule-broken-and-so-on = `ฯลฯ` has spaces in it
    .why = It may be cut at the end of a line, and searches do not find it.
and-so-on = “{ $text }” in place of “ฯลฯ”
    .hint = write ฯลฯ without spaces

rule-cut-word = a line ends within a Thai word
    .why = The end of a line is a space on the page, so readers see the word in two pieces, and searches do not find it.
cut-word = the line ends within “{ $word }”
    .hint = write the word on one line; let lines end where there is a space, or write a paragraph on one line
