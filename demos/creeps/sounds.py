"""Makes the sounds beside it: `python -m demos.creeps.sounds`."""

import struct
import wave
from math import exp, pi, sin
from pathlib import Path

RATE = 22050


def make(name, seconds, low, high, fade):
    """Write a tone that goes from one pitch, in Hz, to another, with two of its overtones."""
    phase, samples = 0.0, []
    for number in range(int(RATE * seconds)):
        share = number / (RATE * seconds)
        phase += 2 * pi * (low + (high - low) * share) / RATE
        tone = sin(phase) + 0.4 * sin(2 * phase) + 0.2 * sin(3 * phase)
        loud = min(1.0, number / 200) * exp(-fade * share) * (1 - share)
        samples.append(int(12000 * loud * tone))
    with wave.open(str(Path(__file__).with_name(name)), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def main():
    make("start.wav", 0.35, 330, 990, 1.5)
    make("count.wav", 0.12, 1320, 1320, 5)
    make("caught.wav", 0.6, 300, 55, 1.5)


if __name__ == "__main__":
    main()
