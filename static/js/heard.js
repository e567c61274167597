/* A screen reader says what comes into a live region, and not what stands in it when the page comes. So what an action did
   moves, once the page has been taken in, into a region that was empty until then; nothing changes for the eye. */
const TAKEN_IN = 700; // milliseconds

function say(region) {
  const heard = region.cloneNode();
  region.after(heard);
  setTimeout(() => {
    heard.append(...region.childNodes);
    region.remove();
  }, TAKEN_IN);
}

addEventListener("load", () => document.querySelectorAll("div[role=status]:not(:empty)").forEach(say));
