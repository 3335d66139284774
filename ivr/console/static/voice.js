// Has the browser's voice speak a field or a call: [data-speak] names it, each sentence in its own language.
(function () {
  "use strict";
  if (!("speechSynthesis" in window)) return;

  function show(root) { for (const button of root.querySelectorAll("[data-speak][hidden]")) button.hidden = false; }

  function sentences(element) {
    if ("value" in element) return [{ text: element.value || element.placeholder, language: element.lang }];
    return Array.from(element.querySelectorAll("[lang]"), function (one) { return { text: one.textContent, language: one.lang }; });
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-speak]");
    if (!button) return;
    const wasSpeaking = speechSynthesis.speaking;
    speechSynthesis.cancel();
    if (wasSpeaking) return; // a second press stops it
    for (const sentence of sentences(document.querySelector(button.dataset.speak))) {
      const spoken = new SpeechSynthesisUtterance(sentence.text);
      spoken.lang = sentence.language === "en" ? "en-GB" : "fr-FR";
      speechSynthesis.speak(spoken);
    }
  });

  show(document);
  document.addEventListener("htmx:afterSwap", function () { show(document); });
})();
