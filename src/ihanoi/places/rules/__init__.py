"""What can be said about places without a database: facts in, answers out."""
