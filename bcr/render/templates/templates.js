// The specification of each kind of chart over empty data, for charts.js to fill.
window.chartTemplates = {{ templates|script }};
