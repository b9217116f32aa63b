"""Writing the page into a folder."""

from pathlib import Path

from .export import Export


def write_folder(made: Export, out: Path) -> list[str]:
    """Write."""
    for name, data in made.files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return [f"{len(data):>12,} {name}" for name, data in made.files.items()]
