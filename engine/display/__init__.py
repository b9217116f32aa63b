"""What a tree shows, and drivers that show it: headless, and in a window. Only those load a window library."""
