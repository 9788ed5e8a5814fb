"""What a page costs at the very least: the same framework, server and database, nothing else.

`hello` is Flask alone. `page` is a template of 20 posts of 600 characters (19 kB) from one query
that gives plain tuples, on the database named by BARE_DATABASE. Pages of the site are quoted as
ratios to it, because absolute figures belong to one machine and one minute.
"""

from __future__ import annotations

import os
import sqlite3
from functools import cache
from typing import Any

import psycopg
from flask import Flask, render_template

POSTS = 20
CHARACTERS = 600
SELECT = "SELECT id, author, written, body FROM bare_posts ORDER BY id LIMIT 20"
TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Twenty posts</title>
<link rel="stylesheet" href="/site.css"></head>
<body><header><nav aria-label="Main"><ul><li><a href="/">Home</a></li><li><a href="/groups">Groups</a></li>
<li><a href="/search">Search</a></li><li><a href="/me">Me</a></li></ul></nav></header>
<main><h1>Twenty posts</h1>
{% for id, author, written, body in posts %}
<article id="post-{{ id }}" class="post"><h2 class="author">{{ author }}</h2>
<p class="meta"><a href="#post-{{ id }}">{{ written }}</a></p>
<div class="words">{{ body }}</div>
<ul><li><a href="/posts/{{ id }}/thanks">Thank</a></li><li><a href="/posts/{{ id }}/reply">Reply</a></li>
<li><a href="/posts/{{ id }}/report">Report</a></li></ul></article>
{% endfor %}
</main></body></html>"""

hello = Flask("bare_hello")
page = Flask("bare_page")


def connect(url: str) -> Any:
    """A connection of the database's own driver; autocommit, as one query needs no more."""
    if url.startswith("postgresql"):
        return psycopg.connect(url, autocommit=True)
    return sqlite3.connect(url, isolation_level=None)


def fill(url: str) -> None:
    """Write the twenty posts."""
    mark = "%s" if url.startswith("postgresql") else "?"
    connection = connect(url)
    connection.execute("DROP TABLE IF EXISTS bare_posts")
    connection.execute(
        "CREATE TABLE bare_posts (id integer PRIMARY KEY, author text, written text, body text)"
    )
    body = ("Some days are better than others and that is all right. " * 20)[:CHARACTERS]
    for n in range(1, POSTS + 1):
        connection.execute(
            f"INSERT INTO bare_posts VALUES ({mark}, {mark}, {mark}, {mark})",
            (n, f"Wren {n}", "3 March 2026, 10:42", body),
        )
    connection.close()


@cache
def _connection() -> Any:
    return connect(os.environ["BARE_DATABASE"])


@cache
def _template() -> Any:
    """Compiled once, as a template in a file would be."""
    return page.jinja_env.from_string(TEMPLATE)


@hello.get("/")
def _hello() -> str:
    return "hello"


@page.get("/")
def _page() -> str:
    return render_template(_template(), posts=_connection().execute(SELECT).fetchall())
