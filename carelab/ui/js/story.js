// A branching story: the scenes passed, the scene at hand with its choices, and a way back where the author allows it.

function drawScenario(q, change) {
  let walk = [];
  const past = h("ol", { class: "cl-past", "aria-label": "What you have done so far" });
  const here = h("div", { class: "cl-scene", tabindex: "-1" });

  const sceneAfter = (made) => made.reduce((at, choice) => q.scenes[at].choices[choice].to, q.start);
  function go(made) {
    walk = made;
    draw();
    here.focus();
    change(walk.length ? [...walk] : null);
  }
  function draw() {
    past.replaceChildren(...walk.map((choice, i) => {
      const at = sceneAfter(walk.slice(0, i));
      const scene = q.scenes[at];
      return h("li", {}, h("span", { class: "cl-text" }, scene.text), h("strong", { "data-verdict": `${at}:${choice}` }, `You: ${scene.choices[choice].text}`));
    }));
    past.hidden = !walk.length;
    const scene = q.scenes[sceneAfter(walk)];
    const choices = Object.entries(scene.choices);
    here.replaceChildren(h("p", {}, scene.text),
      choices.length
        ? h("div", { class: "cl-choices", role: "group", "aria-label": "What do you do?" }, choices.map(([id, c]) => h("button", { type: "button", class: "cl-button cl-do", "data-choice": id, onclick: () => go([...walk, id]) }, c.text)))
        : h("p", { class: "cl-theend" }, h("strong", {}, "The story ends here.")),
      ...(q.back && walk.length ? [h("button", { type: "button", class: "cl-button cl-back", onclick: () => go(walk.slice(0, -1)) }, "Go back one step")] : []));
  }
  draw();
  return {
    node: h("div", {}, past, here),
    set: (stored) => { walk = stored ? [...stored] : []; draw(); },
    left: () => (Object.keys(q.scenes[sceneAfter(walk)].choices).length ? "The story goes on: make a choice." : ""),
  };
}
