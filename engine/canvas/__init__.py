"""What a tree shows: draw commands, and canvas items in the order and the place they are drawn in."""
