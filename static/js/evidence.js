// The evidence grid: arrow keys, what is unsaved, and a check when typing rests.
// Everything works without this file.
(function () {
  "use strict";
  const form = document.getElementById("evidence");
  if (!form) return;
  const rows = [...form.querySelectorAll("tbody tr")]
    .map((row) => [...row.querySelectorAll("input[type=number]")])
    .filter((cells) => cells.length);
  const cells = rows.flat();
  if (!cells.length || cells[0].disabled) return;
  const CHECK_DELAY_MS = 600;
  const MOVES = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Enter: [1, 0],
  };
  const unsaved = document.getElementById("unsaved");
  const columns = rows[0].map((_, column) => column);
  // What other pages of the grid add to each sum.
  const elsewhere = columns.map((column) => Number(sum(column).textContent) - best(column));
  let timer = 0;
  let isLeaving = false;

  function sum(column) {
    return document.querySelectorAll("#draft .totals td")[column];
  }

  function best(column) {
    let points = 0;
    form.querySelectorAll("tbody[data-counts]").forEach(function (item) {
      const values = [...item.querySelectorAll("tr")]
        .map((row) => row.querySelectorAll("input[type=number]")[column])
        .filter((cell) => cell && cell.value !== "" && cell.validity.valid)
        .map((cell) => Number(cell.value));
      if (values.length) points += Math.max(...values);
    });
    return points;
  }

  function changed() {
    return cells.filter((cell) => cell.value !== cell.dataset.saved);
  }

  function show() {
    cells.forEach(function (cell) {
      cell.dataset.points = cell.value;
      cell.toggleAttribute("data-changed", cell.value !== cell.dataset.saved);
    });
    columns.forEach(function (column) {
      sum(column).textContent = elsewhere[column] + best(column);
    });
    const count = changed().length;
    const text = unsaved.dataset[count === 1 ? "one" : "many"].replace("#", count);
    unsaved.textContent = count ? text : "";
  }

  form.addEventListener("keydown", function (event) {
    const step = MOVES[event.key];
    const row = rows.findIndex((line) => line.includes(event.target));
    if (!step || row < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const line = rows[row + step[0]] || [];
    const target = line[rows[row].indexOf(event.target) + step[1]];
    if (target) target.focus();
  });

  form.addEventListener("focusin", function (event) {
    if (cells.includes(event.target)) event.target.select();
  });

  form.addEventListener("input", function () {
    show();
    clearTimeout(timer);
    timer = setTimeout(function () {
      const isReadable = cells.every((cell) => cell.validity.valid);
      if (isReadable) form.dispatchEvent(new Event("check"));
    }, CHECK_DELAY_MS);
  });

  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.elt.id !== "draft") return;
    show();
    unsaved.textContent += ". " + event.detail.elt.dataset.say;
  });

  // Only what was changed is sent, so that a large bank stays far below every limit.
  form.addEventListener("submit", function () {
    isLeaving = true;
    clearTimeout(timer);
    cells.forEach((cell) => (cell.disabled = cell.value === cell.dataset.saved));
  });

  window.addEventListener("pageshow", function () {
    isLeaving = false;
    cells.forEach((cell) => (cell.disabled = false));
    show();
  });

  window.addEventListener("beforeunload", function (event) {
    if (!isLeaving && changed().length) event.preventDefault();
  });
})();
