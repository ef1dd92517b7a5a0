"""Print each source of a record that comes in on standard input: its id, its kind, and the words that name it."""

import json
import sys

record = json.load(sys.stdin)
text = record["article"]["text"]
for source in record["sources"]:
    words = text[slice(*source["span"])] if source["span"] else "–"
    print(f"{source['id']:<4} {source['kind']:<12} {words}")
