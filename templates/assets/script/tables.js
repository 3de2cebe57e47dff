// Tables that are wider than the screen: where one scrolls, it is named for screen readers, and the first change in it comes
// into view.
(() => {
  const label = document.querySelector("main")?.dataset.table;
  const shown = new WeakSet();

  function show(region) {
    const wide = region.scrollWidth > region.clientWidth;
    if (!wide || !label) {
      region.removeAttribute("role");
      region.removeAttribute("aria-label");
      return;
    }
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", region.querySelector("caption")?.textContent.trim() || label);
    if (shown.has(region)) return; // what the reader scrolled stays so
    shown.add(region);
    const cell = region.querySelector(":is(td, th) :is(ins, del), :is(td, th):is(.inserted, .deleted)")?.closest("td, th");
    if (cell) region.scrollLeft = Math.max(0, cell.offsetLeft + cell.offsetWidth - region.clientWidth);
  }

  promulgate.showTables = () => {
    for (const region of document.querySelectorAll(".text .table")) if (region.clientWidth > 0) show(region);
  };
  addEventListener("resize", promulgate.showTables);
  promulgate.showTables();
})();
