// A form that is sent: once, however often its button is pressed; and where nothing answers, a sentence says so, and
// what was written stays. What htmx sends is its own.
(function () {
  "use strict";
  const PATIENCE = 8000;  // milliseconds for the console to say that it is there
  const english = document.documentElement.lang === "en";
  const LOST = english
    ? "The connection is lost. Nothing was sent, nothing was published. Your page is kept: press again when it is back."
    : "La connexion est coupée. Rien n'a été envoyé, rien n'a été publié. Votre page est gardée : appuyez de nouveau à son retour.";

  let sure = null;  // the form that is sent now, for the console is there

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form === sure || form.getAttribute("method") !== "post") return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    send(form, event.submitter);
  });
  // Back on the page by the browser's arrow: its forms can be sent again.
  window.addEventListener("pageshow", function () {
    sure = null;
    for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  });

  async function send(form, submitter) {
    form.querySelector("[data-lost]")?.remove();
    if (await isThere()) {
      [sure, submitter] = now(form, submitter);
      HTMLFormElement.prototype.requestSubmit.call(sure, submitter);  // whatever its fields are called
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

  // The same form and button, where they were shown anew in the meantime.
  function now(form, submitter) {
    if (form.isConnected && (!submitter || submitter.isConnected)) return [form, submitter];
    const same = form.isConnected ? form : document.getElementById(form.getAttribute("id")) || form;
    const button = Array.from(same.querySelectorAll("button")).find(function (one) {
      return one.name === submitter.name && one.value === submitter.value;
    });
    return [same, button];
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
})();
