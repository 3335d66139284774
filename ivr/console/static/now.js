// Now refreshes itself: rows that were opened stay open, and a page that is cut off says that it may be old.
(function () {
  "use strict";
  let open = [];

  document.addEventListener("htmx:oobBeforeSwap", remember);
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:oobAfterSwap", restore);
  document.addEventListener("htmx:afterSwap", restore);
  for (const lost of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(lost, function () { cut(true); });
  }
  document.addEventListener("htmx:afterOnLoad", function (event) { if (event.detail.successful !== false) cut(false); });

  function remember() { open = [...document.querySelectorAll("details[open][id]")].map(function (one) { return one.id; }); }

  function restore() {
    for (const id of open) {
      const one = document.getElementById(id);
      if (one) one.open = true;
    }
  }

  function cut(is) {
    const notice = document.getElementById("cut");
    if (notice) notice.hidden = !is;
    for (const part of ["list", "map", "closings", "summary"]) {
      const found = document.getElementById(part);
      if (found) found.toggleAttribute("data-old", is);
    }
  }
})();
