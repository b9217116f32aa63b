"""What is heard: streams, the buses, and the service that plays them by the tree's time."""
