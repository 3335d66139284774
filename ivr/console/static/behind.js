// What stands behind the # of the address that is wanted: no server sees it, so the browser keeps it until one is in.
(function () {
  "use strict";
  const next = document.querySelector('main input[name="next"]').value;
  try {
    if (location.hash.length > 1) sessionStorage.setItem("behind " + next, location.hash);
  } catch { /* a browser that keeps nothing */ }
}());
