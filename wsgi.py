"""What a web server loads: the app, nothing else."""

from app import create_app

app = create_app()
