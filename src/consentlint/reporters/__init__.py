"""One output format a file, each with a value `REPORTER`."""
