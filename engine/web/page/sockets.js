// The browser's WebSockets. What comes waits here until Python takes it, and Python is called only when
// nothing waited before.

const OPENED = 0, TEXT = 1, BINARY = 2, CLOSED = 3;

export class Sockets {
  secure = location.protocol === "https:";

  open(url, protocols, wake) {
    return new Socket(url, JSON.parse(protocols), wake.copy());
  }
}

class Socket {
  over = false;
  #queue = [];
  #first = 0;  // of the queue, that is not taken yet
  #wake;
  #socket = null;

  constructor(url, protocols, wake) {
    this.#wake = wake;
    try {
      this.#socket = new WebSocket(url, protocols);
    } catch (error) {
      this.#end(false, 1006, error.message);
      return;
    }
    const socket = this.#socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#put([OPENED, socket.protocol]);
    socket.onmessage = ({ data }) =>
      this.#put(typeof data === "string" ? [TEXT, data] : [BINARY, new Uint8Array(data)]);
    socket.onclose = (event) => this.#end(event.wasClean, event.code, event.reason);
  }

  #put(entry) {
    this.#queue.push(entry);
    if (this.#queue.length - this.#first === 1) this.#wake();
  }

  #end(clean, code, reason) {
    this.over = true;
    this.#queue.push([CLOSED, clean, code, reason]);
    this.#wake?.();
  }

  take(packets, size) {
    const queue = this.#queue;
    let end = this.#first;
    while (end < queue.length && packets > 0 && size > 0) {
      const [kind, data] = queue[end++];
      if (kind === TEXT || kind === BINARY) {
        packets--;
        size -= data.length;
      }
    }
    const taken = queue.slice(this.#first, end);
    if (end === queue.length) {
      this.#queue = [];
      end = 0;
    } else if (end > 4096) {
      this.#queue = queue.slice(end);
      end = 0;
    }
    this.#first = end;
    return taken;
  }

  send(payload) {
    if (typeof payload === "string") {
      this.#socket.send(payload);
    } else {
      const buffer = payload.getBuffer("u8");
      try {
        this.#socket.send(buffer.data);
      } finally {
        buffer.release();
      }
    }
  }

  get waiting() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  close(code, reason) {
    if (code) this.#socket?.close(code, reason);
    else this.#socket?.close();
  }

  discard() {
    const socket = this.#socket;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.#queue = [];
    this.#wake?.destroy();
    this.#wake = null;
  }
}
