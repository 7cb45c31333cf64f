"""One notebook as one page: the nbconvert exporter and what it must know."""
