// Sounds. A browser is silent until the user has done something with the page: what plays meanwhile is heard
// from then on, as far as it has got.

import { copied } from "./pictures.js";

const ALLOWED_BY = ["pointerdown", "pointerup", "keydown"];

export class Sounds {
  #context = null;

  unpack(file) {
    return new Clip(this.#opened(), copied(file, (bytes) => bytes.slice()));
  }

  play(clip, position, begin, end) {  // without an end it does not begin again
    return new Sound(this.#opened(), clip, position, begin, end);
  }

  close() {
    this.#context?.close();
    this.#context = null;
  }

  #opened() {
    if (!this.#context) {
      const context = this.#context = new AudioContext();
      const resume = () => context.state === "suspended" && context.resume();
      for (const event of ALLOWED_BY) addEventListener(event, resume, { capture: true, passive: true });
    }
    return this.#context;
  }
}

class Clip {
  constructor(context, bytes) {
    this.samples = context.decodeAudioData(bytes.buffer).catch(() => {
      console.error("A sound is damaged, or of a kind that this browser does not play.");
      return null;
    });
  }
}

class Sound {
  #context;
  #clip;
  #loop;
  #position;  // where it was at #since
  #since = performance.now();
  #pitch = 1;
  #paused = false;
  #over = false;
  #source = null;
  #sides;

  constructor(context, clip, position, begin, end) {
    this.#context = context;
    this.#clip = clip;
    this.#position = position;
    this.#loop = end ? { begin, end } : null;
    this.#sides = [context.createGain(), context.createGain()];
    this.#begin();
  }

  tune(left, right, pitch) {
    this.#position = this.#now();
    this.#since = performance.now();
    this.#pitch = pitch;
    this.#sides[0].gain.value = left;
    this.#sides[1].gain.value = right;
    if (this.#source) this.#source.playbackRate.value = pitch;
  }

  pause(paused) {
    this.#position = this.#now();
    this.#since = performance.now();
    this.#paused = paused;
    if (paused) this.#silence();
    else this.#begin();
  }

  stop() {
    this.#over = true;
    this.#silence();
  }

  release() {
    this.#over = true;
  }

  #silence() {
    this.#source?.stop();
    this.#source = null;
  }

  #now() {  // a loop goes on behind its end here
    return this.#paused ? this.#position : this.#position + (performance.now() - this.#since) / 1000 * this.#pitch;
  }

  async #begin() {
    const samples = await this.#clip.samples;
    await running(this.#context);
    if (!samples || this.#over || this.#paused || this.#source) return;
    let position = this.#now();
    const loop = this.#loop;
    if (loop && position >= loop.end) position = loop.begin + (position - loop.begin) % (loop.end - loop.begin);
    else if (position >= samples.duration) return;
    const source = this.#source = this.#context.createBufferSource();
    source.buffer = samples;
    source.playbackRate.value = this.#pitch;
    if (loop) [source.loop, source.loopStart, source.loopEnd] = [true, loop.begin, loop.end];
    this.#join(source);
    source.start(0, position);
  }

  #join(source) {  // each side has its own volume; what has one side is given to both
    const both = new GainNode(this.#context, { channelCount: 2, channelCountMode: "explicit" });
    const apart = this.#context.createChannelSplitter(2), together = this.#context.createChannelMerger(2);
    source.connect(both).connect(apart);
    this.#sides.forEach((side, i) => {
      apart.connect(side, i);
      side.connect(together, 0, i);
    });
    together.connect(this.#context.destination);
    source.onended = () => together.disconnect();
  }
}

function running(context) {
  if (context.state === "running") return null;
  return new Promise((resolve) => {
    context.addEventListener("statechange", () => context.state === "running" && resolve());
  });
}
