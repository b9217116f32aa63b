"""Animation: tracks of keys, and what is between the keys."""
