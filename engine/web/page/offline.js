// The service worker, which lets the page load without a network: there is one only if it was asked for.

export async function keepOffline(wanted) {
  try {
    const workers = navigator.serviceWorker;  // a host without https has none, a frame may refuse it
    const url = new URL("worker.js", document.baseURI).href;
    if (wanted) {
      await workers.register(url);
      return;
    }
    for (const registration of await workers.getRegistrations()) {
      if (registration.active?.scriptURL === url) {  // of an earlier export
        await registration.unregister();
      }
    }
  } catch (error) {
    if (wanted) {
      console.warn(`This page will not load without a network: ${error.message}`);
    }
  }
}
