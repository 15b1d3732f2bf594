// Ways between the views and the notebooks: JupyterLab ↔ the page, lesson ↔ exercises. All on the server that shows this notebook.

const onPage = () => Boolean(document.body.dataset.voila);

function setting(name) {
  try { return JSON.parse(document.getElementById("jupyter-config-data").textContent)[name] || ""; } catch { return ""; }
}
const baseUrl = () => setting("baseUrl") || "/";

// The notebook's path as the server knows it, once `el` is in the document. On the page the address says it. In JupyterLab the
// panel or the address does, if it agrees with `told`, the file's place on disk, which the kernel knows.
function notebookPath(el, told) {
  const address = decodeURIComponent(location.pathname);
  if (onPage()) return address.split("/voila/render/")[1] || "";
  const disk = told.replaceAll("\\", "/");
  const found = [el.closest(".jp-NotebookPanel")?.dataset.path, address.match(/\/(?:doc|lab)(?:\/workspaces\/[^/]+)?\/tree\/(.+\.ipynb)$/)?.[1]];
  return found.find((path) => path && (disk === path || disk.endsWith(`/${path}`))) || "";
}

// Call `act` when the element stands in the document.
function whenShown(el, act) {
  if (el.isConnected) act();
  else requestAnimationFrame(() => whenShown(el, act));
}

const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");
function addressOf(path, page) {
  const [place, unit] = path.split("/");
  const pages = setting("carelabPagesUrl"); // of the website that this JupyterLab is in
  if (pages) return page ? `${pages}${unit}/${place === "notebooks" ? "lesson" : place}/index.html` : `${pages}lab/index.html?path=${path}`;
  return `${baseUrl()}${page ? "voila/render" : "doc/tree"}/${encoded(path)}`;
}

// The same notebook through the other view.
function otherView(path) {
  if (!path) return null;
  return onPage()
    ? h("a", { href: addressOf(path, false) }, "Open this in JupyterLab")
    : h("a", { href: addressOf(path, true), target: "_blank", rel: "noopener" }, "Open this as a plain page (new tab)");
}

// The unit's other notebook, through the same view. JupyterLab opens it within itself.
function otherNotebook(path, words, from, to) {
  const at = path.split("/");
  const place = at.lastIndexOf(from);
  if (place < 0) return null;
  at[place] = to;
  const other = at.join("/");
  const command = onPage() ? {} : { "data-commandlinker-command": "docmanager:open", "data-commandlinker-args": JSON.stringify({ path: other }) };
  return h("a", { href: addressOf(other, onPage()), ...command }, words);
}
