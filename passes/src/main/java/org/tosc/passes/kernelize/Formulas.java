package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
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
    return group.isStored(value) ? read(value, index) : definition(value, index);
  }

  private Formula read(Value stored, Index index) {
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
      formula = compute(java.util.Objects.requireNonNull(group.definition(value)), index);
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
    if (!(o.op() instanceof TensorOp op) || !ScalarForms.has(op, o.attributes())) {
      throw new Refusal("`" + o.op().row().name() + "` has no form on one element");
    }
    Scalar type = Words.type(o.result()).element();
    List<Formula> operands = new ArrayList<>();
    for (Value operand : o.operands()) {
      requireScalar(Words.type(operand).element());
      operands.add(element(operand, index.broadcast(Words.shape(operand))));
    }
    requireScalar(type);
    return new Formula.Apply(op, o.attributes(), type, operands);
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
          case Formula.Apply apply -> apply(s, apply, parameters, written);
        };
    written.put(formula, value);
    return value;
  }

  private static Value apply(
      Scalars s, Formula.Apply apply, List<Value> parameters, Map<Formula, Value> written) {
    Value[] operands = new Value[apply.operands().size()];
    boolean condition = apply.op() == TensorOp.WHERE;
    for (int i = 0; i < operands.length; i++) {
      Value operand = write(s, apply.operands().get(i), parameters, written);
      boolean asIs = apply.op() == TensorOp.CAST || (condition && i == 0);
      operands[i] = asIs ? operand : s.real(operand);
    }
    ScalarForms.Form form = java.util.Objects.requireNonNull(ScalarForms.of(apply.op()));
    Value result = form.write(s, operands, apply.attributes());
    if (apply.op() == TensorOp.CAST && apply.type() == Scalar.I1) {
      return s.op(CoreOp.NE, s.real(operands[0]), s.number(0));
    }
    return result;
  }
}
