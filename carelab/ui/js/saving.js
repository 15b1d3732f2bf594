// Saving: every change goes to the kernel, and the student is told "Saved 10:42" only when the kernel says that it is on disk.

const GIVE_UP_MS = 4000;
const TRY_AGAIN_MS = 3000;

function makeSaver(model, show) {
  const key = `carelab:${model.get("unit")}:${model.get("question").id}`;
  let pending = null;
  let timer = null;
  let sequence = Date.now();

  // An answer that never reached the disk waits here, in this tab only, so that a reload or a restarted kernel can save it.
  const remember = () => {
    try { sessionStorage.setItem(key, JSON.stringify({ value: pending.value, at: Date.now() })); } catch { /* the tab forbids storage */ }
  };
  const forget = () => {
    try { sessionStorage.removeItem(key); } catch { /* the tab forbids storage */ }
  };

  function send() {
    clearTimeout(timer);
    if (!pending) return;
    timer = setTimeout(lost, GIVE_UP_MS);
    try { model.send({ type: "answer", sequence: pending.sequence, value: pending.value }); } catch { lost(); }
  }

  function lost() {
    const where = document.body.dataset.voila
      ? "Reload this page: your answer will be put back and saved."
      : "Leave this page open. In the menu choose Kernel, then Restart Kernel and Run All Cells. Your answer will then be saved.";
    show({ state: "not_saved", text: `Not saved. The notebook has lost touch with its engine. ${where}` });
    clearTimeout(timer);
    timer = setTimeout(send, TRY_AGAIN_MS);
  }

  function hear(message) {
    if (!pending || message.sequence !== pending.sequence) return;
    clearTimeout(timer);
    if (message.type === "saved") {
      pending = null;
      forget();
      show({ state: message.at ? "saved" : "empty", at: message.at, text: message.text });
    } else if (message.type === "not_saved") {
      show({ state: "not_saved", text: message.text });
      if (message.again) timer = setTimeout(send, TRY_AGAIN_MS);
    }
  }
  model.on("msg:custom", hear);

  return {
    change(value) {
      pending = { sequence: ++sequence, value };
      remember();
      show({ state: "saving", text: "Saving…" });
      send();
    },
    // The value that an earlier page could not save, if it is newer than what is on disk; else undefined.
    waiting() {
      try {
        const kept = JSON.parse(sessionStorage.getItem(key));
        const saved = Date.parse(model.get("saved_at") || 0) || 0;
        return kept && kept.at > saved + 1000 ? kept.value : undefined;
      } catch { return undefined; }
    },
    stop() { clearTimeout(timer); model.off("msg:custom", hear); },
  };
}
