"""What a checkout does not offer."""


class Unsupported(Exception):
    """A case or a program asks for something that the checkout does not have."""
