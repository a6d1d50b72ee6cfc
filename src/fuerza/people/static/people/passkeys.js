// Ties a button to one of allauth's passkey forms, and says on the page when the browser refused.
"use strict";
(() => {
  const { call, button, field, data } = document.currentScript.dataset;
  const names = { loginForm: "login", authenticateForm: "authenticate", signupForm: "signup" };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.getElementById("passkey_failed").hidden = false;
  });
  window.allauth.webauthn.forms[call]({ ids: { [names[call]]: button, credential: field, data } });
})();
