// Ways from JupyterLab to the page, and between lesson and exercises. On the same server; a page has them in its own frame.

const onPage = () => Boolean(document.body.dataset.door);

function setting(name) {
  try { return JSON.parse(document.getElementById("jupyter-config-data").textContent)[name] || ""; } catch { return ""; }
}
const baseUrl = () => setting("baseUrl") || "/";

// The notebook's path as the server knows it, once `el` is in the document; nothing on a page. In JupyterLab the panel or the
// address says it, if it agrees with `told`, the file's place on disk, which the kernel knows.
function notebookPath(el, told) {
  if (onPage()) return "";
  const disk = told.replaceAll("\\", "/");
  const address = decodeURIComponent(location.pathname);
  const found = [el.closest(".jp-NotebookPanel")?.dataset.path, address.match(/\/(?:doc|lab)(?:\/workspaces\/[^/]+)?\/tree\/(.+\.ipynb)$/)?.[1]];
  return found.find((path) => path && (disk === path || disk.endsWith(`/${path}`))) || "";
}

// Call `act` when the element stands in the document.
function whenShown(el, act) {
  if (el.isConnected) act();
  else requestAnimationFrame(() => whenShown(el, act));
}

const lite = () => setting("carelabPagesUrl"); // the address of the website that this JupyterLab is in

// The same notebook as a page.
function otherView(path) {
  const found = path.match(/(?:^|\/)(notebooks|exercises)\/([\w-]+)\/\2\.ipynb$/);
  if (!found) return null;
  const address = `${lite() || `${baseUrl()}carelab/`}${found[2]}/${found[1] === "notebooks" ? "lesson" : "exercises"}/index.html`;
  return h("a", { href: address, target: "_blank", rel: "noopener" }, "Open this as a plain page (new tab)");
}

// The unit's other notebook, which JupyterLab opens within itself.
function otherNotebook(path, words, from, to) {
  const at = path.split("/");
  const place = at.lastIndexOf(from);
  if (place < 0) return null;
  at[place] = to;
  const other = at.join("/");
  const address = lite() ? `${lite()}lab/index.html?path=${other}` : `${baseUrl()}doc/tree/${other.split("/").map(encodeURIComponent).join("/")}`;
  return h("a", { href: address, "data-commandlinker-command": "docmanager:open", "data-commandlinker-args": JSON.stringify({ path: other }) }, words);
}
