"""One notebook as one page: the nbconvert exporter and what it is told."""
