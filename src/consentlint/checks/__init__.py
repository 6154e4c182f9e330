"""The checks: one judgement a file, found by folder. Add one by dropping in `<id>.py` and `<id>.md`."""
