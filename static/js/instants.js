/* Adds the reader's own time beside an official one, where the two clocks differ at that instant. */
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;

function clock(date, timeZone) {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(date);
}

function addOwnTime(element) {
  const date = new Date(element.dateTime);
  if (clock(date, own) === clock(date, element.dataset.zone)) return;
  const beside = document.createElement("span");
  beside.className = "own-time";
  beside.textContent = `${clock(date, own)} ${element.dataset.own}`;
  element.after(beside);
}

document.querySelectorAll("time.instant[data-zone]").forEach(addOwnTime);
