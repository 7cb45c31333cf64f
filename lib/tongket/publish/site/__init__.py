"""The site around the pages: indexes, listings, workbook, data package, what changed, the archive."""
