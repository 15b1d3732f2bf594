// The waiting state of the page: says what is happening, shows the lesson when its forms are drawn, and says so when they never come.
{
  const GIVE_UP_MS = 30000;
  const said = document.getElementById("loading");
  const say = (state, text) => { said.dataset.state = state; said.textContent = text; };
  // A live region speaks when its text changes, so the words come just after the region itself.
  setTimeout(() => { if (!said.dataset.state) say("waiting", "Getting your page ready…"); }, 50);

  let finished = false;
  window.voila_heartbeat = () => {};
  window.voila_finish = () => { finished = true; look(); };
  window.cellLoaded = true;

  // How many forms are to come: each widget output is a script that Voilà replaces by the widget.
  let wanted = 0;
  document.addEventListener("DOMContentLoaded", () => {
    wanted = [...document.querySelectorAll('script[type="application/vnd.voila.cell-output+json"]')]
      .filter((s) => s.textContent.includes("application/vnd.jupyter.widget-view+json")).length;
    setTimeout(() => {
      if (said.dataset.state === "ready") return;
      reveal();
      say("failed", "Part of this page did not start. Reload the page. If it happens again, tell your tutor.");
    }, GIVE_UP_MS);
  });

  const drawn = new MutationObserver(() => look());
  drawn.observe(document.documentElement, { childList: true, subtree: true });
  function look() {
    const main = document.getElementById("rendered_cells");
    if (!main || !finished || main.querySelectorAll(".carelab").length < wanted) return;
    reveal();
    say("ready", "Your page is ready.");
  }
  function reveal() {
    drawn.disconnect();
    document.getElementById("rendered_cells").removeAttribute("aria-busy");
    document.querySelectorAll(".jp-RenderedMarkdown table").forEach(letScroll);
    // A link such as #question-2 could not be followed while the page was hidden.
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  // A table too wide for the screen scrolls within the page, and then the keyboard must reach it.
  function letScroll(table) {
    const box = document.createElement("div");
    box.className = "scroll";
    table.replaceWith(box);
    box.append(table);
    new ResizeObserver(() => {
      const now = { tabindex: "0", role: "region", "aria-label": `Table: ${table.querySelector("th")?.textContent.trim() || "figures"}` };
      const wide = box.scrollWidth > box.clientWidth;
      for (const [name, value] of Object.entries(now)) wide ? box.setAttribute(name, value) : box.removeAttribute(name);
    }).observe(box);
  }
}
