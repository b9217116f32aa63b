// The painter: replays the drawings that Python tells of. See drawing.py for what it tells.

import { canvasOf } from "./pictures.js";

const BOX = 0, TEXT = 1, PICTURE = 2, POLYLINE = 3, POLYGON = 4, SHADED = 5, PLACE = 6, TEXTURED = 7;
const LONGEST_MITRE = 4;
const UPRIGHT = 1e-9;

export class Painter {
  pictures = new Map();  // by number
  #context;
  #texts;
  #recipes = new Map();  // by number
  #places = [];
  #view = [1, 1, 0, 0, 0, 0];
  #clear = "#000";
  #clip = null;  // the one that is set
  #colors = new Map();

  constructor(context, texts) {
    this.#context = context;
    this.#texts = texts;
  }

  take(message) {
    const { fonts, chars, recipes, gone, forgotten, order, places, view, clear } = JSON.parse(message);
    fonts?.forEach((font) => this.#texts.addFont(font));
    chars?.forEach((char) => this.#texts.addChar(char));
    gone?.forEach((number) => this.#recipes.delete(number));
    forgotten?.forEach((number) => this.pictures.delete(number));
    recipes?.forEach(([number, commands]) => this.#recipes.set(number, commands));
    if (order) this.#places = order.map(() => null);
    places?.forEach(([place, number, transform, clip, color]) => {
      this.#places[place] = { commands: this.#recipes.get(number), transform, clip, color };
    });
    this.#view = view;
    this.#clear = this.#css(clear, null);
    this.#texts.scale = Math.max(1e-3, Math.min(64, Math.abs(view[1])));
  }

  paint() {
    const context = this.#context, { width, height } = context.canvas;
    const [sx, sy, ox, oy, viewWidth, viewHeight] = this.#view;
    const seen = viewWidth && viewHeight ? [
      Math.max(0, Math.floor(ox)),
      Math.max(0, Math.floor(oy)),
      Math.min(width, Math.ceil(ox + viewWidth * sx - 1e-6)),
      Math.min(height, Math.ceil(oy + viewHeight * sy - 1e-6)),
    ] : [0, 0, width, height];
    this.#clip = null;
    context.save();
    context.fillStyle = "#000";
    context.fillRect(0, 0, width, height);
    context.fillStyle = this.#clear;
    context.fillRect(seen[0], seen[1], seen[2] - seen[0], seen[3] - seen[1]);
    for (const place of this.#places) {
      if (place?.commands?.length && this.#clipTo(place.clip, seen)) this.#draw(place);
    }
    context.restore();
  }

  #clipTo(clip, seen) {  // false if nothing can be seen
    const [sx, sy, ox, oy] = this.#view;
    let [left, top, right, bottom] = seen;
    if (clip) {
      left = Math.max(left, Math.floor(clip[0] * sx + ox + 0.5));
      top = Math.max(top, Math.floor(clip[1] * sy + oy + 0.5));
      right = Math.min(right, Math.floor(clip[2] * sx + ox + 0.5));
      bottom = Math.min(bottom, Math.floor(clip[3] * sy + oy + 0.5));
    }
    if (left >= right || top >= bottom) return false;
    const before = this.#clip;
    if (!before || before[0] !== left || before[1] !== top || before[2] !== right || before[3] !== bottom) {
      const context = this.#context;
      context.restore();
      context.save();
      context.beginPath();
      context.rect(left, top, right - left, bottom - top);
      context.clip();
      this.#clip = [left, top, right, bottom];
    }
    return true;
  }

  #draw({ commands, transform, color }) {
    let matrix = this.#seen(transform);
    for (const command of commands) {
      switch (command[0]) {
        case BOX: this.#box(matrix, command, color); break;
        case TEXT: this.#text(matrix, command, color); break;
        case PICTURE: this.#picture(matrix, command, color); break;
        case POLYLINE: this.#polyline(matrix, command, color); break;
        case POLYGON: this.#polygon(matrix, command, color); break;
        case SHADED: this.#shaded(matrix, command, color); break;
        case TEXTURED: this.#textured(matrix, command, color); break;
        case PLACE: matrix = this.#seen(composed(transform, command.slice(1))); break;
      }
    }
  }

  #seen([a, b, c, d, e, f]) {  // from coordinates of a drawing to pixels
    const [sx, sy, ox, oy] = this.#view;
    return [a * sx, b * sy, c * sx, d * sy, e * sx + ox, f * sy + oy];
  }

  #css(bits, color) {  // a colour, seen through that of its drawing
    if (color) return css(multiplied(bits, color));
    let text = this.#colors.get(bits);
    if (text === undefined) {
      if (this.#colors.size > 4096) this.#colors.clear();
      text = css(unpacked(bits));
      this.#colors.set(bits, text);
    }
    return text;
  }

  // -- Boxes: on whole pixels, and never gone, unless they are turned ---------------------------

  #box(matrix, [, x, y, width, height, bits, borderBits, border, radius], color) {
    const context = this.#context, grown = grownBy(matrix);
    const fill = this.#css(bits, color);
    border = border > 0 ? Math.max(1, Math.floor(border * grown + 0.5)) : 0;
    let left, top, wide, high;
    const upright = isUpright(matrix);
    if (upright) {
      [left, top, wide, high] = onPixels(matrix, x, y, width, height, width === height && 2 * radius >= width);
      if (!border && !(radius > 0)) {
        context.fillStyle = fill;
        context.fillRect(left, top, wide, high);
        return;
      }
    } else {  // in pixels along its sides
      const [a, b, c, d, e, f] = matrix;
      const across = Math.hypot(a, b), down = Math.hypot(c, d);
      if (!across || !down) return;
      context.setTransform(a / across, b / across, c / down, d / down, e, f);
      [left, top, wide, high] = [x * across, y * down, width * across, height * down];
      if (wide < 0) [left, wide] = [left + wide, -wide];
      if (high < 0) [top, high] = [top + high, -high];
    }
    radius = Math.min(Math.max(0, radius) * grown, Math.min(wide, high) / 2);
    context.beginPath();
    context.roundRect(left, top, wide, high, radius);
    if (border) {
      const inner = [left + border, top + border, wide - 2 * border, high - 2 * border];
      const filled = inner[2] > 0 && inner[3] > 0, inside = Math.max(0, radius - border);
      const solid = isOpaque(bits) && (!color || color[3] >= 1);
      if (filled && !solid) context.roundRect(...inner, inside);  // it is seen through
      context.fillStyle = this.#css(borderBits, color);
      context.fill("evenodd");
      context.beginPath();
      if (filled) context.roundRect(...inner, inside);
    }
    context.fillStyle = fill;
    context.fill();
    if (!upright) context.resetTransform();
  }

  // -- Texts -------------------------------------------------------------------------------------

  #text(matrix, [, y, x, text, font, bits], color) {
    const context = this.#context, [a, b, c, d, e, f] = matrix, raster = Math.abs(this.#view[1]);
    const paint = this.#css(bits, color);
    if (isUpright(matrix) && Math.abs(a - raster) < 1e-3 && Math.abs(d - raster) < 1e-3) {
      this.#texts.paint(context, font, text, a * x + e, d * y + f, paint);
    } else {
      context.setTransform(a, b, c, d, e, f);
      this.#texts.paintFreely(context, font, text, x, y, paint);
      context.resetTransform();
    }
  }

  // -- Pictures ----------------------------------------------------------------------------------

  #picture(matrix, [, x, y, width, height, number, [u, v, across, down], bits], color) {
    const picture = this.pictures.get(number), context = this.#context;
    if (!picture?.source || !across || !down || !width || !height) return;
    const parts = color ? multiplied(bits, color) : unpacked(bits);
    const source = picture.tinted(parts.slice(0, 3).map((part) => Math.round(255 * clamped(part))).join());
    context.setTransform(...composed(matrix, [width / across, 0, 0, height / down, x, y]));
    context.globalAlpha = clamped(parts[3]);
    const right = u + across, bottom = v + down;
    if (Math.min(u, right) < 0 || Math.min(v, bottom) < 0
        || Math.max(u, right) > picture.width || Math.max(v, bottom) > picture.height) {
      context.translate(-u, -v);
      context.fillStyle = context.createPattern(source, "repeat");
      context.fillRect(u, v, across, down);
    } else {
      if (across < 0) context.scale(-1, 1);
      if (down < 0) context.scale(1, -1);
      const w = Math.abs(across), h = Math.abs(down);
      context.drawImage(source, Math.min(u, right), Math.min(v, bottom), w, h, 0, 0, w, h);
    }
    context.globalAlpha = 1;
    context.resetTransform();
  }

  // -- Lines and polygons: their points are placed here, so that lines are as wide everywhere ------

  #trace(matrix, points) {
    const context = this.#context;
    context.beginPath();
    for (const [x, y] of points) context.lineTo(...at(matrix, x, y));
  }

  #polyline(matrix, [, points, width, bits], color) {
    const context = this.#context, first = points[0], last = points[points.length - 1];
    this.#trace(matrix, points);
    if (points.length > 3 && first[0] === last[0] && first[1] === last[1]) context.closePath();
    context.lineWidth = width * grownBy(matrix);
    context.lineJoin = "miter";
    context.miterLimit = LONGEST_MITRE;
    context.strokeStyle = this.#css(bits, color);
    context.stroke();
  }

  #polygon(matrix, [, points, bits], color) {
    this.#trace(matrix, points);
    this.#context.fillStyle = this.#css(bits, color);
    this.#context.fill();
  }

  // The colours of three corners are mixed by adding three fills, each of which fades from one corner to
  // nothing at the opposite side. Triangles that meet add up to one there, too: no seam is seen.
  #shaded(matrix, [, points, bits, triangles], color) {
    const corners = points.map(([x, y]) => at(matrix, x, y));
    const [left, top, right, bottom] = around(corners, this.#clip);
    if (left >= right || top >= bottom) return;
    const canvas = canvasOf(right - left, bottom - top), context = canvas.getContext("2d");
    context.translate(-left, -top);
    context.globalCompositeOperation = "lighter";
    for (const triangle of triangles) {
      for (let turn = 0; turn < 3; turn++) {
        const [i, j, k] = [0, 1, 2].map((n) => triangle[(n + turn) % 3]);
        const [[x, y], [ax, ay], [bx, by]] = [corners[i], corners[j], corners[k]];
        const side = (bx - ax) ** 2 + (by - ay) ** 2;
        if (!side) continue;
        const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / side;
        const gradient = context.createLinearGradient(x, y, ax + along * (bx - ax), ay + along * (by - ay));
        const [r, g, b, a] = color ? multiplied(bits[i], color) : unpacked(bits[i]);
        gradient.addColorStop(0, css([r, g, b, a]));
        gradient.addColorStop(1, css([r, g, b, 0]));
        context.fillStyle = gradient;
        context.beginPath();
        for (const corner of triangle) context.lineTo(...corners[corner]);
        context.fill();
      }
    }
    this.#context.drawImage(canvas, left, top);
  }

  // Each triangle is filled with the texture as a pattern, in the mean of the colours of its corners.
  #textured(matrix, [, points, places, bits, number, triangles], color) {
    const picture = this.pictures.get(number);
    if (!picture?.source) return;
    const corners = points.map(([x, y]) => at(matrix, x, y));
    const [left, top, right, bottom] = around(corners, this.#clip);
    if (left >= right || top >= bottom) return;
    const canvas = canvasOf(right - left, bottom - top), context = canvas.getContext("2d");
    context.translate(-left, -top);
    context.globalCompositeOperation = "lighter";
    for (const triangle of triangles) {
      const colors = triangle.map((i) => (color ? multiplied(bits[i], color) : unpacked(bits[i])));
      const mean = [0, 1, 2, 3].map((part) => clamped((colors[0][part] + colors[1][part] + colors[2][part]) / 3));
      const tint = mean.slice(0, 3).map((part) => Math.round(255 * part)).join();
      const pattern = context.createPattern(picture.tinted(tint), "repeat");
      pattern.setTransform(new DOMMatrix(shown(triangle.map((i) => places[i]), triangle.map((i) => corners[i]))));
      context.globalAlpha = mean[3];
      context.fillStyle = pattern;
      context.beginPath();
      for (const corner of triangle) context.lineTo(...corners[corner]);
      context.fill();
    }
    this.#context.drawImage(canvas, left, top);
  }
}

// The transform that brings three places of a texture to three corners; one pixel over all, if it is one place.
function shown([[u, v], [u1, v1], [u2, v2]], [[x, y], [x1, y1], [x2, y2]]) {
  const [s, t, q, r] = [u1 - u, v1 - v, u2 - u, v2 - v], area = s * r - q * t;
  if (!area) return [1e6, 0, 0, 1e6, x - (Math.floor(u) + 0.5) * 1e6, y - (Math.floor(v) + 0.5) * 1e6];
  const [a, b] = [((x1 - x) * r - (x2 - x) * t) / area, ((y1 - y) * r - (y2 - y) * t) / area];
  const [c, d] = [((x2 - x) * s - (x1 - x) * q) / area, ((y2 - y) * s - (y1 - y) * q) / area];
  return [a, b, c, d, x - a * u - c * v, y - b * u - d * v];
}

function composed([a, b, c, d, e, f], [g, h, i, j, k, m]) {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f];
}

function at([a, b, c, d, e, f], x, y) {
  return [a * x + c * y + e, b * x + d * y + f];
}

function isUpright([, b, c]) {
  return Math.abs(b) < UPRIGHT && Math.abs(c) < UPRIGHT;
}

function grownBy([a, b, c, d]) {
  return Math.sqrt(Math.abs(a * d - b * c));
}

// A circle keeps its size wherever it is; another box is as far as its edges go.
function onPixels([a, , , d, e, f], x, y, width, height, isDisc) {
  return [...side(a * x + e, a * (x + width) + e, isDisc), ...side(d * y + f, d * (y + height) + f, isDisc)]
    .reduce((box, value, i) => (box[[0, 2, 1, 3][i]] = value, box), []);
}

function side(low, high, isDisc) {  // where it starts, and how long it is
  const length = Math.floor(high - low + 0.5), least = Math.sign(high - low);
  low = Math.floor(low + 0.5);
  high = isDisc ? low + length : Math.floor(high + 0.5);
  if (low === high) high += least;
  return low < high ? [low, high - low] : [high, low - high];
}

function around(points, [left, top, right, bottom]) {
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  return [
    Math.max(left, Math.floor(Math.min(...xs)) - 1),
    Math.max(top, Math.floor(Math.min(...ys)) - 1),
    Math.min(right, Math.ceil(Math.max(...xs)) + 1),
    Math.min(bottom, Math.ceil(Math.max(...ys)) + 1),
  ];
}

function unpacked(bits) {
  return [bits & 255, (bits >>> 8) & 255, (bits >>> 16) & 255, bits >>> 24].map((part) => part / 255);
}

function multiplied(bits, color) {
  return unpacked(bits).map((part, i) => part * color[i]);
}

function isOpaque(bits) {
  return bits >>> 24 === 255;
}

function clamped(part) {
  return Math.max(0, Math.min(1, part));
}

function css([r, g, b, a]) {
  const [red, green, blue] = [r, g, b].map((part) => Math.round(255 * clamped(part)));
  return `rgba(${red},${green},${blue},${clamped(a)})`;
}
