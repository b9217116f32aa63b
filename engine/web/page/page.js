// The page: starts a program of Python, and has what that needs of the browser. See page.py.

import { Fetches } from "./fetches.js";
import { Pictures } from "./pictures.js";
import { Screen } from "./screen.js";
import { Sockets } from "./sockets.js";
import { Sounds } from "./sounds.js";
import { Storage } from "./storage.js";
import { Texts } from "./texts.js";
import { Turns } from "./turns.js";

const MOST_SAID = 50;  // lines
const NEEDED = /\.(png|jpe?g|webp|bmp|ttf|otf)$/i;  // what the browser has to unpack before the first picture

class Page {
  turns = new Turns();
  sockets = new Sockets();
  sounds = new Sounds();
  fetches = new Fetches();

  #said = [];  // what Python wrote last

  constructor(pyodide, options) {
    const repaint = () => this.screen.repaint();
    this.options = options;
    this.pictures = new Pictures(repaint);
    this.texts = new Texts(pyodide.FS, () => (this.texts.forget(), repaint()));
    this.screen = new Screen(this.texts);
    this.storage = new Storage(pyodide.FS);
  }

  log(level, text) {
    console[level](text);
  }

  overlay(text, final) {
    this.options.overlay(text, final);
  }

  ready() {
    this.options.firstFrame();
  }

  say(level, text) {
    console[level](text);
    this.#said.push(text);
    if (this.#said.length > MOST_SAID) this.#said.shift();
  }

  // Python itself has failed, and can be called no more. It has said where it was.
  crashed(error) {
    const where = this.#said.slice(this.#said.findLastIndex((text) => text.includes("most recent call first")));
    this.turns.stop();
    this.ready();
    this.overlay(`Python has crashed in this page. Load the page to begin anew.\n\n${error.message}\n\n`
      + where.join("\n"), true);
  }
}

export async function play(pyodide, options) {
  const page = new Page(pyodide, options);
  pyodide.setStdout({ batched: (text) => page.say("log", text) });
  pyodide.setStderr({ batched: (text) => page.say("error", text) });
  pyodide._api.on_fatal = (error) => page.crashed(error);  // it has no public name
  const { FS } = pyodide;
  const kept = page.storage.open();
  const fonts = pyodide.runPython("import engine.text; engine.text.__path__[0]") + "/fonts";
  const files = [...filesIn(FS, FS.cwd()), ...filesIn(FS, fonts)];
  const loaded = Promise.all([page.pictures.load(files), page.texts.load(files)]);
  const boot = pyodide.pyimport("engine.web.boot");
  await loaded;
  await kept;
  const given = JSON.stringify({ script: options.script, argv: options.argv, title: options.title });
  if ("Suspending" in WebAssembly && new URLSearchParams(location.search).get("jspi") !== "0") {
    const { run_sync } = pyodide.pyimport("pyodide.ffi");
    await boot.play.callPromising(page, given, run_sync);
  } else {
    boot.play(page, given, undefined);
  }
}

function filesIn(FS, folder) {
  const found = [];
  for (const name of FS.readdir(folder)) {
    if (name.startsWith(".")) continue;
    const path = `${folder}/${name}`;
    if (FS.isDir(FS.stat(path).mode)) found.push(...filesIn(FS, path));
    else if (NEEDED.test(name)) found.push({ path, bytes: FS.readFile(path) });
  }
  return found;
}
