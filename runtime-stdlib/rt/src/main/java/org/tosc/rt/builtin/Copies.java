package org.tosc.rt.builtin;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;

/// Deep copies of lists and dicts; what occurs twice, or contains itself, does so in the copy too.
final class Copies {
  /// How deeply containers may be nested where a built-in walks through them.
  static final int MAX_DEPTH = 1000;

  private Copies() {}

  static @Nullable Object deep(@Nullable Object x) {
    return copy(x, new IdentityHashMap<>(), 0);
  }

  private static @Nullable Object copy(@Nullable Object x, Map<Object, Object> done, int depth) {
    if (depth > MAX_DEPTH) {
      throw Errors.value("the value is nested too deeply to be copied");
    }
    if (!(x instanceof ListValue || x instanceof DictValue)) {
      return x;
    }
    Object known = done.get(x);
    if (known != null) {
      return known;
    }
    if (x instanceof ListValue list) {
      ListValue fresh = new ListValue();
      done.put(list, fresh);
      for (int i = 0; i < list.size(); i++) {
        fresh.add(copy(list.get(i), done, depth + 1));
      }
      return fresh;
    }
    DictValue dict = (DictValue) x;
    DictValue fresh = new DictValue();
    done.put(dict, fresh);
    for (int i = dict.first(); i >= 0; i = dict.after(i)) {
      fresh.put(dict.keyAt(i), copy(dict.valueAt(i), done, depth + 1));
    }
    return fresh;
  }
}
