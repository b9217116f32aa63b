"""An arena: circles that run about and eat, which a server in Python spawns and synchronizes."""
