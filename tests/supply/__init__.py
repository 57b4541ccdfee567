"""What the project is made of: pinned, listed, and looked up among known weaknesses."""
