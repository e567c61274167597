/* Says below a text how long it is, counted as the server counts: code points, a line's end being one. */
const PAUSE = 1_000;

function countBelow(field) {
  const limit = Number(field.dataset.limit);
  const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");
  const seen = document.createElement("p");
  const heard = document.createElement("p");
  let pause;

  function say() {
    const length = [...field.value].length;
    const over = length - limit;
    const words = (over > 0 ? field.dataset.over : field.dataset.counted)
      .replace("{length}", numbers.format(length))
      .replace("{limit}", numbers.format(limit))
      .replace("{over}", numbers.format(over));
    seen.textContent = words;
    seen.classList.toggle("is-over", over > 0);
    clearTimeout(pause);
    pause = setTimeout(() => { heard.textContent = over > 0 || over > -limit / 10 ? words : ""; }, PAUSE);
  }

  seen.className = "length-count";
  seen.setAttribute("aria-hidden", "true");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  field.after(seen, heard);
  field.addEventListener("input", say);
  say();
}

document.querySelectorAll("textarea[data-limit]").forEach(countBelow);
