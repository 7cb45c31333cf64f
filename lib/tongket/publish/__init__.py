"""Makes web pages from executed notebooks: one file each, without scripts, asking the network for nothing.

Read in this order: `page` (one executed notebook as one page: the nbconvert exporter), `html` (which markup a page may
hold, its ids and tables), `site` (all pages of all reviews, the ways between them, and what goes beside them),
`document` (a review as PDF or Word).
"""
