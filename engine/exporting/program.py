"""Program: a script and what comes along with it into the page. Scripts are read, not run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..base.project_name import name_in_godot
from ..base.spelling import did_you_mean
from .error import ExportError
from .imports import files_of, imports_of
from .slips import Slip, slip_of_import, slips_in

_OURS = {"engine", "nodes"}
"""What comes from here, whatever is beside the script."""

_BESIDE = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".ttf", ".ogg", ".wav"}
"""The endings of pictures, fonts and sounds."""
_PROJECT = "project.godot"
_OF_PROJECTS = {*_BESIDE, ".tscn", ".tres", ".godot", ".otf", ".ogg.import", ".wav.import"}
"""The endings of what a project of Godot loads by its paths: its scenes name it, not its scripts. What was
said of a sound when the editor imported it, whether it loops, is asked for when that is loaded."""


class Program:
    """A script, the modules beside it that it imports, what these import in turn, and pictures beside it.

    Its folder is the working directory of the page. A script that imports from the package that it is in
    is run as `python -m` would: the working directory is the folder that has the package.
    """

    root: Path
    script: str
    """Relative to the root, as are all paths here."""
    sources: dict[str, Path]
    imported: set[str]
    """The names of modules that are not beside it."""
    slips: list[Slip]

    def __init__(self, script: str) -> None:
        """Read the sources. ExportError if one cannot be read."""
        path = Path(script).resolve()
        if (path / _PROJECT).is_file():
            raise ExportError(
                f"{script!r} is a folder: name the script in it that runs the project,"
                f" {str(Path(script) / 'play.py')!r}, which `python -m engine port` writes."
            )
        if path.suffix != ".py" or not path.is_file():
            near = did_you_mean(f"{path.stem}.py", [file.name for file in path.parent.glob("*.py")])
            raise ExportError(f"There is no script {script!r}: name a file that ends with .py.{near}")
        self.root = _root_of(path)
        self.script = path.relative_to(self.root).as_posix()
        self.sources = {}
        self.imported = set()
        found: set[Slip] = set()
        todo = [(self.script, True)]
        if self.is_project:
            todo += [(name, False) for name in self._of_the_project({".py"})]
        while todo:
            todo.sort(key=lambda one: one[1])  # what is imported for sure comes first, and counts as such
            file, sure = todo.pop()
            if file not in self.sources:
                todo += self._read(file, sure, found)
        self.slips = sorted(found)

    def __repr__(self) -> str:
        return f"<Program {self.script} of {len(self.sources)} sources in {self.root}>"

    @property
    def name(self) -> str:
        """What it is called if nobody says more."""
        path = self.root / self.script
        named = path.parent.name if path.stem == "__main__" else path.stem
        return name_in_godot(str(self.root)) or named

    def files(self, include: Iterable[str] = (), out: Path | None = None) -> dict[str, Path]:
        """Return the sources, the pictures and fonts beside the script, and what matches the patterns.

        A pattern that names a folder means all that is in it, but for what is hidden by a dot, and for
        what is in `out`, the folder of the export.
        """
        if self.is_project:
            found = [self.root / name for name in self._of_the_project(_OF_PROJECTS, out)]
        else:
            beside = (self.root / self.script).parent.iterdir()
            found = [path for path in beside if path.suffix.lower() in _BESIDE and path.is_file()]
        for pattern in include:
            found += self._matches(pattern, out)
        return {**self.sources, **{path.relative_to(self.root).as_posix(): path for path in found}}

    @property
    def is_project(self) -> bool:
        """Whether it is a project of Godot, whose scenes and scripts all come along."""
        return (self.root / _PROJECT).is_file()

    def _of_the_project(self, endings: set[str], out: Path | None = None) -> list[str]:
        """Return the files of the project with these endings, relative to its folder."""
        return [
            path.relative_to(self.root).as_posix()
            for path in sorted(self.root.rglob("*"))
            if _ending(path) in endings and path.is_file() and not self._is_left(path, "", out)
        ]

    def _matches(self, pattern: str, out: Path | None) -> list[Path]:
        plain = pattern.removesuffix("**")
        if pattern and "*" not in plain and (self.root / plain).is_dir():
            pattern = str(Path(plain, "**/*"))
        try:
            found = [path.resolve() for path in self.root.glob(pattern)]
        except (ValueError, NotImplementedError):  # an empty one, or one from the root
            found = []
        outside = next((path for path in found if not path.is_relative_to(self.root)), None)
        if outside is not None:
            raise ExportError(f"--include {pattern}: {outside} is not in {self.root}, as a page needs it.")
        found = [path for path in found if path.is_file() and not self._is_left(path, pattern, out)]
        if not found:
            raise ExportError(f"--include {pattern}: there is no such file in {self.root}.")
        return found

    def _is_left(self, path: Path, pattern: str, out: Path | None) -> bool:
        if out is not None and path.is_relative_to(out.resolve()):
            return True
        left = {part for part in path.relative_to(self.root).parts if part.startswith((".", "__pycache__"))}
        return not left <= set(Path(pattern).parts)

    def _read(self, file: str, sure: bool, slips: set[Slip]) -> Iterator[tuple[str, bool]]:
        """Take in a source; yield those beside it that it needs, and whether that is for sure."""
        path = self.root / file
        tree = _parsed(path, file)
        self.sources[file] = path
        slips.update(slips_in(file, tree, sure))
        package = file.removesuffix(".py").replace("/", ".").rpartition(".")[0]
        if package:
            yield from ((name, sure) for name in self._beside(package))
        for one in imports_of(tree, file):
            if one.name.partition(".")[0] in _OURS:
                continue
            beside = self._beside(one.name)
            yield from ((name, sure and one.at_once) for name in beside)
            if not beside:
                self.imported.add(one.name)
                slip = slip_of_import(file, one, sure)
                if slip is not None:
                    slips.add(slip)

    def _beside(self, module: str) -> list[str]:
        """Return the files beside the script that are loaded when a module is imported."""
        found = []
        for names in files_of(module):
            found += [name for name in names if (self.root / name).is_file()][:1]
        return found


def _root_of(script: Path) -> Path:
    """Return the working directory of a script."""
    above = script.parent
    while (above / "__init__.py").is_file():
        above = above.parent
    file = script.relative_to(above).as_posix()
    package = file.split("/")[0]
    imported = (one.name.partition(".")[0] for one in imports_of(_parsed(script, script.name), file))
    return above if package in imported else script.parent


def _parsed(path: Path, name: str) -> ast.Module:
    try:
        return ast.parse(path.read_bytes(), name)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise ExportError(f"{name}:{line}: {getattr(error, 'msg', error)}.") from error


def _ending(path: Path) -> str:
    """Return how the name of a file ends; of what the editor says of another that is part of it."""
    return "".join(path.suffixes[-2 if path.suffix == ".import" else -1 :]).lower()
