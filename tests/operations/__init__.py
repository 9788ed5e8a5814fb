"""The operator's tools: backups, moving, checkups, figures, logs."""
