"""The sections of the page, one a file, each with a value `SECTION`."""
