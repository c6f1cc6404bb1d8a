package org.tosc.models.generate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.models.transformer.Cache;
import org.tosc.models.transformer.Transformer;

/// The text whose keys and values a model has: what follows the same begin computes only what is
/// new.
final class CachedText {
  private final Transformer transformer;
  private @Nullable Cache cache;
  private int[] text = {};

  CachedText(Transformer transformer) {
    this.transformer = transformer;
  }

  /// The logits behind a text.
  float[] logits(int[] wanted) {
    Cache current = cache();
    // One token at least is computed: logits are not kept.
    int same = Math.min(common(wanted, text), wanted.length - 1);
    text = wanted;
    current.truncate(same);
    return transformer.logits(current, Arrays.copyOfRange(wanted, same, wanted.length));
  }

  private static int common(int[] a, int[] b) {
    int differs = Arrays.mismatch(a, b);
    return differs < 0 ? a.length : differs;
  }

  /// The keys and values of the text, for who brings more and then says what they are ([#keep]).
  Cache cache() {
    Cache current = cache == null ? transformer.cache() : cache;
    cache = current;
    return current;
  }

  /// The text is this from now on; the cache has it, and perhaps more, which it forgets.
  void keep(int[] whole) {
    cache().truncate(whole.length);
    text = whole;
  }
}
