// On the home page, to somebody who comes back: which of the policies that this browser remembers as read have changed, and what
// the newest change of each did. Only files of this site are asked for, and only for policies that were read.
(() => {
  const { read, store, root } = promulgate;
  const box = document.getElementById("ui.changed");
  if (!box) return;

  // So many policies are looked after, those read last.
  const MOST = 20;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  async function file(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  /** What there is to tell of the policy `id`, of which version `n` was read: null if its wording is the same. */
  async function news(id, n) {
    const item = document.querySelector(`li[data-id="${CSS.escape(id)}"]`);
    if (item && Number(item.dataset.n) <= n) return null;
    const folder = new URL(`${id}/`, root);
    if (folder.protocol === "file:") return pageOf(item, folder);
    try {
      // one that had a single version may have it still, and then it has no notice
      if (n === 1 && !item && (await file(new URL("versions.json", folder))).versions.length === 1) return null;
      const notice = await file(new URL("notice.json", folder));
      return notice.n > n ? { ...notice, folder } : null;
    } catch {
      return pageOf(item, folder);
    }
  }

  /** What the page itself says where no file can be asked for: that there is a newer version. */
  function pageOf(item, folder) {
    const link = item?.querySelector(".title a");
    return link ? { title: link.textContent, lang: link.lang, facts: [], folder } : null;
  }

  function line({ title, lang, facts, folder }, n) {
    const link = element("a", { href: new URL(`compare/index.html#since=v${n}`, folder), lang, textContent: title });
    const told = facts.flatMap(([old, now], ix) => [
      ix > 0 ? ", " : "", element("bdi", { lang, textContent: old }), " → ", element("bdi", { lang, textContent: now }),
    ]);
    return element("li", {}, link, ...(told.length ? [" ", element("span", { className: "facts" }, ...told)] : []));
  }

  async function tell() {
    const known = store.names(`read:${root}`).map((id) => [id, read(id)]).filter(([, before]) => before);
    known.sort(([, a], [, b]) => b.date.localeCompare(a.date));
    const told = await Promise.all(known.slice(0, MOST).map(async ([id, { n }]) => [await news(id, n), n]));
    const lines = told.filter(([notice]) => notice).map(([notice, n]) => line(notice, n));
    box.querySelector("ul").replaceChildren(...lines);
    box.hidden = !lines.length;
  }

  tell();
})();
