// Run in the page by looks.py: each measure returns how many things it looked at, and which of them fail.
(() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [r, g, b] = rgba(colour).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const behind = (element) => {
    for (let up = element.parentElement; up; up = up.parentElement) {
      const colour = getComputedStyle(up).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }
    return "white";
  };
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
  const all = (what) => [...document.querySelectorAll(what)].filter(seen);
  const name = (e) => e.outerHTML.slice(0, 120);

  return {
    rings() {
      const controls = all(".carelab :is(input, select, textarea, button, a[href], [tabindex='0']):not(:disabled)"); // a disabled one takes no focus
      const faults = [];
      for (const e of controls) {
        e.focus();
        const style = getComputedStyle(e);
        const ratio = contrast(style.outlineColor, behind(e));
        const weak = style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || ratio < 3;
        if (document.activeElement !== e || weak) faults.push(`${name(e)}: ${style.outline}, contrast ${ratio.toFixed(1)}`);
      }
      document.activeElement.blur();
      return { count: controls.length, faults };
    },
    edges() {
      const boxes = all(".carelab :is(input:not([type=radio], [type=checkbox], [type=range]), select, textarea, button:not(th button))");
      const edge = (e) => contrast(getComputedStyle(e).borderTopColor, behind(e));
      return { count: boxes.length, faults: boxes.filter((e) => edge(e) < 3).map((e) => `${name(e)}: edge ${edge(e).toFixed(2)}`) };
    },
    targets() {
      const controls = all(".carelab :is(input, select, textarea, button, a[href])");
      const box = (e) => (e.closest("label") || e).getBoundingClientRect();
      const small = controls.filter((e) => box(e).width < 24 || box(e).height < 24);
      return { count: controls.length, faults: small.map((e) => `${name(e)}: ${box(e).width.toFixed(0)} × ${box(e).height.toFixed(0)}`) };
    },
    cut() {
      const words = all(".carelab :is(p, label, legend, li, button, td, th, dt, dd, figcaption, span)").filter((e) => !e.closest(".cl-spoken, svg"));
      const over = (e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
      const cut = words.filter((e) => getComputedStyle(e).overflow !== "visible" && over(e));
      return { count: words.length, faults: cut.map(name) };
    },
  };
})()
