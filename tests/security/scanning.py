"""What `bin/scan` needs beside the scanners: signed-in cookies, and a report in a few lines.

python -m tests.security.scanning http://127.0.0.1:5071 …/demo-sign-ins.txt patient
python -m tests.security.scanning report …/signed-in.json
"""

from __future__ import annotations

import json
import re
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def cookies_of(site: str, sign_ins: Path, role: str) -> str:
    """The cookies of a browser in which the demo's person of this role is signed in."""
    lines = (line.split() for line in sign_ins.read_text("utf-8").splitlines())
    email, password = next((words[1], words[2]) for words in lines if words[0] == role)
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    page = browser.open(f"{site}/sign-in").read().decode()
    token = TOKEN.search(page)
    if token is None:
        raise SystemExit("The page to sign in has no token.")
    said = {"csrf_token": token[1], "email": email, "password": password}
    browser.open(f"{site}/sign-in", urlencode(said).encode())
    found = {cookie.name: cookie.value for cookie in jar}
    if "session" not in found:
        raise SystemExit(f"Signing in as {role} did not work.")
    return "; ".join(f"{name}={value}" for name, value in found.items())


def summary_of(report: Path) -> str:
    """How much was asked, and every finding in one line."""
    said = json.loads(report.read_text("utf-8"))
    lines = [f"{said['infos'].get('crawled_pages_nbr', '?')} pages"]
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for kind, findings in said[part].items():
            places = sorted({f"{one['method']} {one['path']}: {one['info']}" for one in findings})
            lines += [f"{part}: {kind}, {len(findings)} times"] * bool(findings)
            lines += [f"  {place}" for place in places[:12]]
    return "\n".join(lines)


def main(words: list[str]) -> str:
    """See the top of this file."""
    if words[0] == "report":
        return summary_of(Path(words[1]))
    site, sign_ins, role = words
    return cookies_of(site, Path(sign_ins), role)


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
