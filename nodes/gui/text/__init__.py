"""Text as the nodes that show and edit it see it: pure, without a tree or a window."""
