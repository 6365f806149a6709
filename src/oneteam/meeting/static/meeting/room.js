/* The open room: timers, sheets, who is here, and what was refused. Without it the room is a page of forms. */
(() => {
  "use strict";
  const room = document.querySelector("[data-room]");
  if (!room || !window.htmx) return;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const part = (name) => document.getElementById(`room-${name}`);
  const refresh = (name) => part(name) && window.htmx.trigger(part(name), "live");

  /* timers run by the server's clock ------------------------------------------------------------ */
  function tick() {
    for (const node of all("[data-until]")) {
      node.skew ??= Date.parse(node.dataset.now) - Date.now();
      const left = Math.round((Date.parse(node.dataset.until) - Date.now() - node.skew) / 1000);
      const time = Math.abs(left);
      const clock = `${Math.floor(time / 60)}:${String(time % 60).padStart(2, "0")}`;
      node.textContent = left < 0 ? `+${clock} ${node.dataset.wOver}` : clock;
      node.classList.toggle("over", left < 0);
    }
  }
  setInterval(tick, 1000);
  tick();

  /* who is here ---------------------------------------------------------------------------------- */
  const say = () => window.htmx.ajax("POST", room.dataset.here, { source: room, swap: "none" });
  setInterval(say, 25000);
  say();
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 404) location.reload(); /* no longer for this reader, or over */
  });

  /* sheets: a form of its own over the room ------------------------------------------------------ */
  const sheet = document.querySelector("[data-room-sheet]");
  const body = sheet.querySelector("[data-room-sheet-body]");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      sheet.opener = link.id;
      window.htmx.ajax("GET", link.href, { target: body, swap: "innerHTML" }).then(() => {
        if (!body.firstElementChild) return;
        if (!sheet.open) sheet.showModal();
        body.querySelector("textarea, input:not([type=hidden]), select")?.focus();
      });
    } else if (event.target.closest("[data-sheet-close]")) {
      event.preventDefault();
      sheet.close();
    }
  });
  sheet.addEventListener("close", () => {
    body.replaceChildren();
    document.getElementById(sheet.opener)?.focus();
  });

  /* what a press came to ---------------------------------------------------------------------------- */
  document.addEventListener("room:done", (event) => {
    event.detail.parts.forEach(refresh);
    if (sheet.contains(event.target)) sheet.close();
    const form = event.target.closest("form.say");
    if (form) { form.reset(); form.elements.text.value = ""; refuse(form, ""); form.elements.text.focus(); }
  });
  document.addEventListener("room:refused", (event) => {
    const form = event.target.closest("form");
    if (!refuse(form, event.detail.why)) window.oneteam.toast(event.detail.why);
    all("[data-live]").forEach((node) => window.htmx.trigger(node, "live"));
  });
  function refuse(form, why) {
    const place = form?.querySelector("[data-refusal]");
    if (place) { place.textContent = why; place.hidden = !why; }
    return place;
  }

  /* the last note is read out, once ------------------------------------------------------------------ */
  let last = document.querySelector("[data-room-last]")?.dataset.roomLast;
  const open = new Set();
  document.addEventListener("htmx:beforeSwap", (event) => {
    all("details[data-keep]", event.target).forEach((node) => { if (node.open) open.add(node.dataset.keep); else open.delete(node.dataset.keep); });
  });
  document.addEventListener("htmx:afterSwap", () => {
    all("details[data-keep]").forEach((node) => { if (open.has(node.dataset.keep)) node.open = true; });
    const node = document.querySelector("[data-room-last]");
    if (node && node.dataset.roomLast !== last) {
      last = node.dataset.roomLast;
      document.querySelector("[data-room-said]").textContent = node.textContent;
    }
    tick();
  });

  /* Ctrl+Enter notes what was written ------------------------------------------------------------------ */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("form.say textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit(event.target.form.querySelector("button"));
    }
  });

  /* the connection ----------------------------------------------------------------------------------------- */
  const state = document.querySelector("[data-room-state]");
  let lost = false;
  function connection(is, words) {
    state.textContent = words;
    document.body.classList.toggle("reconnecting", is);
    lost = is;
  }
  document.addEventListener("oneteam:live", (event) => {
    if (event.detail === "lost") connection(true, room.dataset.wLost);
    else if (lost) { connection(false, room.dataset.wBack); setTimeout(() => { if (!lost) connection(false, ""); }, 4000); }
  });
})();
