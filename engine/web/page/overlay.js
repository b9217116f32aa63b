// What is wrong with the program, over the page: to be read, copied and closed.

// Return the function that shows a fault: its text, and whether the program has ended by it. The first one
// stays until it is closed, but for the first that ends the program.
export function faultOverlay(element) {
  const heading = element.querySelector("h1");
  const text = element.querySelector("pre");
  let shown = false, ended = false;

  element.querySelector("#close").onclick = () => { element.hidden = true; };
  element.querySelector("#copy").onclick = () => copy(text);

  return (fault, isFinal) => {
    if (ended || (shown && !isFinal)) {
      return;
    }
    shown = true;
    ended = isFinal;
    heading.textContent = isFinal ? "The program has ended by a fault" : "A fault in the program, which goes on";
    text.textContent = fault;
    element.hidden = false;
  };
}

function copy(element) {
  if (navigator.clipboard) {
    navigator.clipboard.writeText(element.textContent).catch(() => select(element));
  } else {  // a host without https has none
    select(element);
    document.execCommand("copy");
  }
}

function select(element) {
  getSelection().selectAllChildren(element);
}
