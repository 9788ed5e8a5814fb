"""What an operator needs: backups, moving to another database, checkups, figures for a monitor."""
