"""Sockets that never block, and the poller that watches them."""
