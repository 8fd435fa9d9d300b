// Shows one page of the document at a time, by the address; without this script all pages stand
// there, one under the other, and every link leads to its place. Nothing is fetched.
(() => {
  "use strict";

  const pages = [...document.querySelectorAll("article.page")];
  const ways = [...document.querySelectorAll("header nav a")];

  // What follows a question mark is asked of the page, and no place on it.
  const named = () => location.hash.slice(1).split("?")[0];

  const turnTo = (page) => {
    for (const other of pages) other.hidden = other !== page;
    for (const way of ways) {
      if (way.getAttribute("href") === `#${page.id}`) way.setAttribute("aria-current", "page");
      else way.removeAttribute("aria-current");
    }
    document.title = page.dataset.title;
    window.dispatchEvent(new Event("turned"));
  };

  const show = (event) => {
    const place = named() ? document.getElementById(named()) : pages[0];
    const page = place ? place.closest("article.page") : pages[0];
    if (!page) return;
    turnTo(page);
    if (!event) return;
    for (let at = place; at && at !== page; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (!place || place === page) window.scrollTo({ top: 0, behavior: "instant" });
    else place.scrollIntoView({ behavior: "instant" });
    document.getElementById("main").focus({ preventScroll: true });
  };

  window.addEventListener("hashchange", show);
  window.addEventListener("load", show);
  show();
})();
