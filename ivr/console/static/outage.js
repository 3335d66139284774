// Whoever types a town, another reason or another moment means it: the choice beside is made with it.
(function () {
  "use strict";
  for (const field of document.querySelectorAll("[data-chooses]")) {
    field.addEventListener("input", function () {
      const [name, value] = field.dataset.chooses.split(":");
      const choice = document.querySelector(`input[name="${name}"][value="${value}"]`);
      if (choice && field.value) choice.checked = true;
    });
  }
})();
