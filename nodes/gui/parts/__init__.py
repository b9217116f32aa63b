"""What Controls are made of: plain objects that hold texts, lists and layouts, without any node."""
