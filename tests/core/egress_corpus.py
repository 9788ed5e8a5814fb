"""Addresses that a server must never be talked into calling, and names that resolve badly."""

from __future__ import annotations

PUSH = "push.example.org"
HOSTS = (PUSH, ".wns.example.net")

# What is refused before anybody is asked for an address.
HOSTILE_URLS = (
    f"http://{PUSH}/", f"ftp://{PUSH}/", f"HTTP://{PUSH}/", "file:///etc/passwd",
    f"gopher://{PUSH}:70/_x", f"wss://{PUSH}/", f"//{PUSH}/", PUSH, "", "https://", "https:///x",
    f"https:/{PUSH}/", f"https:{PUSH}", f"javascript:https://{PUSH}", f"data:text/html,{PUSH}",
    f"https://{PUSH}:80/", f"https://{PUSH}:22/", f"https://{PUSH}:8443/", f"https://{PUSH}:0/",
    f"https://{PUSH}:99999/", f"https://{PUSH}:x/", f"https://{PUSH}:/", f"https://{PUSH}:0443/",
    f"https://me@{PUSH}/", f"https://me:word@{PUSH}/", f"https://{PUSH}@evil.example/",
    f"https://evil.example@{PUSH}/", f"https://@{PUSH}/", f"https://{PUSH}%40evil.example/",
    f"https://{PUSH}\\@evil.example/", f"https://evil.example\\.{PUSH}/", f"https://{PUSH}#@evil/",
    f"https://evil.example/{PUSH}", f"https://evil.example/?{PUSH}", f"https://{PUSH}.evil.example/",
    f"https://evil{PUSH}/", f"https://.{PUSH}/", f"https://{PUSH}./", f"https://{PUSH}..wns/",
    "https://wns.example.net/", "https://evilwns.example.net/", "https://.wns.example.net/",
    "https://a_b.wns.example.net/", "https://-a.wns.example.net/", "https://*.wns.example.net/",
    "https://localhost/", "https://127.0.0.1/", "https://127.1/", "https://2130706433/",
    "https://0x7f000001/", "https://0177.0.0.1/", "https://0x7f.1/", "https://0/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[fe80::1%25eth0]/",
    "https://[::1/", "https://169.254.169.254/latest/meta-data/", "https://metadata/",
    f"https://{PUSH}/a b", f"https://{PUSH}/\r\nHost: evil", f"https://{PUSH}/\t", f" https://{PUSH}/",
    f"https://{PUSH}/\x00", f"https://{PUSH}/\u2028", "https://\u24ff\u24f4ocalhost/",
    "https://push\u3002example\u3002org/", "https://pu\u0455h.example.org/", "https://\u2460.1/",
    f"https://{PUSH}/" + "a" * 3000,
)  # fmt: skip

# What a resolver may answer for a name that is allowed.
INSIDE = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.9.9",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "100.127.255.255",
    "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "::ffff:7f00:1", "::127.0.0.1",
    "::93.184.216.34", "64:ff9b::7f00:1", "64:ff9b::5db8:d822", "64:ff9b:1::7f00:1",
    "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1", "2001:20::1",
    "2001:db8::1", "2002:7f00:1::", "2002:5db8:d822::1", "3fff::1", "5f00::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fe80::1%lo", "2606:4700::1111%eth0", "fec0::1",
    "ff02::1", "ff0e::1", "4000::1", "localhost", "", "1.1.1", "0177.0.0.1", "1.1.1.1%eth0",
)  # fmt: skip
OPEN = ("93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:82b::200e")
