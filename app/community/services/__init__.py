"""Changing groups, memberships, topics and posts: may they, is it valid, change, tell."""
