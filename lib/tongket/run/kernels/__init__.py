"""Kernels: papermill's engine, the fork server behind warm kernels, and the execution of one report."""
