// The screen: a canvas that fills the page, and what the user does to it.

import { Painter } from "./painter.js";

const SHIFT = 1, CTRL = 2, ALT = 4, META = 8;
const BUTTONS = [1, 3, 2, 8, 9];  // Godot's numbers of MouseEvent.button
const THE_BROWSERS = /^(F5|F11|F12)$/;  // keys that are not for the program
const THE_BROWSERS_WITH_CTRL = /^[lnrtw+=0-]$/i;
const NOTCH = 120;  // of WheelEvent.wheelDelta
const PASTE_WAIT = 150;  // milliseconds that Ctrl+V has to bring a text

export class Screen {
  #canvas = document.createElement("canvas");
  #input = document.createElement("input");
  #painter;
  #news = null;  // Python, to be called when there is something
  #done = [];  // what the user did
  #ratio = 1;
  #heldBack = null;  // Ctrl+V, until its text is there
  #held = new Set();  // buttons that went down on the canvas
  #touch = null;  // the finger that is the mouse
  #listening = new AbortController();

  constructor(texts) {
    this.#painter = new Painter(this.#canvas.getContext("2d", { alpha: false }), texts);
  }

  // -- What Python calls -------------------------------------------------------------------------

  open(news) {
    this.#news = news.copy();
    this.#canvas.tabIndex = 0;
    this.#canvas.style.cssText = "position:fixed;inset:0;width:100%;height:100%;outline:none;touch-action:none";
    this.#input.autocapitalize = this.#input.autocomplete = "off";
    this.#input.style.cssText = "position:fixed;left:0;top:0;width:1px;height:1em;padding:0;border:0;"
      + "opacity:0;pointer-events:none;font-size:16px";
    document.body.append(this.#canvas, this.#input);
    this.#fit();
    this.#listen();
    this.#canvas.focus({ preventScroll: true });
    if (document.hasFocus()) this.#tell(true, "focus", true);
  }

  size() {
    return JSON.stringify([this.#canvas.width, this.#canvas.height, this.#ratio]);
  }

  paint(changes) {
    this.#painter.take(changes);
    this.#painter.paint();
  }

  repaint() {
    this.#painter.paint();
  }

  picture(number, picture) {
    this.#painter.pictures.set(number, picture);
  }

  take() {
    if (!this.#done.length) return "";
    const text = JSON.stringify(this.#done);
    this.#done = [];
    return text;
  }

  title(text) {
    document.title = text;
  }

  cursor(name) {
    this.#canvas.style.cursor = name;
  }

  caret(x, y, width, height) {
    const focused = document.activeElement === this.#input;
    if (!height) {
      if (focused) this.#canvas.focus({ preventScroll: true });
      return;
    }
    const { style } = this.#input;
    style.left = `${x / this.#ratio}px`;
    style.top = `${y / this.#ratio}px`;
    style.height = style.fontSize = `${height / this.#ratio}px`;
    if (!focused) this.#input.focus({ preventScroll: true });
  }

  copy(text) {
    if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => this.#copyByHand(text));
    else this.#copyByHand(text);
  }

  #copyByHand(text) {  // where a page that came without TLS has no clipboard
    const before = document.activeElement, area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    before?.focus({ preventScroll: true });
  }

  paste() {
    const asked = navigator.clipboard?.readText?.() ?? Promise.reject();
    asked.then((text) => this.#tell(true, "clip", text), () => this.#tell(true, "clip", null));
  }

  pixels() {
    const { width, height } = this.#canvas;
    const { data } = this.#canvas.getContext("2d").getImageData(0, 0, width, height);
    return new Uint8Array(data.buffer);
  }

  close() {
    this.#listening.abort();
    this.#canvas.style.filter = "grayscale(1) opacity(0.5)";  // what was seen last
    this.#canvas.style.cursor = "";
    this.#input.remove();
    this.#news.destroy();
    this.#news = null;
  }

  // -- What happens ------------------------------------------------------------------------------

  #tell(urgent, ...what) {
    if (!this.#news) return;
    const first = !this.#done.length;
    this.#done.push(what);
    if (urgent || first) this.#news(urgent);
  }

  #fit() {
    this.#ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.max(1, Math.round(window.innerWidth * this.#ratio));
    this.#canvas.height = Math.max(1, Math.round(window.innerHeight * this.#ratio));
  }

  #listen() {
    const { signal } = this.#listening;
    const on = (target, names, handler, more) => {
      for (const name of names.split(" ")) target.addEventListener(name, handler, { signal, ...more });
    };
    const refit = () => {
      this.#fit();
      this.repaint();
      this.#tell(true, "resize", this.#canvas.width, this.#canvas.height, this.#ratio);
    };
    on(window, "resize", refit);
    const watchRatio = () => {  // another screen, or zoomed
      const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
      on(query, "change", () => (refit(), watchRatio()), { once: true });
    };
    watchRatio();
    on(window, "focus blur", ({ type, target }) => {
      if (target === window) this.#tell(true, "focus", type === "focus");
    });
    this.#listenToMouse(on);
    this.#listenToTouch(on);
    this.#listenToKeys(on);
  }

  #point({ clientX, clientY }) {
    return [clientX * this.#ratio, clientY * this.#ratio];
  }

  #listenToMouse(on) {
    const canvas = this.#canvas;
    on(canvas, "mousedown", (event) => {
      event.preventDefault();  // the focus stays where text is typed
      if (document.activeElement !== this.#input) canvas.focus({ preventScroll: true });
      this.#button(event, true);
    });
    on(window, "mouseup", (event) => this.#button(event, false));
    on(window, "mousemove", (event) => {
      if (event.target === canvas || event.buttons) {
        this.#tell(false, "move", modifiersOf(event), ...this.#point(event));
      }
    });
    on(canvas, "mouseenter", (event) => this.#tell(true, "enter", ...this.#point(event)));
    on(canvas, "mouseleave", () => this.#tell(true, "leave"));
    on(canvas, "contextmenu", (event) => event.preventDefault());
    on(canvas, "wheel", (event) => {
      event.preventDefault();
      const notches = (old, delta) => old ? old / NOTCH : -delta / (event.deltaMode ? 3 : 100);
      const right = -notches(event.wheelDeltaX, event.deltaX), up = notches(event.wheelDeltaY, event.deltaY);
      this.#tell(true, "wheel", modifiersOf(event), ...this.#point(event), right, up);
    }, { passive: false });
  }

  #button(event, pressed) {
    const button = BUTTONS[event.button];
    if (!button || this.#held.has(button) === pressed) return;  // a click on something else of the page
    if (pressed) this.#held.add(button);
    else this.#held.delete(button);
    this.#tell(true, "button", modifiersOf(event), ...this.#point(event), button, pressed);
  }

  #listenToTouch(on) {  // one finger is the mouse
    on(this.#canvas, "pointerdown pointermove pointerup pointercancel", (event) => {
      if (event.pointerType === "mouse") return;
      event.preventDefault();
      const { type, pointerId } = event, where = [modifiersOf(event), ...this.#point(event)];
      if (type === "pointerdown") {
        if (this.#touch !== null) return;
        this.#touch = pointerId;
        this.#canvas.setPointerCapture(pointerId);
        this.#tell(true, "button", ...where, 1, true);
      } else if (pointerId === this.#touch) {
        if (type === "pointermove") {
          this.#tell(false, "move", ...where);
        } else {
          this.#touch = null;
          this.#tell(true, "button", ...where, 1, false);
          this.#tell(true, "leave");
        }
      }
    });
    on(this.#canvas, "touchstart touchend", (event) => event.preventDefault(), { passive: false });
  }

  #listenToKeys(on) {
    const input = this.#input;
    on(window, "keydown", (event) => this.#key(event, true));
    on(window, "keyup", (event) => this.#key(event, false));
    on(document, "paste", (event) => {
      event.preventDefault();
      this.#tell(true, "clip", event.clipboardData.getData("text/plain"));
      this.#letGo();
    });
    on(input, "compositionupdate", ({ data }) => this.#tell(true, "compose", data));
    on(input, "compositionend", ({ data }) => {
      this.#tell(true, "compose", "");
      this.#tell(true, "text", data);
      input.value = "";
    });
    on(input, "input", ({ isComposing }) => {  // what no key has typed
      if (isComposing || !input.value) return;
      this.#tell(true, "text", input.value);
      input.value = "";
    });
  }

  #key(event, pressed) {
    const { key, code, location, repeat } = event, modifiers = modifiersOf(event);
    if (event.isComposing || key === "Process" || key === "Unidentified" || key === "Dead") return;
    const own = event.target === this.#canvas || event.target === this.#input || event.target === document.body;
    const command = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
    if (!own || THE_BROWSERS.test(key) || (command && THE_BROWSERS_WITH_CTRL.test(key))) return;
    if (command && key.toLowerCase() === "c" && String(getSelection())) return;  // of a fault, say
    const text = pressed && !command && [...key].length === 1 ? key : "";
    const what = ["key", modifiers, key, code, location, pressed, repeat, text];
    if (pressed && command && key.toLowerCase() === "v") {  // what it pastes comes first
      this.#letGo();
      this.#heldBack = what;
      setTimeout(() => this.#heldBack === what && this.#letGo(), PASTE_WAIT);
      return;
    }
    event.preventDefault();
    if (!pressed) this.#letGo();
    this.#tell(true, ...what);
  }

  #letGo() {
    const what = this.#heldBack;
    this.#heldBack = null;
    if (what) this.#tell(true, ...what);
  }
}

function modifiersOf(event) {  // AltGr is told as Ctrl and Alt by some, and is neither
  const plain = !event.getModifierState?.("AltGraph");
  return event.shiftKey * SHIFT | (plain && event.ctrlKey) * CTRL | (plain && event.altKey) * ALT
    | event.metaKey * META;
}
