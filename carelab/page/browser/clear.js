// "Finish and clear this computer": everything of this browser goes at once, and every open page of the course starts anew.

import { clearAll } from "./store.js";

const cleared = new BroadcastChannel("carelab-cleared");
cleared.onmessage = () => { sessionStorage.clear(); location.reload(); };

document.getElementById("clear")?.addEventListener("click", async () => {
  if (!confirm("Everything that you answered in this browser goes. Have you handed in, or kept a copy? Press OK to clear it all.")) return;
  let end = () => {};
  try {
    end = await clearAll(); // else its turn ends with this page
    for (const kept of [localStorage, sessionStorage]) kept.clear();
    for (const { name } of await indexedDB.databases()) if (/^JupyterLite Storage/.test(name)) indexedDB.deleteDatabase(name);
  } catch (error) {
    end();
    document.getElementById("said").textContent = `Not everything could be cleared: ${error.message}`;
    return;
  }
  cleared.postMessage("");
  location.reload();
});
