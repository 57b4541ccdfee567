"""Signing in by OpenID Connect: the client, and a small provider that plays VNeID in the demo and the tests."""
