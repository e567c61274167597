/* Adds the reader's own time beside an official one, where the two clocks differ at that instant. */
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

function wallClock(date, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short", timeStyle: "short" }).format(date);
}

function addOwnTime(element) {
  const date = new Date(element.dateTime);
  if (wallClock(date, own) === wallClock(date, element.dataset.zone)) return;
  const words = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: own,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(date);
  const beside = document.createElement("span");
  beside.className = "own-time";
  beside.textContent = ` (${words})`;
  element.after(beside);
}

document.querySelectorAll("time.instant[data-zone]").forEach(addOwnTime);
