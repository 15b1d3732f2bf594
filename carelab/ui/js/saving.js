// Saving: every change goes to the kernel, and the student is told "Saved 10:42" only when the kernel says that it is on disk.

const GIVE_UP_MS = 4000;
const TRY_AGAIN_MS = 3000;

// `tell` hears of another window's answer that this window's save took the place of; `el` is where the form stands.
function makeSaver(model, show, tell, el) {
  const key = ["carelab", baseUrl(), model.get("practice") ? "lesson" : "exercises", model.get("unit"), model.get("question").id].join(":");
  let pending = null; // { sequence, value, quiet }: the newest change that is not known to be on disk
  let unspoken = false; // a save was shown but not read out, because the student was still typing
  let told = false; // the student has heard that this change waits for a running cell
  let delay = null;
  let timer = null;
  let sequence = Date.now();
  const place = unique("window"); // a kernel may hear two changes of this window out of order, and then leaves out the older one

  // An answer that never reached the disk waits here, in this tab only, so that a reload or a restarted kernel can save it.
  // `base` is the saved answer that it was to replace.
  const remember = (base = model.get("saved_at")) => {
    const kept = { value: pending.value, at: Date.now(), base };
    try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* the tab forbids storage */ }
  };
  const forget = () => {
    try { sessionStorage.removeItem(key); } catch { /* the tab forbids storage */ }
  };

  function send() {
    clearTimeout(delay);
    clearTimeout(timer);
    delay = null;
    if (!pending) return;
    timer = setTimeout(lost, GIVE_UP_MS);
    try { model.send({ type: "answer", window: place, sequence: pending.sequence, value: pending.value }); } catch { lost(); }
  }

  // True while a cell of the notebook runs: the change then waits in line, and nothing is wrong. The kernel says "idle" after each
  // message of its control channel, also while a cell runs, so JupyterLab's mark of a running cell, [*], counts as well.
  function busy() {
    try {
      const { status, connectionStatus } = model.widget_manager.kernel;
      if (connectionStatus !== "connected") return false;
      const prompts = el.closest(".jp-Notebook")?.querySelectorAll(".jp-InputArea-prompt") ?? [];
      return status === "busy" || (status === "idle" && [...prompts].some((prompt) => prompt.textContent.startsWith("[*]")));
    } catch { return false; }
  }

  // True while the page's Python is on its way: the answer is kept in this browser, and will be saved when Python is there.
  const starting = () => model.widget_manager?.kernel?.status === "starting";

  function lost() {
    clearTimeout(timer);
    if (!pending) return;
    if (starting()) { timer = setTimeout(lost, TRY_AGAIN_MS); return; }
    if (busy()) {
      timer = setTimeout(lost, TRY_AGAIN_MS);
      show({ state: "not_saved", quiet: told, text: "Not saved yet. A code cell is still running. Your answer will be saved as soon as the cell ends." });
      told = true;
      return;
    }
    timer = setTimeout(send, TRY_AGAIN_MS);
    show({ state: "not_saved", lost: true, text: onPage()
      ? "Not saved. The program behind this page has stopped. Reload the page: your answer will be put back and saved."
      : "Not saved. The program behind this notebook has stopped. Leave this page open. In the menu choose Kernel, then Restart Kernel and Run All Cells. Your answer will be put back and saved." });
  }

  function hear(message) {
    if (!pending || message.sequence === undefined) return;
    if (message.at) remember(message.at); // what this window saved meanwhile is not newer than the change that waits
    if (message.sequence !== pending.sequence) return;
    clearTimeout(timer);
    const { quiet } = pending;
    if (message.type === "saved") {
      pending = null;
      forget();
      unspoken = quiet;
      show({ state: message.at ? "saved" : "empty", at: message.at, quiet });
    } else if (message.type === "not_saved") {
      show({ state: "not_saved", text: message.text, quiet });
      unspoken = quiet;
      if (message.again) timer = setTimeout(send, TRY_AGAIN_MS);
    }
    if (message.other) tell(message.other);
  }
  model.on("msg:custom", hear);

  return {
    // Save a value. While a student types, `wait` milliseconds of rest are allowed for, and nothing is read out.
    change(value, wait = 0) {
      told = false;
      pending = { sequence: ++sequence, value, quiet: wait > 0 };
      remember();
      clearTimeout(timer);
      clearTimeout(delay);
      show({ state: "saving", text: "Saving…", quiet: true });
      if (wait) delay = setTimeout(send, wait); else send();
    },
    // The student leaves a box: what was typed is saved at once, and what became of it is read out.
    leave() {
      if (pending) pending.quiet = false;
      if (delay) send();
      else if (unspoken) { unspoken = false; show({ again: true }); }
    },
    // The value that an earlier page could not save; undefined when there is none or another window has saved a newer one.
    waiting() {
      try {
        const kept = JSON.parse(sessionStorage.getItem(key));
        if (!kept) return undefined;
        const saved = model.get("saved_at");
        return saved === kept.base || !saved || kept.at > Date.parse(saved) ? kept.value : undefined;
      } catch { return undefined; }
    },
    stop() { clearTimeout(timer); clearTimeout(delay); model.off("msg:custom", hear); },
  };
}
