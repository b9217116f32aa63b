// Bytecode where there is no Python 3.14 but node: the very Pyodide of the page compiles.
//
// node compile_sources.cjs RUNTIME_FOLDER SOURCES.zip CODE.zip
const fs = require("node:fs");
const path = require("node:path");

async function main([runtime, sources, code]) {
  const { loadPyodide } = require(path.join(runtime, "pyodide.js"));
  const python = await loadPyodide({
    indexURL: runtime,
    lockFileContents: { ...JSON.parse(fs.readFileSync(path.join(runtime, "pyodide-lock.json"))), packages: {} },
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("PYTHON"))),
  });
  python.FS.writeFile("/sources.zip", fs.readFileSync(sources));
  python.FS.writeFile("/compile_sources.py", fs.readFileSync(path.join(__dirname, "compile_sources.py")));
  python.runPython("import sys; sys.path.insert(0, '/')");
  python.pyimport("compile_sources").compile_all("/sources.zip", "/code.zip");
  fs.writeFileSync(code, python.FS.readFile("/code.zip"));
}

function fail(error) {  // node itself would print the line, which is all of Pyodide
  console.error(String(error.message ?? error));
  process.exit(1);
}

process.on("uncaughtException", fail);
main(process.argv.slice(2)).catch(fail);
