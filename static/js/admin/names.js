// Names and roles for what the admin's own scripts make without them.
(function () {
  "use strict";
  function name(field) {
    const box = field.closest(".select2-container");
    const select = box && box.previousElementSibling;
    const label = select && select.labels && select.labels[0];
    field.setAttribute("aria-label", label ? label.textContent.trim().replace(/:$/, "") : document.title);
  }

  function nameAll(root) {
    root.querySelectorAll("span.help-tooltip[aria-label]").forEach((icon) => icon.setAttribute("role", "img"));
    root.querySelectorAll(".select2-selection__clear").forEach((clear) => clear.setAttribute("role", "listitem"));
    root.querySelectorAll(".select2-search__field:not([aria-label])").forEach(name);
  }

  new MutationObserver(function (changes) {
    changes.forEach((change) => change.addedNodes.forEach((node) => node.querySelectorAll && nameAll(node.parentElement || node)));
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => nameAll(document));
})();
