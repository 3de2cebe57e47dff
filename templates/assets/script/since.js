// "What changed since a day?": the field below the head of a page leads to that comparison.
(() => {
  const { days } = promulgate;
  const form = document.getElementById("ui.since-day");
  if (!form) return;
  const [field, told] = [form.querySelector("input"), form.querySelector("p")];

  /** The pair of versions that somebody asks for: those since a day, or since the version that was read. */
  function asked(text) {
    const version = /^\s*(?:version|v|ฉบับ(?:ที่)?)\s*\.?\s*([\d๐-๙]+)\s*$/iu.exec(text);
    if (version) return `since=v${days.digits(version[1])}`;
    const day = days.parse(text);
    return day && `since=${day}`;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const since = asked(field.value);
    told.textContent = since || field.value.trim() === "" ? "" : form.dataset.unreadable;
    if (since) location.href = `${form.dataset.compare}#${since}`;
  });
  form.hidden = false;
})();
