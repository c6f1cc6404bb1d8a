package org.tosc.passes;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.canonical.Canonicalise;

/// The table of passes, in the order in which they run, and why each stands where it does.
///
/// A new pass is one row here, its constraints, and its file tests; see `passes/README.md`.
public final class Passes {
  private static final List<Pass> TABLE =
      List.of(
          Pass.of(
                  "canonicalise",
                  "one form for each computation: constants last, identities and round trips gone",
                  (module, work) -> Canonicalise.run(module, work))
              .by(Canonicalise::topics));

  private static final List<Order> ORDERS = List.of();

  static {
    String complaint = Order.complaint(TABLE.stream().map(Pass::name).toList(), ORDERS);
    if (complaint != null) {
      throw new IllegalStateException("the table of passes: " + complaint);
    }
  }

  private Passes() {}

  /// Every pass, in order.
  public static List<Pass> all() {
    return TABLE;
  }

  /// Why passes stand in this order.
  public static List<Order> orders() {
    return ORDERS;
  }

  public static List<String> names() {
    return TABLE.stream().map(Pass::name).toList();
  }

  public static @Nullable Pass named(String name) {
    return TABLE.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
  }

  /// The pass of a name that is known to be one.
  public static Pass the(String name) {
    return Objects.requireNonNull(named(name), name);
  }
}
