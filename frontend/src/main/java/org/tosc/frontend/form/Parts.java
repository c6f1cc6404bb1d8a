package org.tosc.frontend.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parts of a node of a syntax tree.
public final class Parts {
  private Parts() {}

  /// Joins nodes and lists of nodes, without the absent ones.
  public static <N> List<N> join(Class<N> type, @Nullable Object... parts) {
    List<N> nodes = new ArrayList<>(parts.length + 2);
    for (Object part : parts) {
      if (part instanceof List<?> several) {
        several.forEach(each -> nodes.add(type.cast(each)));
      } else if (part != null) {
        nodes.add(type.cast(part));
      }
    }
    return Collections.unmodifiableList(nodes);
  }
}
