"""Text messages by a gateway over HTTP: the client, and for the demo and the tests a gateway that sends nothing."""
