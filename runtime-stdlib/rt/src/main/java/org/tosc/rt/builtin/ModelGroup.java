package org.tosc.rt.builtin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Models that no file has yet.
final class ModelGroup {
  private static final String NAME = "language_model";
  private static final List<String> SETTINGS =
      List.of("vocabulary", "layers", "width", "heads", "kv_heads", "feed_forward", "context");

  private ModelGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
            "language_model(texts, vocabulary=512, layers=2, width=64, heads=4, kv_heads=nil,"
                + " feed_forward=nil, context=256)",
            "a language model that knows nothing yet, with a vocabulary learnt from texts",
            ModelGroup::create));
  }

  private static Object create(Session session, @Nullable Object[] a) {
    Map<String, Long> settings = new LinkedHashMap<>();
    for (int i = 0; i < SETTINGS.size(); i++) {
      Object value = a[i + 1];
      settings.put(SETTINGS.get(i), value == null ? 0 : Args.integer(NAME, value));
    }
    return session.models().create(texts(a[0]), settings);
  }

  private static List<String> texts(@Nullable Object value) {
    if (value instanceof Text text) {
      return List.of(text.toString());
    }
    if (!(value instanceof ListValue list)) {
      throw Errors.type(NAME + "() takes a string or a list of strings");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      texts.add(Args.string(NAME, list.get(i)));
    }
    return texts;
  }
}
