"""Speed, measured and pinned: `python -m bench.reading` prints one JSON line."""
