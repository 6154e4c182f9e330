"""What is raised when a run takes too much, and what is said of verdicts which a limit has left open."""

NOT_REACHED = "there is too much code to follow, so not every way to this place was examined"
NOT_TOGETHER = "too many files belong together to be followed as one, so what the others decide is not known"
NOT_LED = "more files bring this in than are followed, so what the rest of them decide is not known"
NOT_LOADED = "more files are loaded on the way here than are followed, so what the rest of them do is not known"


class LimitReached(Exception):
    """The budget of one file is used up."""
