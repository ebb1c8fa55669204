// The day picker. All answers are made beforehand; here the one that holds on a day is looked up and shown.
"use strict";
{
  const form = document.querySelector(".picker");
  const on = form.elements.on;
  const first = on.value;
  const other = document.getElementById("other-language");
  const otherPage = other.getAttribute("href");
  const curves = document.getElementById("curves");
  let spans = curves && JSON.parse(curves.textContent);
  let letters = null, days = null, shown = null;

  // Dates compare as text. What begins last on or before a day holds; before all of them, the first does.
  const find = (list, day) => list[Math.max(0, list.findLastIndex(([begin]) => begin <= day))];

  function isDay(text) {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    return !isNaN(time) && new Date(time).toISOString().startsWith(text);
  }

  function make(name, parent, text = "", more = {}) {
    const made = parent.appendChild(document.createElement(name));
    made.textContent = text;
    return Object.assign(made, more);
  }

  function showAnswer(at) {
    document.querySelectorAll(".answer").forEach((each, place) => { each.hidden = place !== at; });
    document.querySelectorAll(".lit").forEach((each) => each.classList.remove("lit"));
    const answer = document.querySelectorAll(".answer")[at];
    for (const id of answer.dataset.carriers.split(" ").filter(Boolean)) {
      document.getElementById(id)?.classList.add("lit");
    }
  }

  function showMissions(cell, missions) {
    missions.forEach(([id, name, figure], at) => {
      make("a", cell, name, { href: `missions/${id}.html` });
      cell.append(figure ? ` (${figure})` : "", at < missions.length - 1 ? ", " : "");
    });
  }

  function showDay(view) {
    const place = document.getElementById("day");
    const words = place.dataset;
    const heads = place.querySelector("thead") || place.heads;
    place.heads = heads;
    place.textContent = "";
    if (view.groups.length) {
      if (view.sentence) make("p", place, view.sentence, { className: "sentence" });
      const table = make("table", place, "", { className: "overview" });
      if (heads) table.append(heads);
      for (const [name, rows] of view.groups) {
        const body = make("tbody", table);
        const head = make("tr", body);
        make("td", head);
        make("th", head, name, { colSpan: 3, scope: "rowgroup" });
        for (const row of rows.map((at) => days.rows[at])) {
          const line = make("tr", body);
          make("td", line, row.figure, { className: "right" });
          const cell = make("td", line);
          showMissions(cell, row.missions);
          if (row.missions.length > 1) make("span", cell, ` ${words.shared}`, { className: "quiet" });
          make("td", line, row.until);
          make("a", make("td", line), row.letter[1], { href: `letters/${row.letter[0]}.html` });
        }
      }
      const total = make("tr", make("tfoot", table));
      make("td", total, view.total, { className: "right" });
      make("th", total, words.total, { scope: "row", colSpan: 3 });
    } else {
      make("p", place, words.nothing);
    }
    const list = make("dl", place, "", { className: "beside" });
    for (const [name, missions] of view.beside) {
      const entry = make("div", list);
      make("dt", entry, name);
      showMissions(make("dd", entry), missions);
    }
  }

  function show() {
    const asked = isDay(on.value);
    const day = asked ? on.value : first;
    const known = form.elements.known.value === "then" ? "then" : "now";
    const problem = document.querySelector(".problem");
    problem.textContent = asked ? "" : problem.dataset.words;
    if (spans) {
      const at = find(spans[known], day)[1];
      if (at !== shown) days ? showDay(days.views[at]) : showAnswer(at);
      shown = at;
    }
    if (letters) {
      const seen = known === "then" ? letters.then.filter(([begin]) => begin <= day) : letters.then;
      const [last, words] = seen.at(-1) || ["9999", letters.none];
      document.querySelector("p.horizon").textContent = day > last ? `${letters.later} ${words}` : words;
    }
    const state = day === first && known === "now" ? "" : `?${new URLSearchParams({ on: day, known })}`;
    history.replaceState(null, "", location.pathname + state + location.hash);
    other.href = otherPage + state;
  }

  window.inzetLetters = (told) => { letters = told; show(); };
  window.inzetDays = (told) => { days = told; spans = told.spans; show(); };

  const asked = new URLSearchParams(location.search);
  if (isDay(asked.get("on"))) on.value = asked.get("on");
  if (asked.get("known") === "then") form.elements.known.value = "then";
  form.hidden = false;
  document.getElementById("no-script").hidden = true;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
