"""Links over sockets: `socket_link` has the link, `listener` what makes those of a server.

From the wire up: `fast_lane` and `stream` turn bytes into events without a socket, `dial` and `tunnel`
reach a server, `tls` makes a socket of a socket. `websockets`, whose import takes as long as all else,
is loaded with `stream`, when the first link is near.
"""
