"""Django's own PostgreSQL backend, with moments read faster: what a list mostly consists of."""
