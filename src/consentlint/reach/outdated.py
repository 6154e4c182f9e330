"""What only Internet Explorer had, and no browser of today has: code that asks for it goes the other way."""

GONE = frozenset({"attachEvent", "detachEvent", "documentMode", "createEventObject", "ActiveXObject", "doScroll"})
