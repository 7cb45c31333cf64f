"""Runs the notebooks: which reports there are, which of them must run, their kernels, where the results go.

Read in this order: `reports` (which reports there are), `plan` (which must run, and why), `job` (what running one
takes), `workers` and `kernels` (run them), `review_build` and `output_folder` (put a review where readers look),
`build` (the whole way of a run).
"""
