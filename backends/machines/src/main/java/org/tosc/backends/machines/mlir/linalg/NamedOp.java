package org.tosc.backends.machines.mlir.linalg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineExpr.Operator;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;

/// A named operation of linalg.
///
/// @param loops names of the loops, from the outermost; none where it is element by element
/// @param indexes for each operand what its axes are indexed by
/// @param body what happens to elements
public record NamedOp(String name, List<String> loops, List<List<String>> indexes, String body) {
  private static final Map<String, NamedOp> ALL = read();

  public NamedOp {
    loops = List.copyOf(loops);
    indexes = List.copyOf(indexes);
  }

  private static Map<String, NamedOp> read() {
    Map<String, NamedOp> all = new HashMap<>();
    NamedRows.TEXT
        .lines()
        .filter(l -> !l.isBlank())
        .forEach(
            line -> {
              String[] columns = line.split("\\|", -1);
              String name = columns[0].strip();
              List<List<String>> indexes = new ArrayList<>();
              for (String operand : columns[2].strip().split(";", -1)) {
                indexes.add(words(operand, ","));
              }
              all.put(
                  name, new NamedOp(name, words(columns[1], "\\s+"), indexes, columns[3].strip()));
            });
    return Map.copyOf(all);
  }

  /// How many inputs it has.
  public int inputs() {
    if (!loops.isEmpty()) {
      return indexes.size() - 1;
    }
    return switch (body) {
      case "op add", "op sub", "op mul", "op div", "op max", "op min", "op powf", "fun add" -> 2;
      case "select" -> 3;
      default -> 1;
    };
  }

  private static List<String> words(String text, String separator) {
    return text.isBlank() ? List.of() : Arrays.asList(text.strip().split(separator, -1));
  }

  /// The operation of that name with its dialect, or null.
  public static @Nullable NamedOp of(String name) {
    return name.startsWith("linalg.") ? ALL.get(name.substring(7)) : null;
  }

  /// How operands are indexed by the loops.
  ///
  /// @param ranks of the operands; the last is the output
  public List<AffineMap> maps(Operation op, List<Integer> ranks) {
    List<AffineMap> maps = new ArrayList<>();
    int outer = ranks.getLast();
    for (int i = 0; i < ranks.size(); i++) {
      maps.add(
          loops.isEmpty()
              ? (ranks.get(i) == 0 ? new AffineMap(outer, 0, List.of()) : AffineMap.identity(outer))
              : map(op, indexes.get(i)));
    }
    return maps;
  }

  private AffineMap map(Operation op, List<String> axes) {
    List<AffineExpr> results = axes.stream().map(axis -> sum(op, axis)).toList();
    return new AffineMap(loops.size(), 0, results);
  }

  private AffineExpr sum(Operation op, String axis) {
    AffineExpr sum = null;
    for (String term : axis.strip().split("\\+", -1)) {
      AffineExpr product = product(op, term);
      sum = sum == null ? product : new AffineExpr.Binary(Operator.ADD, sum, product);
    }
    return sum == null ? new AffineExpr.Constant(0) : sum;
  }

  private AffineExpr product(Operation op, String term) {
    String[] factors = term.split("\\*", -1);
    AffineExpr loop = new AffineExpr.Dim(loops.indexOf(factors[0]));
    if (factors.length == 1) {
      return loop;
    }
    String key = factors[1].charAt(0) == 's' ? "strides" : "dilations";
    long factor = factor(op.attribute(key), factors[1].charAt(1) - '0');
    return factor == 1
        ? loop
        : new AffineExpr.Binary(Operator.MULTIPLY, loop, new AffineExpr.Constant(factor));
  }

  private static long factor(@Nullable Attribute attribute, int position) {
    return attribute instanceof Attribute.Dense(var elements, var type)
            && position < elements.size()
        ? elements.get(position)
        : 1;
  }
}
