"""The data of a project: files, findings, registry, observations, the store that holds them."""
