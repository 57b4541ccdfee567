"""What went wrong while starting or running, as a sentence for the person at the keyboard."""


class Trouble(Exception):
    """Printed as it is, without a traceback."""
