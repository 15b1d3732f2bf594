// "Finish and clear this computer": everything of this browser goes at once, and every open page of the course starts anew.

import { FILES, NOTES, WAITING, write } from "./database.js";

const cleared = new BroadcastChannel("carelab-cleared");
cleared.onmessage = () => { sessionStorage.clear(); location.reload(); };

document.getElementById("clear")?.addEventListener("click", async () => {
  if (!confirm("Everything that you answered in this browser goes. Have you handed in, or kept a copy? Press OK to clear it all.")) return;
  try {
    await write([FILES, WAITING, NOTES], (...stores) => stores.forEach((store) => store.clear()));
    for (const kept of [localStorage, sessionStorage]) kept.clear();
    for (const { name } of await indexedDB.databases()) if (/^JupyterLite Storage/.test(name)) indexedDB.deleteDatabase(name);
  } catch (error) {
    document.getElementById("said").textContent = `Not everything could be cleared: ${error.message}`;
    return;
  }
  cleared.postMessage("");
  location.reload();
});
