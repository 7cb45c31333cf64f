"""Puts the site where readers are: a folder, S3, SFTP, a branch of git; through fsspec, and git itself.

Read in this order: `headers` (what a server says of each file), `target` (where files are put), `upload` (what changed,
and in which order it goes there), `git_branch` (a branch as such a place).
"""
