// Searches and narrows the tables of a page. Nothing is fetched; without this script the whole
// table stands there. What was asked for stands in the address, so that a view can be sent.
(() => {
  "use strict";

  const STEP = 200;

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const setUp = (catalogue) => {
    const before = catalogue.dataset.address ? `${catalogue.dataset.address}?` : "";
    const finder = catalogue.querySelector(".finder");
    const search = finder.querySelector("input");
    const selects = [...finder.querySelectorAll("select")];
    const told = finder.querySelector(".found");
    const unfold = finder.querySelector(".unfold");
    const more = catalogue.querySelector(".more");
    const rows = [...catalogue.querySelectorAll("tbody tr")].map((element) => ({
      element,
      text: folded(element.textContent),
      values: selects.map((select) => element.cells[select.dataset.column].textContent),
    }));
    const names = [search, ...selects].map((field) => field.name);
    let limit = STEP;

    const matching = () => {
      const words = folded(search.value).split(/\s+/).filter(Boolean);
      const wanted = selects.map((select) => select.value);
      return rows.filter((row) =>
        wanted.every((value, index) => !value || row.values[index] === value)
        && words.every((word) => row.text.includes(word)));
    };

    const say = (many, shown) => {
      const noun = rows.length === 1 ? catalogue.dataset.one : catalogue.dataset.many;
      const of = `${many.toLocaleString("en-GB")} of ${rows.length.toLocaleString("en-GB")} ${noun}`;
      const said = many > shown ? `${of}; the first ${shown} are shown` : of;
      if (told.textContent !== said) told.textContent = said;
    };

    const show = () => {
      const found = matching();
      const shown = new Set(found.slice(0, limit).map((row) => row.element));
      for (const row of rows) {
        const away = !shown.has(row.element);
        if (row.element.hidden !== away) row.element.hidden = away;
      }
      more.hidden = found.length <= limit;
      say(found.length, shown.size);
      const used = selects.filter((select) => select.value).length;
      unfold.textContent = used ? `Filters (${used} in use)` : "Filters";
    };

    const address = () => {
      const asked = new URLSearchParams();
      for (const field of [search, ...selects]) if (field.value) asked.set(field.name, field.value);
      const text = asked.toString();
      return text || before ? `#${before}${text}` : location.pathname;
    };

    const ask = () => {
      limit = STEP;
      show();
      history.replaceState(null, "", address());
    };

    // An address that names a place of the page, and no question, changes nothing.
    const read = () => {
      const hash = location.hash.slice(1);
      if (!hash.startsWith(before)) return;
      const asked = new URLSearchParams(hash.slice(before.length));
      if (!names.some((name) => asked.has(name))) return;
      for (const field of [search, ...selects]) field.value = asked.get(field.name) ?? "";
      for (const select of selects) if (select.selectedIndex < 0) select.value = "";
      limit = STEP;
      show();
    };

    unfold.addEventListener("click", () => {
      unfold.setAttribute("aria-expanded", unfold.getAttribute("aria-expanded") !== "true");
    });
    search.addEventListener("input", ask);
    for (const select of selects) select.addEventListener("change", ask);
    finder.querySelector(".clear").addEventListener("click", () => {
      for (const field of [search, ...selects]) field.value = "";
      ask();
      search.focus();
    });
    more.addEventListener("click", () => {
      const next = matching()[limit];
      limit += STEP;
      show();
      next.element.querySelector("a").focus();
    });
    window.addEventListener("hashchange", read);
    // What is narrowed stays narrowed on paper, but nothing of it is left out.
    window.addEventListener("beforeprint", () => {
      limit = Infinity;
      show();
    });
    finder.hidden = false;
    show();
    read();
  };

  for (const catalogue of document.querySelectorAll(".catalogue")) setUp(catalogue);
})();
