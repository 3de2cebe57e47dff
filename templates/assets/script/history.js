
// The history page: which version stood on a day, and the picture by keyboard.
(() => {
  const { say, decoded, days } = promulgate;
  const box = document.getElementById("ui.on");
  if (!box) return;
  const field = document.getElementById("ui.day");
  const calendar = document.getElementById("ui.calendar");
  const answer = document.getElementById("ui.answer");
  const versions = [...document.querySelectorAll("[data-published]")].map((item) => ({ item, ...item.dataset }));

  function link(version, suffix) {
    const name = version.item.querySelector("h2 a");
    const made = document.createElement("a");
    made.href = name.href;
    made.textContent = name.textContent;
    const said = document.createElement("p");
    said.append(made, ` · ${suffix}`);
    const changes = version.item.querySelector("a.changes");
    if (changes) {
      const what = document.createElement("a");
      what.href = changes.href;
      what.textContent = changes.firstChild.textContent;
      said.append(" · ", what);
    }
    return said;
  }

  function paragraph(text) {
    const made = document.createElement("p");
    made.textContent = text;
    return made;
  }

  function find(day) {
    // the list is newest first; what counts is the order of publication, even where dates run backwards
    const published = versions.find((version) => version.published <= day);
    const inForce = versions.find((version) => (version.effective ?? version.published) <= day);
    const gone = published?.withdrawn !== undefined && published.withdrawn <= day;
    const head = document.createElement("p");
    head.className = "state";
    head.textContent = say("on-date", { date: days.show(day) });
    const said = [head];
    if (!published) said.push(paragraph(say("on-nothing", { date: days.show(versions.at(-1).published) })));
    else if (gone) said.push(paragraph(say("on-withdrawn")), link(published, say("on-last")));
    else if (published === inForce) said.push(link(published, say("on-both")));
    else {
      said.push(link(published, say("on-published", { date: days.show(published.effective ?? published.published) })));
      if (inForce) said.push(link(inForce, say("on-in-force")));
      else said.push(paragraph(say("on-none-in-force")));
    }
    answer.replaceChildren(...said);
    for (const { item } of versions) item.classList.toggle("there", !gone && (item === published?.item || item === inForce?.item));
  }

  function ask(text) {
    const day = days.parse(text);
    if (text.trim() === "") answer.replaceChildren();
    else if (!day) answer.replaceChildren(paragraph(say("on-unreadable")));
    else {
      find(day);
      calendar.value = day;
      history.replaceState(history.state, "", `#on=${day}`);
    }
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
