"""What is drawn: CanvasItem, and the nodes of two dimensions."""
