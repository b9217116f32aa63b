"""Texts of other programs, made fit to be shown."""

LONGEST = 24


def tidy(text, longest=LONGEST):
    """Return what another program sent, whatever it is, as one short line."""
    printable = "".join(c if c.isprintable() else " " for c in str(text)[: 10 * longest])
    return " ".join(printable.split())[:longest].strip()


def free_name(wanted, taken):
    """Return `wanted` fit to be shown, with a number behind it if it is taken."""
    plain = tidy(wanted) or "Player"
    free, number = plain, 1
    while free in taken:
        number += 1
        free = f"{plain[: LONGEST - 5]} {number}"
    return free


def one_line(text, longest=4000):
    """Return what somebody said as one line: what is no letter is seen as in a Python text, the rest is cut.

    Nobody can so write a line that seems to be another's, or paint the terminal.
    """
    shown = text if len(text) <= longest else f"{text[:longest]}…"
    if shown.isprintable():
        return shown
    joiner = "\u200d"  # inside many an emoji
    return "".join(c if c.isprintable() or c == joiner else repr(c)[1:-1] for c in shown)
