"""A mail server for the demo: what the platform sends really leaves it by SMTP, and can be read at /hop-thu."""
