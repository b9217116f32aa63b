"""What everything else stands on: error codes, reports of faults, logs, and the words of repairs."""
