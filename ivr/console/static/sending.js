// A form that is sent: once, however often its button is pressed; and where nothing answers, a sentence says so, and
// what was written stays. What htmx sends is its own.
(function () {
  "use strict";
  const PATIENCE = 8000;  // milliseconds for the console to say that it is there
  const english = document.documentElement.lang === "en";
  const LOST = english
    ? "The connection is lost. Nothing was sent, nothing was published. Your page is kept: press again when it is back."
    : "La connexion est coupée. Rien n'a été envoyé, rien n'a été publié. Votre page est gardée : appuyez de nouveau à son retour.";

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    send(form, event.submitter);
  });
  // Back on the page by the browser's arrow: its forms can be sent again.
  window.addEventListener("pageshow", function () {
    for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
    for (const field of document.querySelectorAll("[data-pressed]")) field.remove();
  });

  async function send(form, submitter) {
    form.querySelector("[data-lost]")?.remove();
    if (await isThere()) {
      if (submitter?.name) form.append(hidden(submitter.name, submitter.value));
      if (submitter?.hasAttribute("formaction")) form.setAttribute("action", submitter.formAction);
      HTMLFormElement.prototype.submit.call(form);  // whatever its fields are called
    } else {
      form.removeAttribute("aria-busy");
      const sentence = document.createElement("p");
      sentence.className = "notice error";
      sentence.setAttribute("role", "alert");
      sentence.dataset.lost = "";
      sentence.textContent = LOST;
      form.append(sentence);
    }
  }

  async function isThere() {
    if (!navigator.onLine) return false;
    try {
      const icon = document.querySelector('link[rel="icon"]').href;
      return (await fetch(icon, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })).ok;
    } catch {
      return false;
    }
  }

  function hidden(name, value) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.dataset.pressed = "";
    field.name = name;
    field.value = value;
    return field;
  }
})();
