"""Object: signals, connections, coroutines, deferred calls, and how long an object lives."""
