package org.tosc.passes.specialise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;

/// Runs through a part with what is known of its arguments, and writes what is left to do.
final class Version {
  private final Function part;
  private final Draft draft = new Draft();
  private final HostForms hosts = new HostForms(draft);
  private final Map<Integer, Held> held = new HashMap<>();
  private final Map<String, Held> variables = new HashMap<>();

  Version(Function part) {
    this.part = part;
  }

  Function of(List<Argument> arguments) throws Refusal {
    List<Value> params = new ArrayList<>();
    List<String> reads = part.attributes().strings("reads");
    List<String> fields = part.attributes().strings("fields");
    int handed = part.params().size() - fields.size();
    int own = handed - reads.size();
    for (int i = 0; i < part.params().size(); i++) {
      Value old = part.params().get(i);
      Value param = draft.param(type(old, arguments.get(i), i));
      params.add(param);
      Held known = known(param, arguments.get(i));
      held.put(old.id(), known);
      if (i >= handed) {
        field(fields.get(i - handed), known);
      } else if (i >= own) {
        variables.put(reads.get(i - own), known);
      }
    }
    List<Value> results = run(part.body().ops());
    Region body = new Region(params, Arrangement.of(draft.operations(), draft));
    return new Function(
        part.symbol(),
        Value.types(results),
        body,
        part.attributes().without("specialise"),
        part.span());
  }

  /// A field `p0.name` of an earlier parameter.
  private void field(String path, Held known) {
    int dot = path.indexOf('.');
    Value object = part.params().get(Integer.parseInt(path.substring(1, dot)));
    if (held.get(object.id()) instanceof Held.Plain(Value value)) {
      hosts.field(value, path.substring(dot + 1), known);
    }
  }

  private static Type type(Value old, Argument argument, int index) throws Refusal {
    Type given =
        switch (argument) {
          case Argument.Tensor(TensorType type) -> type;
          case Argument.Numeric.INT -> Scalar.I64;
          case Argument.Numeric.REAL -> Scalar.F64;
          case Argument.Numeric.BOOL -> Scalar.I1;
          case Argument.Constant(Attribute value) -> type(value, old.type());
          case Argument.Other _ -> old.type();
        };
    boolean fits =
        old.type() == HostType.ANY
            || old.type().equals(given)
            || (old.type() instanceof TensorType && given instanceof TensorType);
    if (!fits) {
      throw new Refusal("argument %d is %s, not %s".formatted(index, given, old.type()));
    }
    return given;
  }

  private static Type type(Attribute value, Type otherwise) {
    return value instanceof Attribute.Int
        ? Scalar.I64
        : value instanceof Attribute.Real
            ? Scalar.F64
            : value instanceof Attribute.Bool ? Scalar.I1 : otherwise;
  }

  private Held known(Value param, Argument argument) {
    return argument instanceof Argument.Constant(Attribute value)
        ? new Held.Plain(draft.constant(param.type(), value, part.span()))
        : new Held.Plain(param);
  }

  /// Runs the operations of the body up to its `return`; gives what is returned.
  private List<Value> run(List<Operation> ops) throws Refusal {
    for (Operation o : ops) {
      if (o.op() == CoreOp.RETURN) {
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < o.operands().size(); i++) {
          results.add(result(get(o.operand(i)), part.results().get(i), o));
        }
        draft.emit(CoreOp.RETURN, results, Attributes.NONE, List.of(), o.span());
        return results;
      }
      one(o);
    }
    throw new Refusal("the part does not end in a return");
  }

  /// A result: tensors as they are, everything else in the type of the part's result.
  private Value result(Held known, Type wanted, Operation o) throws Refusal {
    Value value = hosts.real(known, o);
    if (value.type().equals(wanted) || value.type() instanceof TensorType) {
      return value;
    }
    if (wanted == HostType.ANY) {
      return draft.emit(HostOp.BOX, List.of(value), Attributes.NONE, HostType.ANY, o.span());
    }
    throw new Refusal("a result is " + value.type() + ", not " + wanted);
  }

  private Held get(Value old) throws Refusal {
    Held known = held.get(old.id());
    if (known == null) {
      throw new Refusal(old + " is not known");
    }
    return known;
  }

  private List<Held> operands(Operation o) throws Refusal {
    List<Held> all = new ArrayList<>();
    for (Value operand : o.operands()) {
      all.add(get(operand));
    }
    return all;
  }

  private void one(Operation o) throws Refusal {
    switch (o.op()) {
      case CoreOp core -> core(core, o);
      case HostOp host -> {
        Held result = hosts.of(host, o, operands(o));
        if (!o.results().isEmpty()) {
          held.put(o.result().id(), result);
        }
      }
      case TensorOp tensor -> tensor(tensor, o);
      case FusedOp _, KernelOp _ -> throw new Refusal(o.op().mnemonic() + " stands in the part");
    }
  }

  private void core(CoreOp op, Operation o) throws Refusal {
    if (op == CoreOp.CONST) {
      Attribute value = Objects.requireNonNull(o.attributes().get("value"));
      plain(o, draft.constant(o.result().type(), value, o.span()));
    } else if (op == CoreOp.GLOBAL_GET) {
      String variable = o.attributes().symbol("global");
      Held now = variables.get(variable);
      if (now == null) {
        throw new Refusal("@" + variable + " is read, but not handed over");
      }
      held.put(o.result().id(), now);
    } else if (op == CoreOp.GLOBAL_SET) {
      variables.put(o.attributes().symbol("global"), get(o.operand(0)));
      draft.wrote();
    } else if (op == CoreOp.IF) {
      branch(o);
    } else {
      scalar(op, o);
    }
  }

  private void plain(Operation o, Value value) {
    held.put(o.result().id(), new Held.Plain(value));
  }

  /// A branch whose condition is known.
  private void branch(Operation o) throws Refusal {
    Attribute condition = hosts.constant(get(o.operand(0)));
    if (!(condition instanceof Attribute.Bool(boolean holds))) {
      throw new Refusal("a branch depends on values");
    }
    Region taken = o.region(holds ? 0 : 1);
    for (Operation inner : taken.ops()) {
      if (inner.op() == CoreOp.YIELD) {
        for (int i = 0; i < o.results().size(); i++) {
          held.put(o.results().get(i).id(), get(inner.operand(i)));
        }
        return;
      }
      if (inner.op() == CoreOp.THROW) {
        throw new Refusal("an error is raised");
      }
      one(inner);
    }
  }

  private void scalar(CoreOp op, Operation o) throws Refusal {
    boolean scalars =
        o.results().size() == 1
            && o.result().type() instanceof Scalar
            && o.operands().stream().allMatch(v -> v.type() instanceof Scalar);
    if (!scalars || !o.regions().isEmpty()) {
      throw new Refusal(op.mnemonic() + " stands in the part");
    }
    List<Value> operands = new ArrayList<>();
    for (Value operand : o.operands()) {
      operands.add(hosts.typed(get(operand), operand.type(), o));
    }
    plain(o, draft.scalar(op, operands, o.attributes(), o.result().type(), o.span()));
  }

  private void tensor(TensorOp op, Operation o) throws Refusal {
    List<Value> operands = new ArrayList<>();
    for (Held operand : operands(o)) {
      operands.add(hosts.real(operand, o));
    }
    try {
      List<Type> types = op.infer(Value.types(operands), o.attributes());
      List<Value> results = draft.emit(op, operands, o.attributes(), types, o.span());
      for (int i = 0; i < results.size(); i++) {
        held.put(o.results().get(i).id(), new Held.Plain(results.get(i)));
      }
    } catch (TypeRule.Mismatch mistake) {
      throw new Refusal(op.mnemonic() + " " + mistake.words());
    }
  }
}
