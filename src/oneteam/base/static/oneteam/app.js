/* Enhancements only: every page works without this file. */
(() => {
  "use strict";
  const body = document.body;
  const words = (name) => body.getAttribute(`data-w-${name}`) || "";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = (() => { try { return window.localStorage; } catch { return null; } })();

  function make(tag, cls, text) {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text) node.textContent = text;
    return node;
  }

  function toast(text, button, act) {
    const place = document.querySelector("[data-toasts]");
    if (!place) return;
    const node = make("div", "toast", text);
    if (button) {
      const press = make("button", "", button);
      press.type = "button";
      press.addEventListener("click", () => { node.remove(); act(); });
      node.append(press);
    }
    place.replaceChildren(node);
    if (!button) setTimeout(() => node.remove(), 6000);
  }

  window.oneteam = { toast };

  /* theme: at once, without loading the page again ------------------------------------------ */
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-form]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    const theme = event.submitter.value;
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    form.querySelector(`[value="${theme === "dark" ? "light" : "dark"}"]`)?.focus();
  });

  /* a sent form is not sent twice, and says that it is on its way ---------------------------- */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter || form.querySelector("button:not([type=button])");
    setTimeout(() => {
      if (!button || !form.dataset.sent) return;
      button.dataset.was = button.innerHTML;
      button.setAttribute("aria-busy", "true");
      button.textContent = words("busy");
    }, 300);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[data-sent]").forEach((form) => delete form.dataset.sent);
    all("[aria-busy][data-was]").forEach((button) => { button.innerHTML = button.dataset.was; button.removeAttribute("aria-busy"); });
  });

  /* drafts: what is typed stays on this device until it was sent ------------------------------ */
  const prefix = `oneteam:draft:${body.dataset.who || "-"}:`;
  const ageLimit = 7 * 24 * 3600 * 1000;
  const controls = (form) => [...form.elements].filter((e) => e.name && !e.disabled && e.name !== "csrfmiddlewaretoken"
    && !["hidden", "password", "file", "submit", "button"].includes(e.type));

  function snapshot(form) {
    const values = {};
    for (const e of controls(form)) {
      if (e.type === "checkbox" || e.type === "radio") { if (e.checked) (values[e.name] ||= []).push(e.value); else values[e.name] ||= []; }
      else if (e.multiple) values[e.name] = [...e.selectedOptions].map((o) => o.value);
      else (values[e.name] ||= []).push(e.value);
    }
    return values;
  }

  function restore(form, values) {
    const turn = {};
    for (const e of controls(form)) {
      const given = values[e.name];
      if (!given) continue;
      if (e.type === "checkbox" || e.type === "radio") e.checked = given.includes(e.value);
      else if (e.multiple) [...e.options].forEach((o) => { o.selected = given.includes(o.value); });
      else { const n = turn[e.name] || 0; turn[e.name] = n + 1; if (given[n] !== undefined) e.value = given[n]; }
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function keepDraft(form) {
    const key = prefix + form.dataset.draft;
    const shown = JSON.stringify(snapshot(form));
    let waiting = 0;
    try {
      const old = JSON.parse(store.getItem(key) || "null");
      if (old && (Date.now() - old.at > ageLimit || JSON.stringify(old.values) === shown)) store.removeItem(key);
      else if (old && !form.querySelector("[data-errors]")) offer(form, key, old.values);
    } catch { store.removeItem(key); }
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      delete form.dataset.gone;
      waiting = setTimeout(() => {
        if (form.dataset.gone) return;
        try { store.setItem(key, JSON.stringify({ at: Date.now(), values: snapshot(form) })); } catch { return; }
        const saved = form.querySelector("[data-saved]");
        if (saved) saved.textContent = words("kept");
      }, 500);
    });
  }

  /* Sent by a page that stays open: what was typed has been received. */
  if (store) document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form && event.detail.successful) { form.dataset.gone = "1"; store.removeItem(prefix + form.dataset.draft); }
  });

  function offer(form, key, values) {
    const note = make("div", "note note-info mb-4");
    const text = make("div", "", words("draft"));
    const acts = make("div", "row row-w mt-2");
    const yes = make("button", "btn btn-s", words("restore"));
    const no = make("button", "btn btn-s btn-0", words("drop"));
    yes.type = no.type = "button";
    yes.addEventListener("click", () => { restore(form, values); note.remove(); });
    no.addEventListener("click", () => { store.removeItem(key); note.remove(); });
    acts.append(yes, no); text.append(acts); note.append(text);
    note.setAttribute("role", "status");
    form.prepend(note);
  }

  function watch(form) {
    keepDraft(form);
    form.addEventListener("submit", () => {
      const key = prefix + form.dataset.draft;
      try { store.setItem(key, JSON.stringify({ at: Date.now(), values: snapshot(form) })); sessionStorage.setItem("oneteam:sent", key); } catch { /* full or forbidden: then without */ }
    });
  }

  if (store) {
    const forms = all("form[data-draft]");
    const sent = sessionStorage.getItem("oneteam:sent");
    /* Arrived on another page that is no error page: what was sent has been received. */
    if (sent && body.dataset.page !== "error" && !forms.some((form) => prefix + form.dataset.draft === sent)) {
      store.removeItem(sent);
      sessionStorage.removeItem("oneteam:sent");
    }
    forms.forEach(watch);
    document.addEventListener("htmx:afterSwap", (event) => all("form[data-draft]", event.target).forEach(watch));
    document.addEventListener("submit", (event) => {
      if (!event.target.closest("[data-signout]")) return;
      Object.keys(store).filter((key) => key.startsWith("oneteam:draft:")).forEach((key) => store.removeItem(key));
    });
  }
  window.addEventListener("offline", () => toast(words("offline")));

  /* dates and telephone numbers are put in order when the field is left ------------------------ */
  document.addEventListener("focusout", (event) => {
    const input = event.target;
    if (input.matches?.("[data-date]")) {
      const m = input.value.trim().match(/^(\d{4})[.\-/\s]*(\d{1,2})[.\-/\s]+(\d{1,2})[.\s]*$/) || input.value.trim().match(/^(\d{4})(\d{2})(\d{2})$/);
      if (m) input.value = `${+m[1]}. ${+m[2]}. ${+m[3]}.`;
    } else if (input.matches?.("[data-phone]")) {
      const m = input.value.replace(/[\s().-]/g, "").match(/^(02|0\d{2})(\d{3,4})(\d{4})$/);
      if (m) input.value = m.slice(1).join("-");
    }
  });

  /* a text of so many words at most says how many it has ----------------------------------------- */
  function count(input) {
    const most = +input.dataset.words;
    const there = input.value.split(/\s+/).filter(Boolean).length;
    const said = input.nextElementSibling?.matches("[data-count]") ? input.nextElementSibling : make("output", "f13 mut");
    said.dataset.count = "";
    said.textContent = `${there} / ${most}`;
    said.classList.toggle("over", there > most);
    if (!said.parentNode) input.after(said);
  }
  all("[data-words]").forEach(count);
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-words]")) count(event.target); });

  /* the summary of errors takes the focus, so that it is read out ------------------------------- */
  document.querySelector("[data-errors]:not(.gal *)")?.focus();

  /* keyboard ------------------------------------------------------------------------------------- */
  let going = 0;
  let row = null;
  const visible = (e) => e.offsetParent !== null;
  const typing = (event) => event.isComposing || event.keyCode === 229
    || event.target.closest("input, textarea, select, [contenteditable]");

  function step(by) {
    const rows = all("[data-row]").filter(visible);
    if (!rows.length) return;
    const now = rows.indexOf(row);
    const next = rows[Math.min(rows.length - 1, Math.max(0, now + by))] || rows[0];
    row?.classList.remove("row-on");
    row = next;
    row.classList.add("row-on");
    const target = row.querySelector("a[href], button") || row;
    target.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  const keys = {
    "/": () => { const find = all("[data-find]").find(visible); if (find) { find.focus(); if (find.matches("a")) find.click(); } },
    j: () => step(1),
    k: () => step(-1),
    e: () => row?.querySelector("[data-main]")?.click(),
    n: () => (all("[data-new]").find(visible) || document.querySelector("[data-new]"))?.click(),
    "?": () => document.getElementById("keys")?.togglePopover?.(),
    g: () => { going = Date.now(); },
  };

  document.addEventListener("keydown", (event) => {
    if (body.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
    if (going && Date.now() - going < 1500 && event.key !== "g") {
      going = 0;
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    const act = keys[event.key];
    if (act && !(event.key === "e" && !row)) { event.preventDefault(); act(); return; }
    /* keys of a page's own, said on what they press */
    const own = all(`[data-key="${CSS.escape(event.key)}"]`).find(visible);
    if (own) { event.preventDefault(); own.focus(); if (!own.matches("input, textarea")) own.click(); }
  });

  /* live: the stream says only that a thing changed; the page then asks for its own partial ------- */
  const liveUrl = document.querySelector("[data-live][data-live-url]")?.dataset.liveUrl;
  if (liveUrl && window.htmx) {
    const parts = () => all("[data-live]");
    const changed = (e) => {
      if (e.type === "checkbox" || e.type === "radio") return e.checked !== e.defaultChecked;
      if (!e.options) return e.value !== e.defaultValue;
      const options = [...e.options], chosen = options.some((o) => o.defaultSelected);
      return options.some((o, n) => o.selected !== (chosen ? o.defaultSelected : !e.multiple && n === 0));
    };
    const typedIn = (part) => all("input:not([type=hidden]), textarea, select", part).some(changed);
    /* Whoever is writing, or has opened something, is asked first: nothing typed is ever replaced unasked. */
    const busy = (part) => typedIn(part) || part.querySelector(":popover-open, details[open]:not([data-keep])")
      || (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select, [contenteditable]"));
    const fetchAgain = (part) => window.htmx.trigger(part, "live");
    const tell = (part) => toast(words("newer"), words("show"), () => { part.dataset.asked = "1"; fetchAgain(part); });
    const refresh = (part) => {
      if (busy(part)) tell(part);
      else if ("liveReload" in part.dataset) location.reload(); /* another page stands there now */
      else fetchAgain(part);
    };
    /* What was begun while the answer was on its way counts, too. */
    document.addEventListener("htmx:beforeSwap", (event) => {
      const part = event.target.closest("[data-live]");
      if (!part) return;
      if (event.detail.xhr.status === 404) location.reload(); /* no longer for this reader */
      else if (!part.dataset.asked && busy(part)) { event.detail.shouldSwap = false; tell(part); }
      delete part.dataset.asked;
    });
    let timer = 0;
    const pace = 1000 * Math.min(20, ...parts().map((part) => +part.dataset.livePoll || 20));
    const say = (what) => document.dispatchEvent(new CustomEvent("oneteam:live", { detail: what }));
    const poll = (on) => {
      clearInterval(timer);
      timer = on ? setInterval(() => { if (!document.hidden) parts().forEach(refresh); }, pace) : 0;
    };
    const tokens = [...new Set(parts().map((part) => part.dataset.live))];
    try {
      const source = new EventSource(`${liveUrl}?${tokens.map((t) => `t=${encodeURIComponent(t)}`).join("&")}`);
      source.addEventListener("open", () => {
        /* Something may have been missed: since the connection was lost, or, in a room, since the page was drawn. */
        parts().filter((part) => timer || part.dataset.livePoll).forEach(refresh);
        poll(false);
        say("open");
      });
      source.addEventListener("error", () => { say("lost"); if (!timer) poll(true); });
      source.addEventListener("changed", (event) => parts().filter((part) => part.dataset.live === event.data).forEach(refresh));
      window.addEventListener("pagehide", () => source.close());
    } catch { poll(true); }
  }
})();
