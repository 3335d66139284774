// Passkeys: a browser makes one, or answers a challenge with one. What comes from the server, and goes back, is JSON.
(function () {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const token = document.querySelector('meta[name="csrf-token"]').content;

  function bytes(text) {
    const padded = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(padded), function (letter) { return letter.charCodeAt(0); });
  }

  function text(buffer) {
    const letters = Array.from(new Uint8Array(buffer), function (byte) { return String.fromCharCode(byte); }).join("");
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  async function send(address, body) {
    const answer = await fetch(address, {
      method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body: JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.why || "");
    return said;
  }

  function withId(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }

  async function makeOne(place, form) {
    const options = await send(place.dataset.ask, { password: form.password ? form.password.value : "" });
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = withId(options.excludeCredentials);
    const made = await navigator.credentials.create({ publicKey: options });
    return send(place.dataset.give, {
      id: made.id, rawId: text(made.rawId), type: made.type, name: form.name.value,
      response: {
        clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject),
      },
    });
  }

  async function useOne(place) {
    const options = await send(place.dataset.ask, {});
    options.challenge = bytes(options.challenge);
    options.allowCredentials = withId(options.allowCredentials);
    const used = await navigator.credentials.get({ publicKey: options });
    return send(place.dataset.give, {
      id: used.id, rawId: text(used.rawId), type: used.type,
      response: {
        clientDataJSON: text(used.response.clientDataJSON), authenticatorData: text(used.response.authenticatorData),
        signature: text(used.response.signature),
        userHandle: used.response.userHandle ? text(used.response.userHandle) : null,
      },
    });
  }

  async function tryIt(place, work) {
    const wrong = place.querySelector(".wrong[data-failed]");
    wrong.hidden = true;
    try {
      location.assign((await work()).to);
    } catch (error) {
      wrong.textContent = error instanceof DOMException || !error.message ? wrong.dataset.failed : error.message;
      wrong.hidden = false;
    }
  }

  for (const place of document.querySelectorAll("[data-passkey-in]")) {
    place.hidden = false;
    place.querySelector("button").addEventListener("click", function () { tryIt(place, function () { return useOne(place); }); });
  }
  for (const place of document.querySelectorAll("form[data-passkey-new]")) {
    place.hidden = false;
    place.addEventListener("submit", function (event) {
      event.preventDefault();
      const form = { password: place.elements.password, name: place.elements.name };
      tryIt(place, function () { return makeOne(place, form); });
    });
  }
})();
