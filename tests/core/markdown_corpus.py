"""Markdown and HTML that people send to break a renderer, or the page around it."""

from __future__ import annotations

HANDS = ("onerror", "onload", "onclick", "onmouseover", "ontoggle", "onanimationstart", "onfocus")
SCRIPTS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "javascript&colon;alert(1)",
    "javascript&#58;alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)", "%6aavascript:x",
    "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "data:image/svg+xml,<svg>",
    "DATA:text/html;base64,PHNjcmlwdD4=", "file:///etc/passwd", "blob:https://x/1", "about:blank",
    "view-source:https://x", "feed:javascript:alert(1)", "ms-word:ofe|u|https://x",
    "//evil.example", "\\\\evil.example", "https:evil", "javascript://%0aalert(1)",
    "java\x00script:alert(1)", "\u2028javascript:alert(1)", "livescript:x", "mocha:x", "jar:x",
    "tel:javascript:alert(1)",
)  # fmt: skip
TAGS = (
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script/src=//x>",
    "<script\n>x</script>", "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<script", "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>", "<IMG SRC=`javascript:x`>", "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:x>",
    "<svg><animate onbegin=alert(1) attributeName=x>", "<math><mtext></p><img src=x onerror=x>",
    "<math href=javascript:alert(1)>x", "<iframe srcdoc='<script>x</script>'>",
    "<iframe src=javascript:x>", "<object data=javascript:alert(1)>", "<embed src=javascript:x>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=javascript:x'>",
    "<link rel=stylesheet href=//evil>", "<style>*{background:url(//evil)}</style>",
    "<p style=position:fixed;inset:0>x</p>", "<form action=//evil><input name=password>",
    "<button formaction=javascript:x>go</button>", "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>", "<body onload=alert(1)>", "<marquee onstart=alert(1)>",
    "<template><img src=x onerror=x></template>",
    "<noscript><p title='</noscript><img src=x onerror=x>'>", "<a href=javascript:alert(1)>x</a>",
    "<a href='x' onclick=alert(1)>x</a>", "<a target=_blank rel=opener href=https://x>x</a>",
    "<!--><img src=x onerror=x>-->", "<!-- --!><img src=x onerror=x>",
    "<![CDATA[<script>x</script>]]>", "<?php echo 1 ?>", "<!DOCTYPE html>",
    "</p></article></main><script>x</script>", "</textarea><script>x</script>",
    "<title></title><img src=x onerror=x>", "<xmp><img src=x onerror=x></xmp>", "<plaintext>",
    "<listing>", "<table><td background=javascript:x>", "<isindex type=image src=x onerror=x>",
    "<x onclick=x>", "<input autofocus onfocus=x>", "<select><option><img src=x onerror=x>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=x>",
    "<svg></p><style><a id='</style><img src=1 onerror=x>'>",
    "<p id=csrf_token name=csrf_token class=is-sheet>x</p>", "<img name=body><img id=cookie>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;x", "\uff1cscript\uff1e",
    "\u00abscript\u00bb",
)  # fmt: skip
MARKUP = (
    "[x](<javascript:alert(1)>)", "[x]( javascript:alert(1) 'title')",
    '[x](https://a "onclick=alert(1)")', '[x](https://a" onclick="alert(1))',
    "[x](https://a'onclick='x)", "[x][y]\n\n[y]: javascript:alert(1)",
    "[x]\n\n[x]: <data:text/html,x> 'y'", "<javascript:alert(1)>", "<https://a\" onclick=x>",
    "<a@b.c\" onclick=x>", "![x](javascript:alert(1))", '![x" onerror="alert(1)](https://a)',
    '![x](https://a "x\' onerror=x")', "`<script>alert(1)</script>`",
    "```<script>\n<script>alert(1)</script>\n```", "``` \"onclick=x\nx\n```",
    "~~~<img onerror=x>\nx\n~~~", "    <script>alert(1)</script>", "> <script>x</script>",
    "- <img src=x onerror=x>", "1. <svg onload=x>", "999999999. x", "0. x", "# <script>x</script>",
    "x\n===<script>", "***<b onclick=x>***", "~~<script>~~", "https://a/<script>x</script>",
    "http://a/\"onmouseover=alert(1)", "http://a/'x", "www.a.b\"onclick=x",
    "mailto:a@b?subject=<script>", "https://a\u202egpj.exe", "https://user:pass@a/",
    "https://[::1]/", "https://a/%22onclick=x", "\\<script>alert(1)</script>", "&#0;<script>",
    "a\x00b<script\x00>", "\ufeff<script>", "<a\u2028href=x>", "[\u202e](https://a)",
    "[x](https://a){onclick=x}", "[[x](https://a)](javascript:x)",
    "[![x](javascript:y)](javascript:z)", "[x](#csrf)", "[x](/sign-out)", "[x](?next=//evil)",
    "[x](..)", "[x](//evil)", "[x](\\\\evil)", "[x](https:\\\\evil)", "[a](tel:+1;x=<b>)",
    "---\ntitle: x\n---", "| a | b |\n|---|---|\n| <script> | x |", "- [ ] <script>",
    "[^1]\n\n[^1]: <script>x</script>", "$x<script>$", "{{ 7*7 }}", "{% raw %}", ":smile:",
)  # fmt: skip
CORPUS = (
    *TAGS,
    *MARKUP,
    *(f"[x]({address})" for address in SCRIPTS),
    *(f"[x](<{address}>)" for address in SCRIPTS),
    *(f"<a href='{address}'>x</a>" for address in SCRIPTS),
    *(address for address in SCRIPTS),
    *(f"<img src=x {hand}=alert(1)>" for hand in HANDS),
    *(f'[x](https://a "{hand}=alert(1)")' for hand in HANDS),
)

# Pieces that a renderer may take much work for when there are many of them.
GROWING = (
    "*a ", "**a", "_a_", "a*", "*", "**", "_", "~", "~~a", "[", "]", "[](", "[a](", "![", "[a][",
    "(", "((", "`", "`a", "``a`", "> ", ">", "- ", "-", "1. ", "#", "<", "<a", "<a b", "<!--", "<?",
    "<!A", "<![CDATA[", "&", "&amp", "&#", "\\", "\\\\", "|", "|a", "\n", " ", "\t", "    a\n",
    "a\n", "a\n\n", "```\n", "~~~\n", "[a]: b\n", "[a]: <b\n", "[a]\n", "http://", "http://a.b ",
    "www.a.b ", "a@b.c ", "a@", "mailto:a", ":", "//", "a.b.", "* a\n", "  * a\n", "*a_b", "a**b_",
    "[*a", "<b>", "</b>", "\u202e", "\u0301", "é", "🌿", "\x00", '"', "'", "- a\n  ", "> a\n", ">>",
    "x\n===\n", "a  \n", "[a](<b", "[a](b 'c", "%5b", "{", "https://a.b/(", "<http://a>",
)  # fmt: skip
