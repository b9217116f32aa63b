"""Pong over a network: two windows, one of which has the last word."""
