// Applies the remembered theme before the page is painted, then runs its switch.
(function () {
  "use strict";
  const root = document.documentElement;

  function remembered() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage may be off; the system's theme then applies
    }
  }

  function apply(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  apply(remembered());
  document.addEventListener("change", function (event) {
    if (event.target.name !== "theme") return;
    apply(event.target.value);
    try {
      localStorage.setItem("theme", event.target.value);
    } catch {
      // The choice then lasts as long as the page.
    }
  });
  document.addEventListener("DOMContentLoaded", function () {
    const choices = document.querySelector(".theme");
    if (!choices) return;
    const now = root.dataset.theme || "system";
    choices.querySelector("[value=" + now + "]").checked = true;
    choices.hidden = false;
  });
})();
