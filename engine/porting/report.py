"""What came of a project: a summary that a person can act on, a page of it, and all of it as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .folder import Folder, lines_of_code
from .script import Ported

_SHOWN = 3
"""How many places of a cause a summary names."""


@dataclass
class Counts:
    """Lines of scripts, by what became of them."""

    scripts: int = 0
    lines: int = 0
    as_they_are: int = 0
    helped: int = 0
    to_look_at: int = 0
    need_you: int = 0


class Report:
    """Looks at what was ported."""

    def __init__(self, folder: Folder, ported: list[Ported]) -> None:
        self.folder: Folder = folder
        self.ported: list[Ported] = ported
        self.causes: dict[str, list[str]] = {}
        """Where each thing that is to be said holds, as `path:line`."""
        self.counts: Counts = Counts(scripts=len(ported) + sum(1 for one in folder.unreadable if one.lines))
        for one in ported:
            self._count(one)
        for unreadable in folder.unreadable:
            self.counts.lines += unreadable.lines
            self.counts.need_you += unreadable.lines
            self.causes.setdefault(f"It cannot be read: {unreadable.why}", []).append(unreadable.path)

    def _count(self, one: Ported) -> None:
        lines = lines_of_code(self.folder.sources[one.path])
        serious = {note.line for note in one.notes if note.serious}
        doubtful = {note.line for note in one.notes} - serious
        helped = one.helped - serious - doubtful
        self.counts.lines += lines
        self.counts.need_you += len(serious)
        self.counts.to_look_at += len(doubtful)
        self.counts.helped += len(helped)
        self.counts.as_they_are += lines - len(serious) - len(doubtful) - len(helped)
        for note in one.notes:
            place = f"{self.folder.shown(one.path)}:{note.line}"
            self.causes.setdefault(note.text, []).append(place)

    def headline(self) -> str:
        """Return the counts as a sentence."""
        counts = self.counts
        return (
            f"{counts.scripts:,} script{'s' * (counts.scripts != 1)}, {counts.lines:,} lines:"
            f" {counts.as_they_are:,} as they are, {counts.helped:,} with a helper,"
            f" {counts.to_look_at:,} to look at, {counts.need_you:,} need you"
        )

    def summary(self) -> str:
        """Return what there is to do, the most frequent first."""
        lines = [self.headline(), *self._cause_lines(_SHOWN)]
        if self.folder.missing_classes:
            lines += ["", "In scenes, without a counterpart here:"]
            lines += [f"{count:>6}  {name}" for name, count in self._missing()]
        return "\n".join(lines)

    def _missing(self) -> list[tuple[str, int]]:
        return sorted(self.folder.missing_classes.items(), key=lambda pair: (-pair[1], pair[0]))

    def _by_count(self) -> list[tuple[str, list[str]]]:
        return sorted(self.causes.items(), key=lambda pair: (-len(pair[1]), pair[0]))

    def _cause_lines(self, shown: int) -> list[str]:
        found = [""] if self.causes else []
        for text, places in self._by_count():
            more = f" and {len(places) - shown:,} more" if len(places) > shown else ""
            found.append(f"{len(places):>6}  {text}  {', '.join(places[:shown])}{more}")
        return found

    def page(self) -> str:
        """Return `PORTING.md`: which files there are, and what is left to do."""
        lines = ["# What became of the project", "", f"{self.headline()}.", ""]
        if self.causes:
            lines += ["## What is left", ""]
            for text, places in self._by_count():
                lines += [f"- {text}", *(f"  - `{place}`" for place in places)]
            lines.append("")
        if self.folder.missing_classes:
            lines += ["## In scenes, without a counterpart", ""]
            lines += [f"- {name}: {count}" for name, count in self._missing()]
            lines.append("")
        lines += ["## Scripts", "", "| from | to | lines | need you |", "| --- | --- | --- | --- |"]
        for one in self.ported:
            serious = len({note.line for note in one.notes if note.serious})
            code = lines_of_code(self.folder.sources[one.path])
            path = self.folder.shown(one.path)
            lines.append(f"| `{path}` | `{one.module.replace('.', '/')}.py` | {code} | {serious} |")
        return "\n".join(lines) + "\n"

    def data(self) -> dict[str, Any]:
        """Return everything, for programs."""
        return {
            "counts": vars(self.counts),
            "causes": dict(self._by_count()),
            "missing_in_scenes": dict(self._missing()),
            "unreadable": [one._asdict() for one in self.folder.unreadable],
            "scripts": [
                {
                    "path": self.folder.shown(one.path),
                    "module": one.module,
                    "notes": [note._asdict() for note in one.notes],
                    "helped": sorted(one.helped),
                }
                for one in self.ported
            ],
        }
