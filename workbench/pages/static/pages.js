// What a page does in the browser: sends filters and choices to the server, keeps the address, opens the menu.
"use strict";
(() => {
  const LATER = 200; // ms between the last key and the question

  const send = (name, value) => window.emitEvent(name, value);

  const given = (form) => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || !value.trim()) continue;
      found[name] = name in found ? `${found[name]} ${value.trim()}` : value.trim(); // boxes of one name
    }
    return found;
  };

  const addressed = (values) => {
    const words = new URLSearchParams(values).toString();
    history.replaceState(history.state, "", words ? `?${words}` : location.pathname);
    for (const link of document.querySelectorAll("a[data-here]")) {
      const target = new URL(link.href, location.href);
      const fixed = new URLSearchParams(link.dataset.here);
      for (const [name, value] of Object.entries(values)) if (!fixed.has(name)) fixed.set(name, value);
      target.search = fixed.toString();
      link.href = target.href;
    }
    for (const link of document.querySelectorAll(".choices a")) {
      const target = new URL(link.href, location.href);
      target.searchParams.set("to", location.pathname + location.search);
      link.href = target.href;
    }
  };

  let waiting;
  const ask = (form) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const values = given(form);
      addressed(values);
      send(form.dataset.live, values);
    }, LATER);
  };

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.form; // of a field that stands elsewhere too
      if (form?.matches("[data-live]")) ask(form);
    });
  }

  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.show;
    if (name) document.querySelector(".desk").classList.toggle(name, event.target.checked);
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-switch]")) return;
    for (const one of event.target.form.querySelectorAll("[data-case]")) {
      one.hidden = one.disabled = one.dataset.case !== event.target.value;
    }
  });

  document.addEventListener("click", (event) => {
    const add = event.target.closest?.("[data-add]");
    const take = event.target.closest?.("[data-span]");
    const span = add || take ? selectedSpan() : null;
    if (add && !span) add.nextElementSibling.textContent = add.dataset.none;
    if (add && span) location.href = `${add.dataset.add}&start=${span.start}&end=${span.end}`;
    if (take && span) {
      take.form.elements.start.value = span.start + 1;
      take.form.elements.end.value = span.end;
    }
  });

  window.tell = (words) => {
    const told = document.createElement("p");
    told.className = "fault";
    told.setAttribute("role", "alert");
    told.textContent = words;
    document.querySelector(".sheet").prepend(told);
    setTimeout(() => told.remove(), 12000);
  };

  window.put = (id, html) => {
    const place = document.getElementById(id);
    if (place) place.innerHTML = html;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-live], form[data-send]");
    if (!form) return;
    event.preventDefault();
    if (form.dataset.live) ask(form);
    else {
      const values = given(form);
      if ("keep" in form.dataset) addressed(values);
      send(form.dataset.send, { ...values, button: event.submitter?.value ?? "" });
    }
  });

  const menu = (open) => {
    const button = document.querySelector("[data-menu]");
    button?.setAttribute("aria-expanded", String(open));
    document.body.classList.toggle("menu-open", open);
  };

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    if (target.closest("[data-menu]")) {
      menu(!document.body.classList.contains("menu-open"));
      return;
    }
    if (target.closest("[data-close]")) {
      document.getElementById("panel").classList.remove("open");
      return;
    }
    if (!target.closest("#places")) menu(false);
    for (const open of document.querySelectorAll("details.drop[open]")) {
      if (!open.contains(target)) open.open = false;
    }
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const link = target.closest("[data-emit]");
    if (!link || !plain) return;
    event.preventDefault();
    if (link.href) history.replaceState(history.state, "", link.href);
    send(link.dataset.emit, link.dataset.value ?? "");
  });

  // A file of text, read into a field of its form.
  document.addEventListener("change", async (event) => {
    const name = event.target.dataset?.into;
    const file = name && event.target.files[0];
    if (!file) return;
    event.target.form.elements[name].value = await file.text();
    event.target.value = "";
    event.target.form.requestSubmit();
  });

  // Files: chosen or dropped, sent one after another, each with its progress and what came of it.
  const line = (form, words) => {
    const made = document.createElement("li");
    made.textContent = words;
    form.closest(".part").querySelector(".told").append(made);
    return made;
  };

  const sent = (form, file) =>
    new Promise((done) => {
      const told = (key) => form.dataset[key].replace("{name}", file.name);
      const made = line(form, told("reading"));
      const end = (good, words, href) => {
        made.className = good ? "good" : "bad";
        made.textContent = href ? "" : words;
        if (href && "open" in form.dataset && form.dataset.count === "1") { location.href = href; return; }
        if (href) made.append(Object.assign(document.createElement("a"), { href, textContent: words }));
        done();
      };
      if (file.size > Number(form.dataset.limit)) return end(false, told("large"));
      const bar = Object.assign(document.createElement("progress"), { max: file.size || 1, value: 0 });
      bar.setAttribute("aria-label", file.name);
      made.append(" ", bar);
      const asked = new XMLHttpRequest();
      asked.upload.onprogress = (event) => { bar.value = event.loaded; };
      asked.upload.onload = () => bar.removeAttribute("value");
      asked.onerror = () => end(false, told("failed"));
      asked.onload = () => {
        let answer = {};
        try { answer = JSON.parse(asked.responseText); } catch { /* told below */ }
        end(asked.status === 200, answer.words ?? told("failed"), answer.href);
      };
      asked.open("POST", form.dataset.upload);
      const body = new FormData(form);
      body.set("file", file);
      asked.send(body);
    });

  const upload = async (form, files) => {
    form.closest(".part").querySelector(".told").replaceChildren();
    form.dataset.count = files.length; // a single one is opened where the form says so
    for (const file of files) await sent(form, file);
    send("uploaded", "");
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-upload]");
    if (!form || event.target.type !== "file") return;
    const files = [...event.target.files];
    event.target.value = "";
    upload(form, files);
  });

  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest?.("form[data-upload]");
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault(); // a file dropped beside the box must not replace the page
      form?.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && form) upload(form, [...event.dataTransfer.files]);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu(false);
      for (const open of document.querySelectorAll("details.drop[open]")) open.open = false;
    }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const field = document.querySelector("[data-search]");
      if (field) {
        event.preventDefault();
        field.focus();
      }
    }
  });

  // A statement chosen in the text: marked, and brought into view when the address names it.
  window.choose = (id, scroll) => {
    for (const old of document.querySelectorAll(".text .chosen")) old.classList.remove("chosen");
    const parts = document.querySelectorAll(`.text [data-of~="${CSS.escape(id)}"]`);
    for (const part of parts) part.classList.add("chosen");
    if (scroll && parts.length) parts[0].scrollIntoView({ block: "center" });
  };

  window.fill = (html) => {
    const panel = document.getElementById("panel");
    panel.innerHTML = html;
    panel.classList.add("open");
    panel.scrollTop = 0;
  };

  // A document is open: the rest of a long text is fetched, then what the address names is brought into view.
  window.opened = async ([rest, statement, at]) => {
    const text = document.querySelector(".text");
    if (rest) {
      const answer = await fetch(rest);
      if (answer.ok) text.insertAdjacentHTML("beforeend", await answer.text());
    }
    text.dataset.whole = "yes";
    if (statement) choose(statement, true);
    else if (at) showAt(at);
    else if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  };

  // The words from one character to another, chosen and brought into view: "120-135", in code points.
  window.showAt = (words) => {
    const [start, end] = words.split("-").map(Number);
    const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let seen = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const inside = Array.from(node.data);
      const place = (at) => inside.slice(0, at - seen).join("").length;
      if (start >= seen && start < seen + inside.length) range.setStart(node, place(start));
      if (end > seen && end <= seen + inside.length) { range.setEnd(node, place(end)); break; }
      seen += inside.length;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  };

  // The proof of an answer, fetched when it is opened.
  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!opened.open || !opened.dataset.proof || opened.dataset.filled) return;
    opened.dataset.filled = "yes";
    send("proof", { id: opened.dataset.proof, document: opened.dataset.document });
  }, true);

  window.prove = (id, html) => {
    for (const one of document.querySelectorAll(`details[data-proof="${CSS.escape(id)}"] > .proof`)) one.innerHTML = html;
  };

  // Where in the text a selection stands, in code points from its first character.
  const points = (text) => Array.from(text).length;
  window.selectedSpan = () => {
    const text = document.querySelector(".text");
    const chosen = getSelection();
    if (!text || !chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = points(before.toString()) + Number(text.dataset.start ?? 0);
    return { start, end: start + points(range.toString()) };
  };
})();
