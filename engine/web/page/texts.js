// Texts: each character in the cell that the layout has for it, from the same font files.

import { canvasOf } from "./pictures.js";

const OTHERS = 1, MARK = 2, NOTHING = 3;  // as in drawing.py
const UNTOLD = { advance: 0, kind: NOTHING };  // two surrogates, which Python tells one by one
const SLANT = 0.2126;  // as FreeType slants
const OTHER_FONTS = '"Noto Sans", "DejaVu Sans", system-ui, sans-serif';  // for what a font lacks
const FONT_FILE = /\.(ttf|otf)$/i;
const MOST_PIXELS = 8 << 20;  // of the lines that are kept, twice
const LONGEST_LINE = 8192;  // pixels; what is longer is not kept
const LONG = 16;  // characters: what has more is kept when it is first seen, for it takes long to draw twice

export class Texts {
  #families = new Map();  // by path
  #loaded = 0;
  #fonts = new Map();  // by number
  #lines = new Map();  // by font, colour and text: 1 for what was seen once, then a picture
  #older = new Map();
  #kept = 0;
  #scratch = canvasOf(1, 1).getContext("2d");  // to draw lines with: a canvas for each takes longer
  #scale = 1;
  #files;
  #changed;

  constructor(files, changed) {
    this.#files = files;  // the file system of Python
    this.#changed = changed;  // called when a font has been loaded
  }

  async load(files) {
    const faces = files.filter(({ path }) => FONT_FILE.test(path)).map(({ path, bytes }) => this.#face(path, bytes));
    const waiting = faces.filter(({ status }) => status === "loading");  // Chromium has them at once
    await Promise.all(waiting.map(({ loaded }) => loaded.catch(() => null)));
  }

  #face(path, bytes) {
    const family = `estragon${this.#loaded++}`;
    const face = new FontFace(family, bytes);
    this.#families.set(path, family);
    document.fonts.add(face);
    face.load();
    return face;
  }

  addFont([number, path, size, bold, slanted]) {
    path = path.startsWith("/") ? path : `${this.#files.cwd()}/${path}`;
    if (!this.#families.has(path)) {
      this.#face(path, this.#files.readFile(path)).loaded.then(this.#changed, () => null);
    }
    const family = this.#families.get(path);
    const name = (pixels) => `${bold ? "bold " : ""}${pixels}px ${family}, ${OTHER_FONTS}`;
    this.#fonts.set(number, { number, name, size, slant: slanted ? SLANT : 0, chars: new Map() });
  }

  addChar([number, char, advance, kind]) {
    this.#fonts.get(number).chars.set(char, { advance, kind });
  }

  set scale(scale) {  // how many pixels the glyphs have for each logical one, when nothing is zoomed
    if (scale !== this.#scale) this.forget();
    this.#scale = scale;
  }

  forget() {
    this.#age();
    this.#age();
  }

  #age() {  // a picture has its memory until it is closed: the collector does not see how much that is
    for (const { picture } of this.#older.values()) picture?.close();
    this.#older = this.#lines;
    this.#lines = new Map();
    this.#kept = 0;
  }

  // Paint a line whose pen starts at x, y, in pixels: upright, and at the scale.
  paint(context, number, text, x, y, color) {
    const font = this.#fonts.get(number);
    const line = this.#line(font, text, color);
    x = Math.floor(x + 0.5);
    y = Math.floor(y + 0.5);
    if (line === null) {
      this.#glyphs(context, font, text, x, y, this.#scale, color, true);
    } else if (line.picture) {
      context.drawImage(line.picture, x - line.left, y - line.top);
    }
  }

  // Paint a line at the origin of a transform that turns or zooms.
  paintFreely(context, number, text, x, y, color) {
    this.#glyphs(context, this.#fonts.get(number), text, x, y, 1, color, false);
  }

  #line(font, text, color) {  // null for one that is not kept
    const key = `${font.number} ${color} ${text}`;
    let line = this.#lines.get(key);
    if (line?.picture) return line;
    if (this.#kept > MOST_PIXELS) this.#age();
    if (!line) {
      line = this.#older.get(key) ?? {};
      this.#older.delete(key);
      this.#lines.set(key, line);
      this.#kept += 256;
    }
    if (!line.picture) {
      if (!line.seen && text.length <= LONG) {  // perhaps it is never seen again
        line.seen = true;
        return null;
      }
      this.#draw(font, text, color, line);
      if (!line.picture) return null;
    }
    this.#kept += line.picture.width * line.picture.height;
    return line;
  }

  #draw(font, text, color, line) {
    const scale = this.#scale, height = font.size * scale;
    let width = 0;
    for (const char of text) width += (font.chars.get(char) ?? UNTOLD).advance;
    line.left = Math.ceil(0.5 * height);  // as far as glyphs may reach out of their cells, and down
    line.top = Math.ceil(1.4 * height);
    width = Math.ceil(width * scale) + 2 * line.left;
    if (width > LONGEST_LINE) return;
    const { canvas } = this.#scratch;
    canvas.width = width;
    canvas.height = line.top + line.left;
    this.#glyphs(this.#scratch, font, text, line.left, line.top, scale, color, true);
    line.picture = canvas.transferToImageBitmap();
  }

  #glyphs(context, font, text, x, y, scale, color, exactly) {
    const usual = font.name(font.size * scale);
    context.font = usual;
    context.fontKerning = "none";
    context.fillStyle = color;
    if (font.slant) {
      context.save();
      context.transform(1, 0, -font.slant, 1, font.slant * y, 0);
    }
    let pen = 0;
    const chars = Array.from(text);
    const cell = (i) => font.chars.get(chars[i]) ?? UNTOLD;
    for (let i = 0; i < chars.length; i++) {
      let glyph = chars[i];
      const { advance, kind } = cell(i);
      while (i + 1 < chars.length && cell(i + 1).kind === MARK) glyph += chars[++i];
      if (kind !== NOTHING) {
        let left = exactly ? Math.floor(x + pen * scale + 0.5) : x + pen * scale;
        if (kind === OTHERS) {
          const width = context.measureText(glyph).width, room = advance * scale;
          if (width > room) context.font = font.name(font.size * scale * room / width);
          left += Math.max(0, room - width) / 2;
        }
        context.fillText(glyph, left, y);
        if (kind === OTHERS) context.font = usual;
      }
      pen += advance;
    }
    if (font.slant) context.restore();
  }
}
