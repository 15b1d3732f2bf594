// A JupyterLab extension without a build step: the container that JupyterLab asks for, and one plugin in it.
// It runs a Care Lab notebook when it is opened, and again when its kernel had to start again, so that a student need not find
// Run All Cells. It touches no other notebook, and reaches nothing but JupyterLab's own commands.
var _JUPYTERLAB = window._JUPYTERLAB || {};

_JUPYTERLAB.carelab = (() => {
  const HERE = document.currentScript.src;
  const OURS = /^import carelab\b/m;
  const isOurs = (panel) => {
    const code = [...(panel.content?.model?.cells ?? [])].find((cell) => cell.type === "code");
    return Boolean(code && OURS.test(code.sharedModel.getSource()));
  };

  async function runAll(app, panel) {
    if (panel.isDisposed) return;
    panel.node.dataset.carelab = "running";
    app.shell.activateById(panel.id);
    await app.commands.execute("notebook:run-all-cells");
    if (panel.isDisposed) return;
    panel.content.activeCellIndex = 0;
    panel.content.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
    if (panel.context.contentsModel?.writable) await panel.context.save();
    panel.node.dataset.carelab = "ready";
  }

  // A calm screen: the notebook as a readable column, and no file list beside it unless the student asks for one.
  function dress(app, panel) {
    panel.addClass("carelab-notebook");
    panel.node.dataset.path = panel.context.path; // for the links at the head of the notebook
    app.shell.collapseLeft?.();
    app.shell.collapseRight?.();
  }

  // In the website: "Finish and clear this computer" starts this anew too, without asking whether to keep what it shows.
  function startAnewWhenCleared() {
    const settings = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    if (!settings.carelabPagesUrl) return;
    new BroadcastChannel("carelab-cleared").onmessage = () => {
      addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true);
      location.reload();
    };
  }

  // One look after each notebook panel, from its opening until it is closed.
  async function lookAfter(app, panel) {
    await panel.context.ready;
    await panel.sessionContext.ready;
    if (panel.isDisposed || !isOurs(panel)) return;
    dress(app, panel);
    let restarted = false;
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === "autorestarting" || status === "restarting") restarted = true;
      else if (restarted && status === "idle") { restarted = false; runAll(app, panel); }
    });
    await runAll(app, panel);
  }

  const plugin = {
    id: "carelab:run",
    autoStart: true,
    activate(app) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = new URL("lab.css", HERE).href;
      document.head.append(style);
      startAnewWhenCleared();
      const seen = new WeakSet();
      const look = () => {
        for (const panel of app.shell.widgets("main")) {
          if (!panel.sessionContext || !panel.content?.model || seen.has(panel)) continue;
          seen.add(panel);
          lookAfter(app, panel).catch((error) => console.warn("Care Lab could not run this notebook by itself.", error));
        }
      };
      app.restored.then(() => {
        app.shell.currentChanged?.connect(look);
        look();
      });
    },
  };
  return { init() {}, get: async () => () => ({ __esModule: true, default: plugin }) };
})();
