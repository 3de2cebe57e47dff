
// "Since you last read this": this browser alone remembers which version of a policy was read. Nothing is sent.
(() => {
  const { data, say, store, root } = promulgate;
  const key = (id) => `read:${root}${id}`;
  const lang = document.documentElement.lang;
  const longDate = (iso) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
  const today = () => new Date().toLocaleDateString("sv"); // as 2026-03-01, where the reader is

  /** What was read of the policy `id`: the number of a version and the day. */
  function read(id) {
    const [n, date] = (store.get(key(id)) ?? "").split(" ");
    return Number(n) > 0 && !Number.isNaN(Date.parse(date)) ? { n: Number(n), date } : null;
  }

  function mark(id, n) {
    const before = read(id);
    if (!before || before.n <= n) store.set(key(id), `${n} ${today()}`);
  }

  /** Calls `then` once the end of `text` was on the screen, or, where `enough` says so, some of it for 20 seconds. */
  function whenShown(text, then, enough = () => true) {
    if (!text || !("IntersectionObserver" in globalThis)) return;
    const end = text.lastElementChild ?? text;
    let visible = false;
    let seconds = 0;
    const done = () => {
      clearInterval(clock);
      observer.disconnect();
      then();
    };
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (entry.target === text) visible = entry.isIntersecting;
        if (entry.target === end && entry.isIntersecting && document.visibilityState === "visible") return done();
      }
    });
    const clock = setInterval(() => {
      if (visible && document.visibilityState === "visible") seconds += 1;
      if (seconds >= 20 && enough()) done();
    }, 1000);
    observer.observe(text);
    observer.observe(end);
  }

  Object.assign(promulgate, { read, mark, whenShown, longDate, today });

  const upcoming = document.querySelector(".upcoming[data-effective]");
  if (upcoming) {
    const inForce = upcoming.dataset.effective <= today();
    upcoming.hidden = inForce;
    upcoming.querySelector("[data-not-yet]").hidden = inForce;
  }

  const cite = document.getElementById("ui.cite");
  if (cite) {
    const [said, link, copy] = ["span", "a", "button"].map((name) => cite.querySelector(name));
    link.textContent = link.href;
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", () => navigator.clipboard.writeText(said.textContent.trim()).then(() => {
      copy.textContent = copy.dataset.copied;
    }));
  }

  // from an old version to where one reads in the current text
  const onward = document.querySelector("[data-sections]");
  onward?.addEventListener("click", () => {
    const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)")];
    const at = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const section = onward.dataset.sections.split(" ")[at];
    if (at > 0 && section) onward.hash = `ui.s${section}`;
  });

  for (const ahead of document.querySelectorAll("[data-then]")) {
    if (ahead.dataset.then > today()) continue;
    ahead.hidden = true;
    ahead.nextElementSibling.hidden = false;
  }

  const until = document.querySelector("[data-until]");
  if (until) until.hidden = until.dataset.until > today();

  const box = document.getElementById("ui.since");
  if (!box || !data.versions) return;
  const before = read(data.id);
  const [seen, forget] = [document.getElementById("ui.seen"), document.getElementById("ui.forget")];
  if (before && before.n <= data.n) {
    const words = [];
    const link = box.querySelector("a");
    const date = longDate(before.date);
    if (before.n === data.n) {
      words.push(say("since-none", { n: before.n, date }));
      for (const one of [link, seen]) if (one) one.hidden = true;
      box.classList.add("nothing");
    } else {
      const later = data.versions.slice(before.n);
      const sections = new Set(later.flatMap(([, changed]) => changed));
      const counts = { versions: say("since-versions", { n: later.length }), sections: say("since-sections", { n: sections.size }) };
      words.push(say("since-read", { n: before.n, date }), say("since-changes", counts));
      link.href += `#${before.n}..${data.n}`;
    }
    box.querySelector("p").textContent = words.join(" ");
    box.hidden = false;
  }
  seen.addEventListener("click", () => {
    mark(data.id, data.n);
    box.hidden = true;
  });
  forget.addEventListener("click", () => {
    store.set(key(data.id), null);
    box.hidden = true;
    stopped = true;
  });
  // What is new is not taken for read because a page stayed open: only its end, or the reader, says so.
  let stopped = false;
  const known = () => !before || before.n === data.n;
  whenShown(document.querySelector("article[data-policy]"), () => stopped || mark(data.id, data.n), known);
})();
