// Toolbar, record links and live preview of a Markdown field in the admin.
// Without this file the field is a plain text area, and saving checks the same.
(function () {
  "use strict";
  const DELAY_MS = 300;
  const WIDE = "(min-width: 64rem)";
  const REMEMBERED = "markdown-preview";
  let styles = null;

  // The site's own stylesheet, made to apply inside a shadow root.
  function siteStyles(editor) {
    if (styles) return styles;
    document.fonts.add(new FontFace("Newsreader", "url(" + editor.dataset.font + ")", { weight: "400 700", display: "swap" }));
    styles = fetch(editor.dataset.stylesheet)
      .then((response) => response.text())
      .then(function (text) {
        const site = new CSSStyleSheet();
        site.replaceSync(text.replace(/:root/g, ":host"));
        const frame = new CSSStyleSheet();
        frame.replaceSync(
          ":host { color-scheme: inherit; display: block; background: var(--surface); color: var(--text);" +
            " font: 400 1rem/1.6 var(--body); overflow-wrap: break-word; }" +
            " .prose { padding: 1rem; } .prose > :first-child { margin-top: 0; } .prose table { display: block; overflow-x: auto; }",
        );
        return [site, frame];
      });
    return styles;
  }

  function remembered() {
    try {
      return localStorage.getItem(REMEMBERED);
    } catch {
      return null;
    }
  }

  function remember(isOpen) {
    try {
      localStorage.setItem(REMEMBERED, isOpen ? "open" : "closed");
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  // Types through the browser, so that its own undo takes it back.
  function type(area, start, end, text, selectFrom, selectTo) {
    area.focus();
    area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(start + selectFrom, start + selectTo);
  }

  function wrap(area, mark) {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const chosen = value.slice(start, end);
    const size = mark.length;
    if (value.slice(start - size, start) === mark && value.slice(end, end + size) === mark) {
      type(area, start - size, end + size, chosen, 0, chosen.length);
    } else {
      type(area, start, end, mark + chosen + mark, size, size + chosen.length);
    }
  }

  function prefixLines(area, prefix) {
    const { value } = area;
    const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const found = value.indexOf("\n", area.selectionEnd);
    const end = found < 0 ? value.length : found;
    const lines = value.slice(start, end).split("\n");
    const isOn = lines.every((line) => line.startsWith(prefix));
    const text = lines.map((line) => (isOn ? line.slice(prefix.length) : prefix + line)).join("\n");
    type(area, start, end, text, 0, text.length);
  }

  function link(area, address) {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const chosen = value.slice(start, end);
    const text = "[" + chosen + "](" + address + ")";
    if (chosen) type(area, start, end, text, text.length, text.length);
    else type(area, start, end, text, 1, 1);
  }

  function linkRecord(area, record) {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const text = "[" + (value.slice(start, end) || record.title) + "](" + record.link + ")";
    type(area, start, end, text, text.length, text.length);
  }

  function start(editor) {
    if (editor.dataset.started || editor.closest(".empty-form")) return;
    editor.dataset.started = "yes";
    const area = editor.querySelector("textarea");
    const bar = editor.querySelector(".markdown__bar");
    const side = editor.querySelector(".markdown__side");
    const faults = editor.querySelector(".markdown__faults");
    const finder = editor.querySelector(".markdown__finder");
    const search = finder.querySelector("input");
    const results = finder.querySelector("ul");
    const toggle = bar.querySelector("[data-preview]");
    const shadow = editor.querySelector(".markdown__preview").attachShadow({ mode: "open" });
    const prose = document.createElement("div");
    prose.className = "prose";
    shadow.append(prose);
    siteStyles(editor).then((sheets) => (shadow.adoptedStyleSheets = sheets));
    let timer = 0;
    let finding = 0;
    let asked = 0;

    function say(messages) {
      const texts = [...faults.children].map((item) => item.textContent);
      if (texts.join("\n") === messages.join("\n")) return;
      faults.replaceChildren(
        ...messages.map(function (text) {
          const item = document.createElement("li");
          item.textContent = text;
          return item;
        }),
      );
    }

    function preview() {
      const number = ++asked;
      const body = new FormData();
      body.append("text", area.value);
      const token = area.form.querySelector("[name=csrfmiddlewaretoken]").value;
      fetch(editor.dataset.preview, { method: "POST", body, headers: { "X-CSRFToken": token } })
        .then(function (response) {
          if (response.redirected) throw new Error("logged out");
          return response.json();
        })
        .then(function (answer) {
          if (number !== asked) return; // a later text is on its way
          prose.innerHTML = answer.html;
          prose.querySelectorAll("a").forEach((each) => (each.target = "_blank"));
          say(answer.faults);
        })
        .catch(() => number === asked && say([editor.dataset.failed]));
    }

    function open(isOpen) {
      side.hidden = !isOpen;
      editor.classList.toggle("markdown--split", isOpen);
      toggle.setAttribute("aria-pressed", String(isOpen));
      if (isOpen) preview();
    }

    function find() {
      fetch(editor.dataset.records + "?q=" + encodeURIComponent(search.value))
        .then((response) => response.json())
        .then(function (answer) {
          results.replaceChildren(
            ...answer.records.map(function (record) {
              const item = document.createElement("li");
              const button = document.createElement("button");
              button.type = "button";
              button.textContent = record.title;
              const code = document.createElement("code");
              code.textContent = record.link;
              button.append(" ", code);
              button.addEventListener("click", function () {
                finder.hidden = true;
                linkRecord(area, record);
              });
              item.append(button);
              return item;
            }),
          );
        })
        .catch(() => results.replaceChildren());
    }

    bar.hidden = false;
    bar.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (!button) return;
      const { wrap: mark, prefix } = button.dataset;
      if (mark) wrap(area, mark);
      else if (prefix) prefixLines(area, prefix);
      else if ("link" in button.dataset) link(area, "https://");
      else if ("record" in button.dataset) {
        finder.hidden = !finder.hidden;
        if (finder.hidden) return;
        search.focus();
        find();
      } else if (button === toggle) {
        open(side.hidden);
        remember(!side.hidden);
      }
    });

    // One stop for Tab; arrows move inside, as in any toolbar.
    const buttons = [...bar.querySelectorAll("button")];
    bar.addEventListener("keydown", function (event) {
      const at = buttons.indexOf(event.target);
      const last = buttons.length - 1;
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = buttons[to < 0 ? last : to > last ? 0 : to];
      buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
      next.focus();
    });
    buttons.forEach((button, at) => (button.tabIndex = at ? -1 : 0));

    area.addEventListener("keydown", function (event) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const key = event.key.toLowerCase();
      const button = bar.querySelector("[data-key='" + CSS.escape(key) + "']");
      if (!button) return;
      event.preventDefault();
      button.click();
    });
    area.addEventListener("input", function () {
      clearTimeout(timer);
      if (!side.hidden) timer = setTimeout(preview, DELAY_MS);
    });
    search.addEventListener("input", function () {
      clearTimeout(finding);
      finding = setTimeout(find, DELAY_MS);
    });
    finder.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        finder.hidden = true;
        area.focus();
      } else if (event.key === "Enter" && event.target === search) {
        event.preventDefault();
        const first = results.querySelector("button");
        if (first) first.click();
      }
    });

    // Fields far down ask for their preview when they come into view.
    const watcher = new IntersectionObserver(function (entries) {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      const chosen = remembered();
      open(chosen ? chosen === "open" : matchMedia(WIDE).matches);
    });
    watcher.observe(editor);
  }

  function startAll(root) {
    root.querySelectorAll("[data-markdown]").forEach(start);
  }

  document.addEventListener("formset:added", (event) => startAll(event.target));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => startAll(document));
  } else {
    startAll(document);
  }
})();
