"""Members, their sessions, roles and consents."""
