"""Pages opened in a browser: what leaves them in each world, beside what their source says. Only `verify` uses this."""
