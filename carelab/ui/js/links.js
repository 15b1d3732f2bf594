// Ways between the doors and the notebooks: JupyterLab ↔ the page, lesson ↔ exercises. All on the server that shows this notebook.

const onPage = () => Boolean(document.body.dataset.voila);

function baseUrl() {
  try { return JSON.parse(document.getElementById("jupyter-config-data").textContent).baseUrl || "/"; } catch { return "/"; }
}

// The notebook's path as the server knows it. On the page the address says it; in JupyterLab the kernel does.
function notebookPath(told) {
  const after = location.pathname.split("/voila/render/")[1];
  const path = onPage() && after ? decodeURIComponent(after) : told;
  return path.endsWith(".ipynb") ? path : "";
}

const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");
const addressOf = (path, page) => `${baseUrl()}${page ? "voila/render" : "doc/tree"}/${encoded(path)}`;

// The same notebook through the other door.
function otherDoor(path) {
  if (!path) return null;
  return onPage()
    ? h("a", { href: addressOf(path, false) }, "Open this in JupyterLab")
    : h("a", { href: addressOf(path, true), target: "_blank", rel: "noopener" }, "Open this as a plain page (new tab)");
}

// The unit's other notebook, through the same door. JupyterLab opens it within itself.
function otherNotebook(path, words, from, to) {
  const at = path.split("/");
  const place = at.lastIndexOf(from);
  if (place < 0) return null;
  at[place] = to;
  const other = at.join("/");
  const command = onPage() ? {} : { "data-commandlinker-command": "docmanager:open", "data-commandlinker-args": JSON.stringify({ path: other }) };
  return h("a", { href: addressOf(other, onPage()), ...command }, words);
}
