// Only comforts: every page works without this file.
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  // After a refused form the reader starts at the list of what to mend.
  const first = document.querySelector("[data-first]");
  if (first) first.focus();

  // A link of that list leads into the field itself, not only near it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".govuk-error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".govuk-form-group") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // Two quick presses on a sending button send once.
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const now = Date.now();
    if (now - (sent.get(event.target) || 0) < 1500) event.preventDefault();
    else sent.set(event.target, now);
  });

  // Print buttons exist only where printing can be asked for.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
