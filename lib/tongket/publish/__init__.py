"""Makes web pages from executed notebooks: one file each, without scripts, asking the network for nothing.

Read in this order: `context` (what a page is told beside its notebook), `fragments` (what markup a page may hold),
`anchors` (ids and headings), `cells` (which cells a page shows), `outputs` (how results look), `exporter` (the
nbconvert exporter that puts them together), `beside` (what stands beside the pages), `site` (all pages of all reviews,
and the ways between them), `document` (a review as PDF or Word).
"""
