/* Words selected in a comment go along as the quote that a reply begins with. The server looks whether they are its words. */
const LONGEST = 1000;

function selectedIn(comment) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return "";
  const words = comment.querySelector(".prose");
  return words?.contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.toString().trim() : "";
}

/* Pressing the link may lose the selection: what was selected is looked up before. */
function take(event) {
  const link = event.target.closest("a[data-quotes]");
  const selected = link && selectedIn(link.closest(".comment")).slice(0, LONGEST);
  if (!selected) return;
  const address = new URL(link.href);
  address.search = new URLSearchParams({ quote: "1", quoted: selected });
  link.href = address;
}

document.addEventListener("pointerdown", take);
document.addEventListener("keydown", (event) => event.key === "Enter" && take(event));
