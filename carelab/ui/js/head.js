// The head of a notebook: any notice about the answer file, and a link to the other door.

function render({ model, el }) {
  el.classList.add("carelab");
  el.lang = "en-GB";
  keepKeys(el);
  let config = {};
  try { config = JSON.parse(document.getElementById("jupyter-config-data").textContent); } catch { /* a page of another kind */ }
  const base = config.baseUrl || "/";
  const path = model.get("notebook").split("/").map(encodeURIComponent).join("/");
  const onPage = Boolean(document.body.dataset.voila);
  const link = !path.endsWith(".ipynb") ? null : onPage
    ? h("a", { href: `${base}lab/tree/${path}` }, "Open in JupyterLab")
    : h("a", { href: `${base}voila/render/${path}`, target: "_blank", rel: "noopener" }, "Open as a plain page (new tab)");
  const notice = model.get("notice");
  el.replaceChildren(h("div", { class: "cl-head" },
    h("p", {}, model.get("practice") ? "Practice: nothing here counts towards a mark. " : "Your answers save themselves as you go. ", link),
    notice ? h("p", { class: "cl-notice", role: "alert" }, h("strong", {}, "Please read: "), notice) : null));
}

export default { render };
