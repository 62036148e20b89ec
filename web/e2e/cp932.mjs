// Text in windows-31j, as Japanese carts write it. The browser's decoder, turned round.
const bytesOf = new Map();
const decoder = new TextDecoder("shift_jis");
const learn = (...bytes) => {
  const text = decoder.decode(Uint8Array.from(bytes));
  if (!text.includes("�") && !bytesOf.has(text)) bytesOf.set(text, bytes);
};
for (let byte = 0; byte < 0x80; byte += 1) learn(byte);
for (let byte = 0xa1; byte < 0xe0; byte += 1) learn(byte);
for (let lead = 0x81; lead < 0xfd; lead += 1) {
  if (lead >= 0xa0 && lead < 0xe0) continue;
  for (let trail = 0x40; trail < 0xfd; trail += 1) learn(lead, trail);
}

export const cp932 = (text) =>
  Buffer.from(
    [...text].flatMap((letter) => {
      const bytes = bytesOf.get(letter);
      if (bytes === undefined) throw new Error(`not in CP932: ${letter}`);
      return bytes;
    }),
  );
