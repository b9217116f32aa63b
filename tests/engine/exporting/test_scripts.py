import shutil
import subprocess
from pathlib import Path

import pytest

from engine.exporting.error import ExportError
from engine.exporting.scripts import bundled

MODULES = {
    "entry": 'import { double, Pair } from "./pairs.js";\nimport { log } from "./log.js";\n'
    "const made = new Pair(double(2));\nlog(made.value);\n",
    "pairs": 'import { log } from "./log.js";\n\nexport function double(x) { return 2 * x; }\n'
    'export class Pair {\n  constructor(value) { this.value = value; log("made"); }\n}\n'
    'const made = "mine";\n',
    "log": "export const log = (text) => console.log(text);\nexport async function later() {}\n",
}


def test_each_module_keeps_a_scope_of_its_own_and_comes_once_before_who_imports_it():
    text = bundled("entry", MODULES.__getitem__)
    assert [line for line in text.splitlines() if line.startswith("// ")] == [
        *("// log.js", "// pairs.js", "// entry.js"),
    ]
    assert "const { double, Pair } = module_pairs;" in text
    assert "return { log, later };" in text


def test_the_bundle_is_javascript_that_runs(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no JavaScript: install node")
    file = tmp_path / "bundle.mjs"
    file.write_text(bundled("entry", MODULES.__getitem__), encoding="utf-8")
    done = subprocess.run([node, str(file)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("made\n4\n", "")


def test_modules_that_import_in_a_circle_are_refused():
    modules = {"a": 'import { b } from "./b.js";', "b": 'import { a } from "./a.js";'}
    with pytest.raises(ExportError, match="a → b → a: modules of a page cannot import in a circle"):
        bundled("a", modules.__getitem__)


@pytest.mark.parametrize(
    "line",
    ['import a from "./a.js";', "export default 1;", "export { a };", 'import { a as b } from "../a.js";'],
)
def test_other_ways_to_import_and_export_are_refused(line):
    with pytest.raises(ExportError, match=r"is not how modules of a page import or export"):
        bundled("a", {"a": f"// first\n{line}\n"}.__getitem__)


def is_javascript(text, file):
    node = shutil.which("node")
    file.write_text(text, encoding="utf-8")
    return (
        node is None or subprocess.run([node, "--check", str(file)], timeout=60, check=False).returncode == 0
    )


def test_the_modules_of_the_page_can_be_bundled(tmp_path):
    folder = Path(bundled.__code__.co_filename).parents[1] / "web" / "page"
    text = bundled("shell", lambda name: (folder / f"{name}.js").read_text(encoding="utf-8"))
    assert is_javascript(text, tmp_path / "page.mjs")
    bundles = {line[3:] for line in text.splitlines() if line.startswith("// ") and line.endswith(".js")}
    assert bundles == {path.name for path in folder.glob("*.js")} - {"worker.js"}
