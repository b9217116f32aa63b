"""What a tree and its network do, in numbers."""
