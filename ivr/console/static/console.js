// What the pages need beside htmx: its requests carry the CSRF token, faults come as pages, the theme can be switched.
(function () {
  "use strict";

  document.addEventListener("htmx:configRequest", function (event) {
    event.detail.headers["X-CSRFToken"] = document.querySelector('meta[name="csrf-token"]').content;
  });

  // A fault's page is shown where a part was awaited; where nothing answers, a sentence says so.
  document.addEventListener("htmx:responseError", function (event) {
    tell(document.documentElement.lang === "en"
      ? "The console answered with a fault; what you see may be old." : "La console a répondu par une erreur ; ce que vous voyez peut dater.");
    event.detail.target.setAttribute("data-old", "");
  });
  document.addEventListener("htmx:sendError", function (event) {
    tell(document.documentElement.lang === "en"
      ? "The connection is lost. Nothing was sent; try again when it is back." : "La connexion est coupée. Rien n'a été envoyé ; réessayez à son retour.");
    event.detail.target.setAttribute("data-old", "");
  });
  document.addEventListener("htmx:afterSwap", function (event) { event.detail.target.removeAttribute("data-old"); });

  function tell(sentence) { document.getElementById("told").textContent = sentence; }

  // What was typed or ticked before the scripts were there counts from now on: a slow machine shows the page long before.
  document.addEventListener("DOMContentLoaded", function () { // htmx listens to it first, and is ready
    for (const field of document.querySelectorAll("form[hx-trigger] :is(input, textarea, select)")) {
      if (!isTouched(field)) continue;
      for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    }
  });

  function isTouched(field) {
    if (field.type === "radio") return field.checked && !field.defaultChecked;
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    const options = Array.from(field.options);
    return field.selectedIndex !== Math.max(0, options.findIndex(function (option) { return option.defaultSelected; }));
  }

  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", function () {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept, but switched */ }
    });
  }
})();
