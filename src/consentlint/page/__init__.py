"""`consentlint report`: one HTML page out of a finished report. Text of the repository goes through `markup` only."""
