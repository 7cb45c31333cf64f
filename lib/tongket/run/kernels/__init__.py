"""Kernels: papermill's engine, what warm kernels are forked from, and the execution of one report."""
