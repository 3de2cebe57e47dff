
// On a list of policies, to somebody who comes back: which of those that this browser remembers as read have changed.
(() => {
  const { read } = promulgate;
  const box = document.getElementById("ui.changed");
  if (!box) return;
  for (const item of document.querySelectorAll("li[data-n]")) {
    const before = read(item.dataset.id);
    if (!before || before.n >= Number(item.dataset.n)) continue;
    const line = document.createElement("li");
    const link = item.querySelector(".title a").cloneNode(true);
    link.href = link.href.replace(/index\.html$/, `compare/index.html#since=v${before.n}`);
    line.append(link);
    box.querySelector("ul").append(line);
  }
  box.hidden = !box.querySelector("li");
})();
