"""Runs the notebooks: the matrix of reports, their kernels, what is fresh, what was made from what.

Read in this order: `matrix` (which reports), `parameters` (may they run), `freshness` (must they
    run), `workers` and
`execute` (run them), `place` and `manifest` (put them where readers look), `build` (the whole way
of one review).
"""
