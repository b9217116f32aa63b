"""Opens a window that is never shown, and prints what draws it: a process of its own for `engine doctor`."""

from __future__ import annotations

from .drivers import WINDOW, DisplayOptions, open_display


def main() -> None:
    """Open and close the window; any exception means that there can be none."""
    display = open_display(WINDOW, DisplayOptions(size=(64, 64)))
    print(f"can be opened: {display.drawn_by}")
    display.close()


if __name__ == "__main__":
    main()
