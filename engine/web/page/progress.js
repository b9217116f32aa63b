// How much of the page has come, by bytes, and what it says meanwhile.

export class Progress {
  // `sizes` has the bytes of each file by its name, as they are after what the host did to send fewer.
  constructor(element, sizes) {
    this.element = element;
    this.text = element.querySelector("p");
    this.bar = element.querySelector("progress");
    this.sizes = new Map(Object.entries(sizes).map(([name, size]) => [new URL(name, document.baseURI).href, size]));
    this.all = [...this.sizes.values()].reduce((sum, size) => sum + size, 0);
    this.come = 0;
  }

  add(bytes) {
    this.come += bytes;
    const part = Math.min(1, this.come / this.all);
    this.bar.value = part;
    this.text.textContent = `Loading… ${Math.floor(100 * part)} %`;
  }

  starting() {
    this.bar.value = 1;
    this.text.textContent = "Starting…";
  }

  done() {
    this.element.hidden = true;
  }
}

// Let `fetch` count what comes of the files that `progress` knows, until the function returned is called.
export function countedFetch(progress) {
  const before = globalThis.fetch;
  globalThis.fetch = async (resource, options) => {
    const response = await before(resource, options);
    const url = new URL(resource?.url ?? resource, document.baseURI).href;
    if (!progress.sizes.has(url) || !response.body) {
      return response;
    }
    count(response.clone().body, progress);
    return response;
  };
  return () => { globalThis.fetch = before; };
}

async function count(body, progress) {
  const reader = body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      progress.add(piece.value.length);
    }
  } catch {
    // Whoever reads the other one is told.
  }
}
