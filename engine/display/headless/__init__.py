"""The display without a screen: it tells what would be seen."""
