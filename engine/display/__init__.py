"""What a tree shows, and the drivers that show it. Only they load a window library."""
