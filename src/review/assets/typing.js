// Input methods (Telex, VNI, …): what they have under way is nobody else's.

let composing = false;

export const is_composing = () => composing;

/** A key an input method has in hand: composing, handed over as 229, or put in as a character (231). */
export const typing_method = (event) => composing || event.isComposing || event.keyCode === 229 || event.keyCode === 231;

export function listen_to_typing() {
  document.addEventListener("compositionstart", () => (composing = true), true);
  document.addEventListener("compositionend", () => (composing = false), true);
}
