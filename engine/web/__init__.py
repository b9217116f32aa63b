"""Programs in a page of a browser: the host, display, input and network that Pyodide makes possible.

`page/` is the half of it in JavaScript; `page.py` says what each half has for the other. Nothing outside
of this folder knows where it runs: `boot` puts in what is to be used in the place of the desktop's.
"""
