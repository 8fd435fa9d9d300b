// Draws each chart of the page from the template of its kind and its own rows. Nothing is fetched.
(() => {
  "use strict";

  const options = { mode: "vega-lite", renderer: "svg", actions: false, logLevel: 1 };

  const draw = async (canvas) => {
    const rows = JSON.parse(canvas.nextElementSibling.textContent);
    const spec = { ...structuredClone(window.chartTemplates[canvas.dataset.chart]), ...rows };
    await window.vegaEmbed(canvas, spec, options);
    // The canvas is one picture with one text; its marks are none.
    canvas.querySelector("svg").setAttribute("aria-hidden", "true");
    canvas.dataset.drawn = "yes";
  };

  const drawAll = async () => {
    for (const canvas of document.querySelectorAll("[data-chart]:not([data-drawn])")) {
      // A page that is not shown has no width to draw in.
      if (canvas.closest("[hidden]")) continue;
      canvas.dataset.drawn = "begun";
      try {
        await draw(canvas);
      } catch (error) {
        canvas.textContent = "This chart could not be drawn; its figures are in the table below.";
        console.error(error);
      }
    }
    document.documentElement.dataset.charts = "drawn";
  };

  // What is folded away on screen belongs on paper.
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details.folded")) part.open = true;
  });
  window.addEventListener("load", drawAll);
  window.addEventListener("turned", drawAll);
})();
