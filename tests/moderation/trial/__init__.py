"""The trial of asking authors first."""
