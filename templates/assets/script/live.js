// Shows what was saved: `promulgate preview` adds this script to its pages. It asks for the page again when there is something
// new and shows that in its place, or loads it anew where scripts have to begin again; and it says what went wrong.

/* global EventSource */

(() => {
  const { swap, remember, restore } = globalThis.promulgate;
  const script = document.currentScript;

  function tell(trouble) {
    let bar = document.getElementById("ui.trouble");
    if (!trouble) return bar?.remove();
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "ui.trouble";
      bar.lang = "en";
      bar.setAttribute("role", "alert");
      document.body.prepend(bar);
    }
    bar.textContent = trouble;
    return bar;
  }

  /** How often anything had changed when this page was made, and what all pages looked like: of its own headers. */
  const [loaded] = performance.getEntriesByType("navigation");
  const first = (name) => loaded?.serverTiming?.find((entry) => entry.name === name)?.description;
  let [turn, look] = [first("turn"), first("look")];
  let [isNew, isBusy] = [false, false];

  function reload() {
    remember();
    history.scrollRestoration = "manual";
    events.close();
    location.reload();
  }

  /** Shows the newest state of the page; whether that could be asked for. */
  async function renew() {
    const answer = await fetch(location.pathname + location.search).catch(() => null);
    if (!answer) return false;
    const timing = answer.headers.get("Server-Timing") ?? "";
    const said = (name) => new RegExp(`\\b${name};desc="(\\w*)"`).exec(timing)?.[1];
    look ??= said("look");
    if (!answer.ok || answer.redirected || said("look") !== look) return reload();
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!swap(made)) return reload();
    turn = said("turn");
    return true;
  }

  async function follow() {
    if (isBusy) return;
    isBusy = true;
    while (isNew) {
      isNew = false;
      if (!(await renew())) break;
    }
    isBusy = false;
  }

  let events;
  function listen() {
    events = new EventSource(new URL("events", script.src));
    events.onmessage = (event) => {
      const [now, ...trouble] = event.data.split("\n");
      tell(trouble.join("\n"));
      turn ??= now;
      isNew ||= now !== turn;
      follow();
    };
  }

  listen();
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  document.documentElement.style.overflowAnchor = "none"; // the place is kept here
  restore();
  addEventListener("load", () => { history.scrollRestoration = "auto"; });
})();
