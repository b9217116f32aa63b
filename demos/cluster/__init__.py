"""A lobby, two rooms and two gateways: how a game grows past one process, in one process to look at."""
