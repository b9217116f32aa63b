"""Opens a hidden window and prints what draws it: a process of its own for `engine doctor`."""

from __future__ import annotations


def main() -> None:
    """Open and close the window; any exception means that there can be none."""
    import pyglet

    window = pyglet.window.Window(64, 64, visible=False)
    print(f"can be opened: {window.context.get_info().get_renderer()}")
    window.close()


if __name__ == "__main__":
    main()
