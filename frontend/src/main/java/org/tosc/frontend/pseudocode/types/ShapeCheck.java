package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.CompareOp;
import org.tosc.frontend.pseudocode.ast.Expr;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.Origin;
import org.tosc.tir.ir.Promotion;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Applies the shape and dtype rules of tensor operations and reports what breaks them.
final class ShapeCheck {
  /// One subscript of `t[i, :, None]`.
  sealed interface Axis {
    record At(Ty index, Span span) implements Axis {}

    record Part(@Nullable Ty from, @Nullable Ty to, @Nullable Ty step, Span span) implements Axis {}

    record Rest() implements Axis {}
  }

  private final Program program;

  /// What the symbols of the routine's parameters stand for.
  private final Unifier signature = new Unifier(true);

  ShapeCheck(Program program) {
    this.program = program;
  }

  // Operators.

  Ty binary(BinaryOp op, Ty a, Ty b, Expr at, Span span) {
    TensorOp tensorOp = tensorOp(op);
    if (tensorOp == null) {
      return Ty.TENSOR;
    }
    if (tensorOp == TensorOp.MATMUL && (a.isNumber() || b.isNumber())) {
      Ty tensor = a.isTensor() ? a : b;
      program.report(
          Diagnostic.of(
                  Code.E0404,
                  span,
                  "`@` multiplies matrices, found " + a.widened() + " and " + b.widened())
              .note("to multiply each element of " + tensor + " by a number, write `*`"));
      return Ty.TENSOR;
    }
    return elementwise(tensorOp, a, b, at, span);
  }

  Ty compare(CompareOp op, Ty a, Ty b, Expr at, Span span) {
    TensorOp tensorOp =
        switch (op) {
          case EQ -> TensorOp.EQ;
          case NE -> TensorOp.NE;
          case LT -> TensorOp.LT;
          case LE -> TensorOp.LE;
          case GT -> TensorOp.GT;
          case GE -> TensorOp.GE;
          case IN, NOT_IN -> throw new IllegalStateException("no comparison of tensors");
        };
    boolean equality = op == CompareOp.EQ || op == CompareOp.NE;
    boolean other =
        !(a.isTensor() || a.isNumber() || a == Ty.ANY || a == Ty.BOOL)
            || !(b.isTensor() || b.isNumber() || b == Ty.ANY || b == Ty.BOOL);
    return equality && other ? Ty.ANY : elementwise(tensorOp, a, b, at, span);
  }

  private Ty elementwise(TensorOp op, Ty a, Ty b, Expr at, Span span) {
    TensorType left = operand(a, b);
    TensorType right = operand(b, a);
    if (left == null || right == null) {
      return a == Ty.ANY || b == Ty.ANY ? Ty.ANY : Ty.TENSOR;
    }
    List<Span> spans =
        at instanceof Expr.Binary(_, var l, var r, _) ? List.of(l.span(), r.span()) : List.of();
    return apply(op, List.of(left, right), Attributes.NONE, spans, span);
  }

  /// The operand as a tensor; a number next to a tensor adapts to it (NumPy 2's weak scalars, NEP
  /// 50).
  private static @Nullable TensorType operand(Ty ty, Ty other) {
    if (ty instanceof Ty.Tensor(var type)) {
      return type;
    }
    if (!(other instanceof Ty.Tensor(var beside))) {
      return null;
    }
    Scalar element = beside.element();
    return switch (ty) {
      case Ty.Int _ -> TensorType.of(element == Scalar.I1 ? Scalar.I64 : element);
      case Ty.Simple s when s == Ty.Simple.FLOAT -> TensorType.of(Promotion.toFloat(element));
      case Ty.Simple s when s == Ty.Simple.BOOL -> TensorType.of(Scalar.I1);
      case Ty.Simple _,
          Ty.Str _,
          Ty.ListOf _,
          Ty.Tensor _,
          Ty.DType _,
          Ty.Function _,
          Ty.ClassOf _,
          Ty.InstanceOf _,
          Ty.Module _,
          Ty.Maybe _ ->
          null;
    };
  }

  static @Nullable TensorOp tensorOp(BinaryOp op) {
    return switch (op) {
      case ADD -> TensorOp.ADD;
      case SUB -> TensorOp.SUB;
      case MUL -> TensorOp.MUL;
      case DIV -> TensorOp.DIV;
      case MOD -> TensorOp.MOD;
      case FLOORDIV -> TensorOp.FLOORDIV;
      case MATMUL -> TensorOp.MATMUL;
      case POW -> TensorOp.POW;
      case BIT_AND -> TensorOp.AND;
      case BIT_OR -> TensorOp.OR;
      case BIT_XOR -> TensorOp.XOR;
      case SHL, SHR -> null;
    };
  }

  // Built-ins.

  /// The type of a tensor built-in whose arguments are bound to its row's parameters.
  Ty builtin(TensorBuiltin row, Map<String, Ty> arguments, Map<String, Expr> exprs, Span call) {
    List<Type> operands = new ArrayList<>();
    List<Span> places = new ArrayList<>();
    for (String parameter : row.operands()) {
      String name = parameter.replace("?", "").replace("…", "");
      Ty given = arguments.get(name);
      if (given == null && parameter.endsWith("?")) {
        continue;
      }
      if (given == null) {
        return Ty.ANY;
      }
      List<Ty> several =
          parameter.endsWith("…") && given instanceof Ty.ListOf(List<Ty> items) && items != null
              ? items
              : List.of(given);
      for (Ty each : several) {
        TensorType tensor = tensor(row.op(), each, operands);
        if (tensor == null) {
          return unknown(row, arguments);
        }
        operands.add(tensor);
        Expr expr = exprs.get(name);
        places.add(expr == null ? call : expr.span());
      }
    }
    Attributes attributes = attributes(row, arguments, exprs);
    return attributes == null ? Ty.TENSOR : apply(row.op(), operands, attributes, places, call);
  }

  private static @Nullable TensorType tensor(TensorOp op, Ty given, List<Type> before) {
    if (given instanceof Ty.Tensor(var type)) {
      return type;
    }
    if (given instanceof Ty.ListOf(List<Ty> items) && items != null) {
      boolean indexes = op == TensorOp.GATHER || op == TensorOp.EMBEDDING || op == TensorOp.ONE_HOT;
      Ty literal = Literals.shape(given, indexes ? Scalar.I64 : Scalar.F32);
      return literal instanceof Ty.Tensor(var type) ? type : null;
    }
    boolean besideTensor = given.isNumber() && !before.isEmpty();
    if (!besideTensor) {
      return null;
    }
    Scalar element = ((TensorType) before.getLast()).element();
    return TensorType.of(
        element == Scalar.I1
            ? Scalar.F32
            : given == Ty.FLOAT ? Promotion.toFloat(element) : element);
  }

  /// `max(a, b)` of tensors, element by element.
  Ty pair(TensorOp op, List<Ty> operands, Expr.Call call) {
    TensorType a = operand(operands.get(0), operands.get(1));
    TensorType b = operand(operands.get(1), operands.get(0));
    List<Span> spans = call.args().stream().map(arg -> arg.value().span()).toList();
    return a == null || b == null
        ? Ty.TENSOR
        : apply(op, List.of(a, b), Attributes.NONE, spans, call.span());
  }

  /// What is known when an operand is not: a tensor if some argument is one.
  private static Ty unknown(TensorBuiltin row, Map<String, Ty> arguments) {
    return arguments.values().stream().anyMatch(Ty::isTensor) && !row.operands().isEmpty()
        ? Ty.TENSOR
        : Ty.ANY;
  }

  private @Nullable Attributes attributes(
      TensorBuiltin row, Map<String, Ty> arguments, Map<String, Expr> exprs) {
    Map<String, Attribute> attributes = new HashMap<>();
    for (var entry : row.attributes().entrySet()) {
      Ty given = arguments.get(entry.getKey());
      if (given == null || given == Ty.NIL) {
        continue;
      }
      Attribute value = attribute(entry.getValue().kind(), given, exprs.get(entry.getKey()));
      if (value == null) {
        return null;
      }
      attributes.put(entry.getKey(), value);
    }
    if (row.op() == TensorOp.FULL && !attributes.containsKey("value")) {
      attributes.put("value", Attribute.of(row.name().equals("ones") ? 1 : 0));
    }
    boolean isComplete =
        row.op().row().attributes().stream()
            .allMatch(a -> !a.required() || attributes.containsKey(a.name()));
    return isComplete ? Attributes.of(attributes) : null;
  }

  private static @Nullable Attribute attribute(
      TensorBuiltin.Kind kind, Ty given, @Nullable Expr expr) {
    return switch (kind) {
      case INT -> given instanceof Ty.Int(Long value) && value != null ? Attribute.of(value) : null;
      case INTS -> integers(given);
      case NUMBER ->
          given instanceof Ty.Int(Long value) && value != null
              ? Attribute.of(value)
              : given == Ty.FLOAT
                  ? Attribute.of(expr instanceof Expr.FloatLit(double literal, _) ? literal : 1.0)
                  : null;
      case BOOL -> expr instanceof Expr.BoolLit(boolean value, _) ? Attribute.of(value) : null;
      case STRING ->
          given instanceof Ty.Str(String value) && value != null ? Attribute.of(value) : null;
      case STRING_OR_INTS ->
          given instanceof Ty.Str(String value) && value != null
              ? Attribute.of(value)
              : integers(given);
      case DTYPE -> {
        Scalar scalar = dtype(given);
        yield scalar == null ? null : new Attribute.OfType(scalar);
      }
    };
  }

  static @Nullable Scalar dtype(Ty given) {
    return switch (given) {
      case Ty.DType(var scalar) -> scalar;
      case Ty.Str(String value) when value != null -> DTypes.wanted(value);
      case Ty.Simple _,
          Ty.Int _,
          Ty.Str _,
          Ty.ListOf _,
          Ty.Tensor _,
          Ty.Function _,
          Ty.ClassOf _,
          Ty.InstanceOf _,
          Ty.Module _,
          Ty.Maybe _ ->
          null;
    };
  }

  private static @Nullable Attribute integers(Ty given) {
    if (given instanceof Ty.Int(Long value) && value != null) {
      return Attribute.ints(List.of(value));
    }
    if (!(given instanceof Ty.ListOf(List<Ty> items)) || items == null) {
      return null;
    }
    List<Long> sizes = new ArrayList<>();
    for (Ty item : items) {
      if (!(item instanceof Ty.Int(Long value)) || value == null) {
        return null;
      }
      sizes.add(value);
    }
    return Attribute.ints(sizes);
  }

  // Rules.

  /// Applies an operation's rule; reports what it refuses.
  Ty apply(
      TensorOp op,
      List<? extends Type> operands,
      Attributes attributes,
      List<Span> spans,
      Span span) {
    if (!(op.row().results() instanceof OpRow.Results.Inferred(TypeRule rule))) {
      return Ty.TENSOR;
    }
    try {
      List<Type> results = rule.infer(List.copyOf(operands), attributes);
      if (results.size() != 1) {
        return Ty.LIST;
      }
      return new Ty.Tensor(located((TensorType) results.getFirst(), span));
    } catch (TypeRule.Mismatch mismatch) {
      program.report(ShapeReport.of(op, mismatch, operands, spans, span));
      return Ty.TENSOR;
    }
  }

  /// Extents that a rule made up came from the operation itself.
  private static TensorType located(TensorType type, Span span) {
    List<Dim> dims = new ArrayList<>();
    for (Dim dim : type.shape()) {
      dims.add(dim.origin().isNone() ? dim.from(new Origin(span, "this")) : dim);
    }
    return new TensorType(dims, type.element());
  }

  // Literals, members and subscripts.

  /// The tensor that nested lists make, in the given dtype or the default one.
  Ty literal(Expr at, Ty value, @Nullable Scalar element) {
    return Literals.tensor(program, at, value, element);
  }

  Ty shapeOf(TensorType type) {
    List<Ty> sizes = new ArrayList<>();
    type.shape()
        .forEach(d -> sizes.add(d instanceof Dim.Known(long size, _) ? new Ty.Int(size) : Ty.INT));
    return new Ty.ListOf(sizes);
  }

  Ty transposed(TensorType type, Span span) {
    return apply(TensorOp.TRANSPOSE, List.of(type), Attributes.NONE, List.of(span), span);
  }

  void checkIndex(Ty object, Ty index, Span span) {
    if (object instanceof Ty.Tensor(var type)) {
      index(type, index, span);
    }
  }

  Ty index(TensorType type, Ty index, Span span) {
    return index instanceof Ty.Int ? axes(type, List.of(new Axis.At(index, span)), span) : Ty.ANY;
  }

  Ty slice(TensorType type, List<@Nullable Ty> parts, Span span) {
    return axes(type, List.of(new Axis.Part(parts.get(0), parts.get(1), parts.get(2), span)), span);
  }

  Ty axes(TensorType type, List<Axis> axes, Span span) {
    return new Subscripts(program, type, span).apply(axes);
  }

  /// Notes what a parameter's annotation calls the extents of its argument.
  void parameter(Ty wanted, Ty given) {
    if (wanted instanceof Ty.Tensor(var w) && given instanceof Ty.Tensor(var g)) {
      signature.unify(w, g, Span.NONE, Span.NONE);
    }
  }

  /// Reports a tensor whose shape contradicts an annotation.
  void unify(Ty wanted, Ty found, Span annotation, Span at) {
    if (!(wanted instanceof Ty.Tensor(var w)) || !(found instanceof Ty.Tensor(var f))) {
      return;
    }
    Diagnostic complaint = signature.copy().unify(w, f, annotation, at);
    if (complaint != null) {
      program.report(complaint);
    }
  }
}
