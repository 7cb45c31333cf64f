"""What stands beside the pages: entrances, listings, downloads. All of it is read from the published pages.

Read in this order: `extracts` (what a page says, as data), `reading` (how it is read), `entrances` (index, areas, the
doorway of a review), `listings` and `changes` (for programs and for readers), `package` and `workbook` (to take along),
`contradictions`, `dictionary` and `archive` (what all reviews share). `tongket.publish.site` puts them together.
"""
