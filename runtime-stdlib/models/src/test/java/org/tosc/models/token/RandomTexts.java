package org.tosc.models.token;

import java.util.SplittableRandom;

/// Texts with what tokenizers trip over: all planes, marks, runs of white space, digits, scripts
/// without spaces, joined emoji, control characters, what looks like tokens, and halves of
/// surrogate pairs.
final class RandomTexts {
  private static final String[] BITS = {
    "a",
    "The",
    " the",
    "ing",
    "'s",
    "'LL",
    " ",
    "  ",
    "        ",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "0",
    "12",
    "345",
    "6789",
    "\uFF11",
    "\u0663",
    "\u00BD",
    "\u2167",
    "\u00E9",
    "e\u0301",
    "\u0323\u0307",
    "\u4F60\u597D",
    "\u306E\u30AB",
    "\uD55C\uAD6D",
    "\u0E01\u0E47",
    "\u0905\u093F",
    "\uD83D\uDE00",
    "\uD83D\uDC68\u200D\uD83D\uDC69",
    "\uD83C\uDDE9\uD83C\uDDEA",
    "\u200B",
    "\uFEFF",
    "\u00A0",
    "\u3000",
    "\u0085",
    "\u2028",
    "!",
    "...",
    "__",
    "#",
    "$",
    "<",
    ">",
    "\u0000",
    "\u001F",
    "\u007F",
    "\uFFFD",
    "\u0130",
    "\u03A3",
    "\uFB01",
    "<s>",
    "</s>",
    "<|endoftext|>",
    "<|im_start|>",
    "[CLS]",
    "\u2581",
    "\u0120",
    "<0x0A>",
    "##",
    "\uD800",
    "\uDC00",
  };

  private final SplittableRandom random;

  RandomTexts(long seed) {
    this.random = new SplittableRandom(seed);
  }

  String next() {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(1 << random.nextInt(7));
    int kind = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      switch (kind) {
        case 0 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 1 -> text.appendCodePoint(random.nextInt(0x3000));
        default -> text.append(BITS[random.nextInt(BITS.length)]);
      }
    }
    return text.toString();
  }
}
