// How much of the page has come, by bytes, and what it says meanwhile.

export class Progress {
  // `sizes` has the bytes of files by their names, as they are once unpacked on their way.
  constructor(element, sizes) {
    this.element = element;
    this.text = element.querySelector("p");
    this.bar = element.querySelector("progress");
    this.sizes = new Map(Object.entries(sizes).map(([name, size]) => [new URL(name, document.baseURI).href, size]));
    this.all = [...this.sizes.values()].reduce((sum, size) => sum + size, 0);
    this.come = 0;
    this.reading = [];
    // Rejected when one of the files does not come: Python would wait for it for ever.
    this.failure = new Promise((resolve, reject) => { this.fail = reject; });
    this.failure.catch(() => {});
  }

  // Let `fetch` count what comes of the files, until `stop` is called.
  count() {
    const before = globalThis.fetch;
    const { instantiate, instantiateStreaming } = WebAssembly;
    this.stop = () => {
      globalThis.fetch = before;
      Object.assign(WebAssembly, { instantiate, instantiateStreaming });
      this.add = () => {};
    };
    for (const [name, make] of Object.entries({ instantiate, instantiateStreaming })) {
      WebAssembly[name] = async (...given) => {
        try {
          return await make.apply(WebAssembly, given);
        } catch (error) {
          await Promise.all(this.reading);  // they know better, if not all of it has come
          this.fail(error);
          throw error;
        }
      };
    }
    globalThis.fetch = (resource, options) => {
      const answer = before(resource, options);
      const url = new URL(resource.url ?? resource, document.baseURI).href;
      if (this.sizes.has(url)) {
        this.reading.push(answer.then((response) => this.read(response.clone(), this.sizes.get(url)), () => {
          this.fail(new Error(`${url} cannot be loaded: there is no connection.`));
        }));
      }
      return answer;
    };
  }

  async read(response, size) {
    if (!response.ok) {
      this.fail(new Error(`${response.url} cannot be loaded: ${response.status} ${response.statusText}`));
      return;
    }
    const reader = response.body.getReader();
    let come = 0;
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        come += piece.value.length;
        this.add(piece.value.length);
      }
    } catch {
      this.fail(new Error(`${response.url} cannot be loaded: the connection was lost.`));
    }
    if (come !== size) {
      this.fail(new Error(`${response.url} is damaged: it has ${come} bytes in place of ${size}. Load the page again;`
        + " if that does not help, its host has another file there: export the page again, and put all of it there."));
    }
  }

  add(bytes) {
    this.come += bytes;
    const part = Math.min(1, this.come / this.all);
    this.bar.value = part;
    this.text.textContent = `Loading… ${Math.floor(100 * part)} %`;
  }

  starting() {
    this.stop();
    this.bar.value = 1;
    this.text.textContent = "Starting…";
  }

  done() {
    this.element.hidden = true;
  }
}
