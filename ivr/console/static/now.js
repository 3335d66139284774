// Now refreshes itself: rows that were opened stay open, what is read stays where it is, and a page that is cut off says that it
// may be old.
(function () {
  "use strict";
  let open = [];
  let read = [];  // what was in sight before the refresh, and where: {id, top}, the focused one first

  document.addEventListener("htmx:oobBeforeSwap", remember);
  document.addEventListener("htmx:beforeSwap", function (event) {
    remember();
    read = event.target.id === "watch" && scrollY ? inSight() : [];  // at the top one sees what is new there
  });
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
    const still = read.find(function (one) { return document.getElementById(one.id)?.checkVisibility(); });
    if (still) scrollBy({ top: document.getElementById(still.id).getBoundingClientRect().top - still.top, behavior: "instant" });
  }

  function inSight() {
    return [document.activeElement, ...document.querySelectorAll("#list [id], #map, #ahead")]
      .map(function (one) { return { id: one.id, top: one.getBoundingClientRect().top, is: one.id && one.checkVisibility() }; })
      .filter(function (one) { return one.is && one.top >= 0 && one.top < innerHeight; });
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
