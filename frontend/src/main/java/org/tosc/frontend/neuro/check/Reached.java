package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Ty;

/// Says whether any value gets to an arm of a `match`: whether its pattern is useful after those
/// above it (L. Maranget, "Warnings for pattern matching", 2007).
final class Reached {
  private Reached() {}

  /// Whether `pattern` fits a value of `type` that no row above fits.
  static boolean any(List<Exhaustive.Row> above, TPattern pattern, Ty type) {
    List<List<TPattern>> rows = new ArrayList<>();
    above.forEach(row -> rows.add(row.columns()));
    return useful(rows, List.of(pattern), List.of(type));
  }

  private static boolean useful(List<List<TPattern>> rows, List<TPattern> row, List<Ty> types) {
    if (types.isEmpty()) {
      return rows.isEmpty();
    }
    List<List<TPattern>> flat = rows.stream().flatMap(r -> alternatives(r).stream()).toList();
    List<List<TPattern>> own = alternatives(row);
    if (own.size() > 1) {
      return own.stream().anyMatch(each -> useful(flat, each, types));
    }
    return switch (types.getFirst().settled()) {
      case Ty.Named(Declared declared, var args) ->
          variants(flat, row, declared, Bindings.of(declared.params(), args), types);
      case Ty.Tuple(var items) ->
          useful(items(flat, items), split(row, items), types(items, types));
      case Ty type when type.equals(Ty.Prim.BOOL) ->
          truth(flat, row, types, true) || truth(flat, row, types, false);
      case Ty type -> useful(covering(flat, row.getFirst()), tail(row), tail(types));
    };
  }

  private static List<List<TPattern>> alternatives(List<TPattern> row) {
    if (row.getFirst() instanceof TPattern.Or(var several, _)) {
      return several.stream()
          .flatMap(p -> alternatives(joined(List.of(p), tail(row))).stream())
          .toList();
    }
    return List.of(row);
  }

  private static boolean variants(
      List<List<TPattern>> rows,
      List<TPattern> row,
      Declared declared,
      Bindings bindings,
      List<Ty> types) {
    for (int i = 0; i < declared.variants().size(); i++) {
      List<Ty> fields =
          declared.variants().get(i).fields().stream().map(f -> bindings.apply(f.type())).toList();
      List<TPattern> own = ofVariant(row, i, fields);
      int index = i;
      List<List<TPattern>> others =
          rows.stream().map(r -> ofVariant(r, index, fields)).filter(Objects::nonNull).toList();
      if (own != null && useful(others, own, types(fields, types))) {
        return true;
      }
    }
    return false;
  }

  /// The row for values of one variant; null where it fits none.
  private static @Nullable List<TPattern> ofVariant(
      List<TPattern> row, int index, List<Ty> fields) {
    return switch (row.getFirst()) {
      case TPattern.Variant(int i, var patterns, _) ->
          i == index ? joined(patterns, tail(row)) : null;
      case TPattern.Items(var patterns, _) -> joined(patterns, tail(row));
      case TPattern.Any _, TPattern.Bind _ -> joined(anything(fields, row.getFirst()), tail(row));
      case TPattern.Equal _, TPattern.Between _, TPattern.Or _ -> null;
    };
  }

  private static List<List<TPattern>> items(List<List<TPattern>> rows, List<Ty> items) {
    return rows.stream().map(r -> split(r, items)).toList();
  }

  private static List<TPattern> split(List<TPattern> row, List<Ty> items) {
    return row.getFirst() instanceof TPattern.Items(var patterns, _)
        ? joined(patterns, tail(row))
        : joined(anything(items, row.getFirst()), tail(row));
  }

  private static boolean truth(
      List<List<TPattern>> rows, List<TPattern> row, List<Ty> types, boolean value) {
    List<List<TPattern>> fitting =
        rows.stream().filter(r -> fits(r.getFirst(), value)).map(Reached::tail).toList();
    return fits(row.getFirst(), value) && useful(fitting, tail(row), tail(types));
  }

  private static boolean fits(TPattern pattern, boolean value) {
    return pattern instanceof TPattern.Equal(var constant, _)
        ? constant.value().equals(value)
        : pattern instanceof TPattern.Any || pattern instanceof TPattern.Bind;
  }

  /// The rest of the rows that fit all numbers or texts that a pattern fits.
  private static List<List<TPattern>> covering(List<List<TPattern>> rows, TPattern pattern) {
    return rows.stream().filter(r -> covers(r.getFirst(), pattern)).map(Reached::tail).toList();
  }

  private static boolean covers(TPattern above, TPattern pattern) {
    return switch (above) {
      case TPattern.Any _, TPattern.Bind _ -> true;
      case TPattern.Equal(var constant, _) ->
          pattern instanceof TPattern.Equal(var other, _) && other.value().equals(constant.value());
      case TPattern.Between between -> covers(between, pattern);
      case TPattern.Items _, TPattern.Variant _, TPattern.Or _ -> false;
    };
  }

  private static boolean covers(TPattern.Between above, TPattern pattern) {
    if (!(above.from().value() instanceof Long low) || !(above.to().value() instanceof Long high)) {
      return false;
    }
    long last = above.inclusive() ? high : high - 1;
    return switch (pattern) {
      case TPattern.Equal(var constant, _) ->
          constant.value() instanceof Long value && low <= value && value <= last;
      case TPattern.Between(var from, var to, var inclusive, _) ->
          from.value() instanceof Long first
              && to.value() instanceof Long end
              && low <= first
              && (inclusive ? end : end - 1) <= last;
      case TPattern.Any _, TPattern.Bind _ -> false;
      case TPattern.Items _, TPattern.Variant _, TPattern.Or _ -> false;
    };
  }

  private static List<TPattern> anything(List<Ty> items, TPattern at) {
    return items.stream().<TPattern>map(i -> new TPattern.Any(at.span())).toList();
  }

  private static <T> List<T> tail(List<T> list) {
    return list.subList(1, list.size());
  }

  private static List<Ty> types(List<Ty> first, List<Ty> types) {
    return joined(first, tail(types));
  }

  private static <T> List<T> joined(List<T> first, List<T> rest) {
    List<T> all = new ArrayList<>(first);
    all.addAll(rest);
    return all;
  }
}
