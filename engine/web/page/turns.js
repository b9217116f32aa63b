// When Python has its turns: with the pictures of the screen, by a timer, or at once.

const SOON = 0.03;  // Seconds. Until then it is the pictures of the screen that count, not the clock.
const LEAVE = 200;  // Milliseconds that a program has to end when the page is left.

export class Turns {
  #turn = null;
  #end = null;  // resolves the promise that it has ended
  #timer = 0;
  #frame = 0;
  #posted = false;
  #ask = null;
  #channel = new MessageChannel();

  constructor() {
    this.#channel.port1.onmessage = () => {
      this.#posted = false;
      this.#run(true);
    };
    document.addEventListener("visibilitychange", () => this.wake());
    window.addEventListener("pagehide", () => this.#leave());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) location.reload();  // who comes back finds a program that has ended
    });
  }

  start(turn) {
    this.#turn = turn.copy();
    this.wake();
    return new Promise((resolve) => (this.#end = resolve));
  }

  wake() {
    if (this.#turn && !this.#posted) {
      this.#posted = true;
      this.#channel.port2.postMessage(0);
    }
  }

  soon() {
    if (this.#timer && !document.hidden) {
      this.#rest();
      this.#frame = requestAnimationFrame(() => this.#run(true));
    }
  }

  leaving(ask) {
    this.#ask?.destroy();
    this.#ask = ask?.copy() ?? null;
  }

  #leave() {  // within this call or never: what waits for the network is waited for here
    if (!this.#ask) return;
    this.#ask();
    const latest = performance.now() + LEAVE;
    do this.#run(true); while (this.#turn && performance.now() < latest);
  }

  stop() {  // Python can be called no more
    this.#rest();
    this.#turn = this.#ask = null;
  }

  #rest() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#timer = this.#frame = 0;
  }

  #run(woken) {
    const turn = this.#turn;
    if (!turn) return;
    this.#rest();
    const seconds = turn(woken);
    if (seconds === undefined || seconds === null) {
      this.#turn = null;
      turn.destroy();
      this.#end();
    } else if (seconds === 0) {
      this.wake();
    } else if (seconds > SOON || document.hidden) {
      this.#timer = setTimeout(() => this.#run(false), Math.max(0, 1000 * seconds));
    } else {
      this.#frame = requestAnimationFrame(() => this.#run(false));
    }
  }
}
