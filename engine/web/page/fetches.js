// What the browser fetches. One piece of a body waits here until Python takes it, and only then the next is read.

export class Fetches {
  open(url, method, headers, body, wake) {
    const buffer = body.getBuffer("u8");
    try {
      return new Fetch(url, method, JSON.parse(headers), buffer.data.slice(), wake.copy());
    } finally {
      buffer.release();
    }
  }
}

class Fetch {
  code = 0;
  headers = "[]";
  error = "";
  over = false;
  #piece = undefined;
  #taken = null;
  #wake;
  #ending = new AbortController();

  constructor(url, method, headers, body, wake) {
    this.#wake = wake;
    this.#go(url, { method, headers, body: body.length ? body : undefined, signal: this.#ending.signal });
  }

  async #go(url, options) {
    try {
      const answer = await fetch(url, options);
      this.headers = JSON.stringify([...answer.headers].map(([name, value]) => `${name}: ${value}`));
      this.code = answer.status;
      const reader = answer.body?.getReader();
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        this.#piece = value;
        const taken = new Promise((resolve) => { this.#taken = resolve; });
        this.#wake?.();
        await taken;
      }
    } catch (error) {
      this.error = error.message;
    }
    this.over = true;
    this.#wake?.();
  }

  take() {
    const piece = this.#piece;
    this.#piece = undefined;
    if (piece) this.#taken();
    return piece;
  }

  discard() {
    this.#ending.abort();
    this.#wake?.destroy();
    this.#wake = null;
  }
}
