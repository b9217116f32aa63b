// How the page starts: everything is loaded, counted by bytes, then Python is started and the program played.

import { faultOverlay } from "./overlay.js";
import { countedFetch, Progress } from "./progress.js";
import { play } from "./page.js";

const settings = JSON.parse(document.getElementById("settings").textContent);

const showFault = faultOverlay(document.getElementById("fault"));

async function start() {
  const here = (name) => new URL(name, document.baseURI).href;
  const progress = new Progress(document.getElementById("progress"), settings.sizes);
  const restore = countedFetch(progress);
  try {
    const game = fetch(here(settings.game)).then(contents);
    const { loadPyodide } = await import(here(settings.runtime + "pyodide.mjs"));
    const pyodide = await loadPyodide({
      indexURL: here(settings.runtime),
      stdLibURL: here(settings.library),
      // There are no packages: no list of them is asked for, and no other host.
      packageBaseUrl: here(settings.runtime),
      lockFileContents: { info: settings.info, packages: {} },
      env: { HOME: "/game" },  // which is its working directory, and so the first on sys.path
    });
    pyodide.unpackArchive(await game, "zip", { extractDir: "/" });
    pyodide.runPython("import sys; sys.path.insert(1, '/estragon')");
    progress.starting();
    await play(pyodide, {
      script: settings.script,
      argv: [...settings.argv, ...new URLSearchParams(location.search).getAll("arg")],
      title: settings.title,
      overlay: showFault,
      firstFrame: () => progress.done(),
    });
  } finally {
    restore();
  }
}

async function contents(response) {
  if (!response.ok) {
    throw new Error(`${response.url} cannot be loaded: ${response.status} ${response.statusText}`);
  }
  return response.arrayBuffer();
}

if (!refused) {
  start().catch((error) => {
    console.error(error);
    showFault(String(error?.message ?? error), true);
  });
}
