// How the page starts: everything is loaded and counted, Python is started, and the program played.

import { unpack } from "./archive.js";
import { keepOffline } from "./offline.js";
import { faultOverlay } from "./overlay.js";
import { play } from "./page.js";
import { Progress } from "./progress.js";

async function start(settings, progress, showFault) {
  const here = (name) => new URL(name, document.baseURI).href;
  progress.count();
  const game = fetch(here(settings.game)).then((response) => response.arrayBuffer());
  const { loadPyodide } = await import(here(settings.runtime + "pyodide.mjs"));
  const pyodide = await loadPyodide({
    indexURL: here(settings.runtime),
    stdLibURL: here(settings.library),
    // There are no packages: no list of them is asked for, and no other host.
    packageBaseUrl: here(settings.runtime),
    lockFileContents: { info: settings.info, packages: {} },
    env: { HOME: "/game" },  // the working directory, which is the first of sys.path
  });
  unpack(pyodide.FS, await game);
  pyodide.runPython("import sys; sys.path.insert(1, '/estragon')");
  progress.starting();
  await play(pyodide, {
    script: settings.script,
    argv: [...settings.argv, ...new URLSearchParams(location.search).getAll("arg")],
    title: settings.title,
    overlay: showFault,
    firstFrame: () => progress.done(),
  });
}

onerror = null;
if (!refused) {
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const progress = new Progress(document.getElementById("progress"), settings.sizes);
  const showFault = faultOverlay(document.getElementById("fault"));
  Promise.race([start(settings, progress, showFault), progress.failure]).catch((error) => {
    progress.stop();
    if (error instanceof SyntaxError || error instanceof WebAssembly.CompileError) {
      refuse(TOO_OLD);
    } else {
      progress.done();
      showFault(error.message, true);
    }
    console.error(error);
  });
  keepOffline(settings.offline);
}
