package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Ty;

/// Finds values that no arm of a `match` fits, by splitting the columns of the matrix of patterns
/// (L. Maranget, "Warnings for pattern matching", 2007). Numbers and texts have more values than
/// anyone can list, so only `_` and names complete them.
final class Exhaustive {
  /// One arm without a guard.
  record Row(List<TPattern> columns) {
    Row(TPattern pattern) {
      this(List.of(pattern));
    }
  }

  private static final int SHOWN = 3;

  private Exhaustive() {}

  /// Up to three values, as patterns, that no row fits; empty if there are none.
  static List<String> missing(List<Row> rows, Ty type) {
    List<List<String>> found = missing(rows, List.of(type));
    return found.stream().map(List::getFirst).distinct().limit(SHOWN).toList();
  }

  private static List<List<String>> missing(List<Row> rows, List<Ty> types) {
    if (types.isEmpty()) {
      return rows.isEmpty() ? List.of(List.of()) : List.of();
    }
    for (Row row : rows) {
      if (fitsAll(row)) {
        return List.of();
      }
    }
    Ty type = types.getFirst().settled();
    List<Ty> rest = types.subList(1, types.size());
    List<Row> flat = rows.stream().flatMap(r -> alternatives(r).stream()).toList();
    return switch (type) {
      case Ty.Named(Declared declared, List<Object> args) when declared.isEnum() ->
          variants(flat, declared, Bindings.of(declared.params(), args), rest);
      case Ty.Named(Declared declared, List<Object> args) ->
          items(
              flat,
              fields(declared.variants().getFirst(), Bindings.of(declared.params(), args)),
              rest,
              declared.name());
      case Ty.Tuple(var items) -> items(flat, items, rest, "");
      case Ty t when t.equals(Ty.Prim.BOOL) -> booleans(flat, rest);
      case Ty t -> open(flat, rest);
    };
  }

  /// A row for each alternative of its first pattern.
  private static List<Row> alternatives(Row row) {
    if (row.columns().getFirst() instanceof TPattern.Or(var several, _)) {
      return several.stream()
          .map(p -> prepend(List.of(p), tail(row)))
          .flatMap(r -> alternatives(r).stream())
          .toList();
    }
    return List.of(row);
  }

  private static List<TPattern> tail(Row row) {
    return row.columns().subList(1, row.columns().size());
  }

  private static Row prepend(List<TPattern> first, List<TPattern> rest) {
    List<TPattern> all = new ArrayList<>(first);
    all.addAll(rest);
    return new Row(all);
  }

  private static List<TPattern> anything(int count, TPattern at) {
    return IntStream.range(0, count).<TPattern>mapToObj(i -> new TPattern.Any(at.span())).toList();
  }

  private static List<Ty> fields(Declared.Variant variant, Bindings bindings) {
    return variant.fields().stream().map(f -> bindings.apply(f.type())).toList();
  }

  private static boolean fitsAll(Row row) {
    for (TPattern pattern : row.columns()) {
      if (!fitsAll(pattern)) {
        return false;
      }
    }
    return true;
  }

  private static boolean fitsAll(TPattern pattern) {
    return pattern instanceof TPattern.Any || pattern instanceof TPattern.Bind;
  }

  private static List<List<String>> variants(
      List<Row> rows, Declared declared, Bindings bindings, List<Ty> rest) {
    List<List<String>> found = new ArrayList<>();
    List<Declared.Variant> all = declared.variants();
    for (int i = 0; i < all.size() && found.size() < SHOWN; i++) {
      Declared.Variant variant = all.get(i);
      List<Ty> fields = fields(variant, bindings);
      List<Row> rowsOf = new ArrayList<>();
      for (Row row : rows) {
        TPattern first = row.columns().getFirst();
        if (first instanceof TPattern.Variant(int index, var patterns, _)) {
          if (index == i) {
            rowsOf.add(prepend(patterns, tail(row)));
          }
        } else if (fitsAll(first)) {
          rowsOf.add(prepend(anything(fields.size(), first), tail(row)));
        }
      }
      String name = declared.name() + "::" + variant.name();
      found.addAll(joined(missing(rowsOf, plus(fields, rest)), fields.size(), name));
    }
    return found;
  }

  private static List<List<String>> items(
      List<Row> rows, List<Ty> items, List<Ty> rest, String name) {
    List<Row> split = new ArrayList<>();
    for (Row row : rows) {
      TPattern first = row.columns().getFirst();
      if (first instanceof TPattern.Items(var patterns, _)) {
        split.add(prepend(patterns, tail(row)));
      } else if (fitsAll(first)) {
        split.add(prepend(anything(items.size(), first), tail(row)));
      }
    }
    return joined(missing(split, plus(items, rest)), items.size(), name);
  }

  /// Puts the first `count` texts of each case into one.
  private static List<List<String>> joined(List<List<String>> cases, int count, String name) {
    List<List<String>> made = new ArrayList<>();
    for (List<String> each : cases) {
      String inner = String.join(", ", each.subList(0, count));
      List<String> texts = new ArrayList<>();
      texts.add(count == 0 ? name : name + "(" + inner + ")");
      texts.addAll(each.subList(count, each.size()));
      made.add(texts);
    }
    return made;
  }

  private static List<Ty> plus(List<Ty> first, List<Ty> rest) {
    List<Ty> all = new ArrayList<>(first);
    all.addAll(rest);
    return all;
  }

  private static List<List<String>> booleans(List<Row> rows, List<Ty> rest) {
    List<List<String>> found = new ArrayList<>();
    for (boolean value : new boolean[] {true, false}) {
      List<Row> fitting =
          rows.stream()
              .filter(r -> fits(r.columns().getFirst(), value))
              .map(r -> new Row(tail(r)))
              .toList();
      found.addAll(named(missing(fitting, rest), Boolean.toString(value)));
    }
    return found;
  }

  private static boolean fits(TPattern pattern, boolean value) {
    return fitsAll(pattern)
        || (pattern instanceof TPattern.Equal(var constant, _) && constant.value().equals(value));
  }

  /// Types with values without end: only rows that fit everything count, and each listed value is a
  /// case of its own.
  private static List<List<String>> open(List<Row> rows, List<Ty> rest) {
    List<List<String>> found = new ArrayList<>();
    Set<Object> values = new HashSet<>();
    for (Row row : rows) {
      if (row.columns().getFirst() instanceof TPattern.Equal(var constant, _)) {
        values.add(constant.value());
      }
    }
    for (Object value : values) {
      List<Row> fitting =
          rows.stream()
              .filter(
                  r ->
                      fitsAll(r.columns().getFirst())
                          || (r.columns().getFirst() instanceof TPattern.Equal(var c, _)
                              && c.value().equals(value)))
              .map(r -> new Row(tail(r)))
              .toList();
      found.addAll(named(missing(fitting, rest), value.toString()));
    }
    List<Row> others =
        rows.stream()
            .filter(r -> fitsAll(r.columns().getFirst()))
            .map(r -> new Row(tail(r)))
            .collect(Collectors.toList());
    found.addAll(named(missing(others, rest), "_"));
    return found;
  }

  private static List<List<String>> named(List<List<String>> cases, String name) {
    return cases.stream().map(c -> joined(List.of(c), 0, name).getFirst()).toList();
  }
}
