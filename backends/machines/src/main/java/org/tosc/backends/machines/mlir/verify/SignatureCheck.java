package org.tosc.backends.machines.mlir.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.dialect.Kind;
import org.tosc.backends.machines.mlir.dialect.OpRow;
import org.tosc.backends.machines.mlir.dialect.OpRows;
import org.tosc.backends.machines.mlir.dialect.Signature.Count;
import org.tosc.backends.machines.mlir.dialect.Signature.Part;
import org.tosc.backends.machines.mlir.dialect.TypeExpr;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Operands and results by the row of an operation.
final class SignatureCheck {
  /// Of these dialects all operations have rows.
  private static final Set<String> COMPLETE = Set.of("arith", "math", "func", "cf", "scf");

  private final Operation op;
  private final OpRow row;
  private final Faults faults;
  private final Map<String, Bound> variables = new HashMap<>();
  private boolean isSound = true;

  /// What a variable of the row stands for, and who said so.
  private record Bound(Type type, String who, Span span) {}

  private SignatureCheck(Operation op, OpRow row, Faults faults) {
    this.op = op;
    this.row = row;
    this.faults = faults;
  }

  /// Whether nothing is wrong.
  static boolean check(Operation op, Faults faults) {
    OpRow row = OpRows.of(op.name());
    if (row == null) {
      boolean isUnknown = COMPLETE.contains(op.dialect());
      if (isUnknown) {
        faults.structure(op, "does not exist in the dialect " + op.dialect());
      }
      return !isUnknown;
    }
    SignatureCheck check = new SignatureCheck(op, row, faults);
    check.operands();
    check.results();
    return check.isSound;
  }

  private void fault(Diagnostic diagnostic) {
    isSound = false;
    faults.add(diagnostic);
  }

  private void operands() {
    List<Use> uses = op.operands();
    int[] counts = counts(row.signature().operands(), uses.size(), true);
    if (counts.length == 0 && !row.signature().operands().isEmpty()) {
      return;
    }
    int at = 0;
    for (int p = 0; p < counts.length; p++) {
      Part part = row.signature().operands().get(p);
      for (int i = 0; i < counts[p]; i++) {
        Use use = uses.get(at++);
        type(part, use.type(), "`" + use.text() + "`", use.span(), "operand");
      }
    }
  }

  private void results() {
    List<Definition> results = op.results();
    int[] counts = counts(row.signature().results(), results.size(), false);
    int at = 0;
    for (int p = 0; p < counts.length; p++) {
      Part part = row.signature().results().get(p);
      for (int i = 0; i < counts[p]; i++) {
        Definition result = results.get(at++);
        String name = result.name().isEmpty() ? "the result" : "`%" + result.name() + "`";
        type(part, result.type(), name, result.span(), "result");
      }
    }
  }

  /// How many values each part has; none if they do not fit.
  private int[] counts(List<Part> parts, int given, boolean areOperands) {
    int fixed = (int) parts.stream().filter(p -> p.count() == Count.ONE).count();
    int open = parts.size() - fixed;
    if (open > 1 && areOperands) {
      return segments(parts, given);
    }
    boolean isMany = parts.stream().anyMatch(p -> p.count() == Count.MANY);
    int most = isMany || open > 1 ? Integer.MAX_VALUE : parts.size();
    if (given < fixed || given > most) {
      String what = areOperands ? "operand" : "result";
      String expected =
          most == Integer.MAX_VALUE
              ? "at least " + Faults.count(fixed, what)
              : fixed == most
                  ? Faults.count(fixed, what)
                  : fixed + " or " + Faults.count(most, what);
      isSound = false;
      faults.structure(
          op,
          (areOperands ? "takes " : "gives ")
              + expected
              + names(parts)
              + ", here "
              + (given == 1 ? "is 1" : "are " + given));
      return new int[0];
    }
    int[] counts = new int[parts.size()];
    int rest = given - fixed;
    for (int i = 0; i < counts.length; i++) {
      Count count = parts.get(i).count();
      counts[i] = count == Count.ONE ? 1 : count == Count.OPTIONAL ? Math.min(1, rest) : rest;
      rest -= count == Count.ONE ? 0 : counts[i];
    }
    return counts;
  }

  private static String names(List<Part> parts) {
    List<String> names =
        parts.stream().filter(p -> p.count() == Count.ONE).map(Part::name).toList();
    return names.isEmpty() || names.contains("operand") || names.contains("result")
        ? ""
        : " (" + String.join(", ", names) + ")";
  }

  private int[] segments(List<Part> parts, int given) {
    if (!(op.attribute("operandSegmentSizes")
        instanceof Attribute.DenseArray(var sizes, var type))) {
      isSound = false;
      faults.structure(
          op, "needs `operandSegmentSizes`, as several groups of its operands vary in number");
      return new int[0];
    }
    int[] counts = new int[parts.size()];
    long total = 0;
    boolean fits = sizes.size() == parts.size();
    for (int i = 0; i < counts.length && fits; i++) {
      long size = sizes.get(i);
      Count count = parts.get(i).count();
      fits = size >= 0 && size <= given && (count != Count.ONE || size == 1);
      counts[i] = fits ? (int) size : 0;
      total += counts[i];
    }
    if (!fits || total != given) {
      isSound = false;
      faults.structure(
          op,
          "has "
              + Faults.count(given, "operand")
              + ", which `operandSegmentSizes` does not"
              + " divide into its "
              + Faults.count(parts.size(), "group"));
      return new int[0];
    }
    return counts;
  }

  private void type(Part part, Type type, String who, Span span, String role) {
    if (part.type() instanceof TypeExpr.Variable(String name)) {
      variable(name, type, who, span, part, role);
      return;
    }
    Map<String, Type> known = new HashMap<>();
    variables.forEach((name, bound) -> known.put(name, bound.type()));
    @Nullable Type expected = part.type().in(known);
    if (expected != null && !expected.equals(type)) {
      Diagnostic fault =
          Diagnostic.of(
              Code.E1703,
              span,
              "`"
                  + op.name()
                  + "` needs `"
                  + expected
                  + "` for its "
                  + role
                  + (part.name().equals(role) ? "" : " `" + part.name() + "`")
                  + ", but "
                  + who
                  + " is `"
                  + type
                  + "`");
      for (Bound bound : source(part.type())) {
        fault = fault.label(bound.span(), bound.who() + " is `" + bound.type() + "`");
      }
      fault(fault);
    }
  }

  /// Who decides on the type that is expected.
  private List<Bound> source(TypeExpr expression) {
    List<Bound> all = new ArrayList<>();
    @Nullable Bound found =
        switch (expression) {
          case TypeExpr.ElementOf(String name) -> variables.get(name);
          case TypeExpr.BoolLike(String name) -> variables.get(name);
          case TypeExpr.Variable(String name) -> variables.get(name);
          case TypeExpr.Fixed f -> null;
          case TypeExpr.Any a -> null;
        };
    if (found != null) {
      all.add(found);
    }
    return all;
  }

  /// The operation of the same name for such numbers.
  private String sibling(Type type) {
    boolean isFloat = Kind.FLOAT.holds(type);
    String stem = op.name().substring(0, op.name().length() - 1);
    String other = stem + (isFloat ? "f" : "i");
    boolean isThere = !other.equals(op.name()) && OpRows.of(other) != null;
    return isThere && Kind.NUMBER.holds(type) ? ", did you mean `" + other + "`?" : "";
  }

  private void variable(String name, Type type, String who, Span span, Part part, String role) {
    Bound before = variables.putIfAbsent(name, new Bound(type, who, span));
    Kind kind = row.signature().kinds().get(name);
    if (before == null && kind != null && !kind.holds(type)) {
      fault(
          Diagnostic.of(
              Code.E1703,
              span,
              "`"
                  + op.name()
                  + "` needs "
                  + kind.words()
                  + " for its "
                  + role
                  + " `"
                  + part.name()
                  + "`, but "
                  + who
                  + " is `"
                  + type
                  + "`"
                  + sibling(type)));
    }
    if (before != null && !before.type().equals(type)) {
      fault(
          Diagnostic.of(
                  Code.E1703,
                  span,
                  "`"
                      + op.name()
                      + "` needs one type for "
                      + before.who()
                      + " and "
                      + who
                      + ", but they are `"
                      + before.type()
                      + "` and `"
                      + type
                      + "`")
              .label(before.span(), before.who() + " is `" + before.type() + "`"));
    }
  }
}
