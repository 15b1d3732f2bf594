// Compiles what a page imports at its start, with the Python of Pyodide itself, so that no browser has to: `node compile.mjs FOLDER`.
// The folder holds Pyodide, python.zip and stand_in.py. In both zips the modules that were imported are replaced by compiled ones, and
// what no page can use is left out: codecs of other scripts, and protocols that need sockets.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.js")));
const py = await loadPyodide({ indexURL: folder });
const zips = ["python_stdlib.zip", "python.zip"];
for (const name of zips) py.FS.writeFile(`/${name}`, readFileSync(join(folder, name)));
py.FS.writeFile("/stand_in.py", readFileSync(join(folder, "stand_in.py"), "utf8"));
py.runPython(`
import ast
import importlib._bootstrap_external as external
import re
import sys
import zipfile

LEFT_OUT = re.compile(
    "encodings/(big5|cp(?!437|850|1252)|euc_|gb|hp_|hz|iso2022|iso8859_(?!1[.]|15)|johab|koi8|kz1048|mac_|palmos|ptcp|shift_|tis_)"
    "|(ftplib|imaplib|mailbox|poplib|smtplib|wsgiref|xmlrpc)[./]"
)

zipfile.ZipFile("/python.zip").extractall("/lib/carelab")
sys.path[:0] = ["/lib/carelab", "/"]
import stand_in
stand_in.prepare()
wanted = {name.replace(".", "/") for name in sys.modules}

def compiled(source, name):
    tree = ast.parse(source, name)
    for node in ast.walk(tree):  # no page reads what a function's docstring says
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node, clean=False) is not None:
            node.body[0] = ast.copy_location(ast.Pass(), node.body[0])
    code = compile(tree, name, "exec", dont_inherit=True)
    return bytes(external._code_to_hash_pyc(code, bytes(8), False))  # never compared with a source, as there is none

for path in ${JSON.stringify(zips)}:
    with zipfile.ZipFile("/" + path) as given, zipfile.ZipFile("/made.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for info in given.infolist():
            data, name = given.read(info), info.filename
            if LEFT_OUT.match(name):
                continue
            if name.endswith(".py") and name.removesuffix(".py").removesuffix("/__init__") in wanted:
                data, name = compiled(data, name), name + "c"
            kept = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            kept.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(kept, data)
    with open("/made.zip", "rb") as made, open("/" + path, "wb") as target:
        target.write(made.read())
`);
for (const name of zips) writeFileSync(join(folder, name), py.FS.readFile(`/${name}`));
process.exit(0);
