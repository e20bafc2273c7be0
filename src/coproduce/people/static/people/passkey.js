// Passkeys: the one thing on this site that only a script can do. The code by mail does without.
(() => {
  "use strict";
  const ceremony = window.webauthnJSON;

  // Said on the page until this file has run: so also where scripts are off, or were not fetched.
  for (const said of document.querySelectorAll("[data-without-script]")) said.hidden = true;

  const optionsOnPage = () => {
    const data = document.getElementById("passkey-options");
    return data ? JSON.parse(data.textContent) : {};
  };

  const optionsFromServer = async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  };

  const steps = {
    "sign-in": async (form) => ceremony.get((await optionsFromServer(form)).request_options),
    check: async () => ceremony.get(optionsOnPage().request_options),
    add: async () => ceremony.create(optionsOnPage().creation_options),
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button[type=button]");
    const problem = form.querySelector("[data-passkey-problem]");
    if (!window.PublicKeyCredential || !ceremony) {
      button.disabled = true;
      problem.hidden = false;
      continue;
    }
    button.addEventListener("click", async () => {
      problem.hidden = true;
      button.disabled = true;
      try {
        const credential = await steps[form.dataset.passkey](form);
        form.querySelector("input[name=credential]").value = JSON.stringify(credential);
        form.submit();
      } catch {
        // Cancelled, timed out, or no passkey on this device: said in words, and the other ways stay open.
        problem.hidden = false;
        button.disabled = false;
        button.focus();
      }
    });
  }
})();
