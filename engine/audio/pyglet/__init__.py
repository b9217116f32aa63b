"""The driver of the desktop, with pyglet.

It is none of the display's: a program may be heard that shows no window, and one that shows it may be silent.
What both have of pyglet is how it is loaded, which is the display's (`load_pyglet`).
"""
