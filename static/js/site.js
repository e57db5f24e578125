// Keys, focus and messages for what htmx swaps. Everything works without this file.
(function () {
  "use strict";

  function say(text) {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }

  function typing(target) {
    return target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  }

  function quizKey(event, quiz) {
    if (/^[1-5]$/.test(event.key)) {
      const radios = quiz.querySelectorAll("input[name=option]");
      const radio = radios[Number(event.key) - 1];
      if (radio) {
        radio.checked = true;
        radio.focus();
      }
    } else if (event.key === "Enter" && !event.target.matches("a, button")) {
      event.preventDefault();
      quiz.querySelector("form").requestSubmit();
    } else if (event.key === "Backspace") {
      const back = quiz.querySelector("[data-key=Backspace]");
      if (back) {
        event.preventDefault();
        back.click();
      }
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== "k")) return;
    if (typing(event.target)) return;
    const search = document.querySelector("header [type=search]");
    if (search && (event.key === "/" || (event.ctrlKey && event.key === "k"))) {
      event.preventDefault();
      search.focus();
      return;
    }
    const quiz = document.getElementById("question");
    if (quiz) quizKey(event, quiz);
  });

  document.addEventListener("htmx:afterSwap", function () {
    const prompt = document.getElementById("prompt");
    if (prompt) {
      prompt.focus({ preventScroll: true });
      document.title = document.title.replace(/^\S+ \d+/, function (start) {
        const place = document.querySelector(".quiz__place");
        return place ? place.textContent.trim().split("\n")[0].trim() : start;
      });
    }
  });

  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function () {
      document.body.classList.add("has-failed");
      say(document.body.dataset.failed || "");
    });
  });
})();
