// A stand-in until the real one has come: it runs the script, without a tree's display.

export async function play(pyodide, options) {
  pyodide.globals.set("script", options.script);
  pyodide.globals.set("arguments", pyodide.toPy(options.argv));
  const lines = [
    "import runpy, sys",
    "sys.argv = [script, *arguments]",
    "runpy.run_path(script, run_name='__main__')",
  ];
  pyodide.runPython(lines.join("\n"));
  options.firstFrame();
}
