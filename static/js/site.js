// Keys, focus and messages for what htmx swaps. Everything works without this file.
(function () {
  "use strict";
  const TYPED = "input:not([type=radio]):not([type=checkbox]), textarea, select";

  function byId(id) {
    return document.getElementById(id);
  }

  function focusSearch() {
    const menu = byId("menu");
    const search = byId("site-search");
    if (!search) return;
    if (search.offsetParent === null && menu && menu.showPopover) menu.showPopover();
    search.focus();
    search.select();
  }

  function chooseOption(quiz, number) {
    const radio = quiz.querySelectorAll("input[name=option]")[number - 1];
    if (!radio) return;
    radio.checked = true;
    radio.focus();
  }

  function quizKey(event, quiz) {
    if (/^[1-9]$/.test(event.key)) {
      chooseOption(quiz, Number(event.key));
    } else if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
      event.preventDefault();
      quiz.querySelector("form").requestSubmit();
    } else if (event.key === "Backspace") {
      const back = quiz.querySelector("[data-key=Backspace]");
      if (!back) return;
      event.preventDefault();
      back.click();
    }
  }

  document.addEventListener("keydown", function (event) {
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      focusSearch();
      return;
    }
    if (command || event.altKey || event.target.matches(TYPED)) return;
    if (event.key === "/") {
      event.preventDefault();
      focusSearch();
      return;
    }
    const quiz = byId("question");
    if (quiz && !event.repeat && isAbout(event.target, quiz)) quizKey(event, quiz);
  });

  // Keys belong to the question unless something outside it has the focus.
  function isAbout(target, quiz) {
    return quiz.contains(target) || target === document.body || target.id === "main";
  }

  // A swapped part may bring the page's new title, the place to read on and
  // a sentence for those who listen to the page.
  document.addEventListener("htmx:afterSettle", function (event) {
    reveal();
    const part = event.detail.elt;
    if (part.dataset.title) document.title = part.dataset.title;
    const said = part.querySelector("[data-say]");
    if (said) byId("status").textContent = said.textContent.trim().replace(/\s+/g, " ");
    const start = part.querySelector("[data-focus]");
    if (start) start.focus({ preventScroll: true });
  });

  document.addEventListener("htmx:beforeRequest", function () {
    byId("failure").textContent = "";
  });
  // Pages made for reading come without htmx; a form that swaps fetches it when sent.
  document.addEventListener("submit", function (event) {
    const part = event.target.closest("[data-htmx]");
    if (!part || window.htmx || part.dataset.plain || !event.submitter) return;
    event.preventDefault();
    const script = document.createElement("script");
    script.src = part.dataset.htmx;
    script.onload = () => event.submitter.click();
    script.onerror = function () {
      part.dataset.plain = "yes";
      event.submitter.click();
    };
    document.head.append(script);
  });

  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      const failure = byId("failure");
      failure.textContent = messageIn(event.detail.xhr) || failure.dataset.text;
    });
  });

  // An error page says what is wrong; what was chosen stays on the screen.
  function messageIn(xhr) {
    if (!xhr || !xhr.responseText) return "";
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const message = page.querySelector("[data-message], .error-page .lead");
    return message ? message.textContent.trim() : "";
  }

  // A glide that the next one cuts short, or that nobody sees, is no error.
  document.addEventListener("htmx:beforeTransition", function (event) {
    if (document.hidden) event.preventDefault();
  });
  window.addEventListener("unhandledrejection", function (event) {
    const name = event.reason && event.reason.name;
    if (name === "AbortError" || name === "InvalidStateError") event.preventDefault();
  });

  // Buttons that only a script can serve are hidden without one.
  function reveal() {
    document.querySelectorAll("[data-print]").forEach((button) => (button.hidden = false));
    if (!navigator.clipboard) return;
    document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
  }

  function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    const text = source.value || source.textContent.trim();
    navigator.clipboard.writeText(text).then(
      function () {
        const label = button.textContent;
        button.textContent = byId("status").textContent = button.dataset.copied;
        setTimeout(() => (button.textContent = label), 2500);
      },
      // Not allowed to copy: select it, so that the visitor's own keys can.
      function () {
        if (source.select) source.select();
        else getSelection().selectAllChildren(source);
      },
    );
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if ("copy" in button.dataset) copy(button);
    else print();
  });
  reveal();

  // Marks in a page's table of contents which section is being read.
  const links = new Map();
  document.querySelectorAll(".toc a[href^='#']").forEach(function (link) {
    const heading = byId(link.hash.slice(1));
    if (heading) links.set(heading.closest("section") || heading, link);
  });
  if (links.size && "IntersectionObserver" in window) {
    const seen = new Set();
    const observer = new IntersectionObserver(
      function (entries) {
        entries.forEach(function (entry) {
          if (entry.isIntersecting) seen.add(entry.target);
          else seen.delete(entry.target);
        });
        const first = [...links.keys()].find((section) => seen.has(section));
        if (!first) return;
        links.forEach(function (link, section) {
          if (section === first) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        });
      },
      { rootMargin: "-10% 0px -60% 0px" },
    );
    links.forEach((link, section) => observer.observe(section));
  }

  // Visited pages stay readable without a connection; asked for once the page is done.
  if ("serviceWorker" in navigator) {
    window.addEventListener("load", function () {
      navigator.serviceWorker.register("/service-worker.js").catch(function () {
        // Private windows and some policies forbid it; the site works all the same.
      });
    });
  }
})();
