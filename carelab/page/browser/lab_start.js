// Before JupyterLab in the website starts: it gets a service worker of its own, which keeps its files in the browser.

const { serviceWorker } = navigator;

if (serviceWorker) {
  // JupyterLite would end all service workers of this host, those of the pages and of other sites too, and take the pages' for its own.
  serviceWorker.getRegistrations = async () => [];
  const own = new URL("../service-worker.js", import.meta.url).pathname;
  const { get } = Object.getOwnPropertyDescriptor(ServiceWorkerContainer.prototype, "controller");
  const controller = () => {
    const found = get.call(serviceWorker);
    return found && new URL(found.scriptURL).pathname === own ? found : null;
  };
  Object.defineProperty(serviceWorker, "controller", { get: controller });
  // What came before it was there is fetched once more, through it.
  const address = [location.href, new URL(`../index.html${location.search}`, location.href).href];
  const keep = () => {
    if (!controller()) return;
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(location.origin));
    for (const one of [...address, ...fetched]) fetch(one).catch(() => {});
  };
  if (controller()) keep();
  else serviceWorker.addEventListener("controllerchange", keep);
}
