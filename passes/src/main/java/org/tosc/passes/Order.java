package org.tosc.passes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why one pass stands before another: an ordering constraint of the table, with its reason.
public record Order(String first, String second, String reason) {
  static Order before(String first, String second, String reason) {
    return new Order(first, second, reason);
  }

  /// What is wrong with a table of passes: a name that stands twice, a constraint that names no
  /// pass, or one that the table breaks; null for a good table.
  static @Nullable String complaint(List<String> table, List<Order> orders) {
    for (String name : table) {
      if (table.indexOf(name) != table.lastIndexOf(name)) {
        return "two passes named `" + name + "`";
      }
    }
    for (Order order : orders) {
      int first = table.indexOf(order.first());
      int second = table.indexOf(order.second());
      if (first < 0 || second < 0) {
        return "there is no pass `" + (first < 0 ? order.first() : order.second()) + "`";
      }
      if (first >= second) {
        return "`%s` must stand before `%s`: %s"
            .formatted(order.first(), order.second(), order.reason());
      }
    }
    return null;
  }
}
