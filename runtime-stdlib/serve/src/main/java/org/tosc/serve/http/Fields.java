package org.tosc.serve.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The header fields of a request. Names are compared without case.
///
/// @param all values by names in lower case, in the order in which they came
public record Fields(Map<String, List<String>> all) {
  public Fields {
    all = Map.copyOf(all);
  }

  /// The values of a field; none where it is not there.
  public List<String> values(String name) {
    return all.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /// The value of a field that may come once.
  ///
  /// @throws HttpFault where it came twice: who reads the first and who reads the last would
  ///   disagree
  public @Nullable String single(String name) throws HttpFault {
    List<String> values = values(name);
    if (values.size() > 1) {
      throw HttpFault.bad("the field `" + name + "` is there " + values.size() + " times");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  static void put(Map<String, List<String>> all, String name, String value) {
    all.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(value);
  }
}
