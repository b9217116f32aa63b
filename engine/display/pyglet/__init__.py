"""The driver that opens windows with pyglet and draws with OpenGL. Nothing else imports pyglet."""
