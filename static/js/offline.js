// Asks the browser to keep visited pages, once the page itself is done.
(function () {
  "use strict";
  if (!("serviceWorker" in navigator)) return;
  window.addEventListener("load", function () {
    navigator.serviceWorker.register("/service-worker.js").catch(function () {
      // Private windows and some policies forbid it; the site works all the same.
    });
  });
})();
