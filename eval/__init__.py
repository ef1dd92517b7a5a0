"""Quality, measured and pinned: `python -m eval` runs every measure against `floors.json`.

A measure is a module in here with two names:

    FILES: tuple[str, ...]                   what it reads: files or folders, in the corpora's folder or absolute;
                                             where one is missing the measure is skipped
    measure(data: Path) -> dict[str, float]  its figures; more is better for every one that is pinned
"""
