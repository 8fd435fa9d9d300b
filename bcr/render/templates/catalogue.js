// Searches and narrows the tables of a page. Nothing is fetched; without this script the whole
// table stands there, or its first rows, and the others came with a script of their own. What was
// asked for stands in the address, so that a view can be sent.
(() => {
  "use strict";

  const STEP = 200;

  // As the rest of the page writes numbers: with the signs of its locale and the digits 0 to 9.
  const numbers = new Intl.NumberFormat("{{ locale }}-u-nu-latn", { useGrouping: "always" });
  const written = (number) => numbers.format(number);

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Rows that stand in the page.
  const standing = (body, columns) => [...body.rows].map((element) => ({
    element: () => element,
    text: folded(element.textContent),
    values: columns.map((column) => element.cells[column].textContent),
  }));

  // Rows told column by column; an element is made of one when it is first shown.
  const told = (all, columns) => {
    const reader = document.implementation.createHTMLDocument("").body;
    const textOf = (cell) => {
      reader.innerHTML = cell;
      return reader.textContent;
    };
    const texts = all.map(({ cells }) => cells.map(textOf));
    const words = texts.map((cells) => cells.map(folded));
    const made = (row) => {
      const element = document.createElement("tr");
      element.innerHTML = `<th scope="row">${all.map(({ cells, rows }) => cells[rows[row]]).join("<td>")}`;
      return element;
    };
    return all[0].rows.map((_, row) => {
      let element = null;
      return {
        element: () => (element ??= made(row)),
        text: words.map((cells, at) => cells[all[at].rows[row]]).join(" "),
        values: columns.map((column) => texts[column][all[column].rows[row]]),
      };
    });
  };

  const setUp = (catalogue) => {
    const before = catalogue.dataset.address ? `${catalogue.dataset.address}?` : "";
    const finder = catalogue.querySelector(".finder");
    const search = finder.querySelector("input");
    const selects = [...finder.querySelectorAll("select")];
    const found = finder.querySelector(".found");
    const unfold = finder.querySelector(".unfold");
    const more = catalogue.querySelector(".more");
    const body = catalogue.querySelector("tbody");
    const columns = selects.map((select) => Number(select.dataset.column));
    const rows = window.catalogueRows
      ? told(window.catalogueRows, columns)
      : standing(body, columns);
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
      const of = `${written(many)} of ${written(rows.length)} ${noun}`;
      const said = many > shown ? `${of}; the first ${written(shown)} are shown` : of;
      if (found.textContent !== said) found.textContent = said;
    };

    const show = () => {
      const wanted = matching();
      const shown = wanted.slice(0, limit).map((row) => row.element());
      body.replaceChildren(...shown);
      more.hidden = wanted.length <= limit;
      say(wanted.length, shown.length);
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
      next.element().querySelector("a").focus();
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
