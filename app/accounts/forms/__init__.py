"""The forms of accounts, one module per activity: shape and wording only."""
