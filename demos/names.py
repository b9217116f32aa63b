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
