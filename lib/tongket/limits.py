"""How large what people wrote may be: far beyond all real data, so that a mistake or an attack is refused at once."""

# Bytes of one file of observations (a million rows have some 150 million), and of one registry.
OBSERVATIONS_BYTES = 512 * 2**20
REGISTRY_BYTES = 16 * 2**20
# Characters of one line of a table, and of one cell.
LINE = 100_000
CELL = 10_000
# Characters of one printed figure or period.
FIGURE = 60
# Tables and lists within each other in a TOML file.
DEPTH = 10
# Findings in one file; a file with more is of another kind, and reading it on says nothing new.
FINDINGS = 1_000
# Rows that one finding names before it counts the rest.
ROWS_NAMED = 5
