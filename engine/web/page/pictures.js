// Pictures: those that came with the page, which are unpacked before the program starts, and others.

const PICTURE_FILE = /\.(png|jpe?g|webp|bmp)$/i;

export class Pictures {
  #came = [];  // [the bytes of the file, Picture]
  #changed;

  constructor(changed) {
    this.#changed = changed;  // called when one has got its pixels
  }

  async load(files) {
    const pictures = files.filter(({ path }) => PICTURE_FILE.test(path));
    await Promise.all(pictures.map(async ({ bytes }) => {
      const picture = new Picture();
      if (await picture.unpack(bytes)) this.#came.push([bytes, picture]);
    }));
  }

  find(file) {
    return copied(file, (bytes) => {
      const same = ([others]) => others.length === bytes.length && others.every((b, i) => b === bytes[i]);
      return this.#came.find(same)?.[1];
    });
  }

  unpack(file) {
    const picture = new Picture();
    picture.unpack(copied(file, (bytes) => bytes.slice())).then((done) => {
      if (done) this.#changed();
      else console.error("A picture is damaged: it cannot be unpacked.");
    });
    return picture;
  }

  make(width, height, rgba) {
    const picture = new Picture();
    const pixels = copied(rgba, (bytes) => new ImageData(new Uint8ClampedArray(bytes), width, height));
    picture.source = canvasOf(width, height);
    picture.source.getContext("2d").putImageData(pixels, 0, 0);
    return picture;
  }
}

class Picture {
  source = null;  // what can be drawn, once it is there
  tints = new Map();  // by colour

  async unpack(bytes) {
    try {
      this.source = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: "none" });
    } catch {
      return false;
    }
    return true;
  }

  get width() {
    return this.source?.width ?? 0;
  }

  get height() {
    return this.source?.height ?? 0;
  }

  rgba() {
    const { width, height } = this;
    const context = canvasOf(width, height).getContext("2d", { willReadFrequently: true });
    context.drawImage(this.source, 0, 0);
    return new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
  }

  tinted(rgb) {  // what is to be drawn for a colour, as "r,g,b"
    if (rgb === "255,255,255") return this.source;
    let tint = this.tints.get(rgb);
    if (!tint) {
      if (this.tints.size > 16) this.tints.clear();  // it fades: no colour comes again
      const { width, height } = this;
      tint = canvasOf(width, height);
      const context = tint.getContext("2d");
      context.drawImage(this.source, 0, 0);
      context.globalCompositeOperation = "multiply";
      context.fillStyle = `rgb(${rgb})`;
      context.fillRect(0, 0, width, height);
      context.globalCompositeOperation = "destination-in";
      context.drawImage(this.source, 0, 0);
      this.tints.set(rgb, tint);
    }
    return tint;
  }
}

export function canvasOf(width, height) {
  return new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
}

export function copied(bytes, use) {  // what `use` makes of bytes of Python
  const buffer = bytes.getBuffer("u8");
  try {
    return use(buffer.data);
  } finally {
    buffer.release();
  }
}
