"""The engine of the audit: exact search, smallest conflicts and implied ranges, in integers and fractions."""
