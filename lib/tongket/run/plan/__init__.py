"""The plan of a run: what is asked for, what it is made from, what is stale and why."""
