"""The tutorial's minimal WebSocket server and client."""
