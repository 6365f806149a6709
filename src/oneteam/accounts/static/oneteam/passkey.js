// Says in words what went wrong with a passkey, and hides its button where the browser knows none.
(() => {
  "use strict";
  const box = document.querySelector("[data-passkey-error]");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    if (box) { box.hidden = false; box.focus(); }
  });
  if (!window.PublicKeyCredential) {
    document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = true; });
  }
})();
