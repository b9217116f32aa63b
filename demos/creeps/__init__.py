"""Creeps: a firefly dodges what comes out of the night."""
