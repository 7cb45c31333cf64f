"""The preview: pages that follow what is saved, in a browser of this machine.

Read in this order: `watch` (what was saved), `screen` (what browsers are shown, and told), `server` (how they get it),
`rounds` (from what was saved to the pages).
"""
