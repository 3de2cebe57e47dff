
// The history page: which version stood on a day, and the picture by keyboard.
(() => {
  const { data, say, decoded, days, force } = promulgate;
  const box = document.getElementById("ui.on");
  if (!box) return;
  const field = document.getElementById("ui.day");
  const calendar = document.getElementById("ui.calendar");
  const answer = document.getElementById("ui.answer");
  const listed = [...document.querySelectorAll("[data-published]")].map((item) => ({ item, n: Number(item.id.slice("ui.v".length)), ...item.dataset }));
  // those that are on pages of their own: just a day where that is the one of publication
  const dated = (version) => (typeof version === "string" ? { published: version } : version);
  const older = (data.older ?? []).map((version, ix) => ({ n: listed.at(-1).n - 1 - ix, ...dated(version) }));
  const versions = [...listed, ...older];

  function link(version, suffix) {
    const { n } = version;
    const leading = (address, text) => {
      const made = document.createElement("a");
      made.href = address.replace("{n}", n);
      made.textContent = text;
      return made;
    };
    const said = document.createElement("p");
    said.append(leading(data.version, say("version-n", { n })), ` · ${suffix}`);
    if (n > 1) said.append(" · ", leading(data.redline, say("see-changes")));
    const compare = document.getElementById("ui.since-day")?.dataset.compare;
    if (compare && version !== versions[0]) {
      said.append(" · ", leading(`${compare}#${n}..${versions[0].n}`, say("since-see")));
    }
    return said;
  }

  function paragraph(text) {
    const made = document.createElement("p");
    made.textContent = text;
    return made;
  }

  /** What is known of when a version holds, in words. */
  function known(version, ahead) {
    const day = (iso) => days.show(iso);
    const [published, text] = [day(version.published), version.by === "text"];
    if (ahead) return say(text ? "on-not-yet-said" : "on-not-yet", { published, date: day(force.from(version)) });
    if (text) return say("on-in-force-said", { published, date: day(version.said) });
    return version.by ? say("on-in-force", { date: day(force.from(version)) }) : say("on-published", { date: published });
  }

  function find(day) {
    const { state, latest, first, until } = force.onDay(versions, day);
    const head = document.createElement("p");
    head.className = "state";
    head.textContent = say(day > days.today() ? "on-date-ahead" : "on-date", { date: days.show(day) });
    const said = {
      nothing: () => [paragraph(say("on-nothing", { date: days.show(first) }))],
      withdrawn: () => [paragraph(say("on-withdrawn")), link(latest, say("on-last"))],
      holds: () => [link(latest, known(latest))],
      "not-yet": () => [link(latest, known(latest, true)), until ? link(until, known(until)) : paragraph(say("on-none-yet"))],
    };
    answer.replaceChildren(head, ...said[state]());
    for (const version of listed) {
      const there = state !== "withdrawn" && (version === latest || version === until);
      version.item.classList.toggle("there", there);
      if (there && version.item.closest(".run")) version.item.closest(".run").open = true;
    }
  }

  function ask(text) {
    const day = days.parse(text);
    const address = (hash) => history.replaceState(history.state, "", hash || location.href.split("#")[0]);
    if (day) {
      find(day);
      calendar.value = day;
      return address(`#on=${day}`);
    }
    answer.replaceChildren(...(text.trim() === "" ? [] : [paragraph(say("on-unreadable"))]));
    for (const { item } of listed) item.classList.remove("there");
    if (location.hash.startsWith("#on=")) address("");
  }

  function fromAddress() {
    const day = /^#on=(.+)$/.exec(location.hash);
    if (!day) return;
    const written = days.parse(decoded(day[1]));
    field.value = written ? days.show(written) : decoded(day[1]);
    ask(field.value);
    box.scrollIntoView({ block: "start" });
  }

  field.addEventListener("change", () => ask(field.value));
  field.addEventListener("keydown", (event) => event.key === "Enter" && ask(field.value));
  document.getElementById("ui.ask").addEventListener("click", () => ask(field.value));
  calendar.addEventListener("change", () => {
    if (calendar.value === "") return;
    field.value = days.show(calendar.value);
    ask(field.value);
  });
  addEventListener("hashchange", fromAddress);
  box.hidden = false;
  fromAddress();

  // one stop for the tab key in the picture, in which the arrow keys move
  const bars = [...document.querySelectorAll(".timeline a")];
  bars.forEach((bar, ix) => bar.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: ix - 1, ArrowRight: ix + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (to === undefined || !bars[to]) return;
    event.preventDefault();
    bar.setAttribute("tabindex", "-1");
    bars[to].setAttribute("tabindex", "0");
    bars[to].focus();
  }));
})();
