// Whoever types a town, another reason or another moment means it: the choice beside is made with it. One click, one form.
(function () {
  "use strict";
  for (const field of document.querySelectorAll("[data-chooses]")) {
    field.addEventListener("input", function () {
      const [name, value] = field.dataset.chooses.split(":");
      const choice = document.querySelector(`input[name="${name}"][value="${value}"]`);
      if (choice && field.value) choice.checked = true;
    });
  }
  const form = document.getElementById("outage");
  form.addEventListener("submit", function () {
    const button = form.querySelector("button.danger");
    setTimeout(function () { button.disabled = true; }, 0);
    addEventListener("pageshow", function () { button.disabled = false; });
  });
})();
