package org.tosc.frontend.neuro.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Attribute;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// `@schedule(tile = [64, 64], unroll = 4, stages = 2, vector = 8)`: hints that change speed only.
final class Schedules {
  private static final Set<String> NUMBERS = Set.of("unroll", "stages", "vector");

  private Schedules() {}

  static void check(Program program, Attribute attribute) {
    Set<String> seen = new HashSet<>();
    for (Arg arg : attribute.args()) {
      String name = arg.name() == null ? "" : arg.name().text();
      String complaint =
          seen.add(name) ? complaint(name, arg.value()) : "`" + name + "` is set twice";
      if (complaint != null) {
        program.report(Diagnostic.of(Code.E1322, arg.span(), complaint));
      }
    }
  }

  private static @Nullable String complaint(String name, Expr value) {
    if (name.equals("tile")) {
      List<Expr> items = value instanceof Expr.ArrayLit(var all, _) ? all : List.of(value);
      return items.stream().allMatch(Schedules::isPositive)
          ? null
          : "`tile` takes numbers of at least 1: `tile = [64, 64]`";
    }
    if (NUMBERS.contains(name)) {
      return isPositive(value) ? null : "`" + name + "` takes a number of at least 1";
    }
    return "a schedule has the settings `tile`, `unroll`, `stages` and `vector`";
  }

  private static boolean isPositive(Expr value) {
    return value instanceof Expr.IntLit(long number, _, _) && number >= 1;
  }
}
