"""A review as one document: `assembly` puts its pages together, `pdf` and `docx` write it."""
