// Moves a record in a list with Alt and an arrow key, and keeps the focus on it.
(function () {
  "use strict";
  const moved = location.hash.match(/^#move-\d+$/);
  if (moved) {
    const buttons = document.getElementById(moved[0].slice(1));
    if (buttons) buttons.focus();
  }
  document.addEventListener("keydown", function (event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const row = way && event.target.closest("#result_list tr");
    const button = row && row.querySelector('button[name="_move"][value^="' + way + '-"]');
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
