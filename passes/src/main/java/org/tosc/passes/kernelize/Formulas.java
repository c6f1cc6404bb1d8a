package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;

/// The formulas of one nest: what elements are in terms of what the nest reads.
final class Formulas {
  /// An operand of the nest: the buffer of a stored value, and where it is read.
  record Access(Value stored, AffineMap map) {}

  private record Place(Value value, Index index) {}

  /// The attribute of a sum whose first term is a product that need not be rounded before.
  static final String ROUNDED_ONCE = "rounded_once";

  private final Group group;
  private final List<Access> accesses = new ArrayList<>();
  private final Map<Access, Formula> reads = new HashMap<>();
  private final Map<Place, Formula> known = new HashMap<>();

  Formulas(Group group) {
    this.group = group;
  }

  /// What the nest reads, in the order of [Formula.Read#operand].
  List<Access> accesses() {
    return accesses;
  }

  /// An element of a value that may be computed where it is read.
  Formula element(Value value, Index index) throws Refusal {
    if (!group.isStored(value)) {
      return definition(value, index);
    }
    requireRows(value, index);
    return read(value, index);
  }

  /// Numbers of blocks are read along whole rows, so that vectors begin where blocks do, or at some
  /// power of two behind it.
  private static void requireRows(Value stored, Index index) throws Refusal {
    boolean isBlock = Words.type(stored).element().kind() == Scalar.Kind.BLOCK;
    if (isBlock && !index.map().results().stream().allMatch(Formulas::isWhole)) {
      throw new Refusal("parts of packed rows are read");
    }
  }

  /// Whether a coordinate is a dimension, or 0.
  private static boolean isWhole(AffineExpr at) {
    List<Long> steps = at.coefficients().stream().filter(c -> c != 0).toList();
    return at.constant() == 0 && (steps.isEmpty() || steps.equals(List.of(1L)));
  }

  /// An element of a buffer.
  Formula read(Value stored, Index index) {
    Access access = new Access(stored, index.map());
    return reads.computeIfAbsent(
        access,
        a -> {
          accesses.add(a);
          return new Formula.Read(accesses.size() - 1);
        });
  }

  /// An element as the operation that defines the value computes it.
  Formula definition(Value value, Index index) throws Refusal {
    Place place = new Place(value, index);
    Formula formula = known.get(place);
    if (formula == null) {
      formula = compute(Objects.requireNonNull(group.definition(value)), index);
      known.put(place, formula);
    }
    return formula;
  }

  private Formula compute(Operation o, Index index) throws Refusal {
    if (Group.isLayout(o)) {
      Index source = index.through(o);
      if (source == null) {
        throw new Refusal("`" + o.op().row().name() + "` splits what it reads unevenly");
      }
      return element(o.operand(0), source);
    }
    if (Group.isSource(o)) {
      return number(o);
    }
    if (o.op() == TensorOp.IOTA) {
      return iota(o, index);
    }
    if (o.op() == TensorOp.TRIL || o.op() == TensorOp.TRIU) {
      return triangle(o, index);
    }
    if (o.op() == TensorOp.CAST) {
      return cast(o, index);
    }
    if (!(o.op() instanceof TensorOp op) || !ScalarForms.has(op)) {
      throw new Refusal("`" + o.op().row().name() + "` has no form on one element");
    }
    Scalar type = Words.type(o.result()).element();
    List<Formula> operands = new ArrayList<>();
    for (Value operand : o.operands()) {
      requireScalar(isPlace(operand) ? Scalar.F32 : Words.type(operand).element());
      operands.add(element(operand, index.broadcast(Words.shape(operand))));
    }
    requireScalar(type);
    return new Formula.Apply(op, o.attributes(), type, operands, o.span());
  }

  /// A conversion between what formulas are made of and what kernels read and write.
  private Formula cast(Operation o, Index index) throws Refusal {
    Value operand = o.operand(0);
    Scalar from = isPlace(operand) ? Scalar.F32 : Words.type(operand).element();
    Scalar to = Words.type(o.result()).element();
    if (!Widening.isRead(from)) {
      requireScalar(from);
    }
    if (!Widening.isRounded(to)) {
      requireScalar(to);
    }
    List<Formula> element = List.of(element(operand, index.broadcast(Words.shape(operand))));
    return new Formula.Apply(TensorOp.CAST, o.attributes(), to, element, o.span());
  }

  /// The number of the point along an axis.
  private Formula place(AffineExpr at) throws Refusal {
    if (group.places() == null) {
      throw new Refusal("positions go too far");
    }
    return read(
        group.places(), new Index(List.of(), new AffineMap(at.coefficients().size(), List.of(at))));
  }

  private Formula iota(Operation o, Index index) throws Refusal {
    double start = o.attributes().number("start", 0);
    double step = o.attributes().number("step", 1);
    Formula place = place(index.map().result(0));
    Formula scaled = step == 1 ? place : apply(o, TensorOp.MUL, place, number(step));
    return start == 0 ? scaled : apply(o, TensorOp.ADD, scaled, number(start));
  }

  private Formula triangle(Operation o, Index index) throws Refusal {
    int rank = index.map().rank();
    Formula row = place(index.map().result(rank - 2));
    Formula column = place(index.map().result(rank - 1));
    Formula last = apply(o, TensorOp.ADD, row, number((double) o.attributes().integer("k", 0)));
    TensorOp order = o.op() == TensorOp.TRIL ? TensorOp.LE : TensorOp.GE;
    Formula kept =
        new Formula.Apply(order, Attributes.NONE, Scalar.I1, List.of(column, last), o.span());
    requireScalar(Words.type(o.result()).element());
    return apply(o, TensorOp.WHERE, kept, element(o.operand(0), index), number(0));
  }

  private static Formula apply(Operation o, TensorOp op, Formula... operands) {
    return new Formula.Apply(op, Attributes.NONE, Scalar.F32, List.of(operands), o.span());
  }

  private static Formula number(double value) {
    return new Formula.Constant((float) value, Scalar.F32);
  }

  /// Whether a value is whole numbers that `f32` has: the numbers of places, in any layout.
  private boolean isPlace(Value value) {
    Operation o = group.definition(value);
    if (o == null || group.stored().contains(value)) {
      return false;
    }
    return o.op() == TensorOp.IOTA ? isExact(o) : Group.isLayout(o) && isPlace(o.operand(0));
  }

  private static boolean isExact(Operation iota) {
    double start = iota.attributes().number("start", 0);
    double end =
        start + iota.attributes().number("step", 1) * Words.shape(iota.result()).getFirst();
    return Math.max(Math.abs(start), Math.abs(end)) < 1 << 24;
  }

  private static void requireScalar(Scalar type) throws Refusal {
    if (!ScalarForms.holds(type)) {
      throw new Refusal("elements are " + type);
    }
  }

  private Formula number(Operation o) throws Refusal {
    Attribute value = o.attributes().get("value");
    if (value == null && !o.operands().isEmpty()) {
      Operation constant = group.definition(o.operand(0));
      value = constant == null ? null : constant.attributes().get("value");
    }
    Scalar type = Words.type(o.result()).element();
    requireScalar(type);
    if (value instanceof Attribute.Real(double number)) {
      return new Formula.Constant((float) number, type);
    } else if (value instanceof Attribute.Int(long number)) {
      return new Formula.Constant((float) number, type);
    } else if (value instanceof Attribute.Bool(boolean truth)) {
      return new Formula.Constant(truth ? 1 : 0, type);
    }
    throw new Refusal("a number is not known");
  }

  /// Writes a formula into the body of a nest.
  ///
  /// @param parameters of the body, those of [#accesses] first
  static Value write(Scalars s, Formula formula, List<Value> parameters) {
    return write(s, formula, parameters, new IdentityHashMap<>());
  }

  private static Value write(
      Scalars s, Formula formula, List<Value> parameters, Map<Formula, Value> written) {
    Value done = written.get(formula);
    if (done != null) {
      return done;
    }
    Value value =
        switch (formula) {
          case Formula.Read(int operand) -> parameters.get(operand);
          case Formula.Constant(double number, Scalar type) ->
              type == Scalar.I1
                  ? s.constant(new Attribute.Bool(number != 0), type)
                  : s.number(number);
          case Formula.Apply apply ->
              apply(new Scalars(s.builder(), apply.span()), apply, parameters, written);
        };
    written.put(formula, value);
    return value;
  }

  /// The factors of a sum that begins with a product, and what is added, where both may be rounded
  /// at once; nothing otherwise.
  private static List<Formula> multiplyAdd(Formula.Apply apply) {
    return apply.attributes().flag(ROUNDED_ONCE, false)
            && apply.operands().getFirst()
                instanceof Formula.Apply(TensorOp op, _, _, List<Formula> factors, _)
            && op == TensorOp.MUL
        ? List.of(factors.get(0), factors.get(1), apply.operands().get(1))
        : List.of();
  }

  private static Value apply(
      Scalars s, Formula.Apply apply, List<Value> parameters, Map<Formula, Value> written) {
    List<Formula> terms = multiplyAdd(apply);
    if (!terms.isEmpty()) {
      return s.op(
          CoreOp.FMA,
          terms.stream()
              .map(term -> s.real(write(s, term, parameters, written)))
              .toArray(Value[]::new));
    }
    Value[] operands = new Value[apply.operands().size()];
    boolean condition = apply.op() == TensorOp.WHERE;
    for (int i = 0; i < operands.length; i++) {
      Value operand = write(s, apply.operands().get(i), parameters, written);
      operands[i] = condition && i == 0 ? operand : s.real(operand);
    }
    if (apply.op() == TensorOp.CAST) {
      return apply.type() == Scalar.I1
          ? s.op(CoreOp.NE, operands[0], s.number(0))
          : s.as(operands[0], apply.type());
    }
    ScalarForms.Form form = Objects.requireNonNull(ScalarForms.of(apply.op()));
    return form.write(s, operands, apply.attributes());
  }
}
