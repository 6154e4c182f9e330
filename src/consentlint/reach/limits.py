"""What is raised when a run takes too much."""


class LimitReached(Exception):
    """The budget of one file is used up."""
