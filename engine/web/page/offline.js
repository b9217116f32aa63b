// The service worker, which lets the page load without a network: there is one only if it was asked for.

export async function keepOffline(wanted) {
  if (!navigator.serviceWorker) {  // a host without https has none
    return;
  }
  const worker = new URL("worker.js", document.baseURI).href;
  if (wanted) {
    await navigator.serviceWorker.register(worker);
    return;
  }
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.active?.scriptURL === worker) {  // of an earlier export
      await registration.unregister();
    }
  }
}
