"""How large what people wrote may be: far beyond all real data, so that a mistake or an attack is refused at once."""

# Bytes of one file of observations (a million rows have some 150 million), and of one registry.
OBSERVATIONS_BYTES = 512 * 2**20
REGISTRY_BYTES = 16 * 2**20
# Bytes of the list of what is published (a file of a site has some 120).
LIST_BYTES = 64 * 2**20
# Characters of one line of a table, and of one cell.
LINE = 100_000
CELL = 10_000
# Characters of a name or title: what stands in a heading, a row or a list to choose from.
WORDS = 500
# Characters of one printed figure or period.
FIGURE = 60
# Tables and lists within each other in a TOML file.
DEPTH = 10
# Findings in one file; a file with more is of another kind, and reading it on says nothing new.
FINDINGS = 1_000
# Rows that one finding names before it counts the rest.
ROWS_NAMED = 5
# Cells and rows of a workbook named in one line.
PLACES_NAMED = 20
# Codes of which one is to be chosen, named in a remedy.
CODES_NAMED = 10
# Columns of a frame that lacks another one, named in its message.
COLUMNS_NAMED = 40
# Terms of rows that the audit looks at for one set of statements. Counted and not timed, so that a set has the same
# answer on every machine; the largest set of the review of 2024 needs a thousandth of it.
AUDIT_SET_WORK = 1_200_000
# Seconds of processor time for one set and for all sets of a review: only where each step is slow do they end first.
AUDIT_SET_SECONDS = 20
AUDIT_RUN_SECONDS = 120
# The same for the reviews that are audited before the kernels of a run are forked.
AUDIT_AHEAD_SECONDS = 1
# What has fewer figures is audited in some hundredths of a second, by the few pages that ask, if any does.
AUDIT_AHEAD_FIGURES = 10
# Different cells of one file that are remembered as sound, so that they are looked at once only.
CELLS_KNOWN = 10_000
# The same of pieces of code that pages show in colours.
CODE_KNOWN = 2_000
# Bytes of all that a workbook holds, unpacked: a sheet of a thousand figures has one MB. An empty row that has a format
# takes room too; a million of them are beyond this.
WORKBOOK_BYTES = 16 * 2**20
WORKBOOK_PARTS = 1_000
# Characters that one cell of a notebook prints or shows: those of the review of 2024 have 0.3 MB at most. A loop that
# prints would fill the memory before its time is over.
OUTPUT = 2 * 2**20
# Characters of the message of an error that a cell ended with.
REASON = 5_000
# The file of a logo in bytes and in pixels, and the characters that it takes of each page: a page is to stay below
# 150 kB, the largest of the review of 2024 has 145.8 kB, and the words of an imprint take up to one.
LOGO_BYTES = 2 * 2**20
LOGO_PIXELS = 25_000_000
LOGO_ON_PAGE = 3_200
# Bytes of a report with its photographs; of its text alone, unpacked (a report of a hundred pages has 3 MB of XML);
# characters of its text; parts of a DOCX or ODT, pages of a PDF.
DOCUMENT_BYTES = 256 * 2**20
DOCUMENT_PART_BYTES = 64 * 2**20
DOCUMENT_TEXT = 16 * 2**20
DOCUMENT_PARTS = 20_000
DOCUMENT_PAGES = 2_000
# Numbers that are looked at in one document, in digits or words: a report of a hundred pages has some five thousand.
EXTRACTED_NUMBERS = 20_000
