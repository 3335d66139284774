// "All for this reason" ticks those that are listed; taking one out takes "all" out. Without it the server does the same.
(function () {
  "use strict";
  for (const group of document.querySelectorAll("[data-ticks]")) {
    const all = group.querySelector("[data-tick-all]");
    const each = [...group.querySelectorAll('input[name="text"]')];
    if (!all) continue;
    all.addEventListener("change", function () { for (const one of each) one.checked = all.checked; });
    group.addEventListener("change", function (event) { if (event.target !== all && !event.target.checked) all.checked = false; });
  }
})();
