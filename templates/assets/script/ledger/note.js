// Twin of src/ledger/note.rs, src/ledger/checkpoint.rs and src/ledger/key.rs: signed notes, what they state, who signed them.

(() => {
  const { subtle } = globalThis.crypto ?? {};
  const utf8 = (text) => new TextEncoder().encode(text);
  const encoded = (bytes) => btoa(String.fromCharCode(...bytes));

  /** The bytes that `base64` is; null for what is not in its one form. */
  function decoded(base64) {
    try {
      const bytes = atob(base64);
      return btoa(bytes) === base64 ? Uint8Array.from(bytes, (c) => c.charCodeAt(0)) : null;
    } catch {
      return null;
    }
  }

  const sha256 = async (bytes) => new Uint8Array(await subtle.digest("SHA-256", bytes));
  const isSame = (a, b) => a.length === b.length && a.every((byte, ix) => byte === b[ix]);

  /** The note that `text` is: its own text, and the name and the bytes of each signature. Null if it is none. */
  function note(text) {
    const end = text.lastIndexOf("\n\n") + 1;
    if (end === 0) return null;
    const [stated, rest] = [text.slice(0, end), text.slice(end + 1)];
    if (rest !== "" && !rest.endsWith("\n")) return null;
    const signatures = rest.split("\n").slice(0, -1).map((line) => {
      const [, name, bytes] = /^— (\S+) (\S+)$/.exec(line) ?? [];
      return { name, bytes: bytes && decoded(bytes) };
    });
    return signatures.every(({ bytes }) => bytes?.length > 4) ? { text, stated, signatures } : null;
  }

  /** What the text of a checkpoint states: null if it is none. */
  function checkpoint(stated) {
    const [, origin, size, root] = /^(\S+)\n(0|[1-9]\d{0,14})\n(\S+)\n$/.exec(stated) ?? [];
    return root && decoded(root)?.length === 32 ? { origin, size: Number(size), root } : null;
  }

  /** The key that the line `vkey` is: null if it is none. */
  async function key(vkey) {
    const [, name, id, bytes] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
    const tagged = bytes && decoded(bytes);
    if (tagged?.length !== 33 || tagged[0] !== 1) return null;
    const digest = (await sha256(new Uint8Array([...utf8(name), 10, ...tagged]))).slice(0, 4);
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex === id ? { vkey, name, id: digest, bytes: tagged.slice(1) } : null;
  }

  /** Whether the key signed the note: undefined if nothing says so, false if something does and is forged, and null if this
   *  browser can't tell. */
  async function signedBy({ stated, signatures }, { name, id, bytes }) {
    const own = signatures.filter((one) => one.name === name && isSame(one.bytes.slice(0, 4), id));
    if (!own.length) return undefined;
    let imported;
    try {
      imported = await subtle.importKey("raw", bytes, { name: "Ed25519" }, false, ["verify"]);
    } catch {
      return null;
    }
    const valid = own.map((one) => subtle.verify({ name: "Ed25519" }, imported, one.bytes.slice(4), utf8(stated)));
    return (await Promise.all(valid)).every(Boolean);
  }

  promulgate.ledger = { encoded, sha256, isSame, note, checkpoint, key, signedBy };
})();
