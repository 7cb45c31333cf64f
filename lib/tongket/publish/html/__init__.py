"""HTML of unknown origin made safe and readable: the only place that parses or cleans it."""
